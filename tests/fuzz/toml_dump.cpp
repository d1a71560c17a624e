// For tools/toml_conformance.py: reads documents from standard input, each a 4-byte little-endian length and
// the text, and writes one line of JSON for each: {"faults": [[line, column, message]...], "root": value}. A
// value is [kind, line, column, content]; numbers and date-times are strings, so that JSON does not change
// them.
#include <cstdint>
#include <cstdio>
#include <string>
#include <string_view>

#include "equipoise/io/toml/toml.hpp"

namespace toml = equipoise::io::toml;

namespace {

std::string json_string(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    const unsigned byte = static_cast<unsigned char>(c);
    if (byte < 0x20 || c == '"' || c == '\\') {
      char escape[8];
      std::snprintf(escape, sizeof escape, "\\u%04x", byte);
      out += escape;
    } else {
      out += c;
    }
  }
  return out + '"';
}

std::string hexadecimal(double value) {
  char text[64];
  std::snprintf(text, sizeof text, "%a", value);
  return text;
}

std::string json(toml::Position at) {
  return std::to_string(at.line) + "," + std::to_string(at.column);
}

std::string json(const toml::Value& value) {
  const char* kind = "";
  std::string content;
  if (const auto* boolean = value.as<bool>()) {
    kind = "boolean";
    content = *boolean ? "true" : "false";
  } else if (const auto* integer = value.as<std::int64_t>()) {
    kind = "integer";
    content = json_string(std::to_string(*integer));
  } else if (const auto* real = value.as<double>()) {
    kind = "real";
    content = json_string(hexadecimal(*real));
  } else if (const auto* string = value.as<std::string>()) {
    kind = "string";
    content = json_string(*string);
  } else if (const auto* datetime = value.as<toml::Datetime>()) {
    kind = "datetime";
    content = json_string(datetime->text);
  } else if (const auto* array = value.as<toml::Array>()) {
    kind = "array";
    for (const toml::Value& element : *array) content += (content.empty() ? "" : ",") + json(element);
    content = "[" + content + "]";
  } else if (const auto* table = value.as<toml::Table>()) {
    kind = "table";
    for (const toml::Member& member : table->members) {
      content += content.empty() ? "[" : ",[";
      content += json_string(member.key) + "," + json(member.key_at) + "," + json(member.value) + "]";
    }
    content = "[" + content + "]";
  }
  return "[\"" + std::string(kind) + "\"," + json(value.at) + "," + content + "]";
}

} // namespace

int main() {
  unsigned char length[4];
  while (std::fread(length, 1, 4, stdin) == 4) {
    const std::size_t size =
        length[0] | std::size_t{length[1]} << 8 | std::size_t{length[2]} << 16 | std::size_t{length[3]} << 24;
    std::string text(size, '\0');
    if (std::fread(text.data(), 1, size, stdin) != size) return 1;
    const toml::ParseResult result = toml::parse(text);
    std::string faults;
    for (const toml::Fault& fault : result.faults) {
      faults += faults.empty() ? "[" : ",[";
      faults += json(fault.at) + "," + json_string(fault.message) + "]";
    }
    const std::string line = "{\"faults\":[" + faults + "],\"root\":" + json({result.root, {}}) + "}\n";
    std::fwrite(line.data(), 1, line.size(), stdout);
  }
  return 0;
}
