#pragma once
// Chances too small for plain counting: what independent, unbiased runs of an estimator say together.
#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <vector>

#include "equipoise/analysis/interval/interval.hpp"
#include "equipoise/analysis/rare/draws.hpp"

namespace equipoise::analysis {

/// One unbiased estimate of a chance, and what it cost in steps of the process.
struct RareRun {
  double probability = 0.0;
  double work = 0.0;
};

struct RareEstimate {
  double probability = 0.0;
  Interval interval;
  /// Of the estimate, not of a run; infinite if no run saw the event. Above about a quarter the runs are too
  /// few or too skewed for the interval to cover what it promises (measured: 90 % in place of 95 % at a
  /// half).
  double relative_deviation = 0.0;
  double run_variance = 0.0; ///< of one run's estimate
  double run_work = 0.0;     ///< mean steps of one run
  std::size_t runs = 0;
};

/// Student's interval over the runs, and Hall's (1992) which allows for their skewness: from the lower of the
/// lower ends to the higher of the higher ones, cut off at 0 and 1. Where no run saw the event the interval
/// ends at what as many plain trials as there are `paths` in all would allow: an estimator is not trusted
/// further than that without a single event. Domain: at least two runs. Assumes: they are independent and
/// unbiased.
RareEstimate rare_estimate(const std::vector<RareRun>& runs, std::uint64_t paths, double level = confidence);

/// How many times less work than plain trials, of `trial_work` steps each, for the same variance.
/// Source: Glynn & Whitt (1992).
double work_normalised_gain(const RareEstimate& estimate, double probability, double trial_work);

/// One weighted sample: the likelihood ratio if the event happened, else 0; adds its steps to `work`.
using WeightedSample = std::function<double(Draws&, double& work)>;

struct ImportanceEstimate : RareEstimate {
  double effective_events = 0.0; ///< (sum w)^2 / sum w^2; below about 100 the interval is not to be trusted
  double largest_share = 0.0;    ///< of the sum, by one sample
};

/// Weighted samples as they come, each a run. Sums by Welford (1962) and Terriberry (2007).
class WeightedSamples {
 public:
  WeightedSamples() = default;
  /// As it was when it held these sums.
  explicit WeightedSamples(const std::array<double, 7>& s)
      : n_(s[0]),
        mean_(s[1]),
        squares_(s[2]),
        cubes_(s[3]),
        work_(s[4]),
        raw_squares_(s[5]),
        largest_(s[6]) {}
  void add(const RareRun& run);
  std::uint64_t count() const { return static_cast<std::uint64_t>(n_); }
  /// Domain: at least two samples. `trials`: what stands in for them if none saw the event; see
  /// rare_estimate.
  ImportanceEstimate estimate(std::uint64_t trials, double level = confidence) const;

  /// All that it holds, to go on from.
  std::array<double, 7> sums() const { return {n_, mean_, squares_, cubes_, work_, raw_squares_, largest_}; }

 private:
  friend RareEstimate rare_estimate(const std::vector<RareRun>& runs, std::uint64_t paths, double level);
  RareEstimate summary(std::uint64_t paths, double level) const;
  double n_ = 0.0, mean_ = 0.0, squares_ = 0.0, cubes_ = 0.0, work_ = 0.0;
  double raw_squares_ = 0.0, largest_ = 0.0;
};

/// Importance sampling: each sample is a run. Assumes: the weights' variance is finite; look
/// at `effective_events`. Domain: samples >= 2. Source: Kahn & Marshall (1953).
ImportanceEstimate importance_sampling(const WeightedSample& sample, std::uint64_t samples,
                                       std::uint64_t seed, double level = confidence);

} // namespace equipoise::analysis
