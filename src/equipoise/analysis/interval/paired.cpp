#include "equipoise/analysis/interval/paired.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "equipoise/core/precondition.hpp"

namespace equipoise::analysis {
Estimate paired_difference(const PairedCounts& counts, double level) {
  EQUIPOISE_PRECONDITION(counts.trials() >= 1);
  const std::uint64_t n = counts.trials();
  const auto trials = static_cast<double>(n);
  const double a = static_cast<double>(counts.only_a) / trials,
               b = static_cast<double>(counts.only_b) / trials;
  const Interval ia = clopper_pearson(counts.only_a, n, level), ib = clopper_pearson(counts.only_b, n, level);
  // Of two cells of a multinomial; below 0, so that the difference is less certain than apart.
  const double correlation = a * b > 0.0 && a + b < 1.0 ? -std::sqrt(a * b / ((1 - a) * (1 - b)))
                             : a + b < 1.0              ? 0.0
                                                        : -1.0;
  const auto reach = [&](double x, double y) { return std::sqrt(x * x - 2 * correlation * x * y + y * y); };
  return {a - b,
          {std::max(-1.0, a - b - reach(a - ia.low, ib.high - b)),
           std::min(1.0, a - b + reach(ia.high - a, b - ib.low))}};
}

Estimate paired_mean_difference(const PairedMoments& m, double level) {
  EQUIPOISE_PRECONDITION(m.trials >= 1);
  const auto n = static_cast<double>(m.trials);
  const double value = static_cast<double>(m.sum) / n;
  const double scatter = static_cast<double>(m.sum_of_squares) - static_cast<double>(m.sum) * value;
  double half = clopper_pearson(0, m.trials, level).high;
  if (m.trials > 1 && scatter > 0.0)
    half = student_quantile(0.5 * (1.0 + level), n - 1) * std::sqrt(scatter / (n - 1) / n);
  return {value, {value - half, value + half}};
}

double pairing_gain(const PairedCounts& c) {
  const auto n = static_cast<double>(c.trials());
  const double pa = static_cast<double>(c.both + c.only_a) / n,
               pb = static_cast<double>(c.both + c.only_b) / n;
  const double paired = static_cast<double>(c.only_a + c.only_b) / n - (pa - pb) * (pa - pb);
  return paired > 0.0 ? (pa * (1 - pa) + pb * (1 - pb)) / paired : std::numeric_limits<double>::infinity();
}

} // namespace equipoise::analysis
