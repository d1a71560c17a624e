#pragma once
#include <string>

#include "equipoise/catalogue/entry.hpp"
#include "equipoise/core/diagnostics.hpp"
#include "equipoise/io/toml/toml.hpp"
#include "equipoise/scenario/scenario.hpp"

namespace equipoise::io {

inline constexpr std::string_view scenario_format = "equipoise-scenario/1";

/// The scenario in a parsed file, bound to the catalogue. What is wrong goes to the diagnostics; a scenario
/// with errors is not to be used.
scenario::Scenario read_scenario(const toml::Table& root, const std::string& file,
                                 const catalogue::Catalogue& catalogue, core::Diagnostics& diagnostics);

/// Beyond these a scenario is refused before anything is allocated; see also scenario/admission.hpp.
inline constexpr int max_barrage_rounds = 1'000'000;
inline constexpr double longest_route_s = 24 * 3600.0;

} // namespace equipoise::io
