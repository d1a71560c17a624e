#pragma once
// One parameter set, played.
#include <optional>

#include "equipoise/core/stop.hpp"
#include "equipoise/results/study_result.hpp"
#include "equipoise/scenario/case.hpp"
#include "equipoise/simulation/theatre/prepare.hpp"
#include "equipoise/study/plan/study.hpp"

namespace equipoise::study {

/// A drawn scenario value as a setting, in SI.
scenario::Setting drawn_setting(const scenario::UncertainValue& value, double si);

/// A case with one parameter set laid over it: the scenario's own drawn values, then `settings`, and what is
/// drawn of the catalogue. A value that a setting fixes is known: its draw is left out.
struct DrawnCase {
  scenario::Case read;
  catalogue::ParameterSet set;
};
std::optional<DrawnCase> drawn_case(const scenario::CaseSource& source, const scenario::Case& base,
                                    const scenario::Draw& draw,
                                    const std::vector<scenario::Setting>& settings);

/// Where a set is played: the point's settings, laid over the drawn values, and its first replication.
struct DrawnPoint {
  const std::vector<scenario::Setting>& settings;
  catalogue::Belief belief;
  std::uint64_t number; ///< of the set
  std::uint64_t first;
  core::Stop stop = {}; ///< what is returned then is not whole
};

/// Plays the study's replications of one set at one point. Nothing if it contradicts itself and cannot fly.
std::optional<results::SetEstimate> play_drawn(const Study& study, const scenario::CaseSource& source,
                                               const scenario::Case& base, const scenario::Draw& draw,
                                               const DrawnPoint& point, simulation::FlightCache& cache);

/// The theatre of one set at one point. Nothing if it contradicts itself and cannot fly.
std::optional<simulation::Theatre> prepare_drawn(const Study& study, const scenario::CaseSource& source,
                                                 const scenario::Case& base, const scenario::Draw& draw,
                                                 const std::vector<scenario::Setting>& settings,
                                                 catalogue::Belief belief, simulation::FlightCache& cache);

} // namespace equipoise::study
