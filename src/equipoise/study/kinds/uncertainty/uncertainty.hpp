#pragma once
// What is not known outside, chance inside: played until both are known as precisely as wanted.
#include "equipoise/core/diagnostics.hpp"
#include "equipoise/scenario/case.hpp"
#include "equipoise/study/plan/study.hpp"
#include "equipoise/study/play/control.hpp"

namespace equipoise::study {

/// Most parameter sets, and most replications, that a study of kind uncertainty plays at drawn values.
struct MostDrawn {
  double sets = 0.0, replications = 0.0;
};
MostDrawn max_drawn(const Study& study);

/// Faults of a study of that kind: nothing that is not known.
void check_uncertainty(const Study& study, const scenario::Case& base, core::Diagnostics& diagnostics);

/// Plays the sets and tells both apart at each point, whose nominal values are played. First the least number
/// of sets with the least replications each: how many replications it takes follows from the chance inside
/// them. Then all sets with that many, their number doubled until the mean over them and both ends of their
/// band are known, or the most is reached; every look has its share of the 5 % that may be wrong. A set's
/// replications are the first of a longer set's. The result does not depend on the number of threads.
void add_uncertainty(const Study& study, const scenario::CaseSource& source, const scenario::Case& base,
                     const SweepControl& control, results::StudyResult& result);

} // namespace equipoise::study
