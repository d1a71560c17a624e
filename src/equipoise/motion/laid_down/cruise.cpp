#include "equipoise/motion/laid_down/cruise.hpp"

#include <algorithm>

#include "equipoise/core/constants.hpp"
#include "equipoise/core/precondition.hpp"

namespace equipoise::motion {
namespace {

/// Ground covered between two altitudes on a straight climb that is rounded at `ends` of its ends. With half
/// widths m / (2 curvature) at a slope m, the climb h / m holds them up to m^2 = 2 curvature h / ends.
double climb_distance_m(double height_m, double steepest, double curvature_per_m, int ends) {
  if (height_m <= 0.0) return 0.0;
  return height_m / std::min(steepest, core::sqrt(2.0 * curvature_per_m * height_m / ends));
}

/// Half width of the rounding between level flight and that climb.
double half_width_m(double height_m, double distance_m, double curvature_per_m) {
  return distance_m > 0.0 ? 0.5 * height_m / distance_m / curvature_per_m : 0.0;
}

} // namespace

std::variant<Trajectory, CruiseFault> fly_cruise(const earth::Stage& stage, const CruiseMissile& missile,
                                                 const earth::Place& launch,
                                                 const std::vector<earth::Place>& route,
                                                 const earth::Place& aim, double step_s) {
  EQUIPOISE_PRECONDITION(missile.speed_m_per_s > 0.0 && missile.cruise_altitude_m > 0.0 && step_s > 0.0);
  EQUIPOISE_PRECONDITION(missile.agility.lateral_m_per_s2 > 0.0 && missile.agility.along_m_per_s2 > 0.0);
  EQUIPOISE_PRECONDITION(0.0 < missile.steepest_rad && missile.steepest_rad < 0.5 * core::pi);
  std::vector<earth::Place> breakpoints{launch};
  breakpoints.insert(breakpoints.end(), route.begin(), route.end());
  breakpoints.push_back(aim);
  const double speed = missile.speed_m_per_s;
  const std::vector<double> radius_m(breakpoints.size(), missile.agility.turn_radius_m(speed));
  std::optional<TooSharp> sharp;
  const Track track =
      round_breakpoints(breakpoints, radius_m, std::vector<double>(breakpoints.size(), 0.0), sharp);
  if (sharp)
    return CruiseFault{CruiseFault::Why::too_sharp,
                       0.0,
                       0.0,
                       {sharp->breakpoint, RouteFault::Need::turns, sharp->needed_m, sharp->there_m}};
  const double distance = track.length_m;
  if (distance > missile.range_m)
    return CruiseFault{CruiseFault::Why::out_of_range, distance, missile.range_m, {}};

  const double curvature = missile.agility.climb_curvature_per_m(speed);
  const auto slope = core::sincos(missile.steepest_rad);
  const double steepest = slope.sin / slope.cos, cruise = missile.cruise_altitude_m;
  const bool goes_low = missile.terminal_altitude_m && *missile.terminal_altitude_m < cruise;
  const double low = goes_low ? *missile.terminal_altitude_m : cruise;
  const double up = climb_distance_m(cruise - launch.altitude_m, steepest, curvature, 1);
  const double down = climb_distance_m(cruise - low, steepest, curvature, 2);
  const double dive = climb_distance_m(low - aim.altitude_m, steepest, curvature, 1);
  const double dive_width = half_width_m(low - aim.altitude_m, dive, curvature);
  const double down_width = half_width_m(cruise - low, down, curvature);
  const double end = goes_low ? std::max(missile.terminal_range_m, dive + dive_width + down_width) : dive;
  const double shortest = up + half_width_m(cruise - launch.altitude_m, up, curvature) +
                          (goes_low ? down_width + down : dive_width) + end;
  if (distance < shortest) return CruiseFault{CruiseFault::Why::too_near, distance, shortest, {}};

  Heights heights{{{0.0, launch.altitude_m}}};
  heights.knots.push_back({up, cruise});
  if (goes_low) {
    heights.knots.push_back({distance - end - down, cruise});
    heights.knots.push_back({distance - end, low});
  }
  heights.knots.push_back({distance - dive, low});
  heights.knots.push_back({distance, aim.altitude_m});
  if (round_knots(heights, curvature)) return CruiseFault{CruiseFault::Why::too_near, distance, shortest, {}};
  return fly_path(stage, track, heights, {{0.0, speed}}, missile.agility.along_m_per_s2, step_s);
}

} // namespace equipoise::motion
