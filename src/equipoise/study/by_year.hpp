#pragma once
// A force that grows by date, by two schedules, year by year.
#include "equipoise/study/sweep.hpp"

namespace equipoise::study {

/// Faults of a study of that kind: batteries that are not there, days that are none.
void check_by_year(const Study& study, const scenario::Case& base, core::Diagnostics& diagnostics);

/// Forces that differ, over both schedules and all years. Assumes: a checked study.
std::size_t forces_of(const Study& study, const scenario::Case& base);

/// Plays every force that occurs once under each belief: a battery that is not there yet is one that is never
/// available. All forces meet the same raids, so that differences are paired; in drawn sets each plays
/// replications of its own, so that their noise is independent. The points are year by schedule by belief.
/// The result does not depend on the number of threads.
results::StudyResult play_by_year(const Study& study, const scenario::CaseSource& source,
                                  const scenario::Case& base, const SweepControl& control,
                                  core::Diagnostics& diagnostics);

} // namespace equipoise::study
