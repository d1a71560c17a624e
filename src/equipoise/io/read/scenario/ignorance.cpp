#include "equipoise/io/read/scenario/ignorance.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "equipoise/core/elementary/elementary.hpp"
#include "equipoise/io/read/scenario/settings.hpp"

namespace equipoise::io {
namespace {

using core::Dimension;
using scenario::Scenario;

/// How far a battery stands from what it defends, where the scenario does not write it as `distance`.
std::optional<core::Quantity> battery_distance(const Scenario& scenario, const std::string& id) {
  for (const scenario::Battery& b : scenario.batteries) {
    if (b.id != id || scenario.assets.empty()) continue;
    const earth::Place& from = scenario.assets[b.defends.empty() ? 0 : b.defends.front()].at;
    const double east = b.at.east_m - from.east_m, north = b.at.north_m - from.north_m;
    return core::Quantity{core::sqrt(east * east + north * north), Dimension::length};
  }
  return std::nullopt;
}

/// What the scenario says at an address, and whether a setting said so.
struct Nominal {
  core::Quantity quantity;
  bool set_by_hand = false;
  bool whole = false; ///< written as an integer
  core::Location at = {};
};

std::optional<Nominal> nominal_of(const toml::Table& root, TableReader& r, const Scenario& scenario,
                                  const std::string& address) {
  const auto parts = split_address(address);
  const toml::Table* table = find_object(root, parts[0]);
  if (table == nullptr) {
    r.fault("set", fmt::format("there is no object \"{}\"", parts[0]));
    return std::nullopt;
  }
  if (parts.size() == 2 && parts[1] == "distance" && table->find("distance") == nullptr) {
    const auto distance = battery_distance(scenario, parts[0]);
    if (!distance) r.fault("set", "is measured from an asset; there is none");
    return distance ? std::optional(Nominal{*distance}) : std::nullopt;
  }
  const toml::Value* value = nullptr;
  for (std::size_t i = 1; i < parts.size() && table != nullptr; ++i) {
    value = table->find(parts[i]);
    table = value == nullptr ? nullptr : value->as<toml::Table>();
  }
  std::optional<core::Quantity> quantity;
  if (value != nullptr) {
    if (const auto number = value->number()) quantity = core::Quantity{*number, Dimension::number};
    if (const auto* text = value->as<std::string>()) quantity = core::parse_quantity(*text);
  }
  if (!quantity) {
    r.fault("set", fmt::format("\"{}\" is not a quantity of this scenario", address));
    return std::nullopt;
  }
  return Nominal{*quantity,
                 value->at.line == 0,
                 value->as<std::int64_t>() != nullptr,
                 {r.file(), value->at.line, value->at.column}};
}

bool is_faulty(const core::Location& at, const core::Diagnostics& diagnostics) {
  return std::any_of(diagnostics.begin(), diagnostics.end(),
                     [&](const auto& fault) { return fault.at == at; });
}

catalogue::Spread spread_of(const std::string& word) {
  if (word == "log-uniform") return catalogue::Spread::log_uniform;
  return word == "triangular" ? catalogue::Spread::triangular : catalogue::Spread::uniform;
}

double read_end(TableReader& r, const std::string& key, const core::Quantity& nominal) {
  const toml::Value* value = r.value(key, false);
  if (value == nullptr) return nominal.value; // reported above
  const QuantityResult result = read_quantity(*value, nominal.dimension, {-1e12, 1e12});
  if (!result.value) r.fault(key, result.message);
  return result.value.value_or(nominal.value);
}

} // namespace

std::vector<scenario::UncertainValue> read_ignorance(const toml::Table& root, TableReader& reader,
                                                     const Scenario& scenario) {
  std::vector<scenario::UncertainValue> list;
  std::set<std::string> addresses;
  for (const toml::Value* table : reader.tables("ignorance", false)) {
    TableReader r = reader.below(*table, "ignorance");
    scenario::UncertainValue u;
    u.address = r.text("set").value_or("");
    if (!u.address.empty() && !addresses.insert(u.address).second)
      r.fault("set", fmt::format("\"{}\" has a range already", u.address));
    u.range.name = u.address;
    u.range.spread =
        spread_of(r.word("spread", {"uniform", "log-uniform", "triangular"}).value_or("uniform"));
    u.range.group = r.text("group", false).value_or("");
    u.range.note = r.text("reason").value_or("");
    u.range.basis = catalogue::Basis::assumption;
    u.range.confidence = "low";
    u.range.at = r.location();
    const auto nominal = u.address.empty() ? std::nullopt : nominal_of(root, r, scenario, u.address);
    r.value("low");
    r.value("high");
    // What a setting fixed is not drawn. There, as where the value is faulty, its range cannot be held
    // against it.
    if (nominal && !nominal->set_by_hand && !is_faulty(nominal->at, r.diagnostics())) {
      u.range.dimension = nominal->quantity.dimension;
      u.range.nominal = nominal->quantity.value;
      const auto whole = [&](const char* key) {
        const toml::Value* end = r.value(key, false);
        return end != nullptr && end->as<std::int64_t>() != nullptr;
      };
      u.whole = nominal->whole && whole("low") && whole("high");
      u.range.low = read_end(r, "low", nominal->quantity);
      u.range.high = read_end(r, "high", nominal->quantity);
      if (u.range.low > u.range.high) r.fault("low", "must not be above high");
      if (u.range.spread == catalogue::Spread::log_uniform && u.range.low <= 0.0)
        r.fault("low", "must be positive where the spread is log-uniform");
      if (u.range.spread == catalogue::Spread::triangular &&
          !(u.range.low <= u.range.nominal && u.range.nominal <= u.range.high))
        r.fault("set", "the value of the scenario must lie between low and high");
    }
    r.finish();
    if (nominal && !nominal->set_by_hand) list.push_back(std::move(u));
  }
  return list;
}

} // namespace equipoise::io
