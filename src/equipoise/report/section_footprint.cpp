#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "equipoise/core/precondition.hpp"
#include "equipoise/report/html.hpp"
#include "equipoise/report/sections.hpp"
#include "equipoise/report/sentences.hpp"
#include "equipoise/report/words.hpp"

namespace equipoise::report {
namespace {

using results::Footprint;
using results::FootprintMap;

std::string km2(double m2) {
  const double v = m2 / 1e6;
  return v >= 1000 ? whole(static_cast<std::uint64_t>(std::round(v / 10) * 10))
         : v >= 10 ? fixed(v, 0)
                   : fixed(v, 1);
}

std::string area_with(const Footprint::Level& l) {
  if (l.area_m2.value <= 0.0 && l.area_m2.high <= 0.0) return "none";
  return fmt::format("{}{} ({} to {})", l.beyond ? "at least " : "", km2(l.area_m2.value), km2(l.area_m2.low),
                     km2(l.area_m2.high));
}

std::string clause(const Footprint& f, const Footprint::Level& l) {
  if (l.area_m2.value <= 0.0) return fmt::format("nowhere on the grid under {}", belief_name(f.belief));
  return fmt::format("over {}{} km\u00b2 ({} to {}) under {}", l.beyond ? "at least " : "",
                     km2(l.area_m2.value), km2(l.area_m2.low), km2(l.area_m2.high), belief_name(f.belief));
}

std::string shows(const FootprintMap& map) {
  if (map.beliefs.empty()) return "No part of the grid has been played.";
  std::string text;
  for (std::size_t l = 0; l < map.beliefs.front().levels.size(); ++l) {
    std::vector<std::string> clauses;
    for (const Footprint& f : map.beliefs) clauses.push_back(clause(f, f.levels[l]));
    text += fmt::format("{}Nothing gets through with a chance of {} or more {}.", text.empty() ? "" : " ",
                        percent(map.beliefs.front().levels[l].level, 0), listed(clauses));
  }
  return text;
}

Figure figure_of(const FootprintMap& map) {
  Figure figure{
      "footprint-figure",
      "footprint",
      "The area defended, as it looks under each belief",
      "Places of \u201c" + map.asset +
          "\u201d beside the battery from which the raid is stopped whole, by the chance of it; km on a "
          "stage, no real map",
      shows(map),
      {"belief", "level", "area_km2", "low_km2", "high_km2", "sets_low_km2", "sets_high_km2"},
      {}};
  const double none = std::numeric_limits<double>::quiet_NaN();
  Json lines = Json::array();
  for (const Footprint& f : map.beliefs)
    for (const Footprint::Level& l : f.levels) {
      figure.rows.push_back({f.belief, l.level, l.area_m2.value / 1e6, l.area_m2.low / 1e6,
                             l.area_m2.high / 1e6, l.over_sets ? l.over_sets->first / 1e6 : none,
                             l.over_sets ? l.over_sets->second / 1e6 : none});
      for (const Footprint::Line& line : l.lines) {
        Json points = Json::array();
        for (const auto& [east, north] : line.points)
          points.push_back(Json::array({std::round(east / 10.0) / 100.0, std::round(north / 10.0) / 100.0}));
        lines.push_back(
            {{"belief", f.belief}, {"level", l.level}, {"closed", line.closed}, {"points", points}});
      }
    }
  const auto sites = [](const std::vector<FootprintMap::Site>& list) {
    Json j = Json::array();
    for (const auto& s : list)
      j.push_back({{"id", s.id}, {"east", s.east_m / 1000.0}, {"north", s.north_m / 1000.0}});
    return j;
  };
  const Footprint& first = map.beliefs.front();
  figure.options = {{"lines", lines},
                    {"batteries", sites(map.batteries)},
                    {"from", sites(map.from)},
                    {"east", Json::array({first.east_m.front() / 1000.0, first.east_m.back() / 1000.0})},
                    {"north", Json::array({first.north_m.front() / 1000.0, first.north_m.back() / 1000.0})}};
  return figure;
}

std::string numbers(const FootprintMap& map) {
  Table table{
      "Area in which the raid is stopped whole, km\u00b2 (95 % interval of chance)",
      {"Belief", "chance at least", "area, km\u00b2", "5 % to 95 % of the sets", "by every second point"},
      {},
      "numbers"};
  for (const Footprint& f : map.beliefs)
    for (const Footprint::Level& l : f.levels)
      table.rows.push_back(
          {escape(capital(f.belief)), escape(percent(l.level, 0)), escape(area_with(l)),
           l.over_sets ? escape(km2(l.over_sets->first) + " to " + km2(l.over_sets->second)) : "not drawn",
           escape(km2(l.coarser_area_m2))});
  return to_html(table);
}

bool beyond(const FootprintMap& map) {
  return std::any_of(map.beliefs.begin(), map.beliefs.end(), [](const Footprint& f) {
    return std::any_of(f.levels.begin(), f.levels.end(), [](const auto& l) { return l.beyond; });
  });
}

} // namespace

std::string footprint_answer(const Document& document) {
  EQUIPOISE_PRECONDITION(document.result.footprint.has_value());
  return shows(*document.result.footprint);
}

Section footprint_section(const Document& document) {
  Section section{"footprint", "What is defended", "", {}};
  if (!document.result.footprint || document.result.footprint->beliefs.empty()) return section;
  const FootprintMap& map = *document.result.footprint;
  Figure figure = figure_of(map);
  const Footprint& first = map.beliefs.front();
  std::string note = fmt::format(
      "{} by {} places, {} raids at each, the same draws everywhere; linear between the places. The raid "
      "moves with "
      "what it is aimed at: its direction and range of approach are the scenario\u2019s at every place. The "
      "interval is of chance "
      "(jackknife over ten parts of the raids); the area by every second place says how far the step "
      "matters.",
      first.east_m.size(), first.north_m.size(), whole(first.replications));
  if (beyond(map))
    note += " \u201cAt least\u201d: the area reaches the border of the grid and goes on beyond.";
  section.html = "<section id=\"footprint\">\n<h2>What is defended</h2>\n" + to_html(figure, numbers(map)) +
                 paragraph(note, "note") + "</section>\n";
  section.figures.push_back(std::move(figure));
  return section;
}

} // namespace equipoise::report
