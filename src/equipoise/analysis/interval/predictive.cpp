#include "equipoise/analysis/interval/predictive.hpp"

#include <algorithm>
#include <cmath>

#include "equipoise/core/precondition.hpp"

namespace equipoise::analysis {
namespace {

using Distribution = std::vector<double>; ///< by count

Distribution of_sum(const Distribution& a, const Distribution& b) {
  Distribution sum(a.size() + b.size() - 1);
  for (std::size_t i = 0; i < a.size(); ++i)
    for (std::size_t j = 0; j < b.size(); ++j) sum[i + j] += a[i] * b[j];
  return sum;
}

[[maybe_unused]] bool alike(const std::vector<results::SetEstimate>& sets) { // for a condition
  return std::all_of(sets.begin(), sets.end(), [&](const results::SetEstimate& set) {
    return set.leakers.size() >= 2 && set.leakers.size() == sets.front().leakers.size();
  });
}

/// Threats stopped in one raid.
Distribution stopped(const results::SetEstimate& set) {
  Distribution p(set.leakers.size());
  for (std::size_t leakers = 0; leakers < p.size(); ++leakers)
    p[p.size() - 1 - leakers] =
        static_cast<double>(set.leakers[leakers]) / static_cast<double>(set.replications);
  return p;
}

} // namespace

Prediction predict_share_stopped(const std::vector<results::SetEstimate>& sets, unsigned raids,
                                 double recorded) {
  EQUIPOISE_PRECONDITION(!sets.empty() && alike(sets) && raids >= 1);
  Distribution all;
  for (const results::SetEstimate& set : sets) {
    const Distribution one = stopped(set);
    Distribution sum{1.0};
    for (unsigned r = 0; r < raids; ++r) sum = of_sum(sum, one);
    all.resize(sum.size());
    for (std::size_t i = 0; i < sum.size(); ++i) all[i] += sum[i] / static_cast<double>(sets.size());
  }
  const auto max = static_cast<double>(all.size() - 1);
  const auto quantile = [&](double u) {
    double below = 0.0;
    for (std::size_t i = 0; i < all.size(); ++i)
      if ((below += all[i]) >= u) return static_cast<double>(i) / max;
    return 1.0;
  };
  Prediction prediction{quantile(0.05), quantile(0.5), quantile(0.95), 0.0, 0.0};
  const double count = std::round(recorded * max);
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (static_cast<double>(i) <= count) prediction.at_most += all[i];
    if (static_cast<double>(i) >= count) prediction.at_least += all[i];
  }
  return prediction;
}

} // namespace equipoise::analysis
