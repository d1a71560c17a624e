#include "equipoise/io/table_file.hpp"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "equipoise/core/units.hpp"

namespace equipoise::io {
namespace {

using Json = nlohmann::ordered_json;

std::string cell(double value) {
  return value != value ? "" : core::format_number(value);
}

} // namespace

std::string inert(const std::string& text) {
  std::string quoted = "\"";
  if (!text.empty() && std::string("=+-@\t\r").find(text[0]) != std::string::npos) quoted += '\'';
  for (const char c : text) quoted += c == '"' ? "\"\"" : std::string(1, c);
  return quoted + "\"";
}

std::string outcomes_heading() {
  std::string line =
      "replication,set,launched,failed,detected,tracked,assigned,engaged,intercepted,leaked,fired,wasted,"
      "friendly_shots,first_shot_s";
  for (const auto name : results::reason_names) {
    line += ",";
    for (const char c : name) line += c == ' ' ? '_' : c;
  }
  return line +
         ",visitors,visitors_detected,visitors_tracked,visitors_engaged,visitors_stopped,visitor_detection_"
         "range_m,"
         "visitor_first_shot_range_m,visitor_exposed_s,doubled,decoys_engaged,friends,friends_lost,"
         "visitor_exposed_m\n";
}

std::string outcomes_rows(std::uint64_t first, std::uint64_t set, std::span<const results::Outcome> rows) {
  std::string text;
  for (const results::Outcome& o : rows) {
    text += fmt::format("{},{},{},{},{},{},{},{},{},{},{},{},{},{}", first++, set, o.launched, o.failed,
                        o.detected, o.tracked, o.assigned, o.engaged, o.intercepted, o.leaked, o.fired,
                        o.wasted, o.friendly_shots, cell(o.first_shot_s));
    for (const auto reason : o.reasons) text += fmt::format(",{}", reason);
    text += fmt::format(",{},{},{},{},{},{},{},{},{},{},{},{},{}\n", o.visitors, o.visitors_detected,
                        o.visitors_tracked, o.visitors_engaged, o.visitors_stopped,
                        cell(o.visitor_detection_range_m), cell(o.visitor_first_shot_range_m),
                        cell(o.visitor_exposed_s), o.doubled, o.decoys_engaged, o.friends, o.friends_lost,
                        cell(o.visitor_exposed_m));
  }
  return text;
}

std::string replay_json(const results::Replay& r) {
  Json j{
      {"format", "equipoise-replay/1"}, {"title", r.title}, {"seed", r.seed}, {"replication", r.replication}};
  j["outcome"] = {
      {"launched", r.outcome.launched}, {"failed", r.outcome.failed}, {"intercepted", r.outcome.intercepted},
      {"leaked", r.outcome.leaked},     {"fired", r.outcome.fired},   {"wasted", r.outcome.wasted}};
  for (const auto& b : r.batteries)
    j["batteries"].push_back({{"id", b.id},
                              {"system", b.system},
                              {"east_m", b.east_m},
                              {"north_m", b.north_m},
                              {"heading_rad", b.heading_rad}});
  for (const auto& t : r.threats) {
    Json threat{
        {"id", t.id}, {"system", t.system}, {"arrival", t.arrival}, {"fate", t.fate}, {"reason", t.reason}};
    for (const auto& p : t.points)
      threat["points"].push_back(Json::array({p.time_s, p.east_m, p.north_m, p.up_m, p.altitude_m}));
    j["threats"].push_back(threat);
  }
  j["point_columns"] = {"time_s", "east_m", "north_m", "up_m", "altitude_m"};
  for (const auto& e : r.events) {
    Json event{{"time_s", e.time_s}, {"event", name_of(e.kind)}};
    event["threat"] = r.threats[static_cast<std::size_t>(e.threat)].id;
    if (e.battery >= 0) event["battery"] = r.batteries[static_cast<std::size_t>(e.battery)].id;
    if (e.round >= 0) event["round"] = e.round + 1;
    j["events"].push_back(event);
  }
  return j.dump(1) + "\n";
}

std::string replay_csv(const results::Replay& r) {
  std::string text = "time_s,event,threat,battery,round\n";
  for (const auto& e : r.events)
    text += fmt::format("{},{},{},{},{}\n", core::format_number(e.time_s), name_of(e.kind),
                        inert(r.threats[static_cast<std::size_t>(e.threat)].id),
                        e.battery < 0 ? "" : inert(r.batteries[static_cast<std::size_t>(e.battery)].id),
                        e.round < 0 ? "" : std::to_string(e.round + 1));
  return text;
}

} // namespace equipoise::io
