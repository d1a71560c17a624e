#include "equipoise/io/read/scenario/settings.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "equipoise/catalogue/schema.hpp"
#include "equipoise/io/read/catalogue/field_value.hpp"
#include "equipoise/io/toml/table_reader.hpp"

namespace equipoise::io {
namespace {

using catalogue::Catalogue;
using scenario::Setting;

toml::Value setting_value(const std::string& text, toml::Position at) {
  toml::Value value;
  if (const auto parsed = toml::parse_value(text))
    value = *parsed;
  else
    value.data = text;
  value.at = at;
  return value;
}

/// Positions of the n-th setting: no line; the columns of its address and its value are numbered through.
toml::Position address_position(std::size_t n) {
  return {0, static_cast<int>(2 * n + 1)};
}
toml::Position value_position(std::size_t n) {
  return {0, static_cast<int>(2 * n + 2)};
}

toml::Value& make(toml::Table& table, const std::string& key, toml::Value value, toml::Position key_at) {
  const bool is_new = table.find(key) == nullptr;
  toml::Value& made = table.set(key, std::move(value));
  if (is_new) table.members.back().key_at = key_at;
  return made;
}

/// Walks `parts` from the second on, making tables where there are none, and sets the last.
void set_below(toml::Table& table, const std::vector<std::string>& parts, const std::string& value,
               std::size_t n) {
  toml::Table* here = &table;
  for (std::size_t i = 1; i + 1 < parts.size(); ++i) {
    toml::Value* next = here->find(parts[i]);
    if (next == nullptr || next->as<toml::Table>() == nullptr)
      next = &make(*here, parts[i], {toml::Table{}, value_position(n)}, address_position(n));
    here = next->as<toml::Table>();
  }
  make(*here, parts.back(), setting_value(value, value_position(n)), address_position(n));
}

/// Fixes the parameters named by a setting: the entry's own copy, so that entries it is like keep theirs.
void set_parameter(Catalogue& catalogue, const std::string& key, const std::string& name,
                   const Setting& setting, core::Diagnostics& diagnostics) {
  const auto fault = [&](const core::Location& at, const std::string& message) {
    diagnostics.push_back({core::Severity::error, at, setting.address, message});
  };
  const auto held = catalogue.entries.find(key);
  if (held == catalogue.entries.end()) return;
  catalogue::Entry& entry = held->second;
  std::map<std::string, catalogue::Parameter> meant;
  std::vector<std::string> names;
  for (const auto& [owner, parameter] : catalogue.all_of(key)) {
    names.push_back(parameter->name);
    if (parameter->name == name || parameter->name.starts_with(name + "."))
      meant.emplace(parameter->name, *parameter);
  }
  if (meant.empty())
    return fault(setting.place_of_address(),
                 fmt::format("{} has no parameter \"{}\"; {}", key, name, core::did_you_mean(name, names)));
  for (auto& [own, parameter] : meant) {
    const catalogue::Field& field = *catalogue::find_field(*catalogue::find_kind(entry.kind), own);
    const QuantityResult result = read_field(setting_value(setting.value, {}), field);
    if (!result.value) return fault(setting.at, result.message);
    const double si = *result.value;
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

namespace {

std::vector<std::string> ids_of(const toml::Table& root) {
  std::vector<std::string> ids;
  for (const char* list : {"asset", "battery", "raid"})
    if (const toml::Value* value = root.find(list))
      if (const auto* array = value->as<toml::Array>())
        for (const toml::Value& element : *array)
          if (const auto* table = element.as<toml::Table>())
            if (const toml::Value* id = table->find("id"))
              if (const auto* text = id->as<std::string>()) ids.push_back(*text);
  return ids;
}

void apply(const Setting& setting, std::size_t n, toml::Table& root, Catalogue& catalogue,
           core::Diagnostics& diagnostics) {
  const auto parts = split_address(setting.address);
  const bool has_key =
      parts.size() >= 2 && std::none_of(parts.begin(), parts.end(), [](const auto& p) { return p.empty(); });
  if (has_key) {
    if (toml::Table* object = find_object(root, parts[0])) return set_below(*object, parts, setting.value, n);
    if (parts[0] == "theatre" || parts[0] == "network")
      if (toml::Value* table = root.find(parts[0]); table != nullptr && table->as<toml::Table>() != nullptr)
        return set_below(*table->as<toml::Table>(), parts, setting.value, n);
    if (catalogue.find(parts[0]) != nullptr)
      return set_parameter(catalogue, parts[0], setting.address.substr(parts[0].size() + 1), setting,
                           diagnostics);
  }
  std::vector<std::string> names = ids_of(root);
  for (const auto& [key, entry] : catalogue.entries) names.push_back(key);
  const std::string near = core::nearest(parts[0], names);
  diagnostics.push_back(
      {core::Severity::error, setting.place_of_address(), setting.address,
       has_key
           ? fmt::format("there is no object and no catalogue entry \"{}\"{}", parts[0],
                         near.empty() ? "" : fmt::format("; did you mean \"{}\"?", near))
           : "wanted: the id of an object or the key of a catalogue entry, a point, and what of it is set"});
}

} // namespace

void apply(const std::vector<Setting>& settings, toml::Table& root, Catalogue& catalogue,
           core::Diagnostics& diagnostics) {
  for (std::size_t n = 0; n < settings.size(); ++n) apply(settings[n], n, root, catalogue, diagnostics);
}

void apply(const std::vector<Setting>& settings, Catalogue& catalogue, core::Diagnostics& diagnostics) {
  for (const Setting& setting : settings) {
    const std::size_t dot = setting.address.find('.');
    const std::string key = setting.address.substr(0, dot);
    if (dot != std::string::npos && catalogue.find(key) != nullptr)
      set_parameter(catalogue, key, setting.address.substr(dot + 1), setting, diagnostics);
  }
}

void refuse_unused(const std::vector<Setting>& settings, const std::vector<std::string>& used,
                   core::Diagnostics& diagnostics) {
  for (const Setting& setting : settings)
    if (std::none_of(used.begin(), used.end(), [&](const std::string& address) {
          return address == setting.address || address.starts_with(setting.address + ".");
        }))
      diagnostics.push_back({core::Severity::error, setting.place_of_address(), setting.address,
                             fmt::format("is no value of the catalogue that this study reads; allowed: {}; "
                                         "change its file for all else",
                                         used.empty() ? "none" : fmt::format("{}", fmt::join(used, ", ")))});
}

void give_places(const std::vector<Setting>& settings, core::Diagnostics& diagnostics) {
  for (core::Diagnostic& d : diagnostics) {
    if (d.at.file != laid_over || d.at.column < 1) continue;
    const Setting& setting = settings[static_cast<std::size_t>(d.at.column - 1) / 2];
    d.at = d.at.column % 2 == 1 ? setting.place_of_address() : setting.at;
  }
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
    if (text)
      list.push_back({*address->as<std::string>(),
                      *text,
                      {file, value->at.line, value->at.column},
                      {file, address->at.line, address->at.column}});
  }
  return list;
}

} // namespace equipoise::io
