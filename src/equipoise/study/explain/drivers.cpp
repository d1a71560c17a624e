#include "equipoise/study/explain/drivers.hpp"

#include "equipoise/analysis/design/screening.hpp"

namespace equipoise::study {

std::vector<results::Hinge> drivers(const scenario::Case& base, std::uint64_t seed,
                                    const std::map<std::uint64_t, double>& values) {
  std::vector<analysis::MovedGroup> groups;
  for (const scenario::Group& group :
       scenario::groups(scenario::used_catalogue(base), base.scenario.ignorance))
    groups.push_back({group.name, group.members, [name = group.name, seed](std::uint64_t set) {
                        return scenario::group_uniform(name, seed, set);
                      }});
  return analysis::screen(values, groups);
}

std::vector<results::Hinge> drivers(const scenario::Case& base, std::uint64_t seed,
                                    const std::vector<results::SetEstimate>& sets,
                                    const std::vector<results::SetEstimate>& less) {
  const auto share = [](const results::SetEstimate& set) {
    return static_cast<double>(set.without_leaker) / static_cast<double>(set.replications);
  };
  std::map<std::uint64_t, double> values;
  for (const results::SetEstimate& set : less) values[set.set] = -share(set);
  for (const results::SetEstimate& set : sets)
    if (less.empty() || values.contains(set.set)) values[set.set] += share(set);
  return drivers(base, seed, values);
}

} // namespace equipoise::study
