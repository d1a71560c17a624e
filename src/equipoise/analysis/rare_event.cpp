#include "equipoise/analysis/rare_event.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace equipoise::analysis {
namespace {

struct Sums {
  double n = 0.0, mean = 0.0, squares = 0.0, cubes = 0.0, work = 0.0; ///< Welford (1962), Terriberry (2007)
  void add(const RareRun& run) {
    n += 1.0;
    const double before = run.probability - mean, part = before / n;
    mean += part;
    const double added = before * (run.probability - mean);
    cubes += added * part * (n - 2) - 3 * part * squares;
    squares += added;
    work += run.work;
  }
};

/// Where a mean's deviation must lie for its transform without skewness to be at t. Hall (1992), section 2,
/// eq. T3.
double untwisted(double t, double skewness, double n) {
  if (std::abs(skewness) < 1e-6) return t;
  const double a = skewness / std::sqrt(n);
  return 3.0 / a * (std::cbrt(1.0 + a * (t - a / 6.0)) - 1.0);
}

RareEstimate summary(const Sums& s, std::uint64_t paths, double level) {
  RareEstimate e;
  e.probability = s.mean;
  e.run_variance = s.squares / (s.n - 1);
  e.run_work = s.work / s.n;
  e.runs = static_cast<std::size_t>(s.n);
  if (s.mean <= 0.0) {
    e.interval = {0.0, clopper_pearson(0, paths, level).high};
    e.relative_deviation = std::numeric_limits<double>::infinity();
    return e;
  }
  const double deviation = std::sqrt(e.run_variance / s.n);
  const double t = student_quantile(0.5 * (1.0 + level), s.n - 1);
  const double skewness = s.squares > 0.0 ? std::sqrt(s.n) * s.cubes / std::pow(s.squares, 1.5) : 0.0;
  const double low = std::min(s.mean - t * deviation, s.mean - deviation * untwisted(t, skewness, s.n));
  const double high = std::max(s.mean + t * deviation, s.mean - deviation * untwisted(-t, skewness, s.n));
  e.interval = {std::max(0.0, low), std::min(1.0, high)};
  e.relative_deviation = deviation / s.mean;
  return e;
}

} // namespace

RareEstimate rare_estimate(const std::vector<RareRun>& runs, std::uint64_t paths, double level) {
  Sums sums;
  for (const RareRun& run : runs) sums.add(run);
  return summary(sums, paths, level);
}

double work_normalised_gain(const RareEstimate& estimate, double probability, double trial_work) {
  return probability * (1.0 - probability) * trial_work / (estimate.run_variance * estimate.run_work);
}

ImportanceEstimate importance_sampling(const WeightedSample& sample, std::uint64_t samples,
                                       std::uint64_t seed, double level) {
  Sums sums;
  double sum = 0.0, squares = 0.0, largest = 0.0;
  for (std::uint64_t i = 0; i < samples; ++i) {
    Draws draws(seed, 0, i);
    RareRun run;
    run.probability = sample(draws, run.work);
    sums.add(run);
    sum += run.probability;
    squares += run.probability * run.probability;
    largest = std::max(largest, run.probability);
  }
  return {summary(sums, samples, level), squares > 0.0 ? sum * sum / squares : 0.0,
          sum > 0.0 ? largest / sum : 0.0};
}

} // namespace equipoise::analysis
