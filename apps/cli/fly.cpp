#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

#include "common.hpp"
#include "equipoise/catalogue/closure.hpp"
#include "equipoise/catalogue/solved_flight.hpp"
#include "equipoise/core/constants.hpp"
#include "equipoise/io/catalogue_file.hpp"
#include "equipoise/io/file.hpp"
#include "equipoise/report/flight_page.hpp"
#include "web/front_end.hpp"

namespace equipoise::cli {
namespace {

using catalogue::Catalogue;
using catalogue::SolvedFlight;
using core::Dimension;
using core::format_quantity;
using Json = nlohmann::ordered_json;

constexpr const char* missile_kind = "ballistic-missile";

std::string degrees(double angle) {
  return fmt::format("{:.1f} deg", angle * 180.0 / core::pi);
}

/// Height against range in letters, all flights on one scale.
void print_chart(const std::vector<SolvedFlight>& flights) {
  constexpr int columns = 72, lines = 16;
  double widest = 0.0, highest = 0.0;
  for (const SolvedFlight& f : flights) {
    widest = std::max(widest, f.range_m);
    highest = std::max(highest, f.apogee_m);
  }
  if (widest <= 0.0 || highest <= 0.0) return;
  std::vector<std::string> grid(lines, std::string(columns, ' '));
  for (std::size_t i = 0; i < flights.size(); ++i)
    for (const auto& [range_m, altitude_m] : flights[i].profile) {
      const int x = std::clamp(static_cast<int>(range_m / widest * (columns - 1) + 0.5), 0, columns - 1);
      const int y = std::clamp(static_cast<int>(altitude_m / highest * (lines - 1) + 0.5), 0, lines - 1);
      grid[static_cast<std::size_t>(lines - 1 - y)][static_cast<std::size_t>(x)] =
          static_cast<char>('a' + i % 26);
    }
  fmt::print("\n{}\n", format_quantity(highest, Dimension::length, 3));
  for (const std::string& line : grid) fmt::print("|{}\n", line);
  fmt::print("+{}{:>{}}\n", std::string(columns - 12, '-'), format_quantity(widest, Dimension::length, 3),
             12);
}

void print_flight(const SolvedFlight& f, char mark) {
  fmt::print(
      "{}  {:<26} {:>9} {:>9} {:>8}   {:>8} {:>9} {:>11} {:>9}   {:>11} {:>11} {:>9}\n", mark, words_for(f),
      format_quantity(f.range_m, Dimension::length, 4), format_quantity(f.apogee_m, Dimension::length, 3),
      fmt::format("{:.0f} s", f.time_of_flight_s), fmt::format("{:.1f} s", f.burnout_s),
      format_quantity(f.burnout_altitude_m, Dimension::length, 3),
      format_quantity(f.burnout_speed_m_per_s, Dimension::speed, 4), degrees(f.burnout_angle_rad),
      f.reentry_speed_m_per_s ? format_quantity(*f.reentry_speed_m_per_s, Dimension::speed, 4) : "below",
      format_quantity(f.impact_speed_m_per_s, Dimension::speed, 4), degrees(f.impact_angle_rad));
}

void print_heading() {
  fmt::print("   {:<26} {:>9} {:>9} {:>8}   {:>8} {:>9} {:>11} {:>9}   {:>11} {:>11} {:>9}\n", "", "range",
             "apogee", "flight", "burnout", "height", "speed", "angle", "at 100 km", "at impact", "angle");
}

/// What is printed of its flights, with the source.
void print_published(const Catalogue& all, const std::string& key) {
  bool first = true;
  for (const auto& [owner, p] : all.all_of(key)) {
    const bool flown = p->name == "range" || p->name.starts_with("burnout_speed") ||
                       p->name.starts_with("apogee") || p->name.starts_with("recorded_") ||
                       p->name.starts_with("propellant_mass");
    if (!flown) continue;
    if (first) fmt::print("\npublished\n");
    first = false;
    std::string sources;
    for (const std::string& source : p->sources) {
      const auto found = all.sources.find(source);
      sources += (sources.empty() ? "" : "; ") + (found == all.sources.end() ? source : found->second.title);
    }
    const std::string nominal = catalogue::format_value(*p, p->nominal);
    const std::string span = p->low == p->high
                                 ? nominal
                                 : fmt::format("{} ({} to {})", nominal, catalogue::format_value(*p, p->low),
                                               catalogue::format_value(*p, p->high));
    fmt::print("   {:<36} {:<34} {}, {}\n", p->name, span, words_for(p->basis), sources.substr(0, 100));
  }
}

Json json_of(const SolvedFlight& f) {
  return {{"path", f.longest                     ? "longest"
                   : f.path == motion::Path::low ? "low"
                                                 : "high"},
          {"body", f.body == catalogue::Body::attached ? "attached" : "separated"},
          {"range_m", f.range_m},
          {"apogee_m", f.apogee_m},
          {"time_of_flight_s", f.time_of_flight_s},
          {"burnout",
           {{"time_s", f.burnout_s},
            {"altitude_m", f.burnout_altitude_m},
            {"speed_m_per_s", f.burnout_speed_m_per_s},
            {"angle_rad", f.burnout_angle_rad}}},
          {"reentry_speed_m_per_s", f.reentry_speed_m_per_s ? Json(*f.reentry_speed_m_per_s) : Json(nullptr)},
          {"impact_speed_m_per_s", f.impact_speed_m_per_s},
          {"impact_angle_rad", f.impact_angle_rad}};
}

std::vector<std::string> missiles(const Catalogue& all) {
  std::vector<std::string> keys;
  for (const auto& [key, entry] : all.entries)
    if (entry.kind == missile_kind) keys.push_back(key);
  return keys;
}

} // namespace

int fly(const Options& options) {
  core::Diagnostics diagnostics;
  const Catalogue all = io::read_catalogue(catalogue_folders(options), diagnostics);
  const auto fault = [&](const std::string& key, const std::string& message) {
    diagnostics.push_back({core::Severity::error, {"command line", 0, 0}, key, message});
  };
  const std::vector<std::string> known = missiles(all);
  if (!options.all && std::find(known.begin(), known.end(), options.file) == known.end()) {
    const catalogue::Entry* entry = all.find(options.file);
    const std::string near = core::nearest(options.file, known);
    fault(options.file, entry != nullptr ? fmt::format("is of kind {}; wanted: {}", entry->kind, missile_kind)
                        : near.empty()   ? "is not in the catalogue"
                                       : fmt::format("is not in the catalogue; did you mean \"{}\"?", near));
  }
  std::optional<double> range_m;
  if (!options.range.empty()) {
    const auto quantity = core::parse_quantity(options.range);
    if (!quantity || quantity->dimension != Dimension::length)
      fault("--range", quantity ? "is not a length; wanted: as in \"250 km\""
                                : core::why_no_quantity(options.range, Dimension::length));
    else if (quantity->value < 1e3 || quantity->value > 2e7)
      fault("--range", "is out of range; allowed: 1 km to 20000 km");
    else
      range_m = quantity->value;
  }
  if (report(diagnostics)) return wrong_input;

  const std::vector<std::string> keys = options.all ? known : std::vector<std::string>{options.file};
  Json list = Json::array();
  std::vector<report::FlightPageEntry> entries;
  for (const std::string& key : keys) {
    const catalogue::SolvedFlights solved = catalogue::solve_flights(all, key, range_m);
    const std::vector<std::string> contradictions = catalogue::close(all, key).contradictions;
    Json flights = Json::array();
    for (const SolvedFlight& f : solved.flights) flights.push_back(json_of(f));
    list.push_back({{"key", key},
                    {"nozzle_pressure_term", solved.pressure_term},
                    {"flights", flights},
                    {"missing", solved.missing},
                    {"contradictions", contradictions}});
    entries.push_back({key, all.find(key)->title, solved, contradictions});
    if (options.json) continue;
    fmt::print("{}{}   {}\n", key == keys.front() ? "" : "\n", key, all.find(key)->title);
    print_heading();
    for (std::size_t i = 0; i < solved.flights.size(); ++i)
      print_flight(solved.flights[i], static_cast<char>('a' + i % 26));
    fmt::print("   {}\n", solved.pressure_term
                              ? "thrust with the nozzle pressure term, from the impulses at sea level and in vacuum"
                              : "thrust without the nozzle pressure term: no impulse in vacuum is given");
    for (const std::string& missing : solved.missing) fmt::print("   {}\n", missing);
    for (const std::string& contradiction : contradictions)
      fmt::print("   contradiction, not tuned: {}\n", contradiction);
    if (options.all) continue;
    print_chart(solved.flights);
    print_published(all, key);
  }
  if (options.json) fmt::print("{}\n", Json{{"format", "equipoise-flight/1"}, {"missiles", list}}.dump(2));
  if (!options.output.empty()) {
    io::write_file(options.output, report::flight_page(all, entries, {web::script, web::style}));
    if (!options.json) fmt::print("\n{}\n", options.output);
  }
  const bool none =
      std::all_of(entries.begin(), entries.end(), [](const auto& e) { return e.solved.flights.empty(); });
  return none ? wrong_input : done;
}

} // namespace equipoise::cli
