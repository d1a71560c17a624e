#pragma once
// Playing until an answer is as precise as wanted, with an interval that holds although one looked.
#include <cstdint>
#include <functional>
#include <vector>

#include "equipoise/analysis/interval/interval.hpp"

namespace equipoise::analysis {

/// One look at the trials so far.
struct Look {
  std::uint64_t trials = 0;
  double level = 0.0; ///< confidence of its interval
};

/// When to look, for a proportion wanted within `half_width` on either side: the last look is precise enough
/// whatever is found, each earlier one has fewer trials by the square root of two and half the error, the
/// first could be precise enough if nothing is found. The errors sum to less than 1 - level, so that all
/// intervals hold together with at least `level`: whichever look ends it, its interval is honest (Bonferroni;
/// the intervals are Clopper & Pearson's). Domain: 0.0001 <= half_width < 0.5.
std::vector<Look> looks(double half_width, double level = confidence);

/// The same for the difference of two paired proportions (`paired_difference`): the widest is found where
/// every pair differs, the narrowest where none does. Domain: the same.
std::vector<Look> difference_looks(double half_width, double level = confidence);

/// Confidence of an interval after so many trials, of a budget that ended before a look too. Domain: some
/// looks.
double level_after(const std::vector<Look>& looks, std::uint64_t trials);

struct Reached {
  std::uint64_t trials = 0;
  Interval interval;
  bool reached = false; ///< no wider than twice the half width
};

/// Plays from look to look until the interval is narrow enough, or the next look needs more than
/// `max_trials`. `after(trials, level)` plays on to so many trials in all and gives the interval there.
/// Domain: some looks, max_trials >= 1.
Reached play_looks(const std::vector<Look>& looks, double half_width, std::uint64_t max_trials,
                   const std::function<Interval(std::uint64_t trials, double level)>& after);

struct Precise {
  std::uint64_t trials = 0, successes = 0;
  Interval interval;    ///< of that confidence, over all looks together
  bool reached = false; ///< no wider than twice the half width
};

/// Of a proportion, at its `looks`: `successes(first, count)` plays trials [first, first + count). Domain:
/// max_trials >= 1.
Precise play_until(double half_width, std::uint64_t max_trials,
                   const std::function<std::uint64_t(std::uint64_t first, std::uint64_t count)>& successes,
                   double level = confidence);

} // namespace equipoise::analysis
