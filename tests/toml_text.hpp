#pragma once
// A TOML table written out again, all values inline: for round trips and for files that differ in one value.
#include <fmt/format.h>

#include <cmath>
#include <string>

#include "equipoise/core/units.hpp"
#include "equipoise/io/toml/toml.hpp"

namespace equipoise::tests {

inline std::string quoted(const std::string& text) {
  std::string out = "\"";
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\')
      out += std::string("\\") + c;
    else if (byte < 0x20 || byte == 0x7f)
      out += fmt::format("\\u{:04x}", byte);
    else
      out += c;
  }
  return out + "\"";
}

inline std::string written(double value) {
  if (std::isnan(value)) return "nan";
  if (std::isinf(value)) return value > 0 ? "inf" : "-inf";
  const std::string text = core::format_number(value);
  return text.find_first_of(".e") == std::string::npos ? text + ".0" : text;
}

/// One value that is written as another text.
struct Instead {
  const io::toml::Value* of = nullptr;
  std::string text;
};

inline std::string written(const io::toml::Value& value, const Instead& instead);

inline std::string written(const io::toml::Table& table, const char* between, const Instead& instead = {}) {
  std::string out;
  for (const io::toml::Member& member : table.members)
    out += (out.empty() ? "" : between) + quoted(member.key) + " = " + written(member.value, instead);
  return out;
}

inline std::string written(const io::toml::Value& value, const Instead& instead) {
  using namespace io::toml;
  if (&value == instead.of) return instead.text;
  if (const auto* b = value.as<bool>()) return *b ? "true" : "false";
  if (const auto* i = value.as<std::int64_t>()) return std::to_string(*i);
  if (const auto* d = value.as<double>()) return written(*d);
  if (const auto* s = value.as<std::string>()) return quoted(*s);
  if (const auto* t = value.as<Datetime>()) return t->text;
  if (const auto* table = value.as<Table>()) return "{ " + written(*table, ", ", instead) + " }";
  std::string out;
  for (const Value& element : *value.as<Array>())
    out += (out.empty() ? "" : ", ") + written(element, instead);
  return "[" + out + "]";
}

} // namespace equipoise::tests
