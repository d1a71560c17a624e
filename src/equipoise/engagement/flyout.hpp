#pragma once
// How long an interceptor takes to a point: reach and time only.
#include <optional>
#include <variant>

namespace equipoise::engagement {

/// A point mass that flies straight to the predicted point: constant net acceleration to burnout speed, then
/// drag at a ballistic coefficient and gravity along the path. SI.
struct PointMassFlyout {
  double boost_time_s = 0.0;
  double burnout_speed_m_per_s = 0.0;
  double ballistic_coefficient_kg_per_m2 = 0.0;
  double least_speed_m_per_s = 0.0; ///< slower than this it no longer intercepts
};

/// For textbook cases: any point takes the same time.
struct ConstantTimeFlyout {
  double time_s = 0.0;
};

using Flyout = std::variant<PointMassFlyout, ConstantTimeFlyout>;

/// Time from launch to a point at `slant_range_m` and `elevation_rad` as seen from a launcher at
/// `launch_altitude_m`. Nothing if it is too slow before it gets there. Domain: slant range >= 0, elevation
/// in [-pi/2, pi/2]. Error below 1 ms of the model's own solution to 250 km.
std::optional<double> flight_time_s(const Flyout& flyout, double launch_altitude_m, double slant_range_m,
                                    double elevation_rad);

} // namespace equipoise::engagement
