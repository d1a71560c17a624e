#include "equipoise/engagement/flyout.hpp"

#include <algorithm>

#include "equipoise/core/constants.hpp"
#include "equipoise/core/elementary.hpp"
#include "equipoise/earth/atmosphere.hpp"

namespace equipoise::engagement {
namespace {

constexpr double earth_radius_m = 6371000.0;

/// The square of the speed obeys a linear equation in the distance s: d(v^2)/ds = -rho/beta v^2 - 2 g dh/ds.
struct Coast {
  double launch_altitude_m, sine, cosine, ballistic_coefficient;

  double climb(double s) const { return sine + s * cosine * cosine / earth_radius_m; }
  double altitude(double s) const {
    return launch_altitude_m + s * sine + 0.5 * s * s * cosine * cosine / earth_radius_m;
  }
  double slope(double density, double s, double speed_squared) const {
    return -density / ballistic_coefficient * speed_squared -
           2.0 * core::standard_gravity_m_per_s2 * climb(s);
  }
  double density(double s) const { return earth::standard_air(altitude(s)).density_kg_per_m3; }
};

std::optional<double> fly(const PointMassFlyout& f, double launch_altitude_m, double range_m,
                          double elevation_rad) {
  const double acceleration = f.burnout_speed_m_per_s / f.boost_time_s;
  const double boost_distance_m = 0.5 * acceleration * f.boost_time_s * f.boost_time_s;
  if (range_m <= boost_distance_m) return core::sqrt(2.0 * range_m / acceleration);

  const Coast path{launch_altitude_m, core::sin(elevation_rad), core::cos(elevation_rad),
                   f.ballistic_coefficient_kg_per_m2};
  constexpr double longest_step_m = 1000.0;
  const int steps = static_cast<int>((range_m - boost_distance_m) / longest_step_m) + 1;
  const double h = (range_m - boost_distance_m) / steps;
  const double least_squared = f.least_speed_m_per_s * f.least_speed_m_per_s;
  double s = boost_distance_m;
  double w = f.burnout_speed_m_per_s * f.burnout_speed_m_per_s;
  double time = f.boost_time_s;
  double density = path.density(s);
  for (int i = 0; i < steps; ++i) {
    const double middle_density = path.density(s + 0.5 * h), end_density = path.density(s + h);
    const double k1 = path.slope(density, s, w);
    const double k2 = path.slope(middle_density, s + 0.5 * h, w + 0.5 * h * k1);
    const double k3 = path.slope(middle_density, s + 0.5 * h, w + 0.5 * h * k2);
    const double k4 = path.slope(end_density, s + h, w + h * k3);
    const double next = w + h / 6.0 * (k1 + 2.0 * k2 + 2.0 * k3 + k4);
    const double middle = w + h / 24.0 * (5.0 * k1 + 4.0 * k2 + 4.0 * k3 - k4);
    if (!(next > least_squared) || !(middle > 0.0)) return std::nullopt;
    // Simpson over 1 / v.
    time += h / 6.0 * (1.0 / core::sqrt(w) + 4.0 / core::sqrt(middle) + 1.0 / core::sqrt(next));
    w = next;
    s += h;
    density = end_density;
  }
  return time;
}

} // namespace

std::optional<double> flight_time_s(const Flyout& flyout, double launch_altitude_m, double slant_range_m,
                                    double elevation_rad) {
  if (const auto* constant = std::get_if<ConstantTimeFlyout>(&flyout)) return constant->time_s;
  return fly(std::get<PointMassFlyout>(flyout), launch_altitude_m, slant_range_m, elevation_rad);
}

} // namespace equipoise::engagement
