#include "equipoise/report/page/replay_data.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>

namespace equipoise::report {
namespace {

using results::EventKind;
using results::Replay;
using results::ReplayEvent;
using results::ReplayThreat;

double tenth(double value) {
  return std::round(10.0 * value) / 10.0;
}

/// Flights that threats share: one for each raid and mode of arrival, as long as the longest of them.
struct Paths {
  Json list = Json::array();
  std::vector<std::size_t> of_threat;
};

Paths paths_of(const Replay& replay) {
  std::map<std::string, std::size_t> index;
  std::vector<const ReplayThreat*> longest;
  Paths paths;
  for (const ReplayThreat& threat : replay.threats) {
    const std::string key = threat.id.substr(0, threat.id.rfind('/')) + " " + threat.arrival;
    const auto [found, is_new] = index.emplace(key, longest.size());
    if (is_new) longest.push_back(&threat);
    if (threat.points.size() > longest[found->second]->points.size()) longest[found->second] = &threat;
    paths.of_threat.push_back(found->second);
  }
  for (const ReplayThreat* threat : longest) {
    Json path{{"step_s", 1.0},
              {"east_m", Json::array()},
              {"north_m", Json::array()},
              {"altitude_m", Json::array()}};
    for (const results::ReplayPoint& p : threat->points) {
      path["east_m"].push_back(std::round(p.east_m));
      path["north_m"].push_back(std::round(p.north_m));
      path["altitude_m"].push_back(std::round(p.altitude_m));
    }
    const auto& last = threat->points.back();
    path["end_s"] = tenth(last.time_s - threat->points.front().time_s);
    paths.list.push_back(path);
  }
  return paths;
}

std::string words_of(const Replay& replay, const ReplayEvent& e) {
  const std::string threat = replay.threats[static_cast<std::size_t>(e.threat)].id;
  const std::string battery =
      e.battery < 0 ? "the battery" : replay.batteries[static_cast<std::size_t>(e.battery)].id;
  switch (e.kind) {
    case EventKind::launched:
      return threat + " is launched";
    case EventKind::failed:
      return threat + " fails by itself";
    case EventKind::detected:
      return battery + " detects " + threat;
    case EventKind::tracked:
      return battery + " tracks " + threat;
    case EventKind::track_lost:
      return battery + " loses " + threat;
    case EventKind::in_reach:
      return threat + " comes into reach of " + battery;
    case EventKind::round_launched:
      return fmt::format("{} fires round {} at {}", battery, e.round + 1, threat);
    case EventKind::round_stopped_it:
      return fmt::format("round {} stops {}", e.round + 1, threat);
    case EventKind::round_missed:
      return fmt::format("round {} misses {}", e.round + 1, threat);
    case EventKind::judged_dead:
      return battery + " judges " + threat + " stopped";
    case EventKind::judged_alive:
      return battery + " judges " + threat + " still flying";
    case EventKind::leaked:
      return threat + " gets through";
    case EventKind::left:
      return threat + " leaves at the end of its route";
  }
  return "";
}

/// Rounds from launch to the end that the events tell.
Json rounds_of(const Replay& replay) {
  Json rounds = Json::array();
  for (std::size_t i = 0; i < replay.events.size(); ++i) {
    const ReplayEvent& launch = replay.events[i];
    if (launch.kind != EventKind::round_launched) continue;
    for (std::size_t j = i + 1; j < replay.events.size(); ++j) {
      const ReplayEvent& end = replay.events[j];
      const bool ends = end.kind == EventKind::round_stopped_it || end.kind == EventKind::round_missed;
      if (!ends || end.threat != launch.threat || end.battery != launch.battery || end.round != launch.round)
        continue;
      rounds.push_back({{"battery", std::max(0, launch.battery)},
                        {"threat", launch.threat},
                        {"launch_s", tenth(launch.time_s)},
                        {"end_s", tenth(end.time_s)},
                        {"hit", end.kind == EventKind::round_stopped_it}});
      break;
    }
  }
  return rounds;
}

} // namespace

Json replay_data(const results::ShownRaid& raid) {
  const Replay& replay = raid.replay;
  const Paths paths = paths_of(replay);
  Json j{{"id", raid.id},
         {"label", raid.label},
         {"why", raid.why},
         {"replication", replay.replication},
         {"command", raid.command},
         {"outcome",
          {{"launched", replay.outcome.launched},
           {"failed", replay.outcome.failed},
           {"intercepted", replay.outcome.intercepted},
           {"leaked", replay.outcome.leaked},
           {"fired", replay.outcome.fired}}},
         {"batteries", Json::array()},
         {"assets", Json::array()},
         {"paths", paths.list},
         {"threats", Json::array()},
         {"rounds", rounds_of(replay)},
         {"events", Json::array()}};
  double end_s = 0.0;
  for (const auto& b : replay.batteries) {
    Json rings = Json::array();
    if (b.reach_m > 0.0 && b.reach_m < 1e6) rings.push_back(b.reach_m);
    j["batteries"].push_back({{"id", b.id},
                              {"system", b.system},
                              {"east_m", tenth(b.east_m)},
                              {"north_m", tenth(b.north_m)},
                              {"heading_rad", b.heading_rad},
                              {"sector_rad", b.sector_rad},
                              {"rings_m", rings}});
  }
  for (const auto& a : replay.assets)
    j["assets"].push_back(
        {{"id", a.id}, {"east_m", a.east_m}, {"north_m", a.north_m}, {"radius_m", a.radius_m}});
  for (std::size_t t = 0; t < replay.threats.size(); ++t) {
    const ReplayThreat& threat = replay.threats[t];
    end_s = std::max(end_s, threat.points.back().time_s);
    j["threats"].push_back({{"id", threat.id},
                            {"system", threat.system},
                            {"path", paths.of_threat[t]},
                            {"launch_s", tenth(threat.points.front().time_s)},
                            {"end_s", tenth(threat.points.back().time_s)},
                            {"fate", threat.fate},
                            {"reason", threat.reason},
                            {"chain", results::kill_chain(replay, t)}});
  }
  for (const ReplayEvent& e : replay.events) {
    end_s = std::max(end_s, e.time_s);
    j["events"].push_back({{"time_s", tenth(e.time_s)},
                           {"kind", name_of(e.kind)},
                           {"threat", e.threat},
                           {"text", words_of(replay, e)}});
  }
  j["duration_s"] = std::ceil(end_s);
  return j;
}

} // namespace equipoise::report
