#include "equipoise/closed_form/leakage.hpp"

#include <algorithm>
#include <limits>

#include "equipoise/core/elementary/elementary.hpp"
#include "equipoise/core/precondition.hpp"

namespace equipoise::closed_form {
namespace {

/// Fewest shots at each of `threats`, all of which must be killed with a chance of `wanted`; -1: none are
/// enough.
int min_shots(double wanted, int threats, double track, double single_shot) {
  constexpr int max = 1'000'000;
  if (core::pow(track, threats) <= wanted) return -1;
  for (int n = 1; n < max; ++n)
    if (core::pow(kill_probability(track, single_shot, n), threats) >= wanted * (1.0 - 1e-12)) return n;
  return -1;
}

} // namespace

std::vector<double> binomial_chances(int n, double p) {
  EQUIPOISE_PRECONDITION(n >= 0 && core::is_chance(p));
  // From nothing, one trial after another: every step adds and multiplies positive numbers only.
  std::vector<double> chances(static_cast<std::size_t>(n) + 1, 0.0);
  chances[0] = 1.0;
  for (std::size_t trial = 1; trial < chances.size(); ++trial) {
    for (std::size_t k = trial; k > 0; --k) chances[k] = chances[k] * (1.0 - p) + chances[k - 1] * p;
    chances[0] *= 1.0 - p;
  }
  return chances;
}

std::vector<double> beta_binomial_chances(int n, double mean, double rho) {
  EQUIPOISE_PRECONDITION(n >= 0 && 0.0 < mean && mean < 1.0 && 0.0 < rho && rho < 1.0);
  // Polya's urn: after k successes of t the next one succeeds with (a + k) / (a + b + t).
  const double strength = 1.0 / rho - 1.0, a = mean * strength, b = (1.0 - mean) * strength;
  std::vector<double> chances(static_cast<std::size_t>(n) + 1, 0.0);
  chances[0] = 1.0;
  for (int t = 0; t < n; ++t)
    for (int k = t + 1; k >= 0; --k) {
      const auto at = static_cast<std::size_t>(k);
      const double stays = chances[at] * (b + t - k) / (strength + t);
      chances[at] = (k <= t ? stays : 0.0) + (k > 0 ? chances[at - 1] * (a + k - 1) / (strength + t) : 0.0);
    }
  return chances;
}

double kill_probability(double track, double single_shot, int shots) {
  const Layer layer{single_shot, shots};
  return layered_kill_probability(track, {&layer, 1});
}

double layered_kill_probability(double track, std::span<const Layer> layers) {
  double survives = 1.0;
  for (const Layer& layer : layers) survives *= core::pow(1.0 - layer.single_shot, layer.shots);
  return track * (1.0 - survives);
}

std::vector<double> leakers(int threats, double kill) {
  return binomial_chances(threats, 1.0 - kill);
}

std::vector<double> leakers_with_common_failure(int threats, double kill, double failure) {
  EQUIPOISE_PRECONDITION(core::is_chance(failure));
  std::vector<double> chances = leakers(threats, kill);
  for (double& p : chances) p *= 1.0 - failure;
  chances.back() += failure;
  return chances;
}

double distribution_mean(std::span<const double> distribution) {
  double sum = 0.0;
  for (std::size_t k = 0; k < distribution.size(); ++k) sum += static_cast<double>(k) * distribution[k];
  return sum;
}

double distribution_variance(std::span<const double> distribution) {
  const double mean = distribution_mean(distribution);
  double sum = 0.0;
  for (std::size_t k = 0; k < distribution.size(); ++k) {
    const double off = static_cast<double>(k) - mean;
    sum += off * off * distribution[k];
  }
  return sum;
}

Requirement interceptors_required(double wanted, int threats, int decoys, double track, double single_shot) {
  EQUIPOISE_PRECONDITION(threats >= 1 && decoys >= 0);
  EQUIPOISE_PRECONDITION(0.0 < wanted && wanted < 1.0 && 0.0 < track && track <= 1.0 && 0.0 < single_shot &&
                         single_shot < 1.0);
  constexpr double none = std::numeric_limits<double>::quiet_NaN();
  const double each = core::pow(wanted, 1.0 / threats);
  const int apparent = threats + decoys, whole = min_shots(wanted, threats, track, single_shot);
  if (each >= track || whole < 0) return {none, none, -1, -1};
  const double shots = core::log1p(-each / track) / core::log1p(-single_shot);
  return {shots, shots * apparent, whole, whole * apparent};
}

double shoot_look_shoot(double shots, int first, int apparent_targets, double single_shot) {
  return apparent_targets * (first + core::pow(1.0 - single_shot, first) * std::max(0.0, shots - first));
}

} // namespace equipoise::closed_form
