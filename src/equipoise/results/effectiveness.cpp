#include "equipoise/results/effectiveness.hpp"

#include <algorithm>

#include "equipoise/core/precondition.hpp"

namespace equipoise::results {

void check(const EffectivenessSet& curve, const core::Location& at, core::Diagnostics& diagnostics) {
  const std::string key = "set." + std::to_string(curve.set);
  const auto fault = [&](const std::string& message) {
    diagnostics.push_back({core::Severity::error, at, key, message});
  };
  if (curve.raids.empty() || curve.raids.front().size != 0)
    fault("the curve must start at a raid of size 0, through which nothing leaks");
  for (std::size_t i = 0; i < curve.raids.size(); ++i) {
    const RaidLeakers& raid = curve.raids[i];
    const std::string name = "a raid of " + std::to_string(raid.size);
    if (i > 0 && raid.size <= curve.raids[i - 1].size)
      fault(name + " stands out of order; sizes must rise");
    else if (raid.chance.empty() || raid.chance.size() > std::size_t{raid.size} + 1)
      fault(name + " must have the chances of 0 to at most " + std::to_string(raid.size) + " leakers");
    double sum = 0.0;
    bool proper = true;
    for (const double p : raid.chance) {
      proper = proper && p >= 0.0 && p <= 1.0; // false for NaN
      sum += p;
    }
    if (!proper)
      fault(name + ": every chance must lie between 0 and 1");
    else if (!(sum >= 1.0 - 1e-9 && sum <= 1.0 + 1e-9))
      fault(name + ": the chances must sum to 1");
  }
}

namespace {

[[maybe_unused]] bool is_mass(const std::vector<double>& counts) { // for a condition
  return std::all_of(counts.begin(), counts.end(), [](double c) { return c >= 0.0 && core::is_finite(c); }) &&
         std::any_of(counts.begin(), counts.end(), [](double c) { return c > 0.0; });
}

} // namespace

std::vector<double> normalised(const std::vector<double>& counts) {
  EQUIPOISE_PRECONDITION(is_mass(counts));
  double sum = 0.0;
  for (const double c : counts) sum += c;
  std::vector<double> chances = counts;
  for (double& c : chances) c /= sum;
  return chances;
}

} // namespace equipoise::results
