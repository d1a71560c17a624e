#include "equipoise/strategy/range.hpp"

#include <limits>
#include <vector>

#include "equipoise/analysis/ignorance_band.hpp"
#include "equipoise/core/precondition.hpp"

namespace equipoise::strategy {

Known known(std::span<const double> by_set) {
  EQUIPOISE_PRECONDITION(!by_set.empty());
  constexpr double none = std::numeric_limits<double>::quiet_NaN();
  if (by_set.size() < 2) return {by_set[0], none, none};
  const std::vector<double> drawn(by_set.begin() + 1, by_set.end());
  constexpr double tail = (1.0 - analysis::band_share) / 2.0;
  return {by_set[0], analysis::quantile(drawn, tail), analysis::quantile(drawn, 1.0 - tail)};
}

} // namespace equipoise::strategy
