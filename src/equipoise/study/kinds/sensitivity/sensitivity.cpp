#include "equipoise/study/kinds/sensitivity/sensitivity.hpp"

#include <fmt/format.h>

#include <chrono>
#include <cmath>
#include <map>
#include <optional>

#include "equipoise/analysis/design/morris.hpp"
#include "equipoise/analysis/design/sensitivity.hpp"
#include "equipoise/study/play/drawn_set.hpp"
#include "equipoise/study/play/set_rows.hpp"

namespace equipoise::study {
namespace {

using Rows = SetRows;

constexpr std::uint64_t max_rows = 10'000'000;

std::vector<scenario::Group> groups_of(const scenario::Case& base) {
  return scenario::groups(scenario::used_catalogue(base), base.scenario.ignorance);
}

/// The rows of both designs, Morris first, and what each is called for the draws.
class Designs {
 public:
  Designs(const Sensitivity& plan, std::size_t groups, std::uint64_t seed)
      : groups_(groups),
        morris_(analysis::morris_design(groups, plan.trajectories, plan.levels, seed)),
        sobol_(analysis::index_design(alone(groups), plan.base, plan.blocks, analysis::Sampling::quasi_random,
                                      seed)) {}

  std::size_t morris_rows() const { return morris_.rows.size(); }
  std::size_t size() const { return morris_rows() + sobol_.rows.size(); }
  std::span<const double> row(std::size_t r) const {
    return r < morris_rows() ? morris_.rows.row(r) : sobol_.rows.row(r - morris_rows());
  }
  /// Which stretch of replications a row plays: one for a whole trajectory, its own for a row of Sobol's
  /// design.
  std::uint64_t stretch(std::size_t r) const {
    return r < morris_rows() ? r / (groups_ + 1) : morris_.trajectories + (r - morris_rows());
  }
  const analysis::MorrisDesign& morris() const { return morris_; }
  const analysis::IndexDesign& sobol() const { return sobol_; }

 private:
  static analysis::Groups alone(std::size_t groups) {
    analysis::Groups list;
    for (std::size_t g = 0; g < groups; ++g) list.push_back({g}); // a group has one column: it moves together
    return list;
  }
  std::size_t groups_;
  analysis::MorrisDesign morris_;
  analysis::IndexDesign sobol_;
};

/// Plays every row that is not known yet, on all threads; the rest stays empty if it is stopped.
void play(const Study& study, const scenario::CaseSource& source, const scenario::Case& base,
          const SweepControl& control, const Designs& designs, Rows& rows) {
  const catalogue::Catalogue used = scenario::used_catalogue(base);
  std::map<std::string, std::size_t> column;
  for (const scenario::Group& group : groups_of(base)) column.emplace(group.name, column.size());
  const auto play_row = [&](std::uint64_t r, simulation::FlightCache& cache) {
    const auto row = designs.row(r);
    const scenario::Draw draw = scenario::draw(
        used, base.scenario.ignorance, [&](const std::string& group) { return row[column.at(group)]; });
    const std::vector<scenario::Setting> none;
    const auto estimate = play_drawn(
        study, source, base, draw,
        {none, study.beliefs.front(), r, designs.stretch(r) * study.replications_per_set, control.stop},
        cache);
    results::SetRecord record{r, estimate.has_value(), {}};
    if (estimate) record.estimates.push_back(*estimate);
    return std::optional(record);
  };
  const auto done = [&](std::uint64_t count) {
    if (control.progress)
      control.progress(static_cast<double>(count) / static_cast<double>(rows.size()),
                       "parameter sets of the designs");
  };
  // A trajectory's rows, and those of one base sample, differ from each other in one group or two.
  fill_rows(rows, 0, designs.morris_rows(), control, play_row, done, column.size() + 1);
  fill_rows(rows, designs.morris_rows(), rows.size(), control, play_row, done, column.size() + 2);
}

results::Estimate measured(const analysis::Estimate& e) {
  return {e.value, e.interval.low, e.interval.high};
}

/// P(no leaker) of each row, not a number where it cannot fly, and the variance of the chance in it.
struct Values {
  std::vector<double> value, noise;
};
Values values_of(const Rows& rows, std::size_t begin, std::size_t end) {
  Values v;
  for (std::size_t r = begin; r < end; ++r) {
    if (rows[r]->estimates.empty()) {
      v.value.push_back(std::nan(""));
      v.noise.push_back(0.0);
      continue;
    }
    const results::SetEstimate& e = rows[r]->estimates.front();
    const auto n = static_cast<double>(e.replications);
    const double p = static_cast<double>(e.without_leaker) / n;
    v.value.push_back(p);
    v.noise.push_back(p * (1 - p) / (n - 1));
  }
  return v;
}

} // namespace

std::uint64_t sensitivity_rows(const Sensitivity& plan, std::size_t groups) {
  return plan.trajectories * (groups + 1) + plan.base * plan.blocks * (groups + 2);
}

double design_sets(const Study& study, const scenario::Case& base) {
  return study.sensitivity ? static_cast<double>(sensitivity_rows(*study.sensitivity, groups_of(base).size()))
                           : 0.0;
}

void check_sensitivity(const Study& study, const scenario::Case& base, core::Diagnostics& diagnostics) {
  if (!study.sensitivity) return;
  const std::size_t groups = groups_of(base).size();
  const auto fault = [&](const std::string& message) {
    diagnostics.push_back({core::Severity::error, study.sensitivity->at, "sensitivity", message});
  };
  if (groups == 0) fault("has nothing to vary: no value that the scenario uses has a spread");
  if (2 * groups > analysis::max_sobol_dimensions)
    fault(fmt::format("has {} groups of uncertain values; allowed: at most {}", groups,
                      analysis::max_sobol_dimensions / 2));
  if (const std::uint64_t rows = sensitivity_rows(*study.sensitivity, groups); rows > max_rows)
    fault(fmt::format(
        "trajectories, base and blocks make {} parameter sets over {} groups; allowed: at most {}", rows,
        groups, max_rows));
}

void add_sensitivity(const Study& study, const scenario::CaseSource& source, const scenario::Case& base,
                     const SweepControl& control, results::StudyResult& result) {
  const auto begin = std::chrono::steady_clock::now();
  const std::vector<scenario::Group> groups = groups_of(base);
  const Designs designs(*study.sensitivity, groups.size(), study.seed);
  Rows rows(designs.size());
  for (const auto& [number, record] : control.known.sets)
    if (number < rows.size()) rows[number] = record;
  play(study, source, base, control, designs, rows);

  results::Sensitivity s;
  for (const auto& row : rows) {
    if (!row) continue;
    ++s.sets;
    s.cannot_fly += row->flies ? 0U : 1U;
    result.replications_played += row->flies ? study.replications_per_set : 0;
  }
  result.elapsed_s += std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
  if (s.sets < rows.size()) {
    result.status = results::Status::partial;
    return;
  }
  const Values screened = values_of(rows, 0, designs.morris_rows());
  const Values sampled = values_of(rows, designs.morris_rows(), rows.size());
  const auto effects = analysis::morris_effects(designs.morris(), screened.value);
  const auto indices = analysis::sobol_indices(designs.sobol(), sampled.value, sampled.noise);
  s.belief = std::string(name_of(study.beliefs.front()));
  s.trajectories = study.sensitivity->trajectories;
  s.samples = study.sensitivity->base * study.sensitivity->blocks;
  s.samples_used = indices.samples;
  s.mean = indices.mean;
  s.variance = measured(indices.variance);
  for (std::size_t g = 0; g < groups.size(); ++g)
    s.inputs.push_back({groups[g].name, groups[g].members, measured(effects[g].mean),
                        measured(effects[g].mean_absolute), measured(effects[g].deviation),
                        measured(indices.groups[g].first), measured(indices.groups[g].total)});
  std::stable_sort(s.inputs.begin(), s.inputs.end(),
                   [](const auto& a, const auto& b) { return a.total.value > b.total.value; });
  result.sensitivity = std::move(s);
}

} // namespace equipoise::study
