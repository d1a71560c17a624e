#pragma once
// Intervals of estimates. Never Wald: at n = 1000 and p = 0.001 its 95 % covers 63 %.
#include <cstdint>
#include <vector>

#include "equipoise/results/tally.hpp"

namespace equipoise::analysis {

struct Interval {
  double low = 0.0, high = 0.0;
};

struct Estimate {
  double value = 0.0;
  Interval interval;
};

inline constexpr double confidence = 0.95;

/// Domain: 0 < u < 1, 1 <= degrees <= 1e12. Relative error below 1e-13. Source: Abramowitz & Stegun (1964),
/// 26.7.1, 26.5.27.
double student_quantile(double u, double degrees);

/// Exact interval of a proportion: covers at least `level`. Domain: 0 <= successes <= trials, 1 <= trials <=
/// 1e12, 0 < level <= 1 - 1e-9. Relative error below 1e-13. Source: Clopper & Pearson (1934).
Interval clopper_pearson(std::uint64_t successes, std::uint64_t trials, double level = confidence);

/// Quantile of what is known of a proportion after `successes` of `trials` (not necessarily whole), from
/// Jeffreys' prior. Domain: 0 <= successes <= trials <= 1e12, 0 < u < 1. Relative error below 1e-13. Source:
/// Brown, Cai & DasGupta (2001).
double jeffreys_quantile(double successes, double trials, double u);

/// As clopper_pearson for `successes` of `trials` that come in `clusters` of any dependence inside: each
/// cluster counts as one trial, which is wide but never too narrow.
Interval clustered_proportion(std::uint64_t successes, std::uint64_t trials, std::uint64_t clusters,
                              double level = confidence);

/// Domain: as clopper_pearson. Source: Wilson (1927).
Interval wilson(std::uint64_t successes, std::uint64_t trials, double level = confidence);

/// Difference of two proportions from independent samples. Conservative where the two share random numbers.
/// Source: Newcombe (1998), method 10 (hybrid score).
Interval difference(std::uint64_t successes_a, std::uint64_t trials_a, std::uint64_t successes_b,
                    std::uint64_t trials_b, double level = confidence);

/// Mean of a count with Student's interval. With no scatter in the sample the interval is that of Clopper &
/// Pearson for "no other value in n draws", scaled to one unit of the count.
Estimate mean(const results::Moments& moments, std::uint64_t count, double level = confidence);

/// Mean of a measured value with Student's interval. Infinite ends where fewer than two values say nothing of
/// the scatter; no width where all are the same.
Estimate mean(const results::Average& average, double level = confidence);

/// Mean of independent values with Student's interval. Domain: at least two values.
Estimate mean_of(const std::vector<double>& values, double level = confidence);

/// Difference of two means, `a` less `b`, of independent samples of unlike variances. Domain: at least two
/// values each. Source: Welch (1947).
Estimate difference_of_means(const std::vector<double>& a, const std::vector<double>& b,
                             double level = confidence);

} // namespace equipoise::analysis
