#pragma once
// What is not published, solved from what is; and what is published and contradicts itself. Reported, never
// tuned.
#include <string>
#include <vector>

#include "equipoise/catalogue/entry.hpp"

namespace equipoise::catalogue {

struct Computed {
  std::string name; ///< "propellant_mass, body attached"
  core::Dimension dimension = core::Dimension::number;
  double value = 0.0; ///< SI, at nominal values
  std::string how;
};

struct Closures {
  std::vector<Computed> values;
  std::vector<std::string> contradictions; ///< in words, with the numbers
};

/// What follows from the nominal values of an entry: a ballistic missile's propellant and structure masses
/// from its longest range, with its burnout speed and apogee; a radar's range on smaller cross-sections
/// (fourth root, as in the radar equation). Of interceptors, cruise missiles and aircraft the contradictions
/// alone. Empty for other kinds. Assumes: the entry was read without errors.
Closures close(const Catalogue& catalogue, const std::string& key);

} // namespace equipoise::catalogue
