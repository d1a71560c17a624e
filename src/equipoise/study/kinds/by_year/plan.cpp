#include "equipoise/study/kinds/by_year/plan.hpp"

#include <algorithm>

namespace equipoise::study {

YearPlan plan_of(const Study& study, const scenario::Case& base) {
  YearPlan plan;
  core::Diagnostics ignored; // told by check_by_year
  const auto contracted = days_of("contracted", study.by_year->contracted, base, ignored);
  const auto delivered = days_of("delivered", study.by_year->delivered, base, ignored);
  const auto number_of = [&](const Force& force) {
    const auto found = std::find(plan.forces.begin(), plan.forces.end(), force);
    if (found != plan.forces.end()) return static_cast<std::size_t>(found - plan.forces.begin());
    plan.forces.push_back(force);
    return plan.forces.size() - 1;
  };
  for (int year = study.by_year->first; year <= study.by_year->last; ++year) {
    const std::size_t a = number_of(force_at(year, contracted, base.scenario));
    const std::size_t b = number_of(force_at(year, delivered, base.scenario));
    plan.cells.push_back({year, "contracted", a});
    plan.cells.push_back({year, "delivered", b});
    const std::pair pair{a, b};
    if (a != b && std::find(plan.pairs.begin(), plan.pairs.end(), pair) == plan.pairs.end())
      plan.pairs.push_back(pair);
  }
  plan.deliveries = contracted;
  plan.deliveries.insert(plan.deliveries.end(), delivered.begin(), delivered.end());
  return plan;
}

} // namespace equipoise::study
