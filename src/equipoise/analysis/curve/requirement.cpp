#include "equipoise/analysis/curve/requirement.hpp"

#include <algorithm>
#include <bit>

#include "equipoise/core/precondition.hpp"

namespace equipoise::analysis {

Requirement find_requirement(
    const RequirementSearch& search,
    const std::function<std::uint64_t(std::uint64_t, std::uint64_t, std::uint64_t)>& successes,
    double level) {
  EQUIPOISE_PRECONDITION(search.low <= search.high && 0.0 < search.wanted && search.wanted < 1.0);
  EQUIPOISE_PRECONDITION(1 <= search.first_trials && search.first_trials <= search.max_trials);
  // Bisection of n counts tries at most as many of them as n has binary digits, and one more.
  const auto counts = static_cast<double>(std::bit_width(search.high - search.low + 1) + 1);
  const auto looks = static_cast<double>(std::bit_width(search.max_trials / search.first_trials) + 1);
  const double each = 1.0 - (1.0 - level) / (counts * looks);
  Requirement result;
  const auto reaches = [&](std::uint64_t count) {
    Tried t{count, 0, 0, {}};
    for (std::uint64_t trials = search.first_trials;; trials = std::min(2 * trials, search.max_trials)) {
      t.successes += successes(count, t.trials, trials - t.trials);
      t.trials = trials;
      t.interval = clopper_pearson(t.successes, t.trials, each);
      if (t.interval.low >= search.wanted || t.interval.high < search.wanted || trials == search.max_trials)
        break;
    }
    if (t.interval.low >= search.wanted) result.enough = std::min(count, result.enough.value_or(count));
    if (t.interval.high < search.wanted) result.too_few = std::max(count, result.too_few.value_or(count));
    const bool reached = t.share() >= search.wanted;
    if (reached) result.count = std::min(count, result.count.value_or(count));
    result.tried.push_back(t);
    return reached;
  };
  std::uint64_t low = search.low, high = search.high; // the answer, if there is one, is in [low, high]
  if (reaches(high)) {
    while (low < high) {
      const std::uint64_t middle = low + (high - low) / 2;
      if (reaches(middle))
        high = middle;
      else
        low = middle + 1;
    }
  }
  std::sort(result.tried.begin(), result.tried.end(),
            [](const Tried& a, const Tried& b) { return a.count < b.count; });
  return result;
}

} // namespace equipoise::analysis
