#include "stage.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <chrono>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>
#include <semaphore>
#include <sstream>

#include "equipoise/io/replay/replay.hpp"
#include "equipoise/io/tables/table_file.hpp"
#include "equipoise/report/page/replay_data.hpp"
#include "equipoise/simulation/raid/replicate.hpp"

namespace equipoise::view {
namespace {

using Json = nlohmann::ordered_json;

constexpr double max_points = 2e6;                     // of paths, a second each, that one raid may have
constexpr std::ptrdiff_t at_once = 2;                  // raids that are played at the same time
constexpr auto longest_wait = std::chrono::seconds(5); // of another raid's turn

struct Playing {
  Stage stage;
  std::counting_semaphore<at_once> turns{at_once};
};

std::string dumped(const Json& json) {
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

Json stage_json(const Stage& stage) {
  const scenario::Scenario& s = stage.scenario;
  Json j{{"format", "equipoise-stage/1"},
         {"title", s.title},
         {"file", stage.file},
         {"seed", s.seed},
         {"belief", name_of(s.belief)},
         {"sensing", name_of(stage.theatre.sensing)},
         {"replications", s.replications},
         {"greatest_replication", max_replication},
         {"formats", io::replay_formats},
         {"raids", Json::array()},
         {"assets", Json::array()}};
  for (const scenario::Raid& r : s.raids) {
    j["raids"].push_back({{"id", r.id},
                          {"system", r.system},
                          {"count", r.missiles()},
                          {"decoys", r.decoys},
                          {"friendly", r.friendly},
                          {"aim", r.aim ? Json(s.assets[*r.aim].id) : Json()}});
  }
  for (const scenario::Asset& a : s.assets)
    j["assets"].push_back(
        {{"id", a.id}, {"east_m", a.at.east_m}, {"north_m", a.at.north_m}, {"value", a.value}});
  return j;
}

/// The raid's row of outcomes.csv, as its heading and its cells.
Json row_json(const results::Replay& raid) {
  const auto cells = [](const std::string& line) {
    Json list = Json::array();
    std::istringstream text(line.substr(0, line.find('\n')));
    for (std::string cell; std::getline(text, cell, ',');) list.push_back(cell);
    return list;
  };
  return {{"columns", cells(io::outcomes_heading())},
          {"cells", cells(io::outcomes_rows(raid.replication, 0, {&raid.outcome, 1}))}};
}

std::optional<std::uint64_t> number_from(std::string_view text) {
  std::uint64_t number = 0;
  const auto [at, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || at != text.data() + text.size() || number > max_replication)
    return std::nullopt;
  return number;
}

double points_of(const simulation::Theatre& theatre, std::uint64_t replication) {
  double points = 0.0;
  for (const simulation::Threat& threat : theatre.threats)
    points += theatre.flight(threat.raid, replication).trajectory->duration_s;
  return points;
}

/// Nothing if its turn did not come.
std::optional<results::ShownRaid> played(Playing& playing, std::uint64_t number) {
  if (!playing.turns.try_acquire_for(longest_wait)) return std::nullopt;
  const auto give_back = [](Playing* p) { p->turns.release(); };
  const std::unique_ptr<Playing, decltype(give_back)> turn(&playing, give_back);
  const Stage& stage = playing.stage;
  return results::ShownRaid{"raid", fmt::format("replication {}", number), "",
                            simulation::replay(stage.theatre, stage.scenario, number),
                            fmt::format("{} --replication {}", stage.command, number)};
}

/// `text` is a number, and `as` a format or empty for the page's own.
Reply raid(Playing& playing, std::string_view text, std::string_view as) {
  const auto number = number_from(text);
  if (!number)
    return refusal(404,
                   fmt::format("no such replication; wanted: a whole number from 0 to {}", max_replication));
  const Stage& stage = playing.stage;
  if (const double points = points_of(stage.theatre, *number); points > max_points)
    return refusal(
        413,
        fmt::format("its paths have {:.3g} points, and {:.3g} are shown here; {} --replication {} tells it",
                    points, max_points, stage.command, *number));
  const std::optional<results::ShownRaid> shown = played(playing, *number);
  if (!shown) return refusal(503, "other raids are being played; try again");
  if (as.empty()) {
    Json json = report::replay_data(*shown);
    json["row"] = row_json(shown->replay);
    return {200, "application/json", dumped(json), {}, {}, false};
  }
  const bool is_json = as == "json";
  return {200,
          is_json       ? "application/json"
          : as == "dis" ? "application/octet-stream"
                        : "text/plain; charset=utf-8",
          io::replay_as(shown->replay, as),
          {},
          fmt::format("replication-{}.{}", *number, as == "acmi" ? "txt.acmi" : as),
          false};
}

} // namespace

Answer stage_answer(Stage stage) {
  const auto playing = std::make_shared<Playing>(std::move(stage));
  return [playing](const std::string& path) {
    constexpr std::string_view page = "/api/raid/", file = "/replay/";
    const std::string_view all = path;
    if (path == "/api/view")
      return Reply{200, "application/json", dumped(stage_json(playing->stage)), {}, {}, false};
    if (path.starts_with(page)) return raid(*playing, all.substr(page.size()), "");
    if (!path.starts_with(file)) return front(path, playing->stage.scenario.title);
    const std::string_view name = all.substr(file.size());
    const auto dot = std::min(name.find('.'), name.size());
    const std::string_view as = name.substr(std::min(dot + 1, name.size()));
    if (std::find(io::replay_formats.begin(), io::replay_formats.end(), as) == io::replay_formats.end())
      return refusal(404, fmt::format("no such format; wanted: {}", fmt::join(io::replay_formats, ", ")));
    return raid(*playing, name.substr(0, dot), as);
  };
}

} // namespace equipoise::view
