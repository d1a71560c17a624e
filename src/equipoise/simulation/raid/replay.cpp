#include <algorithm>
#include <array>
#include <map>

#include "equipoise/core/precondition.hpp"
#include "equipoise/simulation/raid/replicate.hpp"

namespace equipoise::simulation {
namespace {

constexpr double picture_step_s = 1.0;

std::vector<results::ReplayPoint> points(const motion::Trajectory& path, double launch_s, double end_s) {
  std::vector<results::ReplayPoint> list;
  const auto add = [&](double t) {
    const motion::State state = path.at(t);
    list.push_back({launch_s + t, state.position.x, state.position.y, state.position.z, path.altitude_at(t),
                    state.velocity});
  };
  for (int k = 0; k * picture_step_s < end_s; ++k) add(k * picture_step_s);
  add(end_s);
  return list;
}

/// Of the kind of round that goes farthest.
double reach_m(const BatteryModel& battery, std::size_t target) {
  double reach = 0.0;
  for (const RoundKind& kind : battery.rounds) {
    const double own = kind.interceptor.envelope[target].max_range_m;
    if (own <= 0.0) return 0.0; // no limit
    reach = std::max(reach, own);
  }
  return reach;
}

/// Every launch with the meeting it was aimed at. Domain: the events are in order of time.
std::vector<results::ReplayShot> shots(const Theatre& theatre, std::uint64_t replication,
                                       const std::vector<results::ReplayEvent>& events) {
  EQUIPOISE_PRECONDITION(std::is_sorted(events.begin(), events.end(),
                                        [](const auto& a, const auto& b) { return a.time_s < b.time_s; }));
  using results::EventKind;
  std::vector<results::ReplayShot> list;
  std::map<std::array<int, 3>, std::size_t> flying;
  for (const results::ReplayEvent& e : events) {
    const std::array<int, 3> name{e.battery, e.threat, e.round};
    if (e.kind == EventKind::round_launched) {
      flying[name] = list.size();
      list.push_back({e.threat,
                      e.battery,
                      e.round,
                      e.time_s,
                      e.time_s,
                      false,
                      theatre.batteries[static_cast<std::size_t>(e.battery)].site.position,
                      {}});
    } else if (e.kind == EventKind::round_stopped_it || e.kind == EventKind::round_missed) {
      results::ReplayShot& shot = list[flying[name]];
      const Threat& threat = theatre.threats[static_cast<std::size_t>(e.threat)];
      const motion::Trajectory& path = *theatre.flight(threat.raid, replication).trajectory;
      shot.end_s = e.time_s;
      shot.stopped_it = e.kind == EventKind::round_stopped_it;
      shot.to_m = path.at(e.time_s - core::to_seconds(threat.launch)).position;
    }
  }
  return list;
}

} // namespace

results::Replay replay(const Theatre& theatre, std::uint64_t seed, std::uint64_t replication) {
  results::Replay r;
  r.seed = seed;
  r.replication = replication;
  World world(theatre);
  r.outcome = replicate(theatre, seed, replication, world, &r);
  // Detections are known at the end; of one instant they come before what followed from them.
  std::stable_partition(r.events.begin(), r.events.end(), [](const auto& event) {
    return event.kind == results::EventKind::launched || event.kind == results::EventKind::detected;
  });
  std::stable_sort(r.events.begin(), r.events.end(),
                   [](const auto& a, const auto& b) { return a.time_s < b.time_s; });
  for (const BatteryModel& battery : theatre.batteries) {
    const auto target =
        theatre.raids.empty() ? engagement::TargetClass::ballistic : theatre.raids.front().target;
    r.batteries.push_back({battery.id, battery.system, battery.site.position.x, battery.site.position.y,
                           battery.site.heading_rad, battery.engagement().sector_width_rad,
                           reach_m(battery, engagement::index(target)), battery.site.position.z});
  }
  for (std::size_t a = 0; a < theatre.assets.size(); ++a) {
    const scenario::Asset& asset = theatre.assets[a];
    r.assets.push_back(
        {asset.id, asset.at.east_m, asset.at.north_m, asset.radius_m, theatre.asset_points[a].z});
  }
  r.shots = shots(theatre, replication, r.events);
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
         points(*flight.trajectory, core::to_seconds(threat.launch), end_s),
         std::string(engagement::target_class_names[engagement::index(raid.target)]), raid.friendly});
  }
  return r;
}

results::Replay replay(const Theatre& theatre, const scenario::Scenario& scenario,
                       std::uint64_t replication) {
  results::Replay raid = replay(theatre, scenario.seed, replication);
  raid.title = scenario.title;
  raid.latitude_rad = scenario.latitude_rad;
  return raid;
}

} // namespace equipoise::simulation
