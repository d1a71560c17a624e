#include "equipoise/study/hinges.hpp"

#include <algorithm>
#include <cmath>

#include "equipoise/analysis/interval.hpp"

namespace equipoise::study {

std::vector<results::Hinge> hinges(const scenario::Case& base, std::uint64_t seed,
                                   const std::vector<results::SetEstimate>& sets) {
  constexpr std::size_t least = 4;
  std::vector<results::Hinge> list;
  for (const scenario::Group& group : scenario::groups(scenario::used_catalogue(base), base.scenario.ignorance)) {
    std::vector<double> upper, lower;
    for (const results::SetEstimate& set : sets) {
      const double u = scenario::group_uniform(group.name, seed, set.set);
      const double share = static_cast<double>(set.without_leaker) / static_cast<double>(set.replications);
      if (u > 2.0 / 3.0) upper.push_back(share);
      if (u < 1.0 / 3.0) lower.push_back(share);
    }
    if (upper.size() < least || lower.size() < least) continue;
    const analysis::Estimate e = analysis::difference_of_means(upper, lower);
    list.push_back({group.name, group.members, {e.value, e.interval.low, e.interval.high}});
  }
  std::stable_sort(list.begin(), list.end(), [](const results::Hinge& a, const results::Hinge& b) {
    return std::abs(a.effect.value) > std::abs(b.effect.value);
  });
  return list;
}

} // namespace equipoise::study
