#include <algorithm>
#include <nlohmann/json.hpp>

#include "equipoise/core/constants.hpp"
#include "equipoise/core/precondition.hpp"
#include "equipoise/io/on_earth.hpp"
#include "equipoise/io/replay_file.hpp"

namespace equipoise::io {

std::string replay_json(const results::Replay& r) {
  using Json = nlohmann::ordered_json;
  Json j{
      {"format", "equipoise-replay/1"}, {"title", r.title}, {"seed", r.seed}, {"replication", r.replication}};
  // Where files that need a longitude put the stage's origin.
  j["origin"] = {{"latitude_deg", r.latitude_rad / core::degree}, {"longitude_deg", stage_longitude_deg}};
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

std::string replay_as(const results::Replay& replay, std::string_view as) {
  EQUIPOISE_PRECONDITION(std::find(replay_formats.begin(), replay_formats.end(), as) != replay_formats.end());
  if (as == "czml") return replay_czml(replay);
  if (as == "acmi") return replay_acmi(replay);
  if (as == "kml") return replay_kml(replay);
  if (as == "geojson") return replay_geojson(replay);
  if (as == "csv") return replay_csv(replay);
  if (as == "dis") return replay_dis(replay);
  return replay_json(replay);
}

} // namespace equipoise::io
