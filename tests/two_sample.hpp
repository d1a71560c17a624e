#pragma once
// Two samples of one distribution? Tests with known false-alarm rates.
#include <algorithm>
#include <boost/math/distributions/chi_squared.hpp>
#include <cmath>
#include <cstdint>
#include <map>
#include <vector>

namespace equipoise::tests {

/// Chance of a difference at least as large between two samples of counts of one distribution: Pearson's
/// chi-square of homogeneity, cells with fewer than 20 in both together joined to the next.
inline double same_counts(const std::map<std::uint32_t, double>& a,
                          const std::map<std::uint32_t, double>& b) {
  std::map<std::uint32_t, std::pair<double, double>> cells;
  double n_a = 0, n_b = 0;
  for (const auto& [value, count] : a) cells[value].first += count, n_a += count;
  for (const auto& [value, count] : b) cells[value].second += count, n_b += count;
  double chi_square = 0, in_a = 0, in_b = 0;
  int joined = 0;
  const auto close = [&] {
    const double share = (in_a + in_b) / (n_a + n_b);
    chi_square +=
        std::pow(in_a - n_a * share, 2) / (n_a * share) + std::pow(in_b - n_b * share, 2) / (n_b * share);
    in_a = in_b = 0;
    ++joined;
  };
  for (const auto& [value, counts] : cells) {
    in_a += counts.first;
    in_b += counts.second;
    if (in_a + in_b >= 20) close();
  }
  if (in_a + in_b > 0) close();
  if (joined < 2) return 1.0;
  return boost::math::cdf(boost::math::complement(boost::math::chi_squared(joined - 1), chi_square));
}

/// The same of measured values: Kolmogorov-Smirnov by its limit law, which errs to the safe side where values
/// are tied.
inline double same_values(std::vector<double> a, std::vector<double> b) {
  if (a.empty() || b.empty()) return a.empty() == b.empty() ? 1.0 : 0.0;
  std::sort(a.begin(), a.end());
  std::sort(b.begin(), b.end());
  const auto n = static_cast<double>(a.size()), m = static_cast<double>(b.size());
  double max = 0;
  for (std::size_t i = 0, j = 0; i < a.size() && j < b.size();) {
    const double x = std::min(a[i], b[j]);
    while (i < a.size() && a[i] <= x) ++i;
    while (j < b.size() && b[j] <= x) ++j;
    max = std::max(max, std::abs(static_cast<double>(i) / n - static_cast<double>(j) / m));
  }
  const double lambda = max * std::sqrt(n * m / (n + m));
  double p = 0;
  for (int k = 1; k <= 100; ++k) p += 2 * (k % 2 == 1 ? 1 : -1) * std::exp(-2.0 * k * k * lambda * lambda);
  return lambda < 0.2 ? 1.0 : std::clamp(p, 0.0, 1.0);
}

} // namespace equipoise::tests
