#pragma once
// A study of any kind: one way in for all that play studies.
#include <string>

#include "equipoise/core/diagnostics.hpp"
#include "equipoise/scenario/case.hpp"
#include "equipoise/study/plan/study.hpp"
#include "equipoise/study/play/control.hpp"

namespace equipoise::study {

/// Faults of a study that only its scenario shows: ranges, factors, variants and records that do not fit,
/// sizes that are not admitted. Locations are of the study `file`. Nothing is played. Stopped, it has not
/// looked at everything: the study then must not be played.
void check(const Study& study, const std::string& file, const scenario::CaseSource& source,
           const scenario::Case& base, core::Diagnostics& diagnostics, const core::Stop& stop = {});

/// Plays a checked study (one that was stopped before is not looked at) and, where it was not interrupted,
/// adds what follows from its points. The result does not depend on the number of threads.
results::StudyResult play(const Study& study, const scenario::CaseSource& source, const scenario::Case& base,
                          const SweepControl& control, core::Diagnostics& diagnostics);

} // namespace equipoise::study
