#include "equipoise/catalogue/laid_flight.hpp"

#include <fmt/format.h>

#include "equipoise/catalogue/bind.hpp"
#include "equipoise/core/precondition.hpp"

namespace equipoise::catalogue {
namespace {

using core::Dimension;

constexpr double longest_on_stage_m = 3e6;

std::string words(double value) {
  return core::format_quantity(value, Dimension::length, 4);
}

void fly_cruise(const motion::CruiseMissile& missile, double range_m, LaidFlight& flight) {
  if (range_m > longest_on_stage_m) {
    flight.missing.push_back("no flight to " + words(range_m) + ": a stage holds " +
                             words(longest_on_stage_m));
    return;
  }
  const earth::Stage stage(earth::still_sphere, 0.0);
  const auto flown =
      motion::fly_cruise(stage, missile, {-0.5 * range_m, 0.0, 0.0}, {}, {0.5 * range_m, 0.0, 0.0});
  if (const auto* fault = std::get_if<motion::CruiseFault>(&flown)) {
    flight.missing.push_back(fmt::format(
        "no flight to {}; allowed: {} {}", words(range_m),
        fault->why == motion::CruiseFault::Why::too_near ? "at least" : "at most", words(fault->allowed_m)));
    return;
  }
  const auto& trajectory = std::get<motion::Trajectory>(flown);
  flight.range_m = range_m;
  flight.time_s = trajectory.duration_s;
  flight.impact_angle_rad = -trajectory.end_flight_path_angle_rad;
  for (double t = 0.0; t < trajectory.duration_s; t += 1.0)
    flight.profile.emplace_back(trajectory.at(t).position.x + 0.5 * range_m, trajectory.altitude_at(t));
  flight.profile.emplace_back(range_m, 0.0);
}

/// A published figure that another one does not leave room for.
void compare(const Catalogue& catalogue, const std::string& key, const std::string& smaller, double factor,
             const std::string& greater, LaidFlight& flight) {
  const Parameter* b = catalogue.find(key, greater);
  for (const auto& [owner, a] : catalogue.all_of(key)) {
    if (b == nullptr || (a->name != smaller && !a->name.starts_with(smaller + "."))) continue;
    if (factor * a->nominal > b->high)
      flight.contradictions.push_back(fmt::format("{} of {}{}; published {}: {}", a->name, words(a->nominal),
                                                  factor == 1.0 ? "" : ", out and back", greater,
                                                  words(b->high)));
  }
}

} // namespace

namespace {

[[maybe_unused]] bool is_laid_down(const Entry* entry) { // for a condition
  return entry != nullptr && (entry->kind == "cruise-missile" || entry->kind == "aircraft");
}

} // namespace

LaidFlight laid_flight(const Catalogue& catalogue, const std::string& key, std::optional<double> range_m) {
  EQUIPOISE_PRECONDITION(is_laid_down(catalogue.find(key)));
  EQUIPOISE_PRECONDITION(!range_m || (1.0 <= *range_m && *range_m <= 2e7));
  const ParameterSet nominal;
  const Values values(catalogue, nominal);
  LaidFlight flight;
  if (catalogue.find(key)->kind == "cruise-missile") {
    const motion::CruiseMissile missile = cruise_missile(values, key);
    flight.speed_m_per_s = missile.speed_m_per_s;
    flight.turn_radius_m = missile.agility.turn_radius_m(missile.speed_m_per_s);
    flight.altitude_m = missile.cruise_altitude_m;
    fly_cruise(missile, range_m.value_or(missile.range_m), flight);
    compare(catalogue, key, "recorded_range", 1.0, "range", flight);
    compare(catalogue, key, "terminal_altitude", 1.0, "cruise_altitude", flight);
    return flight;
  }
  flight.speed_m_per_s = values(key, "greatest_speed");
  flight.turn_radius_m = agility(values, key).turn_radius_m(flight.speed_m_per_s);
  flight.altitude_m = values(key, "ceiling");
  if (range_m || values.has(key, "combat_radius"))
    flight.range_m = range_m ? *range_m : values(key, "combat_radius");
  flight.time_s = flight.range_m / flight.speed_m_per_s;
  compare(catalogue, key, "combat_radius", 2.0, "ferry_range", flight);
  return flight;
}

} // namespace equipoise::catalogue
