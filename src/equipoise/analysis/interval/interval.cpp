#include "equipoise/analysis/interval/interval.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "equipoise/analysis/interval/beta.hpp"
#include "equipoise/core/elementary/elementary.hpp"
#include "equipoise/core/precondition.hpp"
#include "equipoise/random/distribution.hpp"

namespace equipoise::analysis {

double student_quantile(double u, double degrees) {
  EQUIPOISE_PRECONDITION(0.0 < u && u < 1.0 && degrees >= 1.0 && degrees <= 1e12);
  if (u == 0.5) return 0.0;
  // degrees / (degrees + t^2) is a beta variable, and t^2 / degrees its odds turned over.
  const double outside = 2.0 * std::min(u, 1.0 - u);
  const double w = beta_log_odds(0.5 * degrees, 0.5, {outside, 1.0 - outside});
  const double t = std::sqrt(degrees) * core::exp(-0.5 * w);
  return u < 0.5 ? -t : t;
}

Interval clopper_pearson(std::uint64_t successes, std::uint64_t trials, double level) {
  EQUIPOISE_PRECONDITION(successes <= trials && trials >= 1 && 0.0 < level && level < 1.0);
  const double tail = 0.5 * (1.0 - level);
  const auto n = static_cast<double>(trials), k = static_cast<double>(successes);
  return {successes == 0 ? 0.0 : beta_quantile(k, n - k + 1.0, {tail, 1.0 - tail}),
          successes == trials ? 1.0 : beta_quantile(k + 1.0, n - k, {1.0 - tail, tail})};
}

double jeffreys_quantile(double successes, double trials, double u) {
  EQUIPOISE_PRECONDITION(0.0 <= successes && successes <= trials && 0.0 < u && u < 1.0);
  return beta_quantile(successes + 0.5, trials - successes + 0.5, {u, 1.0 - u});
}

Interval clustered_proportion(std::uint64_t successes, std::uint64_t trials, std::uint64_t clusters,
                              double level) {
  EQUIPOISE_PRECONDITION(successes <= trials && trials >= 1 && clusters >= 1);
  const double share =
      static_cast<double>(successes) / static_cast<double>(trials) * static_cast<double>(clusters);
  const auto whole = static_cast<std::uint64_t>(share);
  const std::uint64_t up = static_cast<double>(whole) < share ? whole + 1 : whole;
  return {clopper_pearson(whole, clusters, level).low, clopper_pearson(up, clusters, level).high};
}

Interval wilson(std::uint64_t successes, std::uint64_t trials, double level) {
  EQUIPOISE_PRECONDITION(successes <= trials && trials >= 1 && 0.0 < level && level < 1.0);
  const double z = random::normal(0.5 * (1.0 + level));
  const auto n = static_cast<double>(trials);
  const double p = static_cast<double>(successes) / n, z2 = z * z;
  const double centre = (p + z2 / (2 * n)) / (1 + z2 / n);
  const double half = z / (1 + z2 / n) * std::sqrt(p * (1 - p) / n + z2 / (4 * n * n));
  return {successes == 0 ? 0.0 : centre - half, successes == trials ? 1.0 : centre + half};
}

Interval difference(std::uint64_t successes_a, std::uint64_t trials_a, std::uint64_t successes_b,
                    std::uint64_t trials_b, double level) {
  const double a = static_cast<double>(successes_a) / static_cast<double>(trials_a);
  const double b = static_cast<double>(successes_b) / static_cast<double>(trials_b);
  const Interval ia = wilson(successes_a, trials_a, level), ib = wilson(successes_b, trials_b, level);
  const auto together = [](double x, double y) { return std::sqrt(x * x + y * y); };
  return {a - b - together(a - ia.low, ib.high - b), a - b + together(ia.high - a, b - ib.low)};
}

Estimate mean(const results::Moments& moments, std::uint64_t count, double level) {
  const auto n = static_cast<double>(count);
  const double value = static_cast<double>(moments.sum) / n;
  const double scatter =
      static_cast<double>(moments.sum_of_squares) - static_cast<double>(moments.sum) * value;
  if (count < 2 || scatter <= 0.0) {
    const double unseen = clopper_pearson(0, count, level).high;
    return {value, {std::max(0.0, value - unseen), value + unseen}};
  }
  const double t = student_quantile(0.5 * (1.0 + level), n - 1);
  const double half = t * std::sqrt(scatter / (n - 1) / n);
  return {value, {std::max(0.0, value - half), value + half}};
}

namespace {

struct Sample {
  double mean = 0.0, variance_of_mean = 0.0, degrees = 0.0;
};

Sample sample(const std::vector<double>& values) {
  const auto n = static_cast<double>(values.size());
  Sample s{0.0, 0.0, n - 1.0};
  for (const double v : values) s.mean += v / n;
  for (const double v : values) s.variance_of_mean += (v - s.mean) * (v - s.mean) / (n - 1.0) / n;
  return s;
}

Estimate around(double value, double variance, double degrees, double level) {
  if (variance <= 0.0) return {value, {value, value}};
  const double t = student_quantile(0.5 * (1.0 + level), degrees);
  const double half = t * std::sqrt(variance);
  return {value, {value - half, value + half}};
}

} // namespace

Estimate mean(const results::Average& average, double level) {
  const double value = average.mean();
  constexpr double infinite = std::numeric_limits<double>::infinity();
  if (average.count < 2) return {value, {-infinite, infinite}};
  const auto n = static_cast<double>(average.count);
  const double half = student_quantile(0.5 + 0.5 * level, n - 1.0) * std::sqrt(average.variance() / n);
  return {value, {value - half, value + half}};
}

Estimate mean_of(const std::vector<double>& values, double level) {
  EQUIPOISE_PRECONDITION(values.size() >= 2);
  const Sample s = sample(values);
  return around(s.mean, s.variance_of_mean, s.degrees, level);
}

Estimate difference_of_means(const std::vector<double>& a, const std::vector<double>& b, double level) {
  EQUIPOISE_PRECONDITION(a.size() >= 2 && b.size() >= 2);
  const Sample x = sample(a), y = sample(b);
  const double variance = x.variance_of_mean + y.variance_of_mean;
  const double degrees = variance <= 0.0 ? 1.0
                                         : variance * variance /
                                               (x.variance_of_mean * x.variance_of_mean / x.degrees +
                                                y.variance_of_mean * y.variance_of_mean / y.degrees);
  return around(x.mean - y.mean, variance, degrees, level);
}

} // namespace equipoise::analysis
