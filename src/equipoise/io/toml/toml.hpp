#pragma once
// A strict TOML 1.0.0 reader: no input makes it crash, it throws nothing of its own, every key and value has
// a position, and one pass collects all the faults it can.
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace equipoise::io::toml {

inline constexpr std::size_t max_text_bytes = std::size_t{16} << 20;
inline constexpr std::size_t max_string_bytes = std::size_t{64} << 10; // after escapes; keys too
inline constexpr std::size_t max_array_elements = 1'000'000;
inline constexpr std::size_t max_values = 2'000'000; // in one text, tables and arrays included
inline constexpr std::size_t max_key_parts = 32;     // a.b.c has three
inline constexpr std::size_t max_faults = 100;       // reading stops there
inline constexpr int max_depth = 64;                 // of tables and arrays below the root, however written

// 1-based; a column is a Unicode code point. 0:0 means "not from a file".
struct Position {
  int line = 0;
  int column = 0;
  bool operator==(const Position&) const = default;
};

struct Fault {
  Position at{};
  std::string message; // what is wrong and what is allowed; valid UTF-8
};

enum class Kind { boolean, integer, real, string, datetime, array, table }; // the order of Value::Data
std::string_view name(Kind kind);                                           // "a boolean", "an integer", ...

// A date, a time or both, checked for range and kept as written.
struct Datetime {
  std::string text;
  bool operator==(const Datetime&) const = default;
};

struct Value;
struct Member;
using Array = std::vector<Value>;

// Keeps the order of appearance. find() is linear: to go through a large table, iterate over members.
struct Table {
  std::vector<Member> members;

  const Value* find(std::string_view key) const; // nullptr if there is none
  Value* find(std::string_view key);
  Value& set(std::string_view key, Value value); // replaces the value in place, or appends a member
  bool erase(std::string_view key);
};

// at: where the value starts. A [table] or [[table]] starts at its header, a table made by a dotted key at
// that part of the key, an array of tables at its first header.
struct Value {
  using Data = std::variant<bool, std::int64_t, double, std::string, Datetime, Array, Table>;

  Data data; // false unless set
  Position at{};

  Kind kind() const { return static_cast<Kind>(data.index()); }
  template <class T>
  const T* as() const { // nullptr if the value is of another kind
    return std::get_if<T>(&data);
  }
  template <class T>
  T* as() {
    return std::get_if<T>(&data);
  }
  std::optional<double> number() const; // a real, or an integer rounded to the nearest double
};

struct Member {
  std::string key;
  Position key_at{};
  Value value;
};

struct ParseResult {
  Table root;                // with faults: what could be read
  std::vector<Fault> faults; // by position; empty means the text is valid

  bool ok() const { return faults.empty(); }
};

ParseResult parse(std::string_view text);

// One value as it stands on the right of "=", spaces around it allowed; nothing if the text is not exactly
// that.
std::optional<Value> parse_value(std::string_view text);

} // namespace equipoise::io::toml
