#include "equipoise/analysis/interval/separation.hpp"

#include <algorithm>
#include <cmath>

#include "equipoise/analysis/interval/beta.hpp"
#include "equipoise/analysis/interval/ignorance_band.hpp"
#include "equipoise/analysis/interval/jackknife.hpp"
#include "equipoise/core/precondition.hpp"

namespace equipoise::analysis {
namespace {

constexpr int quantile_steps = 40;

/// Sums over the sets that leave one out with a subtraction.
struct Sums {
  double n = 0.0, mean = 0.0, squares = 0.0, inside = 0.0, noise = 0.0;
  void add(const SetValue& v, double centre, double sign) {
    n += sign;
    mean += sign * (v.mean - centre);
    squares += sign * (v.mean - centre) * (v.mean - centre);
    inside += sign * v.inside;
    noise += sign * v.inside / static_cast<double>(v.replications);
  }
  double raw_between() const { return (squares - mean * mean / n) / (n - 1); }
  double between() const { return std::max(0.0, raw_between() - noise / n); }
  double within() const { return inside / n; }
  double share() const {
    const double all = between() + within();
    return all > 0.0 ? between() / all : 0.0;
  }
};

results::Estimate measured(const Estimate& e, double min, double max) {
  return {e.value, std::clamp(e.interval.low, min, max), std::clamp(e.interval.high, min, max)};
}

/// A quantile of the values between the order statistics that hold it at that level.
results::Estimate end_of(const std::vector<double>& sorted, double share, double min, double max,
                         double level) {
  const std::size_t n = sorted.size();
  // Values under the quantile: at most so many, or more.
  const auto below = [&](std::size_t k) {
    return binomial_chance(static_cast<double>(k), static_cast<double>(n), share);
  };
  const double error = 0.5 * (1.0 - level);
  // The l-th value is above the quantile with the chance that fewer than l are under it.
  std::size_t l = 0, u = n + 1;
  while (l + 1 <= n && below(l).below <= error) ++l;
  while (u > 1 && below(u - 2).above <= error) --u;
  return {quantile(sorted, share), l == 0 ? min : sorted[l - 1], u > n ? max : sorted[u - 1]};
}

} // namespace

SetValue no_leaker_value(const results::SetStage& s) {
  EQUIPOISE_PRECONDITION(s.replications >= 2);
  const auto n = static_cast<double>(s.replications);
  const double p = static_cast<double>(s.without_leaker) / n;
  return {p, p * (1 - p) * n / (n - 1), s.replications};
}

SetValue leakers_value(const results::SetStage& s) {
  EQUIPOISE_PRECONDITION(s.replications >= 2);
  const auto n = static_cast<double>(s.replications);
  const double mean = static_cast<double>(s.leaked) / n;
  return {mean, std::max(0.0, (static_cast<double>(s.leaked_squares) - n * mean * mean) / (n - 1)),
          s.replications};
}

results::Separated separate(const std::vector<SetValue>& sets, double min, double max, double level) {
  EQUIPOISE_PRECONDITION(sets.size() >= 3 && min <= max);
  results::Separated s;
  s.sets = sets.size();
  s.replications = sets.front().replications;
  std::vector<double> raw;
  for (const SetValue& v : sets) raw.push_back(v.mean);
  s.mean = measured(mean_of(raw, level), min, max);
  Sums sums;
  for (const SetValue& v : sets) sums.add(v, s.mean.value, 1.0);
  const double raw_between = sums.raw_between();
  const double kept = raw_between > 0.0 ? std::sqrt(sums.between() / raw_between) : 0.0;
  std::sort(raw.begin(), raw.end());
  std::vector<double> values;
  for (const double v : raw) values.push_back(s.mean.value + kept * (v - s.mean.value));
  const double tail = 0.5 * (1.0 - band_share);
  s.low = end_of(values, tail, min, max, level);
  s.high = end_of(values, 1.0 - tail, min, max, level);
  s.raw_low = quantile(raw, tail);
  s.raw_high = quantile(raw, 1.0 - tail);
  for (int i = 0; i <= quantile_steps; ++i)
    s.quantiles.push_back(quantile(values, static_cast<double>(i) / quantile_steps));
  std::vector<double> without;
  for (const SetValue& v : sets) {
    Sums others = sums;
    others.add(v, s.mean.value, -1.0);
    without.push_back(others.share());
  }
  s.ignorance = measured(jackknife(sums.share(), without, level), 0.0, 1.0);
  s.chance = {1.0 - s.ignorance.value, 1.0 - s.ignorance.high, 1.0 - s.ignorance.low};
  s.variance = sums.between() + sums.within();
  s.within = 1.959963984540054 * std::sqrt(std::max(0.0, sums.noise / sums.n));
  return s;
}

double half_width(const results::Separated& s) {
  double widest = 0.0;
  for (const results::Estimate& m : {s.mean, s.low, s.high})
    widest = std::max(widest, 0.5 * (m.high - m.low));
  return widest;
}

} // namespace equipoise::analysis
