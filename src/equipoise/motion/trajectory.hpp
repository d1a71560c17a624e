#pragma once
// A flight as data: what every kind of motion leaves behind for the sensors and the battery.
#include <optional>
#include <vector>

#include "equipoise/core/vector.hpp"

namespace equipoise::motion {

using core::Vec3;

struct State {
  Vec3<core::Stage> position;
  Vec3<core::Stage> velocity;
};

/// Where the velocity or the thrust jumps: the pitch-over, the end of a burn.
struct Corner {
  double time_s;
  Vec3<core::Stage> position;
  Vec3<core::Stage> velocity_before, velocity_after;
};

/// Evenly spaced states from launch (t = 0) to the end, with the altitude at each. Between them: cubic
/// Hermite. Every member of a raid flies the same trajectory, shifted in time.
struct Trajectory {
  double step_s = 0.25;
  double duration_s = 0.0; ///< impact, or the end of a route
  std::vector<State> samples;
  std::vector<double> altitudes_m;
  std::vector<Corner> breakpoints; ///< in the order of time; no two within one interval between samples

  std::optional<double> burnout_s;
  double burnout_speed_m_per_s = 0.0;
  double burnout_altitude_m = 0.0;
  double apogee_s = 0.0;
  double apogee_m = 0.0;
  double end_speed_m_per_s = 0.0;
  double end_flight_path_angle_rad = 0.0; ///< below the horizontal is negative

  /// Clamped to [0, duration_s]. Domain: a time that is a number; two samples or more. Error beside the
  /// flight sampled, for a step of 0.25 s: below 0.1 m and 0.1 m/s, also beside the breakpoints.
  State at(double time_s) const;
  double altitude_at(double time_s) const;
};

/// Metres flown along the path by each sample, the first being 0: the speed integrated by trapezoids, exact
/// where it changes evenly between samples.
std::vector<double> distances_m(const Trajectory& trajectory);

} // namespace equipoise::motion
