#include "equipoise/study/kinds/by_year/by_year.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>

#include "equipoise/simulation/raid/replicate.hpp"
#include "equipoise/simulation/theatre/prepare.hpp"
#include "equipoise/study/kinds/by_year/plan.hpp"
#include "equipoise/study/play/drawn_set.hpp"
#include "equipoise/study/play/executor.hpp"

namespace equipoise::study {
namespace {

using results::StudyResult;
using Theatre = simulation::Theatre;

/// The theatre with the batteries of a force alone.
Theatre with_force(const Theatre& theatre, const Force& force) {
  Theatre reduced = theatre;
  for (std::size_t b = 0; b < force.size(); ++b)
    if (!force[b]) reduced.batteries[b].unit.availability = 0.0;
  return reduced;
}

/// The forces at nominal values under one belief. Their records are numbered through belief by belief; those
/// of pairs stand behind them.
class Nominal {
 public:
  Nominal(const Study& study, const YearPlan& plan, const SweepControl& control, const Theatre& theatre,
          std::size_t belief)
      : study_(study),
        plan_(plan),
        control_(control),
        theatre_(theatre),
        belief_(belief),
        leaks_(plan.forces.size()) {}

  /// Nothing if it was stopped.
  std::optional<std::vector<results::PointRecord>> forces() {
    std::vector<results::PointRecord> list;
    for (std::size_t f = 0; f < plan_.forces.size(); ++f) {
      const std::size_t number = belief_ * plan_.forces.size() + f;
      const auto known = control_.known.points.find(number);
      auto record = known != control_.known.points.end() ? std::optional(known->second) : play(f);
      if (!record) return std::nullopt;
      record->point = number;
      if (known == control_.known.points.end() && control_.commit_point) control_.commit_point(*record);
      list.push_back(std::move(*record));
    }
    return list;
  }

  /// What came of the same raids against both forces of each pair. Nothing if it was stopped.
  std::optional<std::vector<results::Pairs>> pairs() {
    std::vector<results::Pairs> list;
    for (const auto& [a, b] : plan_.pairs) {
      const std::size_t number =
          study_.beliefs.size() * plan_.forces.size() + belief_ * plan_.pairs.size() + list.size();
      const auto known = control_.known.points.find(number);
      if (known != control_.known.points.end() && known->second.pairs) {
        list.push_back(*known->second.pairs);
        continue;
      }
      for (const std::size_t f : {a, b}) // gone where it was played before a resume
        if (leaks_[f].empty() && !play(f)) return std::nullopt;
      results::PointRecord record;
      record.point = number;
      record.pairs.emplace();
      for (std::size_t i = 0; i < leaks_[a].size(); ++i) {
        record.pairs->no_leaker.add(leaks_[a][i] == 0, leaks_[b][i] == 0);
        record.pairs->leaked.add(leaks_[a][i], leaks_[b][i]);
      }
      if (control_.commit_point) control_.commit_point(record);
      list.push_back(*record.pairs);
    }
    return list;
  }

 private:
  std::optional<results::PointRecord> play(std::size_t f) {
    const Theatre theatre = with_force(theatre_, plan_.forces[f]);
    leaks_[f].clear();
    Execution execution;
    execution.threads = control_.threads;
    execution.stop = control_.stop;
    execution.progress = [&](std::uint64_t) {
      if (control_.progress)
        control_.progress(0.2 * static_cast<double>(belief_ * plan_.forces.size() + f) /
                              static_cast<double>(study_.beliefs.size() * plan_.forces.size()),
                          "nominal values");
    };
    execution.rows = [&](std::uint64_t, std::span<const results::Outcome> rows) {
      for (const results::Outcome& row : rows) leaks_[f].push_back(static_cast<std::uint16_t>(row.leaked));
    };
    const ExecutionResult played = execute(theatre, study_.seed, 0, study_.replications, execution);
    if (!played.complete) return std::nullopt;
    return results::PointRecord{0, played.tally, {}, played.outcomes_sha256};
  }

  const Study& study_;
  const YearPlan& plan_;
  const SweepControl& control_;
  const Theatre& theatre_;
  std::size_t belief_;
  std::vector<std::vector<std::uint16_t>> leaks_; ///< by force and replication
};

/// One parameter set against every force under every belief, in that order.
std::optional<results::SetRecord> play_set(const Study& study, const YearPlan& plan,
                                           const scenario::CaseSource& source, const scenario::Case& base,
                                           const catalogue::Catalogue& used, const SweepControl& control,
                                           std::uint64_t number, simulation::FlightCache& cache) {
  results::SetRecord set{number, true, {}};
  const scenario::Draw draw = scenario::draw(used, base.scenario.ignorance, study.seed, number);
  std::uint64_t first = number * study.beliefs.size() * plan.forces.size() * study.replications_per_set;
  for (const catalogue::Belief belief : study.beliefs) {
    const auto theatre = prepare_drawn(study, source, base, draw, {}, belief, cache);
    if (!theatre) return results::SetRecord{number, false, {}};
    for (const Force& force : plan.forces) {
      if (control.stop.requested()) return std::nullopt;
      const Theatre reduced = with_force(*theatre, force);
      simulation::World world(reduced);
      results::SetEstimate e{number, study.replications_per_set, 0, 0, 0, {}};
      for (std::uint64_t i = 0; i < study.replications_per_set && !control.stop.requested(); ++i) {
        const results::Outcome row = simulation::replicate(reduced, study.seed, first++, world);
        e.without_leaker += row.leaked == 0 ? 1 : 0;
        e.leaked += row.leaked;
        e.leaked_squares += static_cast<std::uint64_t>(row.leaked) * row.leaked;
      }
      set.estimates.push_back(std::move(e));
    }
  }
  return set;
}

} // namespace

void check_by_year(const Study& study, const scenario::Case& base, core::Diagnostics& diagnostics) {
  if (!study.by_year) return;
  days_of("contracted", study.by_year->contracted, base, diagnostics);
  days_of("delivered", study.by_year->delivered, base, diagnostics);
  double value = 0.0;
  for (const scenario::Asset& asset : base.scenario.assets) value += asset.value;
  if (!(value > 0.0))
    diagnostics.push_back(
        {core::Severity::error, study.by_year->at, "by-year",
         "needs a scenario with a place that is worth something: its defended share is told"});
}

std::size_t forces_of(const Study& study, const scenario::Case& base) {
  return study.by_year ? plan_of(study, base).forces.size() : 1;
}

StudyResult play_by_year(const Study& study, const scenario::CaseSource& source, const scenario::Case& base,
                         const SweepControl& control, core::Diagnostics& diagnostics) {
  const auto begin = std::chrono::steady_clock::now();
  const YearPlan plan = plan_of(study, base);
  StudyResult result;
  std::vector<std::vector<results::PointRecord>> forces;
  std::vector<std::vector<results::Pairs>> pairs;
  core::Sha256 digests;
  simulation::FlightCache cache;
  const catalogue::ParameterSet nominal;
  for (std::size_t b = 0; b < study.beliefs.size(); ++b) {
    auto prepared =
        simulation::prepare(base.scenario, {base.catalogue, nominal}, study.beliefs[b], study.sensing, cache);
    diagnostics.insert(diagnostics.end(), prepared.diagnostics.begin(), prepared.diagnostics.end());
    if (!prepared.theatre) return result;
    Nominal play(study, plan, control, *prepared.theatre, b);
    auto records = play.forces();
    auto paired = records ? play.pairs() : std::nullopt;
    if (!paired) {
      result.status = results::Status::partial;
      break;
    }
    for (const results::PointRecord& record : *records) {
      const core::Digest digest = core::from_hex(record.outcomes_sha256);
      digests.update(std::span<const std::uint8_t>(digest));
      result.replications_played += record.tally.replications;
    }
    forces.push_back(std::move(*records));
    pairs.push_back(std::move(*paired));
  }
  SetRows rows(study.ignorance);
  for (const auto& [number, record] : control.known.sets)
    if (number < rows.size()) rows[number] = record;
  const catalogue::Catalogue used = scenario::used_catalogue(base);
  if (result.status == results::Status::complete)
    fill_rows(
        rows, 0, rows.size(), control,
        [&](std::uint64_t s, simulation::FlightCache& set_shelf) {
          return play_set(study, plan, source, base, used, control, s, set_shelf);
        },
        [&](std::uint64_t done) {
          if (control.progress)
            control.progress(0.2 + 0.8 * static_cast<double>(done) / static_cast<double>(rows.size()),
                             fmt::format("parameter set {} of {}", done, rows.size()));
        });
  result.parameter_sets = study.ignorance;
  for (const auto& row : rows) {
    if (!row) continue;
    ++result.parameter_sets_done;
    if (!row->flies) result.cannot_fly.push_back(row->set);
    result.replications_played += row->estimates.size() * study.replications_per_set;
  }
  if (result.parameter_sets_done < rows.size()) result.status = results::Status::partial;
  set_out(study, base, plan, forces, pairs, rows, result);
  result.outcomes_sha256 = core::to_hex(digests.finish());
  result.elapsed_s = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
  return result;
}

} // namespace equipoise::study
