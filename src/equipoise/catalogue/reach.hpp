#pragma once
// How far and how high an interceptor gets by its published speed, drag and least speed, beside its published
// range and ceiling.
#include <optional>
#include <string>
#include <vector>

#include "equipoise/catalogue/entry.hpp"

namespace equipoise::catalogue {

/// Against classes of target with the same published envelope.
struct ClassReach {
  std::string targets; ///< "aircraft, cruise_missile"
  double published_range_m = 0.0, published_ceiling_m = 0.0;
  double range_m = 0.0;  ///< farthest point reached up to the ceiling; no farther than the published range
  double time_s = 0.0;   ///< ... soonest there
  double lowest_m = 0.0; ///< altitudes reached at that range
  double highest_m = 0.0;
  double ceiling_m =
      0.0; ///< greatest altitude reached within the range; no higher than the published ceiling
};

struct Reach {
  std::vector<ClassReach> classes;
  std::vector<double> ranges_m;    ///< slant, of the columns below
  std::vector<double> altitudes_m; ///< of the rows
  std::vector<std::vector<std::optional<double>>> time_s;
};

/// At nominal values, from a launcher at altitude 0. Domain: an entry of kind interceptor. Assumes: it was
/// read without errors.
Reach reach(const Catalogue& catalogue, const std::string& key);

/// Where the published range or ceiling is not reached, in words.
std::vector<std::string> contradictions(const Reach& reach);

} // namespace equipoise::catalogue
