#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

#include "common.hpp"
#include "equipoise/catalogue/closure.hpp"
#include "equipoise/catalogue/solved_flight.hpp"
#include "equipoise/core/constants.hpp"
#include "equipoise/io/file.hpp"
#include "equipoise/io/read/catalogue/catalogue.hpp"
#include "equipoise/report/catalogue/flight.hpp"
#include "web/front_end.hpp"

namespace equipoise::cli {
namespace {

using catalogue::Catalogue;
using catalogue::SolvedFlight;
using core::Dimension;
using core::format_quantity;
using Json = nlohmann::ordered_json;

const std::vector<std::string> flyable{"ballistic-missile", "cruise-missile", "aircraft", "interceptor"};

/// Published values that stand beside what is flown.
const std::vector<std::string> flown{"range",          "burnout_speed",        "apogee",
                                     "recorded_range", "recorded_apogee",      "recorded_time_of_flight",
                                     "speed",          "cruise_altitude",      "terminal_altitude",
                                     "greatest_speed", "combat_radius",        "ferry_range",
                                     "ceiling",        "propellant_mass",      "boost_time",
                                     "least_speed",    "quoted_range",         "quoted_altitude",
                                     "quoted_speed",   "ballistic_coefficient"};

std::string degrees(double angle) {
  return fmt::format("{:.1f} deg", angle * 180.0 / core::pi);
}

/// Height against range in letters, all flights on one scale.
void print_chart(const report::FlightPageEntry& entry) {
  constexpr int columns = 72, lines = 16;
  std::vector<std::vector<std::pair<double, double>>> profiles;
  for (const SolvedFlight& f : entry.solved.flights) profiles.push_back(f.profile);
  if (entry.laid) profiles.push_back(entry.laid->profile);
  double widest = 0.0, highest = 0.0;
  for (const auto& profile : profiles)
    for (const auto& [range_m, altitude_m] : profile) {
      widest = std::max(widest, range_m);
      highest = std::max(highest, altitude_m);
    }
  if (widest <= 0.0 || highest <= 0.0) return;
  std::vector<std::string> grid(lines, std::string(columns, ' '));
  for (std::size_t i = 0; i < profiles.size(); ++i)
    for (const auto& [range_m, altitude_m] : profiles[i]) {
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
    const std::string name = p->name.substr(0, p->name.find('.'));
    if (std::find(flown.begin(), flown.end(), name) == flown.end()) continue;
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

Json json_of(const catalogue::LaidFlight& f) {
  return {{"speed_m_per_s", f.speed_m_per_s},
          {"turn_radius_m", f.turn_radius_m},
          {"altitude_m", f.altitude_m},
          {"range_m", f.range_m},
          {"time_s", f.time_s},
          {"impact_angle_rad", f.impact_angle_rad ? Json(*f.impact_angle_rad) : Json(nullptr)},
          {"missing", f.missing}};
}

Json json_of(const catalogue::Reach& r) {
  Json classes = Json::array(), times = Json::array();
  for (const catalogue::ClassReach& c : r.classes)
    classes.push_back({{"targets", c.targets},
                       {"published_range_m", c.published_range_m},
                       {"published_ceiling_m", c.published_ceiling_m},
                       {"range_m", c.range_m},
                       {"time_s", c.time_s},
                       {"lowest_m", c.lowest_m},
                       {"highest_m", c.highest_m},
                       {"ceiling_m", c.ceiling_m}});
  for (const auto& row : r.time_s) {
    times.push_back(Json::array());
    for (const auto& time : row) times.back().push_back(time ? Json(*time) : Json(nullptr));
  }
  return {{"classes", classes},
          {"time_to_reach", {{"ranges_m", r.ranges_m}, {"altitudes_m", r.altitudes_m}, {"time_s", times}}}};
}

void print_laid(const catalogue::LaidFlight& f, const std::string& kind) {
  const bool missile = kind == "cruise-missile";
  fmt::print("   {:<26} {}\n   {:<26} {}\n   {:<26} {}\n", missile ? "speed" : "greatest speed",
             format_quantity(f.speed_m_per_s, Dimension::speed, 4), missile ? "cruise altitude" : "ceiling",
             format_quantity(f.altitude_m, Dimension::length, 4), "turn radius at that speed",
             format_quantity(f.turn_radius_m, Dimension::length, 3));
  if (f.range_m > 0.0)
    fmt::print("   {:<26} {:.0f} s\n", "time to " + format_quantity(f.range_m, Dimension::length, 4),
               f.time_s);
  if (f.impact_angle_rad) fmt::print("   {:<26} {}\n", "angle at impact", degrees(*f.impact_angle_rad));
  for (const std::string& missing : f.missing) fmt::print("   {}\n", missing);
}

/// Seconds to reach, range across and altitude upwards.
void print_reach(const catalogue::Reach& r, bool chart) {
  for (const catalogue::ClassReach& c : r.classes)
    fmt::print("   {:<36} reaches {} in {:.0f} s, at {} to {} high, and {} up; published: {}, {}\n",
               c.targets, format_quantity(c.range_m, Dimension::length, 3), c.time_s,
               format_quantity(c.lowest_m, Dimension::length, 2),
               format_quantity(c.highest_m, Dimension::length, 3),
               format_quantity(c.ceiling_m, Dimension::length, 3),
               format_quantity(c.published_range_m, Dimension::length, 3),
               format_quantity(c.published_ceiling_m, Dimension::length, 3));
  if (!chart) return;
  fmt::print("\nseconds to reach\n");
  for (std::size_t i = r.altitudes_m.size(); i-- > 0;) {
    fmt::print("{:>8} |", format_quantity(r.altitudes_m[i], Dimension::length, 3));
    for (const auto& time : r.time_s[i]) fmt::print("{:>9}", time ? fmt::format("{:.0f}", *time) : ".");
    fmt::print("\n");
  }
  fmt::print("{:>8} +{}\n{:>10}", "", std::string(9 * r.ranges_m.size(), '-'), "");
  for (const double range_m : r.ranges_m) fmt::print("{:>9}", format_quantity(range_m, Dimension::length, 3));
  fmt::print("\n");
}

/// What is flown, what contradicts it, and of one entry alone a chart and what is published.
void print_entry(const Catalogue& all, const report::FlightPageEntry& entry, const std::string& kind,
                 bool alone, bool first) {
  fmt::print("{}{}   {}\n", first ? "" : "\n", entry.key, entry.title);
  if (entry.reach)
    print_reach(*entry.reach, alone);
  else if (entry.laid)
    print_laid(*entry.laid, kind);
  else
    print_heading();
  for (std::size_t i = 0; i < entry.solved.flights.size(); ++i)
    print_flight(entry.solved.flights[i], static_cast<char>('a' + i % 26));
  if (kind == "ballistic-missile")
    fmt::print("   {}\n",
               entry.solved.pressure_term
                   ? "thrust with the nozzle pressure term, from the impulses at sea level and in vacuum"
                   : "thrust without the nozzle pressure term: no impulse in vacuum is given");
  for (const std::string& missing : entry.solved.missing) fmt::print("   {}\n", missing);
  for (const std::string& contradiction : entry.contradictions)
    fmt::print("   contradiction, not tuned: {}\n", contradiction);
  if (!alone) return;
  print_chart(entry);
  print_published(all, entry.key);
}

std::vector<std::string> keys_of(const Catalogue& all) {
  std::vector<std::string> keys;
  for (const std::string& kind : flyable)
    for (const auto& [key, entry] : all.entries)
      if (entry.kind == kind) keys.push_back(key);
  return keys;
}

} // namespace

int fly(const Options& options) {
  core::Diagnostics diagnostics;
  const Catalogue all = io::read_catalogue(io::DiskFiles(), catalogue_folders(options), diagnostics);
  const auto fault = [&](const std::string& key, const std::string& message) {
    diagnostics.push_back({core::Severity::error, {"command line", 0, 0}, key, message});
  };
  const std::vector<std::string> known = keys_of(all);
  if (!options.all && std::find(known.begin(), known.end(), options.file) == known.end()) {
    const catalogue::Entry* entry = all.find(options.file);
    const std::string near = core::nearest(options.file, known);
    fault(options.file, entry != nullptr
                            ? fmt::format("is of kind {}; wanted: {}", entry->kind, fmt::join(flyable, ", "))
                        : near.empty() ? "is not in the catalogue"
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
  Json json{{"format", "equipoise-flight/1"}};
  const std::vector<std::string> lists{"missiles", "cruise_missiles", "aircraft", "interceptors"};
  for (const std::string& list : lists) json[list] = Json::array();
  std::vector<report::FlightPageEntry> entries;
  for (const std::string& key : keys) {
    const catalogue::Entry& entry = *all.find(key);
    const auto kind =
        static_cast<std::size_t>(std::find(flyable.begin(), flyable.end(), entry.kind) - flyable.begin());
    report::FlightPageEntry solved{key, entry.title, {}, {}, {}, catalogue::close(all, key).contradictions};
    Json object{{"key", key}};
    if (entry.kind == "ballistic-missile") {
      solved.solved = catalogue::solve_flights(all, key, range_m);
      object["nozzle_pressure_term"] = solved.solved.pressure_term;
      object["flights"] = Json::array();
      for (const SolvedFlight& f : solved.solved.flights) object["flights"].push_back(json_of(f));
      object["missing"] = solved.solved.missing;
    } else if (entry.kind == "interceptor") {
      solved.reach = catalogue::reach(all, key);
      object.update(json_of(*solved.reach));
    } else {
      solved.laid = catalogue::laid_flight(all, key, range_m);
      object.update(json_of(*solved.laid));
    }
    object["contradictions"] = solved.contradictions;
    json[lists[kind]].push_back(object);
    if (!options.json) print_entry(all, solved, entry.kind, !options.all, key == keys.front());
    entries.push_back(std::move(solved));
  }
  if (options.json) fmt::print("{}\n", json.dump(2));
  if (!options.output.empty()) {
    io::write_file(options.output, report::flight_page(all, entries, {web::script, web::style}));
    if (!options.json) fmt::print("\n{}\n", options.output);
  }
  const bool none = std::all_of(entries.begin(), entries.end(), [](const auto& e) {
    return e.laid ? !e.laid->missing.empty() : !e.reach && e.solved.flights.empty();
  });
  return none ? wrong_input : done;
}

} // namespace equipoise::cli
