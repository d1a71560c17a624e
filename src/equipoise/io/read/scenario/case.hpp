#pragma once
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "equipoise/io/source/files.hpp"
#include "equipoise/io/toml/toml.hpp"
#include "equipoise/scenario/case.hpp"

namespace equipoise::io {

/// A scenario file and the catalogue it is read against: parsed once, read anew for each set of settings.
class CaseReader {
 public:
  /// A file that cannot be read is a fault.
  CaseReader(const Files& files, const std::filesystem::path& scenario,
             const std::vector<std::filesystem::path>& catalogue_folders, core::Diagnostics& diagnostics);

  /// Lays the settings over the files (objects of the scenario first, catalogue entries else) and reads the
  /// scenario. Nothing, and no further faults, if the files themselves could not be read without fault.
  std::optional<scenario::Case> operator()(const std::vector<scenario::Setting>& settings,
                                           core::Diagnostics& diagnostics) const;

  /// The same from a text and a catalogue read before.
  CaseReader(std::string file, std::string text, catalogue::Catalogue catalogue,
             core::Diagnostics& diagnostics);

  const catalogue::Catalogue& catalogue() const { return catalogue_; }
  /// What the scenario's own [[setting]] tables lay over the catalogue.
  std::vector<scenario::Setting> own_settings() const;
  /// The scenario as it was written, for the manifest.
  const std::string& text() const { return text_; }

 private:
  void parse(core::Diagnostics& diagnostics);

  std::string file_;
  std::string text_;
  toml::Table root_;
  catalogue::Catalogue catalogue_;
  bool readable_ = false;
};

} // namespace equipoise::io
