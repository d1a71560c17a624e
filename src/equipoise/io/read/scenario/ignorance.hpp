#pragma once
#include <vector>

#include "equipoise/io/toml/table_reader.hpp"
#include "equipoise/scenario/scenario.hpp"

namespace equipoise::io {

/// The [[ignorance]] tables of a scenario: values of the scenario itself that are not known, each around what
/// the scenario says. A value that a setting fixed is known and left out.
std::vector<scenario::UncertainValue> read_ignorance(const toml::Table& root, TableReader& reader,
                                                     const scenario::Scenario& scenario);

} // namespace equipoise::io
