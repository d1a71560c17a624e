#include "equipoise/scenario/admission.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "equipoise/core/constants.hpp"
#include "equipoise/core/elementary/elementary.hpp"

namespace equipoise::scenario {
namespace {

constexpr double sample_s = 0.25; ///< step of trajectories and dwell tables
constexpr double sample_bytes =
    56.0 + 24.0 + 2.0 * 16.0;        ///< state and altitude, intercept point, two dwell tables
constexpr double pair_bytes = 160.0; ///< engagement, candidate and events of a threat and a battery

/// Longest flight of one threat, s. A ballistic missile: straight up with the speed that carries it to its
/// longest range over a flat earth, v^2 = g R, and its burn. A cruise missile: its range, and a climb and a
/// descent.
double longest_flight_s(const Raid& raid, const catalogue::Values& values) {
  const auto value = [&](const char* name) {
    const auto own = raid.overrides.find(name);
    return own != raid.overrides.end() ? own->second : values(raid.system, name);
  };
  if (values.has(raid.system, "cruise_altitude"))
    return (value("range") + 2.0 * value("cruise_altitude")) / value("speed");
  if (!raid.route.empty()) {
    double duration_s = 0.0;
    for (std::size_t i = 1; i < raid.route.size(); ++i) {
      const earth::Place &a = raid.route[i - 1].place, &b = raid.route[i].place;
      const double east = b.east_m - a.east_m, north = b.north_m - a.north_m;
      duration_s += core::sqrt(east * east + north * north) / raid.route[i - 1].speed_m_per_s;
    }
    return duration_s;
  }
  if (values.has(raid.system, "time_of_flight")) return value("time_of_flight");
  if (!values.has(raid.system, "burn_time")) return 0.0;
  return std::min(2.0 * core::sqrt(value("range") / 9.81) + value("burn_time"), 7200.0);
}

/// Time between two looks at a target: the slower radar searches, the faster one holds what is engaged.
double shortest_period_s(const Case& resolved, const catalogue::Values& values) {
  double shortest = 60.0;
  for (const Battery& battery : resolved.scenario.batteries)
    if (const catalogue::Entry* entry = resolved.catalogue.find(battery.system))
      for (const auto& [role, key] : entry->references)
        if (role.ends_with("radar")) shortest = std::min(shortest, values(key, "update_period"));
  return shortest;
}

/// A count, whole however large it is.
std::string plain(double value) {
  return fmt::format("{:.0f}", value);
}

std::string gigabytes(double bytes) {
  return fmt::format("{:.1f} GB", bytes / 1e9);
}

/// What the number of threats comes from.
std::string threats_key(const Scenario& scenario) {
  std::string key = "raid.count";
  const auto any = [&](auto&& holds) {
    return std::any_of(scenario.raids.begin(), scenario.raids.end(), holds);
  };
  if (any([](const Raid& raid) { return raid.waves > 1; })) key += " x waves";
  if (any([](const Raid& raid) { return raid.decoys > 0; })) key += " x decoys";
  return key;
}

/// Batteries, each as often as it has positions of its sector: a turning one has tables for each.
double batteries_and_positions(const Case& resolved) {
  double sum = 0.0;
  for (const Battery& battery : resolved.scenario.batteries) sum += battery.turns ? max_positions : 1.0;
  return std::max(1.0, sum);
}

core::Location first_of(const auto& objects) {
  return objects.empty() ? core::Location{} : objects.front().written_at;
}

} // namespace

Size size_of(const Case& resolved) {
  const catalogue::ParameterSet nominal;
  const catalogue::Values values(resolved.catalogue, nominal);
  const double batteries = static_cast<double>(std::max<std::size_t>(1, resolved.scenario.batteries.size()));
  const double period_s = shortest_period_s(resolved, values);
  Size size;
  for (const Raid& raid : resolved.scenario.raids) {
    const double flight_s = longest_flight_s(raid, values);
    const bool ballistic = values.has(raid.system, "path");
    const double ways = ballistic ? 4.0 : 1.0; // body by path
    size.threats += raid.objects();
    size.table_bytes += ways * batteries_and_positions(resolved) * (flight_s / sample_s + 1.0) * sample_bytes;
    size.dwells += raid.objects() * batteries * (flight_s / period_s + 1.0);
  }
  size.world_bytes = size.threats * batteries * pair_bytes;
  return size;
}

void admit(const Case& resolved, core::Diagnostics& diagnostics) {
  const Scenario& s = resolved.scenario;
  const Size size = size_of(resolved);
  const auto refuse = [&](const core::Location& at, const std::string& keys, const std::string& message) {
    diagnostics.push_back({core::Severity::error, at, keys, message});
  };
  const auto fitting = [](std::size_t count, double max, double is) {
    return plain(std::floor(static_cast<double>(count) * max / is));
  };
  const core::Location raid = first_of(s.raids), battery = first_of(s.batteries);
  if (size.threats > max_threats)
    refuse(raid, threats_key(s),
           fmt::format("{} threats in all raids; allowed: at most {}", plain(size.threats), max_threats));
  if (s.batteries.size() > static_cast<std::size_t>(max_batteries))
    refuse(battery, "battery",
           fmt::format("{} batteries; allowed: at most {}", s.batteries.size(), max_batteries));
  if (size.table_bytes > max_table_bytes) {
    const bool of_batteries = s.batteries.size() > s.raids.size(); // what there is most of is named
    const std::size_t max = of_batteries ? s.batteries.size() : s.raids.size();
    refuse(raid, "raid.route x battery",
           fmt::format("{} raids x {} batteries, each flight at {} s steps, make tables of {}; allowed: "
                       "{:.0f} GB; with the "
                       "flights as they are, {} {} fit",
                       s.raids.size(), s.batteries.size(), sample_s, gigabytes(size.table_bytes),
                       max_table_bytes / 1e9, fitting(max, max_table_bytes, size.table_bytes),
                       of_batteries ? "batteries" : "raids"));
  }
  if (size.dwells > max_dwells)
    refuse(raid, "raid.count x battery x update_period",
           fmt::format("{} threats x {} batteries x the looks of a flight make {} looks a replication; "
                       "allowed: {}; with the "
                       "others as they are, {} threats fit",
                       plain(size.threats), s.batteries.size(), plain(size.dwells), plain(max_dwells),
                       plain(std::floor(size.threats * max_dwells / size.dwells))));
}

void admit_work(const Case& resolved, double replications, const std::string& replications_key,
                const core::Location& at, core::Diagnostics& diagnostics) {
  const double dwells = size_of(resolved).dwells;
  if (dwells <= 0.0 || dwells * replications <= max_total_dwells) return;
  diagnostics.push_back({core::Severity::error, at, replications_key + " x raid.count",
                         fmt::format("{} replications x {} looks each make {} looks; allowed: {}; with the "
                                     "scenario as it is, {} replications fit",
                                     plain(replications), plain(dwells), plain(dwells * replications),
                                     plain(max_total_dwells), plain(std::floor(max_total_dwells / dwells)))});
}

} // namespace equipoise::scenario
