#pragma once
// One draw from what is not known: a value for every parameter that has a spread.
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "equipoise/catalogue/parameter_set.hpp"
#include "equipoise/catalogue/range_shape.hpp"

namespace equipoise::scenario {

/// The value of a parameter at a uniform draw u, as its spread or the reading says. Whole where the
/// field is a count. Domain: 0 < u < 1.
double quantile(const catalogue::Parameter& parameter, double u,
                catalogue::RangeShape shape = catalogue::RangeShape::stated);

/// A scenario's own uncertain value: the key it sets ("salvo.launch.interval") and its range.
struct UncertainValue {
  std::string address;
  catalogue::Parameter range;
  bool whole = false; ///< a count: drawn whole
};

struct Draw {
  catalogue::ParameterSet catalogue;                           ///< of catalogue entries
  std::vector<std::pair<std::string, double>> scenario_values; ///< address and SI value
};

/// Parameters that move together: a group, or one parameter by itself.
struct Group {
  std::string name;                 ///< of the group; the address of a parameter that has none
  std::vector<std::string> members; ///< addresses: "48n6e3.boost_time", "salvo.launch.interval"
};

/// Everything that is drawn, by name.
std::vector<Group> groups(const catalogue::Catalogue& catalogue,
                          const std::vector<UncertainValue>& scenario_values);

/// The uniform number that moves a group in the set with this number.
double group_uniform(const std::string& group, std::uint64_t seed, std::uint64_t number);

/// The set with this number: a function of the seed, the number and the names of parameters and groups, so
/// that adding an entry changes no other draw. Members of a group share one draw: choices move together, each
/// by the leading part of it; the rest, uniform again, moves the others.
Draw draw(const catalogue::Catalogue& catalogue, const std::vector<UncertainValue>& scenario_values,
          std::uint64_t seed, std::uint64_t number,
          catalogue::RangeShape shape = catalogue::RangeShape::stated);

/// The set at which each group stands where `uniform_of` its name says, in (0, 1): for designs.
Draw draw(const catalogue::Catalogue& catalogue, const std::vector<UncertainValue>& scenario_values,
          const std::function<double(const std::string& group)>& uniform_of,
          catalogue::RangeShape shape = catalogue::RangeShape::stated);

} // namespace equipoise::scenario
