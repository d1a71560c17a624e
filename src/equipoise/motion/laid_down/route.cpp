#include "equipoise/motion/laid_down/route.hpp"

#include <algorithm>
#include <cmath>

#include "equipoise/core/precondition.hpp"

namespace equipoise::motion {
namespace {

earth::Place along(const earth::Place& a, const earth::Place& b, double u) {
  return {a.east_m + u * (b.east_m - a.east_m), a.north_m + u * (b.north_m - a.north_m),
          a.altitude_m + u * (b.altitude_m - a.altitude_m)};
}

} // namespace

std::variant<Trajectory, RouteFault> follow_route(const earth::Stage& stage,
                                                  const std::vector<Waypoint>& route, const Agility& agility,
                                                  double step_s) {
  EQUIPOISE_PRECONDITION(route.size() >= 2 && step_s > 0.0);
  EQUIPOISE_PRECONDITION(agility.lateral_m_per_s2 > 0.0 && agility.along_m_per_s2 > 0.0);
  EQUIPOISE_PRECONDITION(
      std::all_of(route.begin(), route.end(), [](const Waypoint& w) { return w.speed_m_per_s > 0.0; }));
  std::vector<earth::Place> breakpoints;
  std::vector<double> radius_m, kept_m;
  double fastest = 0.0;
  for (std::size_t i = 0; i < route.size(); ++i) {
    const double speed = route[i].speed_m_per_s, before = route[i == 0 ? 0 : i - 1].speed_m_per_s;
    breakpoints.push_back(route[i].place);
    radius_m.push_back(agility.turn_radius_m(before));
    const double change = speed * speed - before * before;
    kept_m.push_back(std::abs(change) / (2.0 * agility.along_m_per_s2));
    fastest = std::max(fastest, before);
  }
  std::optional<TooSharp> sharp;
  const Track track = round_breakpoints(breakpoints, radius_m, kept_m, sharp);
  if (sharp) return RouteFault{sharp->breakpoint, RouteFault::Need::turns, sharp->needed_m, sharp->there_m};
  Heights heights;
  for (std::size_t i = 0; i < route.size(); ++i)
    heights.knots.push_back({track.breakpoints_m[i], route[i].place.altitude_m});
  if (const auto knot = round_knots(heights, agility.climb_curvature_per_m(fastest)))
    return RouteFault{*knot, RouteFault::Need::climbs};
  std::vector<SpeedChange> speeds{{0.0, route.front().speed_m_per_s}};
  for (std::size_t i = 1; i + 1 < route.size(); ++i) // where the arc at the point ends
    speeds.push_back({track.breakpoints_m[i] + track.half_arcs_m[i], route[i].speed_m_per_s});
  return fly_path(stage, track, heights, speeds, agility.along_m_per_s2, step_s);
}

Trajectory textbook_arc(const earth::Stage& stage, const earth::Place& launch, const earth::Place& aim,
                        double time_of_flight_s, double step_s) {
  EQUIPOISE_PRECONDITION(time_of_flight_s > 0.0 && step_s > 0.0);
  Trajectory t;
  t.step_s = step_s;
  t.duration_s = time_of_flight_s;
  const double height_m = 0.25 * norm(stage.point(aim) - stage.point(launch));
  const auto count = static_cast<std::size_t>(t.duration_s / step_s) + 2;
  for (std::size_t k = 0; k < count; ++k) {
    const double u = static_cast<double>(k) * step_s / time_of_flight_s;
    earth::Place place = along(launch, aim, u);
    place.altitude_m += 4.0 * height_m * u * (1.0 - u);
    const core::Vec3<core::Stage> position = stage.point(place);
    // The derivative of the point: a step of east and north at constant altitude lies at right angles to the
    // vertical.
    const double east = aim.east_m - launch.east_m, north = aim.north_m - launch.north_m;
    const double climb = aim.altitude_m - launch.altitude_m + 4.0 * height_m * (1.0 - 2.0 * u);
    const auto up = stage.direction(earth::up(stage.ellipsoid(), stage.to_ecef(position)));
    const core::Vec3<core::Stage> slope{east, north, (climb - up.x * east - up.y * north) / up.z};
    t.samples.push_back({position, (1.0 / time_of_flight_s) * slope});
    t.altitudes_m.push_back(place.altitude_m);
    if (place.altitude_m > t.apogee_m) {
      t.apogee_m = place.altitude_m;
      t.apogee_s = static_cast<double>(k) * step_s;
    }
  }
  t.end_speed_m_per_s = norm(t.samples.back().velocity);
  return t;
}

} // namespace equipoise::motion
