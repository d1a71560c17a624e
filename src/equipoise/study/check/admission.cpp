#include "equipoise/scenario/admission.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "equipoise/core/units.hpp"
#include "equipoise/study/check/checks.hpp"
#include "equipoise/study/kinds/by_year/by_year.hpp"
#include "equipoise/study/kinds/compare/comparison.hpp"
#include "equipoise/study/kinds/sensitivity/sensitivity.hpp"
#include "equipoise/study/kinds/uncertainty/uncertainty.hpp"
#include "equipoise/study/play/effectiveness.hpp"

namespace equipoise::study {

void admit(const Study& study, const scenario::Case& base, const std::string& file,
           core::Diagnostics& diagnostics) {
  if (core::has_errors(diagnostics)) return; // the sizes would be those of faulty values
  constexpr double max_bytes = 1e9;
  const double aims =
      study.footprint ? static_cast<double>(study.footprint->columns() * study.footprint->rows()) : 1.0;
  double grid_points = 1.0, threats = 0.0;
  for (const scenario::Raid& raid : base.scenario.raids) threats += raid.missiles();
  for (const Factor& factor : study.factors) {
    grid_points *= static_cast<double>(factor.values.size());
    if (!factor.address.ends_with(".count")) continue;
    for (const std::string& value : factor.values) {
      const auto count = core::parse_quantity(value);
      threats = std::max(threats, count ? count->value : 0.0);
    }
  }
  const auto forces = static_cast<double>(forces_of(study, base));
  const double cells = study.by_year ? 2.0 * (study.by_year->last - study.by_year->first + 1) : 1.0;
  const double points = grid_points * static_cast<double>(study.beliefs.size() + study.variants.size());
  const double drawn =
      grid_points *
      static_cast<double>(study.beliefs.size() + (study.kind == Kind::compare ? study.variants.size() : 0));
  const auto sets = static_cast<double>(study.ignorance);
  const core::Location at = study.footprint         ? study.footprint->at
                            : study.factors.empty() ? core::Location{file, 1, 1}
                                                    : study.factors.front().at;
  const auto refuse = [&](const std::string& keys, double bytes, double count, const char* what) {
    if (bytes <= max_bytes) return;
    diagnostics.push_back(
        {core::Severity::error, at, keys,
         fmt::format(
             "make results of {:.1f} GB; allowed: {:.0f} GB; with the others as they are, {:.0f} {} fit",
             bytes / 1e9, max_bytes / 1e9, std::floor(count * max_bytes / bytes), what)});
  };
  const double kept = study.record || makes_curves(study, base) ? 8.0 * (threats + 1.0) : 0.0;
  refuse(study.by_year ? "by-year.last x belief x ignorance" : "factor.values x belief x ignorance",
         drawn * cells * sets * (sizeof(results::SetEstimate) + kept), sets, "parameter sets");
  const MostDrawn own = max_drawn(study);
  constexpr double stages = 32.0; // at most so many doublings
  refuse(
      "uncertainty.most_sets x belief x raid.count",
      own.sets * (sizeof(results::SetEstimate) + stages * sizeof(results::SetStage) + 8.0 * (threats + 1.0)),
      own.sets / static_cast<double>(study.beliefs.size()), "parameter sets");
  const std::string number = study.precision ? "precision" : "replications";
  const double leaks = study.by_year ? forces * 2.0 * static_cast<double>(study.replications) : 0.0;
  refuse(number + " x belief", Comparison::bytes(study) + leaks, static_cast<double>(study.replications),
         "replications");
  constexpr double tallies = 5.0; // of all replications and of each mode of arrival
  refuse("factor.values x belief x raid.count", points * cells * tallies * 8.0 * (threats + 1.0), points,
         "points");
  if (core::has_errors(diagnostics)) return;
  const std::string keys =
      study.sensitivity   ? "sensitivity x replications_per_set"
      : study.uncertainty ? "belief x uncertainty.most_sets x most_replications"
      : study.by_year     ? "by-year x belief x (replications + ignorance x replications_per_set)"
      : study.footprint   ? "footprint.step x belief x (replications + ignorance x replications_per_set)"
      : study.kind == Kind::rare
          ? "belief x replications"
          : "factor.values x belief x (" + number + " + ignorance x replications_per_set)";
  scenario::admit_work(
      base,
      forces * aims *
              (points * static_cast<double>(study.replications) +
               drawn * (sets + design_sets(study, base)) * static_cast<double>(study.replications_per_set)) +
          own.replications,
      keys, at, diagnostics);
}

} // namespace equipoise::study
