// Fuzz target of the TOML reader. Beside what the sanitizers see, it checks what the header promises.
// clang++ -std=c++20 -Isrc -g -O1 -fsanitize=fuzzer,address,undefined tests/fuzz/toml_fuzz.cpp
// src/equipoise/io/toml*.cpp (without toml_test.cpp)
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <set>
#include <string>
#include <string_view>

#include "equipoise/io/toml/toml.hpp"

namespace toml = equipoise::io::toml;

namespace {

void require(bool condition) {
  if (!condition) std::abort();
}

bool is_valid(toml::Position at, int lines) {
  return at.line >= 1 && at.line <= lines && at.column >= 1;
}

void check(const toml::Value& value, int lines, int depth) {
  require(is_valid(value.at, lines));
  if (const auto* array = value.as<toml::Array>()) {
    require(depth <= toml::max_depth);
    for (const toml::Value& element : *array) check(element, lines, depth + 1);
  }
  if (const auto* table = value.as<toml::Table>()) {
    require(depth <= toml::max_depth);
    std::set<std::string_view> keys;
    for (const toml::Member& member : table->members) {
      require(keys.insert(member.key).second);
      require(is_valid(member.key_at, lines));
      check(member.value, lines, depth + 1);
    }
  }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(data, data + size);
  int lines = 1;
  for (const char c : text) lines += c == '\n' ? 1 : 0;

  const toml::ParseResult result = toml::parse(text);
  require(result.faults.size() <= toml::max_faults);
  toml::Position last{1, 1};
  for (const toml::Fault& fault : result.faults) {
    require(is_valid(fault.at, lines));
    require(fault.at.line > last.line || (fault.at.line == last.line && fault.at.column >= last.column));
    last = fault.at;
    // A message is one line of valid UTF-8, so the reader must take it as a comment.
    require(fault.message.find('\n') == std::string::npos && toml::parse("#" + fault.message).ok());
  }
  const toml::ParseResult copy = result;
  check({copy.root, {1, 1}}, lines, 0);

  if (toml::parse_value(text)) require(toml::parse("x = " + text).ok());
  return 0;
}
