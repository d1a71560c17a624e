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

/// Evenly spaced states from launch (t = 0) to the end, with the altitude at each. Between them: cubic
/// Hermite. Every member of a raid flies the same trajectory, shifted in time.
struct Trajectory {
  double step_s = 0.25;
  double duration_s = 0.0; ///< impact, or the end of a route
  std::vector<State> samples;
  std::vector<double> altitudes_m;

  std::optional<double> burnout_s;
  double burnout_speed_m_per_s = 0.0;
  double burnout_altitude_m = 0.0;
  double apogee_s = 0.0;
  double apogee_m = 0.0;
  double end_speed_m_per_s = 0.0;
  double end_flight_path_angle_rad = 0.0; ///< below the horizontal is negative

  /// Domain: clamped to [0, duration_s]. Error of position below 1 m for a step of 0.25 s, and below 2 m in
  /// the one interval that holds the instant tilt.
  State at(double time_s) const;
  double altitude_at(double time_s) const;
};

} // namespace equipoise::motion
