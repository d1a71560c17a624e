#include "equipoise/analysis/design/morris.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

#include "equipoise/analysis/interval/jackknife.hpp"
#include "equipoise/core/precondition.hpp"
#include "equipoise/random/stream.hpp"

namespace equipoise::analysis {
namespace {

using random::Purpose;
using random::Stream;

double deviation(const std::vector<double>& values, std::size_t without) {
  double n = 0.0, mean = 0.0, squares = 0.0;
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (i == without) continue;
    n += 1.0; // Welford (1962)
    const double before = values[i] - mean;
    mean += before / n;
    squares += before * (values[i] - mean);
  }
  return n < 2 ? 0.0 : std::sqrt(squares / (n - 1));
}

Estimate deviation_of(const std::vector<double>& values, double level) {
  std::vector<double> without;
  for (std::size_t i = 0; i < values.size(); ++i) without.push_back(deviation(values, i));
  Estimate e = jackknife(deviation(values, values.size()), without, level);
  e.interval.low = std::max(0.0, e.interval.low);
  return e;
}

} // namespace

MorrisDesign morris_design(std::size_t inputs, std::size_t trajectories, std::size_t levels,
                           std::uint64_t seed) {
  EQUIPOISE_PRECONDITION(levels % 2 == 0 && levels >= 4 && trajectories >= 2);
  const auto steps = static_cast<double>(levels - 1);
  const double step = 0.5 * static_cast<double>(levels) / steps;
  MorrisDesign design{trajectories, Points(trajectories * (inputs + 1), inputs), {}};
  const auto inside = [&](double x) { return std::clamp(x, 0.01 / steps, 1.0 - 0.01 / steps); };
  for (std::size_t t = 0; t < trajectories; ++t) {
    const Stream start(seed, t, 0, Purpose::design, 4), turn(seed, t, 0, Purpose::design, 5);
    std::vector<double> x(inputs);
    std::vector<bool> up(inputs);
    std::vector<std::size_t> order(inputs);
    std::iota(order.begin(), order.end(), std::size_t{0});
    for (std::size_t i = 0; i < inputs; ++i) {
      // One of the lower half of the levels, or one of the upper half from which the step leads down.
      const auto level = static_cast<double>(static_cast<std::size_t>(
          start.uniform(static_cast<std::uint32_t>(i)) * static_cast<double>(levels)));
      x[i] = level / steps;
      up[i] = level < 0.5 * static_cast<double>(levels);
    }
    for (std::size_t i = inputs; i > 1; --i) {
      const double u = turn.uniform(static_cast<std::uint32_t>(i));
      std::swap(order[i - 1], order[static_cast<std::size_t>(u * static_cast<double>(i))]);
    }
    for (std::size_t s = 0; s <= inputs; ++s) {
      const auto row = design.rows.row(t * (inputs + 1) + s);
      for (std::size_t i = 0; i < inputs; ++i) row[i] = inside(x[i]);
      if (s < inputs) x[order[s]] += up[order[s]] ? step : -step;
    }
    design.order.push_back(std::move(order));
  }
  return design;
}

std::vector<MorrisEffect> morris_effects(const MorrisDesign& design, const std::vector<double>& values,
                                         double level) {
  EQUIPOISE_PRECONDITION(values.size() == design.rows.size());
  const std::size_t inputs = design.rows.dimensions;
  std::vector<std::vector<double>> effects(inputs);
  for (std::size_t t = 0; t < design.trajectories; ++t)
    for (std::size_t s = 0; s < inputs; ++s) {
      const std::size_t i = design.order[t][s], row = t * (inputs + 1) + s;
      const double moved = design.rows.row(row + 1)[i] - design.rows.row(row)[i];
      const double effect = (values[row + 1] - values[row]) / moved;
      if (!std::isnan(effect)) effects[i].push_back(effect);
    }
  std::vector<MorrisEffect> list;
  for (const auto& effect : effects) {
    if (effect.size() < 2) {
      constexpr double unknown = std::numeric_limits<double>::quiet_NaN();
      constexpr Estimate none{unknown, {unknown, unknown}};
      list.push_back({none, none, none});
      continue;
    }
    std::vector<double> size;
    for (const double e : effect) size.push_back(std::abs(e));
    Estimate absolute = mean_of(size, level);
    absolute.interval.low = std::max(0.0, absolute.interval.low);
    list.push_back({mean_of(effect, level), absolute, deviation_of(effect, level)});
  }
  return list;
}

} // namespace equipoise::analysis
