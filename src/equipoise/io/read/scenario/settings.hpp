#pragma once
// Values laid over the files: --set, [[setting]] tables, a study's factors, drawn values of a scenario.
#include <optional>
#include <string>
#include <vector>

#include "equipoise/catalogue/entry.hpp"
#include "equipoise/core/diagnostics.hpp"
#include "equipoise/io/toml/toml.hpp"
#include "equipoise/scenario/case.hpp"

namespace equipoise::io {

/// A value as --set would be given it. Nothing for arrays, tables, dates and truth values.
std::optional<std::string> setting_text(const toml::Value& value);

/// The parts of "48n6e3.kill_probability.ballistic".
std::vector<std::string> split_address(const std::string& address);

/// The table of the object with this id: an asset, battery or raid. nullptr if there is none.
toml::Table* find_object(toml::Table& root, const std::string& id);
const toml::Table* find_object(const toml::Table& root, const std::string& id);

/// The settings a scenario makes itself: [[setting]] set, value, reason. Malformed ones are left to the
/// reader of the scenario.
std::vector<scenario::Setting> own_settings(const toml::Table& root, const std::string& file);

/// Lays settings over the scenario (objects first) or the catalogue (entries else), the later ones last. What
/// is so written has no line; `give_places` finds the faults in it and gives them the places of the settings.
void apply(const std::vector<scenario::Setting>& settings, toml::Table& root, catalogue::Catalogue& catalogue,
           core::Diagnostics& diagnostics);
/// Lays settings over the catalogue alone, of studies that have no scenario. Each must be one of the values
/// that the study reads: `used`, known once it was read.
void apply(const std::vector<scenario::Setting>& settings, catalogue::Catalogue& catalogue,
           core::Diagnostics& diagnostics);
void refuse_unused(const std::vector<scenario::Setting>& settings, const std::vector<std::string>& used,
                   core::Diagnostics& diagnostics);
void give_places(const std::vector<scenario::Setting>& settings, core::Diagnostics& diagnostics);

} // namespace equipoise::io
