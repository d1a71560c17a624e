#pragma once
#include "equipoise/core/diagnostics.hpp"
#include "equipoise/results/study_result.hpp"
#include "equipoise/scenario/case.hpp"
#include "equipoise/study/plan/study.hpp"
#include "equipoise/study/play/control.hpp"

namespace equipoise::study {

/// Plays a study of kind odds or sweep: first every point at nominal values, then the drawn parameter sets,
/// each at every point (ignorance outside, chance inside). All points see the same sets and the same draws,
/// so that their differences are paired. A nominal point that cannot be prepared is a fault; a drawn set that
/// cannot fly is counted. The result does not depend on the number of threads.
results::StudyResult sweep(const Study& study, const scenario::CaseSource& source,
                           const SweepControl& control, core::Diagnostics& diagnostics);

} // namespace equipoise::study
