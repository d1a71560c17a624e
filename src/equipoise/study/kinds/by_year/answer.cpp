#include <algorithm>
#include <cmath>

#include "equipoise/analysis/interval/ignorance_band.hpp"
#include "equipoise/analysis/interval/paired.hpp"
#include "equipoise/study/kinds/by_year/plan.hpp"

namespace equipoise::study {
namespace {

using results::Estimate;
using results::Point;
using results::StudyResult;

Estimate measured(const analysis::Estimate& e, double scale = 1.0) {
  return {e.value * scale, e.interval.low * scale, e.interval.high * scale};
}
Estimate measured(const analysis::Band& b) {
  return {b.mean, b.interval.low, b.interval.high};
}

double threats(const results::Tally& tally) {
  return static_cast<double>(tally.launched) / static_cast<double>(tally.replications);
}

/// Leakers of the threats launched over the sets; of `a` less `b`, set by set, where both are given.
analysis::Band share_band(const std::vector<results::SetEstimate>& a,
                          const std::vector<results::SetEstimate>* b, double launched) {
  std::vector<double> values(a.size(), 0.0), noise(a.size(), 0.0);
  const auto add = [&](const std::vector<results::SetEstimate>& sets, double sign) {
    for (std::size_t i = 0; i < sets.size(); ++i) {
      const auto n = static_cast<double>(sets[i].replications);
      const double mean = static_cast<double>(sets[i].leaked) / n;
      values[i] += sign * mean / launched;
      noise[i] += std::max(0.0, static_cast<double>(sets[i].leaked_squares) / n - mean * mean) / (n - 1) /
                  (launched * launched);
    }
  };
  add(a, 1.0);
  if (b != nullptr) add(*b, -1.0);
  return analysis::band(values, noise);
}

results::ByYear::Difference difference(const YearCell& cell, const Point& a, const Point& b,
                                       const results::Pairs* pairs) {
  results::ByYear::Difference d;
  d.year = cell.year;
  d.belief = a.belief;
  if (pairs != nullptr) {
    d.no_leaker = measured(analysis::paired_difference(pairs->no_leaker));
    d.leaker_share = measured(analysis::paired_mean_difference(pairs->leaked), 1.0 / threats(a.nominal));
  }
  if (a.sets.empty() || b.sets.empty()) return d;
  d.no_leaker_band = pairs == nullptr ? Estimate{} : measured(analysis::gap_band(a.sets, b.sets));
  d.leaker_share_band =
      pairs == nullptr ? Estimate{} : measured(share_band(a.sets, &b.sets, threats(a.nominal)));
  return d;
}

} // namespace

void set_out(const Study& study, const scenario::Case& base, const YearPlan& plan,
             const std::vector<std::vector<results::PointRecord>>& forces,
             const std::vector<std::vector<results::Pairs>>& pairs, const SetRows& rows,
             StudyResult& result) {
  result.by_year.emplace();
  result.by_year->deliveries = plan.deliveries;
  for (std::size_t belief = 0; belief < forces.size(); ++belief) {
    const std::string name(name_of(study.beliefs[belief]));
    const std::size_t begin = result.points.size();
    for (const YearCell& cell : plan.cells) {
      const results::PointRecord& played = forces[belief][cell.force];
      Point point{{{"year", static_cast<double>(cell.year)}},
                  name,
                  cell.schedule,
                  played.tally,
                  {},
                  played.outcomes_sha256,
                  {},
                  {}};
      for (const auto& row : rows)
        if (row && row->flies) point.sets.push_back(row->estimates[belief * plan.forces.size() + cell.force]);
      results::ByYear::Force force{cell.year, cell.schedule, {}, 0.0, {}, {}};
      for (std::size_t b = 0; b < base.scenario.batteries.size(); ++b)
        if (plan.forces[cell.force][b]) force.batteries.push_back(base.scenario.batteries[b].id);
      force.defended = defended(plan.forces[cell.force], base.scenario);
      const double launched = threats(point.nominal);
      force.leaker_share =
          measured(analysis::mean(point.nominal.leaked, point.nominal.replications), 1.0 / launched);
      if (!point.sets.empty()) force.leaker_share_band = measured(share_band(point.sets, nullptr, launched));
      result.by_year->forces.push_back(std::move(force));
      result.points.push_back(std::move(point));
    }
    for (std::size_t c = 0; c + 1 < plan.cells.size(); c += 2) {
      const auto found = std::find(plan.pairs.begin(), plan.pairs.end(),
                                   std::pair{plan.cells[c].force, plan.cells[c + 1].force});
      const results::Pairs* pair = found == plan.pairs.end()
                                       ? nullptr
                                       : &pairs[belief][static_cast<std::size_t>(found - plan.pairs.begin())];
      auto d = difference(plan.cells[c], result.points[begin + c], result.points[begin + c + 1], pair);
      d.defended =
          result.by_year->forces[begin + c].defended - result.by_year->forces[begin + c + 1].defended;
      result.by_year->differences.push_back(std::move(d));
    }
  }
}

} // namespace equipoise::study
