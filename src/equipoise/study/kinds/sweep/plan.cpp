#include "equipoise/study/kinds/sweep/plan.hpp"

#include "equipoise/core/units.hpp"
#include "equipoise/results/study_result.hpp"

namespace equipoise::study {
namespace {

double shown_value(const std::string& text) {
  const auto quantity = core::parse_quantity(text);
  return quantity ? quantity->value : results::none;
}

/// Every combination of factor values, the last factor fastest.
std::vector<PlannedPoint> grid(const Study& study) {
  std::vector<PlannedPoint> plans{{}};
  for (const Factor& factor : study.factors) {
    std::vector<PlannedPoint> longer;
    for (const PlannedPoint& plan : plans)
      for (const std::string& value : factor.values) {
        longer.push_back(plan);
        longer.back().settings.push_back({factor.address, value, factor.at});
        longer.back().factors.emplace_back(factor.address, shown_value(value));
      }
    plans = std::move(longer);
  }
  return plans;
}

} // namespace

std::vector<PlannedPoint> all_points(const Study& study) {
  std::vector<PlannedPoint> plans;
  for (const catalogue::Belief belief : study.beliefs)
    for (PlannedPoint plan : grid(study)) {
      plan.belief = belief;
      plans.push_back(std::move(plan));
    }
  for (const Variant& variant : study.variants)
    for (PlannedPoint plan : grid(study)) {
      plan.belief = variant.belief;
      plan.variant = variant.name;
      plan.settings.insert(plan.settings.end(), variant.settings.begin(), variant.settings.end());
      plans.push_back(std::move(plan));
    }
  return plans;
}

} // namespace equipoise::study
