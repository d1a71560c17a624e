#pragma once
// Takes typed values out of a TOML table and reports everything that is wrong with it, with its place and its
// key.
#include <initializer_list>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "equipoise/core/diagnostics.hpp"
#include "equipoise/core/units.hpp"
#include "equipoise/io/toml/toml.hpp"

namespace equipoise::io {

/// The "file" of what a setting laid over one, until its own place is known.
inline constexpr std::string_view laid_over = "--set";

/// Closed interval of allowed values, SI.
struct Bounds {
  double min, max;
};

class TableReader {
 public:
  /// `prefix` is the full key of the table, as in "raid.salvo"; `at` where it starts.
  TableReader(const toml::Table& table, std::string file, std::string prefix, toml::Position at,
              core::Diagnostics& diagnostics);

  bool has(const std::string& key) const { return table_.find(key) != nullptr; }

  std::optional<std::string> text(const std::string& key, bool required = true);
  /// One of `words`.
  std::optional<std::string> word(const std::string& key, const std::vector<std::string>& words,
                                  bool required = true);
  /// "290 km", or a bare number where the dimension is number.
  std::optional<double> quantity(const std::string& key, core::Dimension dimension, Bounds bounds,
                                 bool required = true);
  std::optional<std::int64_t> integer(const std::string& key, std::int64_t min, std::int64_t max,
                                      bool required = true);
  std::optional<bool> boolean(const std::string& key, bool required = true);
  std::vector<std::string> texts(const std::string& key, bool required = true);
  /// A table that must hold `keys`, as in "east, north". nullptr if it is not there, empty or not a table.
  const toml::Value* table(const std::string& key, std::string_view keys);
  /// The same, of a table that may be left out.
  const toml::Value* optional_table(const std::string& key);
  /// The tables of an array, written below [[header]]; empty if it is not there.
  std::vector<const toml::Value*> tables(const std::string& key, bool required = true,
                                         std::string_view header = "");
  const toml::Value* value(const std::string& key, bool required = true);

  TableReader below(const toml::Value& table, const std::string& key) const;

  /// Reports the keys nobody asked for, each with the nearest known one. A missing key that was misspelt is
  /// not also said to be missing.
  void finish();

  void fault(const std::string& key, const std::string& message);
  void warn(const std::string& key, const std::string& message);
  core::Location location(const std::string& key) const;
  core::Location location() const { return located(at_); }
  const std::string& prefix() const { return prefix_; }
  const std::string& file() const { return file_; }
  core::Diagnostics& diagnostics() const { return diagnostics_; }

 private:
  core::Location located(toml::Position at) const;
  std::string full(const std::string& key) const;
  const toml::Value* checked_table(const toml::Value* value, const std::string& key,
                                   const std::string& wanted);
  void forget_missing(const std::string& key);

  const toml::Table& table_;
  std::string file_;
  std::string prefix_;
  toml::Position at_;
  core::Diagnostics& diagnostics_;
  std::set<std::string> known_;
};

/// A quantity out of a value: SI, or a message saying what is wrong and what is allowed.
struct QuantityResult {
  std::optional<double> value;
  std::string message;
};
QuantityResult read_quantity(const toml::Value& value, core::Dimension dimension, Bounds bounds);

/// Parses a file's text; its faults become diagnostics.
toml::Table parse_toml(const std::string& text, const std::string& file, core::Diagnostics& diagnostics);

} // namespace equipoise::io
