#pragma once
// P(any leaker) where plain raids would hardly ever show one.
#include "equipoise/core/diagnostics.hpp"
#include "equipoise/scenario/case.hpp"
#include "equipoise/simulation/theatre/theatre.hpp"
#include "equipoise/study/plan/study.hpp"
#include "equipoise/study/play/control.hpp"

namespace equipoise::study {

/// Importance sampling of one theatre (simulation::ImportanceSampling), samples [0, study.replications) under
/// the study's seed; the result does not depend on the number of threads. Where it was stopped, of the whole
/// chunks done. Of the control, `known` and `commit_rare` are of estimate `number`: it goes on from the
/// leading chunks that are known. Domain: study.replications >= 1.
results::RareEstimate estimate_rare(const simulation::Theatre& theatre, const Study& study,
                                    const SweepControl& control, std::size_t number = 0);

/// Plays a study of kind rare: the scenario under each belief, then every variant, at nominal values.
results::StudyResult play_rare(const Study& study, const scenario::CaseSource& source,
                               const SweepControl& control, core::Diagnostics& diagnostics);

} // namespace equipoise::study
