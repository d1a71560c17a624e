#pragma once
// Which of the things that are not known the answer depends on, over all of their ranges at once.
#include "equipoise/core/diagnostics.hpp"
#include "equipoise/scenario/case.hpp"
#include "equipoise/study/plan/study.hpp"
#include "equipoise/study/play/control.hpp"

namespace equipoise::study {

/// Parameter sets that a study of kind sensitivity draws, over `groups` groups that move together.
std::uint64_t sensitivity_rows(const Sensitivity& plan, std::size_t groups);

/// The same of a study; 0 if it is of another kind.
double design_sets(const Study& study, const scenario::Case& base);

/// Faults of such a study: nothing to vary, more groups than the design can hold, more rows than are
/// admitted.
void check_sensitivity(const Study& study, const scenario::Case& base, core::Diagnostics& diagnostics);

/// Plays the rows of a Morris and of a Sobol design over every uncertain parameter that the scenario uses,
/// groups moving together, under the study's one belief; adds the effects and indices of P(no leaker) to
/// `result`. Rows are committed as parameter sets. Rows of one trajectory share their draws; those of the
/// Sobol design do not, and the chance inside each is taken out. Samples with a row that cannot fly are left
/// out and counted.
void add_sensitivity(const Study& study, const scenario::CaseSource& source, const scenario::Case& base,
                     const SweepControl& control, results::StudyResult& result);

} // namespace equipoise::study
