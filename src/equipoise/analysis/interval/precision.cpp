#include "equipoise/analysis/interval/precision.hpp"

#include <algorithm>
#include <cmath>

#include "equipoise/analysis/interval/paired.hpp"
#include "equipoise/core/precondition.hpp"

namespace equipoise::analysis {
namespace {

/// Width of an interval of that level after so many trials.
using Width = double (*)(std::uint64_t trials, double level);

double width(const Interval& i) {
  return i.high - i.low;
}

double widest(std::uint64_t trials, double level) {
  return width(clopper_pearson(trials / 2, trials, level));
}
double narrowest(std::uint64_t trials, double level) {
  return width(clopper_pearson(0, trials, level));
}
double widest_difference(std::uint64_t trials, double level) {
  return width(paired_difference({0, trials / 2, trials - trials / 2, 0}, level).interval);
}
double narrowest_difference(std::uint64_t trials, double level) {
  return width(paired_difference({trials, 0, 0, 0}, level).interval);
}

/// Fewest trials whose interval is narrow enough whatever is found.
std::uint64_t enough(double half_width, double level, Width widest_of) {
  std::uint64_t low = 1, high = 2;
  while (widest_of(high, level) > 2 * half_width) low = high, high *= 2;
  while (low < high) {
    const std::uint64_t middle = low + (high - low) / 2;
    if (widest_of(middle, level) > 2 * half_width)
      low = middle + 1;
    else
      high = middle;
  }
  return low;
}

std::vector<Look> looks_of(double half_width, double level, Width widest_of, Width narrowest_of) {
  EQUIPOISE_PRECONDITION(0.0001 <= half_width && half_width < 0.5 && 0.0 < level && level < 1.0);
  double error = 0.5 * (1.0 - level);
  std::vector<Look> list{{enough(half_width, 1.0 - error, widest_of), 1.0 - error}};
  for (;;) {
    error *= 0.5;
    const auto trials =
        static_cast<std::uint64_t>(std::ceil(static_cast<double>(list.back().trials) / std::sqrt(2.0)));
    if (trials < 2 || trials >= list.back().trials || narrowest_of(trials, 1.0 - error) > 2 * half_width)
      break;
    list.push_back({trials, 1.0 - error});
  }
  std::reverse(list.begin(), list.end());
  return list;
}

} // namespace

std::vector<Look> looks(double half_width, double level) {
  return looks_of(half_width, level, widest, narrowest);
}

std::vector<Look> difference_looks(double half_width, double level) {
  return looks_of(half_width, level, widest_difference, narrowest_difference);
}

double level_after(const std::vector<Look>& looks, std::uint64_t trials) {
  EQUIPOISE_PRECONDITION(!looks.empty());
  for (const Look& look : looks)
    if (trials <= look.trials) return look.level;
  return looks.back().level;
}

Reached play_looks(const std::vector<Look>& looks, double half_width, std::uint64_t max_trials,
                   const std::function<Interval(std::uint64_t, double)>& after) {
  EQUIPOISE_PRECONDITION(!looks.empty() && max_trials >= 1);
  Reached r;
  for (const Look& look : looks) {
    // A budget that ends before a look ends at that look: fewer trials, the same share of the error.
    r.trials = std::min(look.trials, max_trials);
    r.interval = after(r.trials, look.level);
    r.reached = width(r.interval) <= 2 * half_width;
    if (r.reached || look.trials >= max_trials) break;
  }
  return r;
}

Precise play_until(double half_width, std::uint64_t max_trials,
                   const std::function<std::uint64_t(std::uint64_t, std::uint64_t)>& successes,
                   double level) {
  Precise p{0, 0, {0.0, 1.0}, false};
  const Reached r =
      play_looks(looks(half_width, level), half_width, max_trials, [&](std::uint64_t trials, double at) {
        p.successes += successes(p.trials, trials - p.trials);
        p.trials = trials;
        return clopper_pearson(p.successes, p.trials, at);
      });
  p.interval = r.interval;
  p.reached = r.reached;
  return p;
}

} // namespace equipoise::analysis
