#pragma once
// What the answer depends on, read out of the parameter sets that were played.
#include <cstdint>
#include <map>
#include <vector>

#include "equipoise/results/study_result.hpp"
#include "equipoise/scenario/case.hpp"

namespace equipoise::study {

/// The groups of parameters that a study of this scenario draws, screened for what moves `values` (by the
/// number of the set) most: analysis::screen.
std::vector<results::Hinge> drivers(const scenario::Case& base, std::uint64_t seed,
                                    const std::map<std::uint64_t, double>& values);

/// The same of P(no leaker), or of its gap to `less` (the same sets at another point) where that is not
/// empty.
std::vector<results::Hinge> drivers(const scenario::Case& base, std::uint64_t seed,
                                    const std::vector<results::SetEstimate>& sets,
                                    const std::vector<results::SetEstimate>& less = {});

} // namespace equipoise::study
