#include "equipoise/analysis/design/screening.hpp"

#include <algorithm>
#include <cmath>

#include "equipoise/analysis/interval/interval.hpp"

namespace equipoise::analysis {

std::vector<results::Hinge> screen(const std::map<std::uint64_t, double>& values,
                                   const std::vector<MovedGroup>& groups) {
  constexpr std::size_t min = 4;
  std::vector<results::Hinge> list;
  for (const MovedGroup& group : groups) {
    std::vector<double> upper, lower;
    for (const auto& [number, value] : values) {
      const double u = group.uniform(number);
      if (u > 2.0 / 3.0) upper.push_back(value);
      if (u < 1.0 / 3.0) lower.push_back(value);
    }
    if (upper.size() < min || lower.size() < min) continue;
    const Estimate e = difference_of_means(upper, lower);
    list.push_back({group.name, group.members, {e.value, e.interval.low, e.interval.high}});
  }
  std::stable_sort(list.begin(), list.end(), [](const results::Hinge& a, const results::Hinge& b) {
    return std::abs(a.effect.value) > std::abs(b.effect.value);
  });
  return list;
}

} // namespace equipoise::analysis
