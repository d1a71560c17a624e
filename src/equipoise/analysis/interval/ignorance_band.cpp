#include "equipoise/analysis/interval/ignorance_band.hpp"

#include <algorithm>
#include <cmath>
#include <map>

#include "equipoise/core/precondition.hpp"

namespace equipoise::analysis {
namespace {

double share(const results::SetEstimate& set) {
  return static_cast<double>(set.without_leaker) / static_cast<double>(set.replications);
}

/// Unbiased variance of a share of trials under binomial sampling.
double binomial_variance(double p, std::uint64_t trials) {
  return trials < 2 ? 0.25 : p * (1 - p) / static_cast<double>(trials - 1);
}

double noise_variance(const results::SetEstimate& set) {
  return binomial_variance(share(set), set.replications);
}

} // namespace

double quantile(std::vector<double> values, double share) {
  EQUIPOISE_PRECONDITION(!values.empty() && core::is_chance(share));
  std::sort(values.begin(), values.end());
  const double position = share * static_cast<double>(values.size() - 1);
  const auto i = std::min(static_cast<std::size_t>(position), values.size() - 1);
  const auto j = std::min(i + 1, values.size() - 1);
  return values[i] + (position - static_cast<double>(i)) * (values[j] - values[i]);
}

namespace {

/// Mean, variance, and what of it is noise.
struct Spread {
  double mean = 0.0, variance = 0.0, noise = 0.0;
};

Spread spread_of(const std::vector<double>& values, const std::vector<double>& noise_variances) {
  Spread s;
  const auto n = static_cast<double>(values.size());
  for (const double v : values) s.mean += v / n;
  for (const double v : noise_variances) s.noise += v / n;
  for (const double v : values) s.variance += n > 1 ? (v - s.mean) * (v - s.mean) / (n - 1) : 0.0;
  return s;
}

} // namespace

std::vector<double> without_noise(const std::vector<double>& values,
                                  const std::vector<double>& noise_variances) {
  EQUIPOISE_PRECONDITION(noise_variances.size() == values.size());
  const Spread s = spread_of(values, noise_variances);
  const double kept = s.variance > 0.0 ? std::sqrt(std::max(0.0, 1.0 - s.noise / s.variance)) : 0.0;
  std::vector<double> shrunk;
  for (const double v : values) shrunk.push_back(s.mean + kept * (v - s.mean));
  return shrunk;
}

Band band(const std::vector<double>& values, const std::vector<double>& noise_variances) {
  EQUIPOISE_PRECONDITION(!values.empty() && noise_variances.size() == values.size());
  const Spread s = spread_of(values, noise_variances);
  const std::vector<double> shrunk = without_noise(values, noise_variances);
  return {s.mean,
          {quantile(shrunk, 0.5 * (1 - band_share)), quantile(shrunk, 0.5 * (1 + band_share))},
          s.variance > 0.0 ? std::min(1.0, s.noise / s.variance) : 0.0};
}

std::optional<Band> mean_band(const std::vector<results::SetEstimate>& sets,
                              results::Average results::TransitTally::*value) {
  std::vector<double> means, noise;
  for (const auto& set : sets) {
    const results::Average& average = set.transits.*value;
    if (average.count < 2) continue;
    means.push_back(average.mean());
    noise.push_back(average.variance() / static_cast<double>(average.count));
  }
  if (means.empty()) return std::nullopt;
  return band(means, noise);
}

Band measured_share_band(const std::vector<results::SetEstimate>& sets,
                         results::Average results::TransitTally::*value) {
  std::vector<double> shares, noise;
  for (const auto& set : sets) {
    shares.push_back(static_cast<double>((set.transits.*value).count) /
                     static_cast<double>(set.replications));
    noise.push_back(binomial_variance(shares.back(), set.replications));
  }
  return band(shares, noise);
}

Band no_leaker_band(const std::vector<results::SetEstimate>& sets) {
  std::vector<double> values, noise;
  for (const auto& set : sets) {
    values.push_back(share(set));
    noise.push_back(noise_variance(set));
  }
  return band(values, noise);
}

Band gap_band(const std::vector<results::SetEstimate>& a, const std::vector<results::SetEstimate>& b) {
  std::map<std::uint64_t, const results::SetEstimate*> other;
  for (const auto& set : b) other[set.set] = &set;
  std::vector<double> values, noise;
  for (const auto& set : a) {
    const auto found = other.find(set.set);
    if (found == other.end()) continue;
    values.push_back(share(set) - share(*found->second));
    noise.push_back(noise_variance(set) + noise_variance(*found->second));
  }
  return values.empty() ? Band{} : band(values, noise);
}

} // namespace equipoise::analysis
