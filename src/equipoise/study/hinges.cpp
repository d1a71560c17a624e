#include "equipoise/study/hinges.hpp"

#include <algorithm>
#include <cmath>
#include <map>

#include "equipoise/analysis/interval.hpp"

namespace equipoise::study {

std::vector<results::Hinge> hinges(const scenario::Case& base, std::uint64_t seed,
                                   const std::vector<results::SetEstimate>& sets,
                                   const std::vector<results::SetEstimate>& less) {
  constexpr std::size_t least = 4;
  const auto share = [](const results::SetEstimate& set) {
    return static_cast<double>(set.without_leaker) / static_cast<double>(set.replications);
  };
  std::map<std::uint64_t, double> values;
  for (const results::SetEstimate& set : less) values[set.set] = -share(set);
  for (const results::SetEstimate& set : sets)
    if (less.empty() || values.contains(set.set)) values[set.set] += share(set);
  std::vector<results::Hinge> list;
  for (const scenario::Group& group :
       scenario::groups(scenario::used_catalogue(base), base.scenario.ignorance)) {
    std::vector<double> upper, lower;
    for (const auto& [number, value] : values) {
      const double u = scenario::group_uniform(group.name, seed, number);
      if (u > 2.0 / 3.0) upper.push_back(value);
      if (u < 1.0 / 3.0) lower.push_back(value);
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
