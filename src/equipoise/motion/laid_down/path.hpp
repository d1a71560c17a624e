#pragma once
// A path laid down in space, bounded in how it bends: straight legs joined by arcs in plan, straight climbs
// joined by parabolas in height. What flies it does so at a given speed.
#include <optional>
#include <vector>

#include "equipoise/earth/stage.hpp"
#include "equipoise/motion/trajectory.hpp"

namespace equipoise::motion {

/// A line or an arc over the stage's plane. `curvature_per_m` to the left is positive.
struct TrackPiece {
  double east_m = 0.0, north_m = 0.0; ///< where it begins
  double direction_rad = 0.0;         ///< anticlockwise from east, where it begins
  double curvature_per_m = 0.0;
  double length_m = 0.0;
};

/// Pieces end to end, the direction the same on both sides of each joint.
struct Track {
  std::vector<TrackPiece> pieces;
  std::vector<double>
      breakpoints_m;               ///< way to each breakpoint of the polygon: middles of arcs, and both ends
  std::vector<double> half_arcs_m; ///< from there to the end of the arc
  double length_m = 0.0;
};

/// Where a polygon bends too sharply to be flown.
struct TooSharp {
  std::size_t breakpoint = 0;
  double needed_m = 0.0; ///< of the leg before the breakpoint, for the turns at its two ends
  double there_m = 0.0;
};

/// Cuts the breakpoints of a polygon by fly-by arcs that touch both legs, `radius_m[i]` the radius at
/// breakpoint i (the ends' are not used). `kept_m[i]` of leg i (from breakpoint i) must stay straight after
/// the turn at its beginning. Domain: two or more breakpoints, consecutive ones apart, radii positive. Sets
/// `fault` and returns an empty track if a leg is too short for its turns or the path turns right round.
Track round_breakpoints(const std::vector<earth::Place>& breakpoints, const std::vector<double>& radius_m,
                        const std::vector<double>& kept_m, std::optional<TooSharp>& fault);

/// Height along a track: straight from knot to knot, rounded at each by a parabola of `curvature_per_m`.
struct HeightKnot {
  double distance_m = 0.0;
  double altitude_m = 0.0;
  double half_width_m = 0.0; ///< of the parabola
};

struct Heights {
  std::vector<HeightKnot> knots; ///< rising in way, at least two
};

/// Sets the half widths of all inner knots. Index of the first knot whose parabola runs into the next one's
/// or over the end of the path, if one does. Domain: knots rising in way, positive curvature.
std::optional<std::size_t> round_knots(Heights& heights, double curvature_per_m);

struct HeightAt {
  double altitude_m;
  double slope; ///< per metre of way
};
HeightAt height_at(const Heights& heights, double distance_m);

/// From `way_m` on the speed goes to `speed_m_per_s` at a constant rate.
struct SpeedChange {
  double distance_m = 0.0;
  double speed_m_per_s = 0.0;
};

/// Flies a path at speeds along it: the first change gives the speed at the start, each other one begins
/// where it says and goes on at `rate_m_per_s2`. Velocities are exact derivatives of the positions; the
/// length of the path is that in space, with its climbs and the bend of the earth (way follows the stage's
/// plane, which is 0.1 % shorter 300 km from the origin). Error of the time below 1e-4 s an hour. Domain:
/// a track with pieces, knots rising in way; speeds (at least one), rate and step positive.
Trajectory fly_path(const earth::Stage& stage, const Track& track, const Heights& heights,
                    const std::vector<SpeedChange>& speeds, double rate_m_per_s2, double step_s);

} // namespace equipoise::motion
