#include "equipoise/core/elementary/elementary.hpp"
#include "equipoise/core/precondition.hpp"
#include "equipoise/motion/ballistic/ballistic.hpp"

namespace equipoise::motion {

Trajectory on_stage(const Flight& flight, const earth::Stage& stage, double step_s) {
  EQUIPOISE_PRECONDITION(flight.nodes.size() >= 2 && step_s > 0.0);
  Trajectory t;
  t.step_s = step_s;
  t.duration_s = flight.nodes.back().time_s;
  const auto count = static_cast<std::size_t>(t.duration_s / step_s) + 2;
  t.samples.reserve(count);
  t.altitudes_m.reserve(count);
  std::size_t i = 1;
  for (std::size_t k = 0; k < count; ++k) {
    // The last sample lies up to a step beyond the impact, so that interpolation needs no special case there.
    const double time_s = static_cast<double>(k) * step_s;
    while (i + 1 < flight.nodes.size() && flight.nodes[i].time_s < time_s) ++i;
    const Node n = between(flight.nodes[i - 1], flight.nodes[i], time_s);
    t.samples.push_back({stage.to_stage(n.position), stage.direction(n.velocity)});
    t.altitudes_m.push_back(earth::altitude_m(stage.ellipsoid(), n.position));
  }
  for (std::size_t k = 1; k < flight.nodes.size(); ++k) {
    const Node &before = flight.nodes[k - 1], &after = flight.nodes[k];
    if (before.time_s == after.time_s)
      t.breakpoints.push_back({after.time_s, stage.to_stage(after.position), stage.direction(before.velocity),
                               stage.direction(after.velocity)});
  }
  t.burnout_s = flight.burnout.time_s;
  t.burnout_speed_m_per_s = norm(flight.burnout.velocity);
  t.burnout_altitude_m = earth::altitude_m(stage.ellipsoid(), flight.burnout.position);
  t.apogee_s = flight.apogee.time_s;
  t.apogee_m = earth::altitude_m(stage.ellipsoid(), flight.apogee.position);
  const Node& end = flight.nodes.back();
  t.end_speed_m_per_s = norm(end.velocity);
  t.end_flight_path_angle_rad =
      core::asin(dot(end.velocity, earth::up(stage.ellipsoid(), end.position)) / t.end_speed_m_per_s);
  return t;
}

} // namespace equipoise::motion
