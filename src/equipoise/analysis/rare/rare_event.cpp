#include "equipoise/analysis/rare/rare_event.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "equipoise/core/elementary/elementary.hpp"
#include "equipoise/core/precondition.hpp"

namespace equipoise::analysis {
namespace {

/// Where a mean's deviation must lie for its transform without skewness to be at t. Hall (1992), section 2,
/// eq. T3.
double untwisted(double t, double skewness, double n) {
  if (std::abs(skewness) < 1e-6) return t;
  const double a = skewness / std::sqrt(n);
  const double cube = 1.0 + a * (t - a / 6.0);
  return 3.0 / a * (std::copysign(core::pow(std::abs(cube), 1.0 / 3.0), cube) - 1.0);
}

} // namespace

void WeightedSamples::add(const RareRun& run) {
  n_ += 1.0;
  const double before = run.probability - mean_, part = before / n_;
  mean_ += part;
  const double added = before * (run.probability - mean_);
  cubes_ += added * part * (n_ - 2) - 3 * part * squares_;
  squares_ += added;
  work_ += run.work;
  raw_squares_ += run.probability * run.probability;
  largest_ = std::max(largest_, run.probability);
}

RareEstimate WeightedSamples::summary(std::uint64_t paths, double level) const {
  RareEstimate e;
  e.probability = mean_;
  e.run_variance = squares_ / (n_ - 1);
  e.run_work = work_ / n_;
  e.runs = static_cast<std::size_t>(n_);
  if (mean_ <= 0.0) {
    e.interval = {0.0, clopper_pearson(0, paths, level).high};
    e.relative_deviation = std::numeric_limits<double>::infinity();
    return e;
  }
  const double deviation = std::sqrt(e.run_variance / n_);
  const double t = student_quantile(0.5 * (1.0 + level), n_ - 1);
  const double skewness = squares_ > 0.0 ? std::sqrt(n_) * cubes_ / (squares_ * std::sqrt(squares_)) : 0.0;
  const double low = std::min(mean_ - t * deviation, mean_ - deviation * untwisted(t, skewness, n_));
  const double high = std::max(mean_ + t * deviation, mean_ - deviation * untwisted(-t, skewness, n_));
  e.interval = {std::max(0.0, low), std::min(1.0, high)};
  e.relative_deviation = deviation / mean_;
  return e;
}

ImportanceEstimate WeightedSamples::estimate(std::uint64_t trials, double level) const {
  EQUIPOISE_PRECONDITION(count() >= 2);
  const double sum = mean_ * n_;
  return {summary(trials, level), raw_squares_ > 0.0 ? sum * sum / raw_squares_ : 0.0,
          sum > 0.0 ? largest_ / sum : 0.0};
}

RareEstimate rare_estimate(const std::vector<RareRun>& runs, std::uint64_t paths, double level) {
  EQUIPOISE_PRECONDITION(runs.size() >= 2);
  WeightedSamples sums;
  for (const RareRun& run : runs) sums.add(run);
  return sums.summary(paths, level);
}

double work_normalised_gain(const RareEstimate& estimate, double probability, double trial_work) {
  return probability * (1.0 - probability) * trial_work / (estimate.run_variance * estimate.run_work);
}

ImportanceEstimate importance_sampling(const WeightedSample& sample, std::uint64_t samples,
                                       std::uint64_t seed, double level) {
  EQUIPOISE_PRECONDITION(samples >= 2);
  WeightedSamples sums;
  for (std::uint64_t i = 0; i < samples; ++i) {
    Draws draws(seed, 0, i);
    RareRun run;
    run.probability = sample(draws, run.work);
    sums.add(run);
  }
  return sums.estimate(samples, level);
}

} // namespace equipoise::analysis
