#pragma once
#include <filesystem>
#include <string>
#include <vector>

#include "equipoise/catalogue/entry.hpp"
#include "equipoise/core/diagnostics.hpp"
#include "equipoise/io/toml.hpp"
#include "equipoise/scenario/case.hpp"

namespace equipoise::io {

/// A scenario file and the catalogue it is read against: parsed once, read anew for each set of settings.
class CaseReader {
 public:
  /// Throws CannotRead if a file cannot be read.
  CaseReader(const std::filesystem::path& scenario,
             const std::vector<std::filesystem::path>& catalogue_folders, core::Diagnostics& diagnostics);

  /// Lays the settings over the files (objects of the scenario first, catalogue entries else) and reads the
  /// scenario.
  std::optional<scenario::Case> operator()(const std::vector<scenario::Setting>& settings,
                                           core::Diagnostics& diagnostics) const;

  const catalogue::Catalogue& catalogue() const { return catalogue_; }
  /// The scenario as it was written, for the manifest.
  const std::string& text() const { return text_; }

 private:
  std::string file_;
  std::string text_;
  toml::Table root_;
  catalogue::Catalogue catalogue_;
};

/// A value as --set would be given it. Nothing for arrays, tables, dates and truth values.
std::optional<std::string> setting_text(const toml::Value& value);

/// Admission limits: beyond these a scenario is refused before anything is allocated.
inline constexpr int most_threats = 10'000;
inline constexpr int most_batteries = 64;
inline constexpr int most_barrage_rounds = 1'000'000;
inline constexpr double longest_route_s = 24 * 3600.0;

} // namespace equipoise::io
