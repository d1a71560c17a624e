#pragma once
// What the answer hinges on, read out of the parameter sets that were played.
#include <vector>

#include "equipoise/results/study_result.hpp"
#include "equipoise/scenario/case.hpp"

namespace equipoise::study {

/// For each group of parameters: P(no leaker), or its gap to `less` (the same sets at another point) where
/// that is not empty, of the sets that draw it from the upper third, less of those that draw it from the
/// lower third, all else drawn too; with Welch's 95 % interval, largest first. Groups of fewer than four sets
/// a third are left out. A screening from given data: effects that cancel over a range do not show.
std::vector<results::Hinge> hinges(const scenario::Case& base, std::uint64_t seed,
                                   const std::vector<results::SetEstimate>& sets,
                                   const std::vector<results::SetEstimate>& less = {});

} // namespace equipoise::study
