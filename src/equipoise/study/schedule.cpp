#include "equipoise/study/schedule.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "equipoise/core/precondition.hpp"
#include "equipoise/core/units.hpp"

namespace equipoise::study {
namespace {

std::size_t battery_of(const std::string& id, const scenario::Scenario& scenario) {
  return static_cast<std::size_t>(std::find_if(scenario.batteries.begin(), scenario.batteries.end(),
                                               [&](const scenario::Battery& b) { return b.id == id; }) -
                                  scenario.batteries.begin());
}

/// The day itself, or the parameter of the catalogue at that address; nothing if it is neither.
std::optional<results::ByYear::Delivery> day_of(const std::string& text,
                                                const catalogue::Catalogue& catalogue) {
  const auto day = core::parse_quantity(text);
  if (day && day->dimension == core::Dimension::date)
    return results::ByYear::Delivery{"", "", "", day->value, day->value, day->value};
  const std::size_t dot = text.find('.');
  const catalogue::Entry* entry = dot == std::string::npos ? nullptr : catalogue.find(text.substr(0, dot));
  if (entry == nullptr) return std::nullopt;
  const auto found = entry->parameters.find(text.substr(dot + 1));
  if (found == entry->parameters.end() || found->second.dimension != core::Dimension::date)
    return std::nullopt;
  const catalogue::Parameter& p = found->second;
  return results::ByYear::Delivery{"", "", text, p.nominal, p.low, p.high};
}

} // namespace

std::vector<results::ByYear::Delivery> days_of(const std::string& schedule,
                                               const std::vector<Delivery>& deliveries,
                                               const scenario::Case& base, core::Diagnostics& diagnostics) {
  std::vector<results::ByYear::Delivery> list;
  std::vector<std::string> ids;
  for (const scenario::Battery& b : base.scenario.batteries) ids.push_back(b.id);
  for (const Delivery& delivery : deliveries) {
    const std::string key = "by-year." + schedule + "." + delivery.battery;
    const auto fault = [&](const std::string& message) {
      diagnostics.push_back({core::Severity::error, delivery.at, key, message});
    };
    if (battery_of(delivery.battery, base.scenario) == base.scenario.batteries.size())
      fault(fmt::format("the scenario has no battery \"{}\"; {}", delivery.battery,
                        core::did_you_mean(delivery.battery, ids)));
    auto day = day_of(delivery.day, base.catalogue);
    if (!day)
      fault(
          fmt::format("\"{}\" is no day; allowed: \"2021-12-15\", or the catalogue address of a day, as "
                      "\"india-s-400-contract.delivered.regiment_1\"",
                      delivery.day));
    if (!day) continue;
    day->schedule = schedule;
    day->battery = delivery.battery;
    list.push_back(*day);
  }
  return list;
}

namespace {

[[maybe_unused]] bool are_there(const std::vector<results::ByYear::Delivery>& deliveries, // for a condition
                                const scenario::Scenario& scenario) {
  return std::all_of(deliveries.begin(), deliveries.end(), [&](const auto& delivery) {
    return battery_of(delivery.battery, scenario) < scenario.batteries.size();
  });
}

} // namespace

Force force_at(int year, const std::vector<results::ByYear::Delivery>& deliveries,
               const scenario::Scenario& scenario) {
  EQUIPOISE_PRECONDITION(are_there(deliveries, scenario));
  const double end = core::parse_quantity(fmt::format("{:04}-12-31", year))->value;
  Force force(scenario.batteries.size(), true);
  for (const auto& delivery : deliveries)
    if (delivery.day > end) force[battery_of(delivery.battery, scenario)] = false;
  return force;
}

namespace {

[[maybe_unused]] bool has_value(const scenario::Scenario& scenario) { // for a condition
  return std::any_of(scenario.assets.begin(), scenario.assets.end(),
                     [](const scenario::Asset& asset) { return asset.value > 0.0; });
}

} // namespace

double defended(const Force& force, const scenario::Scenario& scenario) {
  EQUIPOISE_PRECONDITION(has_value(scenario) && force.size() == scenario.batteries.size());
  double all = 0.0, held = 0.0;
  for (std::size_t a = 0; a < scenario.assets.size(); ++a) {
    bool is_held = false;
    for (std::size_t b = 0; b < force.size(); ++b) {
      const auto& defends = scenario.batteries[b].defends;
      is_held =
          is_held ||
          (force[b] && (defends.empty() || std::find(defends.begin(), defends.end(), a) != defends.end()));
    }
    all += scenario.assets[a].value;
    held += is_held ? scenario.assets[a].value : 0.0;
  }
  return all > 0.0 ? held / all : 0.0;
}

} // namespace equipoise::study
