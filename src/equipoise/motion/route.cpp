#include "equipoise/motion/route.hpp"

#include <algorithm>

namespace equipoise::motion {
namespace {

earth::Place along(const earth::Place& a, const earth::Place& b, double u) {
  return {a.east_m + u * (b.east_m - a.east_m), a.north_m + u * (b.north_m - a.north_m),
          a.altitude_m + u * (b.altitude_m - a.altitude_m)};
}

/// Fills velocities by central differences of the positions and finds the apogee.
void finish(Trajectory& t) {
  const std::size_t n = t.samples.size();
  for (std::size_t i = 0; i < n; ++i) {
    const std::size_t a = i == 0 ? 0 : i - 1, b = std::min(i + 1, n - 1);
    const double span = static_cast<double>(b - a) * t.step_s;
    t.samples[i].velocity = (1.0 / span) * (t.samples[b].position - t.samples[a].position);
    if (t.altitudes_m[i] > t.apogee_m) {
      t.apogee_m = t.altitudes_m[i];
      t.apogee_s = static_cast<double>(i) * t.step_s;
    }
  }
  t.end_speed_m_per_s = norm(t.samples.back().velocity);
}

} // namespace

Trajectory follow_route(const earth::Stage& stage, const std::vector<Waypoint>& route, double step_s) {
  std::vector<double> arrivals{0.0};
  for (std::size_t i = 1; i < route.size(); ++i) {
    const auto leg = stage.point(route[i].place) - stage.point(route[i - 1].place);
    arrivals.push_back(arrivals.back() + norm(leg) / route[i - 1].speed_m_per_s);
  }
  Trajectory t;
  t.step_s = step_s;
  t.duration_s = arrivals.back();
  const auto count = static_cast<std::size_t>(t.duration_s / step_s) + 2;
  std::size_t leg = 1;
  for (std::size_t k = 0; k < count; ++k) {
    const double time_s = static_cast<double>(k) * step_s;
    while (leg + 1 < route.size() && arrivals[leg] < time_s) ++leg;
    const double u = (time_s - arrivals[leg - 1]) / (arrivals[leg] - arrivals[leg - 1]);
    const earth::Place place = along(route[leg - 1].place, route[leg].place, u);
    t.samples.push_back({stage.point(place), {}});
    t.altitudes_m.push_back(place.altitude_m);
  }
  finish(t);
  return t;
}

Trajectory textbook_arc(const earth::Stage& stage, const earth::Place& launch, const earth::Place& aim,
                        double time_of_flight_s, double step_s) {
  Trajectory t;
  t.step_s = step_s;
  t.duration_s = time_of_flight_s;
  const double height_m = 0.25 * norm(stage.point(aim) - stage.point(launch));
  const auto count = static_cast<std::size_t>(t.duration_s / step_s) + 2;
  for (std::size_t k = 0; k < count; ++k) {
    const double u = static_cast<double>(k) * step_s / time_of_flight_s;
    earth::Place place = along(launch, aim, u);
    place.altitude_m += 4.0 * height_m * u * (1.0 - u);
    t.samples.push_back({stage.point(place), {}});
    t.altitudes_m.push_back(place.altitude_m);
  }
  finish(t);
  return t;
}

} // namespace equipoise::motion
