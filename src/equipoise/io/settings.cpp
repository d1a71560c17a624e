#include "equipoise/io/settings.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <utility>

#include "equipoise/catalogue/schema.hpp"
#include "equipoise/engagement/battery.hpp"
#include "equipoise/io/table_reader.hpp"

namespace equipoise::io {
namespace {

using catalogue::Catalogue;
using scenario::Setting;

toml::Value setting_value(const std::string& text) {
  toml::Value value;
  if (const auto parsed = toml::parse_value(text))
    value = *parsed;
  else
    value.data = text;
  value.at = {};
  return value;
}

/// Walks `parts` from the second on, making tables where there are none, and sets the last.
void set_below(toml::Table& table, const std::vector<std::string>& parts, const std::string& value) {
  toml::Table* here = &table;
  for (std::size_t i = 1; i + 1 < parts.size(); ++i) {
    toml::Value* next = here->find(parts[i]);
    if (next == nullptr || next->as<toml::Table>() == nullptr) {
      toml::Value made;
      made.data = toml::Table{};
      next = &here->set(parts[i], made);
    }
    here = next->as<toml::Table>();
  }
  here->set(parts.back(), setting_value(value));
}

/// Fixes the parameters named by a setting: the entry's own copy, so that entries it is like keep theirs.
void set_parameter(Catalogue& catalogue, const std::string& key, const std::string& name,
                   const Setting& setting, core::Diagnostics& diagnostics) {
  const auto fault = [&](const std::string& message) {
    diagnostics.push_back({core::Severity::error, setting.at, setting.address, message});
  };
  catalogue::Entry& entry = catalogue.entries.at(key);
  std::map<std::string, catalogue::Parameter> meant;
  std::vector<std::string> names;
  int depth = 0;
  for (const catalogue::Entry* from = &entry; from != nullptr && depth < 8;
       from = catalogue.find(from->like), ++depth)
    for (const auto& [own, parameter] : from->parameters) {
      names.push_back(own);
      if (own == name || own.starts_with(name + ".")) meant.emplace(own, parameter);
    }
  if (meant.empty()) {
    const std::string near = core::nearest(name, names);
    return fault(fmt::format("{} has no parameter \"{}\"; {}", key, name,
                             near.empty() ? fmt::format("known: {}", fmt::join(names, ", "))
                                          : fmt::format("did you mean \"{}\"?", near)));
  }
  for (auto& [own, parameter] : meant) {
    const catalogue::Field* field = catalogue::find_field(*catalogue::find_kind(entry.kind), own);
    const toml::Value value = setting_value(setting.value);
    double si = 0.0;
    if (field != nullptr && !field->words.empty()) {
      const auto* text = value.as<std::string>();
      const auto found = std::find(field->words.begin(), field->words.end(), text == nullptr ? "" : *text);
      if (found == field->words.end())
        return fault(fmt::format("must be one of: {}", fmt::join(field->words, ", ")));
      si = static_cast<double>(found - field->words.begin());
    } else if (const auto* text = value.as<std::string>(); text != nullptr && *text == "unlimited" &&
                                                           field != nullptr &&
                                                           field->greatest >= engagement::unlimited) {
      si = engagement::unlimited;
    } else {
      const Bounds bounds = field == nullptr ? Bounds{-1e300, 1e300} : Bounds{field->least, field->greatest};
      const QuantityResult result = read_quantity(value, parameter.dimension, bounds);
      if (!result.value) return fault(result.message);
      si = *result.value;
    }
    parameter.low = parameter.nominal = parameter.high = si;
    parameter.either = false;
    parameter.spread = catalogue::Spread::none;
    parameter.sources.clear();
    parameter.basis = catalogue::Basis::assumption;
    parameter.note = "set by the user: " + setting.address + " = " + setting.value;
    entry.parameters[own] = parameter;
  }
}

} // namespace

std::vector<std::string> split_address(const std::string& address) {
  std::vector<std::string> parts{""};
  for (const char c : address) {
    if (c == '.')
      parts.emplace_back();
    else
      parts.back() += c;
  }
  return parts;
}

const toml::Table* find_object(const toml::Table& root, const std::string& id) {
  for (const char* list : {"asset", "battery", "raid"}) {
    const toml::Value* value = root.find(list);
    const auto* array = value == nullptr ? nullptr : value->as<toml::Array>();
    if (array == nullptr) continue;
    for (const toml::Value& element : *array) {
      const auto* table = element.as<toml::Table>();
      const toml::Value* own = table == nullptr ? nullptr : table->find("id");
      const auto* text = own == nullptr ? nullptr : own->as<std::string>();
      if (text != nullptr && *text == id) return table;
    }
  }
  return nullptr;
}

toml::Table* find_object(toml::Table& root, const std::string& id) {
  return const_cast<toml::Table*>(find_object(std::as_const(root), id));
}

std::optional<std::string> setting_text(const toml::Value& value) {
  if (const auto* text = value.as<std::string>()) return *text;
  if (const auto* whole = value.as<std::int64_t>()) return std::to_string(*whole);
  if (const auto* real = value.as<double>()) return core::format_number(*real);
  return std::nullopt;
}

void apply(const Setting& setting, toml::Table& root, Catalogue& catalogue, core::Diagnostics& diagnostics) {
  const auto parts = split_address(setting.address);
  if (parts.size() >= 2 &&
      std::none_of(parts.begin(), parts.end(), [](const auto& p) { return p.empty(); })) {
    if (toml::Table* object = find_object(root, parts[0])) return set_below(*object, parts, setting.value);
    if (parts[0] == "theatre" || parts[0] == "network")
      if (toml::Value* table = root.find(parts[0]); table != nullptr && table->as<toml::Table>() != nullptr)
        return set_below(*table->as<toml::Table>(), parts, setting.value);
    if (catalogue.find(parts[0]) != nullptr)
      return set_parameter(catalogue, parts[0], setting.address.substr(parts[0].size() + 1), setting,
                           diagnostics);
  }
  std::vector<std::string> names;
  for (const auto& [key, entry] : catalogue.entries) names.push_back(key);
  for (const char* list : {"asset", "battery", "raid"})
    if (const toml::Value* value = root.find(list))
      if (const auto* array = value->as<toml::Array>())
        for (const toml::Value& element : *array)
          if (const auto* table = element.as<toml::Table>())
            if (const toml::Value* id = table->find("id"))
              if (const auto* text = id->as<std::string>()) names.push_back(*text);
  const std::string near = core::nearest(parts[0], names);
  diagnostics.push_back(
      {core::Severity::error, setting.at, setting.address,
       fmt::format("wanted: ID.KEY=VALUE with the id of an object or the key of a catalogue entry{}",
                   near.empty() || near == parts[0] ? "" : fmt::format("; did you mean \"{}\"?", near))});
}

std::vector<Setting> own_settings(const toml::Table& root, const std::string& file) {
  std::vector<Setting> list;
  const toml::Value* settings = root.find("setting");
  const auto* array = settings == nullptr ? nullptr : settings->as<toml::Array>();
  for (std::size_t i = 0; array != nullptr && i < array->size(); ++i) {
    const auto* table = (*array)[i].as<toml::Table>();
    const toml::Value* address = table == nullptr ? nullptr : table->find("set");
    const toml::Value* value = table == nullptr ? nullptr : table->find("value");
    if (address == nullptr || value == nullptr || address->as<std::string>() == nullptr) continue;
    const auto text = setting_text(*value);
    if (text) list.push_back({*address->as<std::string>(), *text, {file, value->at.line, value->at.column}});
  }
  return list;
}

} // namespace equipoise::io
