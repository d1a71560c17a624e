#pragma once
// What a radar covers: how far out a target on a level, radial approach is seen and tracked.
#include <optional>
#include <vector>

#include "equipoise/sensing/radar.hpp"

namespace equipoise::sensing {

/// A radar in its place, prepared.
struct Station {
  Radar radar;
  Receiver receiver;
  Site site;
  Limits limits;
};

/// A target that comes straight at the radar, level. Distances from the radar are over the ground, along the
/// plane that touches the earth there.
struct Approach {
  double azimuth_rad = 0.0; ///< where it comes from, clockwise from north
  double altitude_m = 0.0;  ///< above the ellipsoid
  double cross_section_m2 = 1.0;
  double speed_m_per_s = 250.0;
};

/// Where it is at a distance.
core::Vec3<core::Stage> place_on(const Approach& approach, const Station& station, const earth::Stage& stage,
                                 double ground_m);

/// Chance that one dwell detects it there; nothing where it is out of sight.
std::optional<double> detection_at(const Approach& approach, const Station& station,
                                   const earth::Stage& stage, double ground_m);

/// Nearest and farthest distance of the approach, found to 10 m from 200 places along the instrumented range.
struct Stretch {
  double near_m = 0.0, far_m = 0.0;
};
/// Where one dwell detects at least with `chance`; with chance 0, where the target is in sight.
std::optional<Stretch> detected_stretch(const Approach& approach, const Station& station,
                                        const earth::Stage& stage, double chance);

/// Distance by which a track is formed with chances of 0.1, 0.5 and 0.9; nothing where it is not by the end
/// of the approach.
struct TrackReach {
  std::optional<double> track_10_m, track_50_m, track_90_m;
};
/// The radar's rule over independent dwells a period apart, from the instrumented range inwards. Domain:
/// speed above 0. Dwells are no closer than a two-thousandth of the instrumented range, however short the
/// period: that understates a reach by the rule's dwells so far apart at most.
TrackReach track_reach(const Approach& approach, const Station& station, const earth::Stage& stage);

} // namespace equipoise::sensing
