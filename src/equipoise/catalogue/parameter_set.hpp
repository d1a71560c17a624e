#pragma once
// One reading of the catalogue: the nominal one, or one draw from ignorance.
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "equipoise/catalogue/entry.hpp"

namespace equipoise::catalogue {

/// The value of each parameter that a draw moved or a user set; all others are nominal.
using ParameterSet = std::map<std::pair<std::string, std::string>, double>; // (entry, parameter) -> SI value

/// Sets `name` of `key`, and what is named below it, whoever owns the parameter.
void override_value(const Catalogue& catalogue, ParameterSet& set, const std::string& key,
                    const std::string& name, double value);

/// Reads values under one parameter set.
class Values {
 public:
  Values(const Catalogue& catalogue, const ParameterSet& set) : catalogue_(&catalogue), set_(&set) {}

  const Catalogue& catalogue() const { return *catalogue_; }
  const ParameterSet& set() const { return *set_; }

  /// SI value; the index for a word. The catalogue has been checked: a parameter that is not there is a fault
  /// of the caller and ends the program.
  double operator()(const std::string& key, const std::string& name) const;
  bool has(const std::string& key, const std::string& name) const;

  /// The indices to play: all of them where the nominal is "either" and nothing has been drawn.
  std::vector<int> alternatives(const std::string& key, const std::string& name) const;
  const std::string& word(const std::string& key, const std::string& name) const;

 private:
  const Catalogue* catalogue_;
  const ParameterSet* set_;
};

} // namespace equipoise::catalogue
