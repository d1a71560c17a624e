#pragma once
// When a flight comes over a site's horizon and goes below it.
#include <vector>

#include "equipoise/motion/ballistic/ballistic.hpp"

namespace equipoise::motion {

enum class Air { none, refracting }; ///< straight lines over the ellipsoid; the 4/3 earth of radar

struct HorizonCrossing {
  double time_s;
  bool rises; ///< it comes into sight
};

/// Every crossing of the horizon of a site, in the order of time, each to 1e-6 s of the flight's own dense
/// trajectory. Two crossings within half a second of each other may be missed. A flight that begins in sight
/// begins with no crossing. Domain: a site on or above the ground.
std::vector<HorizonCrossing> horizon_crossings(const Flight& flight, const earth::Ellipsoid& ellipsoid,
                                               const core::Vec3<core::Ecef>& site, Air air);

} // namespace equipoise::motion
