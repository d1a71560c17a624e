#include "equipoise/io/toml/table_reader.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <cmath>

namespace equipoise::io {
namespace {

std::string allowed(core::Dimension dimension, Bounds bounds) {
  return fmt::format("allowed: {} to {}", core::format_quantity(bounds.min, dimension, 6),
                     core::format_quantity(bounds.max, dimension, 6));
}

} // namespace

QuantityResult read_quantity(const toml::Value& value, core::Dimension dimension, Bounds bounds) {
  std::optional<core::Quantity> quantity;
  if (const auto number = value.number()) {
    if (!std::isfinite(*number))
      return {std::nullopt, "is not a finite number; " + allowed(dimension, bounds)};
    quantity = core::Quantity{*number, core::Dimension::number};
  } else if (const auto* text = value.as<std::string>()) {
    quantity = core::parse_quantity(*text);
  }
  if (dimension == core::Dimension::number) {
    if (!value.number() || !quantity)
      return {std::nullopt, "must be a bare number; " + allowed(dimension, bounds)};
  } else if (!quantity || quantity->dimension != dimension) {
    const std::string found = quantity && quantity->dimension != core::Dimension::number
                                  ? "is " + core::with_article(core::name_of(quantity->dimension))
                              : quantity ? std::string("has no unit")
                              : value.as<std::string>() != nullptr
                                  ? core::why_no_quantity(*value.as<std::string>(), dimension)
                                  : std::string("is not a quantity");
    if (dimension == core::Dimension::date)
      return {std::nullopt, found + "; wanted: a day of the calendar, as in \"2018-10-05\""};
    return {std::nullopt,
            fmt::format("{}; wanted: {}, as in \"{} {}\" (units: {})", found, core::name_of(dimension), 1,
                        core::units_of(dimension).front(), fmt::join(core::units_of(dimension), ", "))};
  }
  if (quantity->value < bounds.min || quantity->value > bounds.max)
    return {std::nullopt,
            fmt::format("{} is out of range; {}", core::format_quantity(quantity->value, dimension, 6),
                        allowed(dimension, bounds))};
  return {quantity->value, ""};
}

toml::Table parse_toml(const std::string& text, const std::string& file, core::Diagnostics& diagnostics) {
  toml::ParseResult result = toml::parse(text);
  for (const toml::Fault& fault : result.faults)
    diagnostics.push_back({core::Severity::error, {file, fault.at.line, fault.at.column}, "", fault.message});
  if (result.faults.size() >= toml::max_faults)
    diagnostics.push_back({core::Severity::error,
                           {file, result.faults.back().at.line, result.faults.back().at.column},
                           "",
                           fmt::format("{} faults, more not shown", toml::max_faults)});
  return std::move(result.root);
}

TableReader::TableReader(const toml::Table& table, std::string file, std::string prefix, toml::Position at,
                         core::Diagnostics& diagnostics)
    : table_(table), file_(std::move(file)), prefix_(std::move(prefix)), at_(at), diagnostics_(diagnostics) {}

core::Location TableReader::located(toml::Position at) const {
  // A value without a line was laid over the file by a setting; the column is its number.
  if (at.line == 0) return {std::string(laid_over), 0, at.column};
  return {file_, at.line, at.column};
}

core::Location TableReader::location(const std::string& key) const {
  const toml::Value* value = table_.find(key);
  return located(value == nullptr ? at_ : value->at);
}

std::string TableReader::full(const std::string& key) const {
  return prefix_.empty() ? key : key.empty() ? prefix_ : prefix_ + "." + key;
}

void TableReader::fault(const std::string& key, const std::string& message) {
  diagnostics_.push_back({core::Severity::error, location(key), full(key), message});
}

void TableReader::warn(const std::string& key, const std::string& message) {
  diagnostics_.push_back({core::Severity::warning, location(key), full(key), message});
}

const toml::Value* TableReader::value(const std::string& key, bool required) {
  known_.insert(key);
  const toml::Value* found = table_.find(key);
  if (found == nullptr && required)
    diagnostics_.push_back({core::Severity::error, located(at_), full(key), "is missing"});
  return found;
}

std::optional<std::string> TableReader::text(const std::string& key, bool required) {
  const toml::Value* v = value(key, required);
  if (v == nullptr) return std::nullopt;
  const auto* text = v->as<std::string>();
  if (text == nullptr)
    fault(key, fmt::format("is {}; wanted: a string", toml::name(v->kind())));
  else if (text->find_first_not_of(" \t\r\n") == std::string::npos)
    fault(key, "is empty; wanted: a text");
  else
    return *text;
  return std::nullopt;
}

std::optional<std::string> TableReader::word(const std::string& key, const std::vector<std::string>& words,
                                             bool required) {
  auto found = text(key, required);
  if (!found) return std::nullopt;
  for (const std::string& word : words)
    if (word == *found) return found;
  const std::string near = core::nearest(*found, words);
  fault(key,
        fmt::format("\"{}\" is not known; {}allowed: {}", *found,
                    near.empty() ? "" : fmt::format("did you mean \"{}\"? ", near), fmt::join(words, ", ")));
  return std::nullopt;
}

std::optional<double> TableReader::quantity(const std::string& key, core::Dimension dimension, Bounds bounds,
                                            bool required) {
  const toml::Value* v = value(key, required);
  if (v == nullptr) return std::nullopt;
  const QuantityResult result = read_quantity(*v, dimension, bounds);
  if (!result.value) fault(key, result.message);
  return result.value;
}

std::optional<std::int64_t> TableReader::integer(const std::string& key, std::int64_t min, std::int64_t max,
                                                 bool required) {
  const toml::Value* v = value(key, required);
  if (v == nullptr) return std::nullopt;
  const auto* number = v->as<std::int64_t>();
  if (number != nullptr && *number >= min && *number <= max) return *number;
  fault(key, fmt::format("must be a whole number; allowed: {} to {}", min, max));
  return std::nullopt;
}

std::optional<bool> TableReader::boolean(const std::string& key, bool required) {
  const toml::Value* v = value(key, required);
  if (v == nullptr) return std::nullopt;
  if (const auto* b = v->as<bool>()) return *b;
  fault(key, "must be true or false");
  return std::nullopt;
}

std::vector<std::string> TableReader::texts(const std::string& key, bool required) {
  std::vector<std::string> list;
  const toml::Value* v = value(key, required);
  if (v == nullptr) return list;
  const auto* array = v->as<toml::Array>();
  if (array != nullptr && array->empty()) {
    fault(key, "is empty; wanted: at least one, or leave it out");
    return {};
  }
  if (array != nullptr) {
    for (const toml::Value& element : *array)
      if (const auto* text = element.as<std::string>(); text != nullptr && !text->empty())
        list.push_back(*text);
    if (list.size() == array->size()) return list;
  }
  fault(key, "must be an array of strings, none of them empty");
  return {};
}

const toml::Value* TableReader::table(const std::string& key, std::string_view keys) {
  return checked_table(value(key), key, fmt::format("wanted: {}", keys));
}

const toml::Value* TableReader::optional_table(const std::string& key) {
  return checked_table(value(key, false), key, "leave it out or say something in it");
}

const toml::Value* TableReader::checked_table(const toml::Value* value, const std::string& key,
                                              const std::string& wanted) {
  if (value == nullptr) return value;
  const auto* table = value->as<toml::Table>();
  if (table != nullptr && !table->members.empty()) return value;
  fault(key, table != nullptr ? "is empty; " + wanted
                              : fmt::format("is {}; wanted: a table", toml::name(value->kind())));
  return nullptr;
}

std::vector<const toml::Value*> TableReader::tables(const std::string& key, bool required,
                                                    std::string_view header) {
  std::vector<const toml::Value*> list;
  const toml::Value* v = value(key, required);
  if (v == nullptr) return list;
  if (const auto* array = v->as<toml::Array>()) {
    for (const toml::Value& element : *array)
      if (element.as<toml::Table>() != nullptr) list.push_back(&element);
    if (list.size() == array->size() && !list.empty()) return list;
  }
  fault(key, fmt::format("must be an array of tables, as [[{}]]", header.empty() ? key : header));
  return {};
}

TableReader TableReader::below(const toml::Value& table, const std::string& key) const {
  return {*table.as<toml::Table>(), file_, full(key), table.at, diagnostics_};
}

void TableReader::finish() {
  const std::vector<std::string> known(known_.begin(), known_.end());
  for (const toml::Member& member : table_.members) {
    if (known_.contains(member.key)) continue;
    diagnostics_.push_back({core::Severity::error, located(member.key_at), full(member.key),
                            "is not a known key; " + core::did_you_mean(member.key, known)});
    forget_missing(core::nearest(member.key, known));
  }
}

void TableReader::forget_missing(const std::string& key) {
  if (table_.find(key) != nullptr) return;
  std::erase_if(diagnostics_, [&](const core::Diagnostic& d) {
    return d.at == located(at_) && d.key == full(key) && d.message.starts_with("is missing");
  });
}

} // namespace equipoise::io
