#pragma once
// One point played until it is as precise as its study wants.
#include <vector>

#include "equipoise/analysis/interval/precision.hpp"
#include "equipoise/study/kinds/compare/comparison.hpp"
#include "equipoise/study/plan/study.hpp"
#include "equipoise/study/play/executor.hpp"

namespace equipoise::study {

/// When one looks at a point: at its P(no leaker), or at the difference that a compared variant makes.
/// Domain: a study with a precision.
std::vector<analysis::Look> looks_of(const Study& study, const std::string& variant);

/// Most replications of a point that such a precision can take, whatever is found.
std::uint64_t max_replications(double precision, bool compared);

/// Plays from look to look, up to the study's replications. Not complete if it was stopped. `comparison`
/// listens through `execution` to a point of that belief.
ExecutionResult play_precisely(const Study& study, const simulation::Theatre& theatre,
                               catalogue::Belief belief, const std::string& variant,
                               const Execution& execution, Comparison& comparison);

/// How precise a point became: from what was counted alone, so that a resumed point says the same.
void add_precision(const Study& study, results::Point& point);

} // namespace equipoise::study
