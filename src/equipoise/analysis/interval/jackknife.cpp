#include "equipoise/analysis/interval/jackknife.hpp"

#include <cmath>
#include <limits>
#include <numeric>

#include "equipoise/core/precondition.hpp"

namespace equipoise::analysis {

Estimate jackknife(double with_all, const std::vector<double>& without_one, double level) {
  const auto n = static_cast<double>(without_one.size());
  if (without_one.size() < 2) {
    constexpr double unknown = std::numeric_limits<double>::quiet_NaN();
    return {with_all, {unknown, unknown}};
  }
  const double mean = std::accumulate(without_one.begin(), without_one.end(), 0.0) / n;
  double squares = 0.0;
  for (const double v : without_one) squares += (v - mean) * (v - mean);
  const double half = student_quantile(0.5 * (1.0 + level), n - 1) * std::sqrt((n - 1) / n * squares);
  return {with_all, {with_all - half, with_all + half}};
}

Estimate ratio_of_sums(const std::vector<double>& above, const std::vector<double>& below, double level) {
  EQUIPOISE_PRECONDITION(above.size() == below.size());
  const double a = std::accumulate(above.begin(), above.end(), 0.0);
  const double b = std::accumulate(below.begin(), below.end(), 0.0);
  const auto ratio = [](double x, double y) { return y > 0.0 ? x / y : 0.0; };
  std::vector<double> without;
  for (std::size_t i = 0; i < above.size(); ++i) without.push_back(ratio(a - above[i], b - below[i]));
  return jackknife(ratio(a, b), without, level);
}

} // namespace equipoise::analysis
