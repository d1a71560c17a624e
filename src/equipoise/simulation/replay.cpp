#include <algorithm>

#include "equipoise/simulation/replicate.hpp"

namespace equipoise::simulation {
namespace {

constexpr double picture_step_s = 1.0;

std::vector<results::ReplayPoint> points(const motion::Trajectory& path, double launch_s, double end_s) {
  std::vector<results::ReplayPoint> list;
  const auto add = [&](double t) {
    const motion::State state = path.at(t);
    list.push_back({launch_s + t, state.position.x, state.position.y, state.position.z, path.altitude_at(t)});
  };
  for (int k = 0; k * picture_step_s < end_s; ++k) add(k * picture_step_s);
  add(end_s);
  return list;
}

/// Of the kind of round that goes farthest.
double reach_m(const BatteryModel& battery, std::size_t target) {
  double reach = 0.0;
  for (const RoundKind& kind : battery.rounds) {
    const double own = kind.interceptor.envelope[target].greatest_range_m;
    if (own <= 0.0) return 0.0; // no limit
    reach = std::max(reach, own);
  }
  return reach;
}

} // namespace

results::Replay replay(const Theatre& theatre, std::uint64_t seed, std::uint64_t replication) {
  results::Replay r;
  r.seed = seed;
  r.replication = replication;
  World world(theatre);
  r.outcome = replicate(theatre, seed, replication, world, &r.events);
  std::stable_sort(r.events.begin(), r.events.end(),
                   [](const auto& a, const auto& b) { return a.time_s < b.time_s; });
  for (const BatteryModel& battery : theatre.batteries) {
    const auto target =
        theatre.raids.empty() ? engagement::TargetClass::ballistic : theatre.raids.front().target;
    r.batteries.push_back({battery.id, battery.system, battery.site.position.x, battery.site.position.y,
                           battery.site.heading_rad, battery.engagement().sector_width_rad,
                           reach_m(battery, engagement::index(target))});
  }
  for (const scenario::Asset& asset : theatre.assets)
    r.assets.push_back({asset.id, asset.at.east_m, asset.at.north_m, asset.radius_m});
  std::vector<int> ordinal(theatre.raids.size(), 0);
  for (std::size_t i = 0; i < theatre.threats.size(); ++i) {
    const Threat& threat = theatre.threats[i];
    const RaidModel& raid = theatre.raids[threat.raid];
    const ThreatState& state = world.threats[i];
    const Flight& flight = theatre.flight(threat.raid, replication);
    const bool stopped = state.killed != core::never;
    const double end_s = !state.works ? 0.0
                         : stopped    ? core::to_seconds(state.killed - threat.launch)
                                      : flight.trajectory->duration_s;
    const bool leaks = raid.aimed && !threat.decoy;
    r.threats.push_back(
        {raid.id + "/" + std::to_string(++ordinal[threat.raid]) + (threat.decoy ? " (decoy)" : ""),
         raid.system, flight.arrival,
         !state.works ? "failed"
         : stopped    ? "intercepted"
         : leaks      ? "leaked"
                      : "left",
         state.works && !stopped && leaks
             ? std::string(results::reason_names[static_cast<std::size_t>(state.reason)])
             : std::string(),
         points(*flight.trajectory, core::to_seconds(threat.launch), end_s)});
  }
  return r;
}

} // namespace equipoise::simulation
