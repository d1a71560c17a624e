#pragma once
// Catalogue values as tables: range glyph, how they are drawn, how we know, from where.
#include <map>
#include <string>
#include <vector>

#include "equipoise/catalogue/entry.hpp"

namespace equipoise::report {

/// One parameter as it is shown.
struct ParameterRow {
  std::string entry; ///< catalogue key, or the scenario
  catalogue::Parameter parameter;
};

/// A value solved from what is published.
struct ComputedRow {
  std::string entry;
  std::string what;  ///< "propellant_mass, body attached"
  std::string value; ///< "3044 kg"
  std::string how;   ///< "solved so that the longest flight is the published range"
};

/// One table, in the order in which they come. Empty if there are no rows.
std::string parameter_table(const std::vector<ParameterRow>& parameters,
                            const std::map<std::string, catalogue::Source>& sources);
/// How many were seen, remembered, assumed.
std::string basis_counts(const std::vector<ParameterRow>& parameters);
std::string computed_table(const std::vector<ComputedRow>& computed);

} // namespace equipoise::report
