#include "equipoise/analysis/precision.hpp"

#include <algorithm>
#include <cmath>

namespace equipoise::analysis {
namespace {

double width(std::uint64_t successes, std::uint64_t trials, double level) {
  const Interval i = clopper_pearson(successes, trials, level);
  return i.high - i.low;
}

/// Fewest trials whose interval is narrow enough whatever is found: it is widest in the middle.
std::uint64_t enough(double half_width, double level) {
  std::uint64_t low = 1, high = 2;
  while (width(high / 2, high, level) > 2 * half_width) low = high, high *= 2;
  while (low < high) {
    const std::uint64_t middle = low + (high - low) / 2;
    if (width(middle / 2, middle, level) > 2 * half_width)
      low = middle + 1;
    else
      high = middle;
  }
  return low;
}

} // namespace

std::vector<Look> looks(double half_width, double level) {
  double error = 0.5 * (1.0 - level);
  std::vector<Look> list{{enough(half_width, 1.0 - error), 1.0 - error}};
  for (;;) {
    error *= 0.5;
    const auto trials =
        static_cast<std::uint64_t>(std::ceil(static_cast<double>(list.back().trials) / std::sqrt(2.0)));
    if (trials < 2 || trials >= list.back().trials || width(0, trials, 1.0 - error) > 2 * half_width) break;
    list.push_back({trials, 1.0 - error});
  }
  std::reverse(list.begin(), list.end());
  return list;
}

Precise play_until(double half_width, std::uint64_t most_trials,
                   const std::function<std::uint64_t(std::uint64_t, std::uint64_t)>& successes,
                   double level) {
  Precise p{0, 0, {0.0, 1.0}, false};
  for (Look look : looks(half_width, level)) {
    // A budget that ends before a look ends at that look: fewer trials, the same share of the error.
    const bool last = look.trials >= most_trials;
    look.trials = std::min(look.trials, most_trials);
    p.successes += successes(p.trials, look.trials - p.trials);
    p.trials = look.trials;
    p.interval = clopper_pearson(p.successes, p.trials, look.level);
    p.reached = p.interval.high - p.interval.low <= 2 * half_width;
    if (p.reached || last) break;
  }
  return p;
}

} // namespace equipoise::analysis
