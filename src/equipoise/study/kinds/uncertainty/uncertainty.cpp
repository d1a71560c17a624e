#include "equipoise/study/kinds/uncertainty/uncertainty.hpp"

#include <algorithm>
#include <chrono>
#include <cmath>

#include "equipoise/analysis/interval/interval.hpp"
#include "equipoise/analysis/interval/separation.hpp"
#include "equipoise/simulation/raid/replicate.hpp"
#include "equipoise/study/play/drawn_set.hpp"
#include "equipoise/study/play/set_rows.hpp"

namespace equipoise::study {
namespace {

using results::SetEstimate;
using results::SetRecord;
using results::SetStage;

/// Numbers of sets at which one looks: the least, doubled, the most.
std::vector<std::uint64_t> looks_of(const Uncertainty& u) {
  std::vector<std::uint64_t> list;
  for (std::uint64_t n = u.min_sets; n < u.max_sets; n *= 2) list.push_back(n);
  list.push_back(u.max_sets);
  return list;
}

/// Numbers of replications that a set may have: the least, doubled while the most allows.
std::vector<std::uint64_t> steps_of(const Uncertainty& u) {
  std::vector<std::uint64_t> list;
  for (std::uint64_t n = u.min_replications; n <= u.max_replications; n *= 2) list.push_back(n);
  return list;
}

class Played {
 public:
  Played(const Study& study, const scenario::CaseSource& source, const scenario::Case& base,
         const SweepControl& control)
      : study_(study),
        plan_(*study.uncertainty),
        source_(source),
        base_(base),
        control_(control),
        used_(scenario::used_catalogue(base)),
        rows_(plan_.max_sets) {
    for (const auto& [number, record] : control.known.sets)
      if (number < rows_.size()) rows_[number] = record;
  }

  /// Sets [0, count) with at least so many replications each. False if it was stopped.
  bool play(std::uint64_t count, std::uint64_t replications) {
    for (std::uint64_t s = 0; s < count; ++s)
      if (rows_[s] && rows_[s]->flies && rows_[s]->estimates.front().replications < replications)
        rows_[s].reset();
    fill_rows(
        rows_, 0, count, control_,
        [&](std::uint64_t s, simulation::FlightCache& cache) { return play_set(s, replications, cache); },
        [&](std::uint64_t done) {
          if (control_.progress)
            control_.progress(
                static_cast<double>(done) / static_cast<double>(plan_.max_sets),
                std::to_string(done) + " parameter sets, " + std::to_string(replications) + " raids each");
        });
    return std::all_of(rows_.begin(), rows_.begin() + static_cast<std::ptrdiff_t>(count),
                       [](const auto& row) { return row.has_value(); });
  }

  /// One belief's values in the first sets after so many replications each.
  std::vector<analysis::SetValue> values(std::size_t belief, std::uint64_t count, std::uint64_t replications,
                                         analysis::SetValue (*of)(const SetStage&)) const {
    std::vector<analysis::SetValue> list;
    for (std::uint64_t s = 0; s < count; ++s)
      if (rows_[s] && rows_[s]->flies)
        for (const SetStage& stage : rows_[s]->estimates[belief].stages)
          if (stage.replications == replications) list.push_back(of(stage));
    return list;
  }

  const SetRows& rows() const { return rows_; }

 private:
  std::optional<SetRecord> play_set(std::uint64_t number, std::uint64_t replications,
                                    simulation::FlightCache& cache) const {
    SetRecord set{number, true, {}};
    const scenario::Draw draw = scenario::draw(used_, base_.scenario.ignorance, study_.seed, number);
    for (std::size_t b = 0; b < study_.beliefs.size(); ++b) {
      if (control_.stop.requested()) return std::nullopt;
      const auto theatre = prepare_drawn(study_, source_, base_, draw, {}, study_.beliefs[b], cache);
      if (!theatre) return SetRecord{number, false, {}};
      const std::uint64_t first = (number * study_.beliefs.size() + b) * plan_.max_replications;
      set.estimates.push_back(play_raids(*theatre, number, first, replications));
    }
    return set;
  }

  SetEstimate play_raids(const simulation::Theatre& theatre, std::uint64_t number, std::uint64_t first,
                         std::uint64_t replications) const {
    simulation::World world(theatre);
    SetEstimate e{number, 0, 0, 0, 0, std::vector<std::uint64_t>(theatre.threats.size() + 1), {}};
    const std::vector<std::uint64_t> steps = steps_of(plan_);
    for (auto step = steps.begin();
         step != steps.end() && e.replications < replications && !control_.stop.requested(); ++step) {
      for (; e.replications < *step && !control_.stop.requested(); ++e.replications) {
        const auto row = simulation::replicate(theatre, study_.seed, first + e.replications, world);
        e.without_leaker += row.leaked == 0 ? 1 : 0;
        e.leaked += row.leaked;
        e.leaked_squares += static_cast<std::uint64_t>(row.leaked) * row.leaked;
        ++e.leakers[row.leaked];
      }
      e.stages.push_back({e.replications, e.without_leaker, e.leaked, e.leaked_squares});
    }
    return e;
  }

  const Study& study_;
  const Uncertainty& plan_;
  const scenario::CaseSource& source_;
  const scenario::Case& base_;
  const SweepControl& control_;
  catalogue::Catalogue used_;
  SetRows rows_;
};

constexpr std::size_t min_values = 3;   ///< that spread and intervals can be told from
constexpr std::uint64_t min_shown = 16; ///< sets at which the way there begins

results::Separated no_leaker(const Played& played, std::size_t belief, std::uint64_t sets,
                             std::uint64_t replications, double level = analysis::confidence) {
  const auto values = played.values(belief, sets, replications, analysis::no_leaker_value);
  return values.size() < min_values ? results::Separated{} : analysis::separate(values, 0.0, 1.0, level);
}

/// The fewest replications of a set at which the pilot says that the chance inside is known, under every
/// belief: noise falls with their root. A tenth is kept in hand, for the pilot's own noise.
std::uint64_t replications_for(const Study& study, const Played& played) {
  const Uncertainty& u = *study.uncertainty;
  double within = 0.0;
  for (std::size_t b = 0; b < study.beliefs.size(); ++b)
    within = std::max(within, no_leaker(played, b, u.min_sets, u.min_replications).within);
  const std::vector<std::uint64_t> steps = steps_of(u);
  for (const std::uint64_t n : steps)
    if (within * std::sqrt(static_cast<double>(u.min_replications) / static_cast<double>(n)) <=
        0.9 * u.chance_within)
      return n;
  return steps.back();
}

std::vector<double> predictive(const Played& played, std::size_t belief, std::uint64_t sets) {
  std::vector<double> chance;
  double total = 0.0;
  for (std::uint64_t s = 0; s < sets; ++s) {
    if (!played.rows()[s]->flies) continue;
    const SetEstimate& e = played.rows()[s]->estimates[belief];
    chance.resize(std::max(chance.size(), e.leakers.size()));
    for (std::size_t k = 0; k < e.leakers.size(); ++k)
      chance[k] += static_cast<double>(e.leakers[k]) / static_cast<double>(e.replications);
    total += 1.0;
  }
  for (double& c : chance) c /= total;
  return chance;
}

results::Uncertainty of_belief(const Study& study, const Played& played, std::size_t belief,
                               std::uint64_t sets, std::uint64_t replications, double level) {
  const Uncertainty& plan = *study.uncertainty;
  results::Uncertainty u;
  u.belief = std::string(name_of(study.beliefs[belief]));
  u.no_leaker = no_leaker(played, belief, sets, replications, level);
  u.predictive = predictive(played, belief, sets);
  const auto values = played.values(belief, sets, replications, analysis::leakers_value);
  u.leakers = analysis::separate(values, 0.0, static_cast<double>(u.predictive.size() - 1), level);
  std::uint64_t n = sets;
  while (n / 2 >= min_shown) n /= 2;
  for (; n <= sets; n *= 2) u.by_sets.push_back(no_leaker(played, belief, n, replications));
  for (const std::uint64_t step : steps_of(plan))
    if (step <= replications) u.by_replications.push_back(no_leaker(played, belief, sets, step));
  u.ignorance_reached = analysis::half_width(u.no_leaker) <= plan.ignorance_within;
  u.chance_reached = u.no_leaker.within <= plan.chance_within;
  return u;
}

} // namespace

MostDrawn max_drawn(const Study& study) {
  if (!study.uncertainty) return {};
  const double sets = static_cast<double>(study.uncertainty->max_sets),
               beliefs = static_cast<double>(study.beliefs.size());
  return {sets * beliefs, sets * beliefs * static_cast<double>(study.uncertainty->max_replications)};
}

void check_uncertainty(const Study& study, const scenario::Case& base, core::Diagnostics& diagnostics) {
  if (!study.uncertainty) return;
  if (scenario::groups(scenario::used_catalogue(base), base.scenario.ignorance).empty())
    diagnostics.push_back({core::Severity::error, study.uncertainty->at, "uncertainty",
                           "has nothing to draw: no value that the scenario uses has a spread"});
}

void add_uncertainty(const Study& study, const scenario::CaseSource& source, const scenario::Case& base,
                     const SweepControl& control, results::StudyResult& result) {
  const auto begin = std::chrono::steady_clock::now();
  const Uncertainty& plan = *study.uncertainty;
  Played played(study, source, base, control);
  const std::vector<std::uint64_t> looks = looks_of(plan);
  const double level = 1.0 - (1.0 - analysis::confidence) / static_cast<double>(looks.size());
  results::Uncertainties all{plan.ignorance_within, plan.chance_within, plan.min_replications, {}};
  bool complete = played.play(plan.min_sets, plan.min_replications);
  std::uint64_t sets = plan.min_sets;
  if (complete) all.replications = replications_for(study, played);
  for (std::size_t look = 0; complete && look < looks.size(); ++look) {
    sets = looks[look];
    complete = played.play(sets, all.replications);
    bool reached = true;
    for (std::size_t b = 0; complete && b < study.beliefs.size(); ++b) {
      const results::Separated s = no_leaker(played, b, sets, all.replications, level);
      reached = reached && s.sets > 0 && analysis::half_width(s) <= plan.ignorance_within;
    }
    if (reached) break;
  }
  result.parameter_sets = sets;
  for (std::uint64_t s = 0; s < sets; ++s) {
    const auto& row = played.rows()[s];
    if (!row) continue;
    ++result.parameter_sets_done;
    if (!row->flies) result.cannot_fly.push_back(s);
    for (std::size_t b = 0; b < row->estimates.size(); ++b) {
      result.points[b].sets.push_back(row->estimates[b]);
      result.replications_played += row->estimates[b].replications;
    }
  }
  result.elapsed_s += std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
  if (!complete) result.status = results::Status::partial;
  const bool enough = result.parameter_sets_done - result.cannot_fly.size() >= min_values;
  for (std::size_t b = 0; complete && enough && b < study.beliefs.size(); ++b)
    all.beliefs.push_back(of_belief(study, played, b, sets, all.replications, level));
  result.uncertainty = std::move(all);
}

} // namespace equipoise::study
