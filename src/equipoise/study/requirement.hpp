#pragma once
// How much of something a wanted protection takes.
#include "equipoise/study/sweep.hpp"

namespace equipoise::study {

/// Plays a study of kind requirement: for each belief, bisection over the values of what is searched at
/// nominal values of all else, the same draws at every value (analysis::find_requirement). Points are the
/// values tried, by belief and value; a point's digest is that of its looks' digests, in order. Assumes: a
/// checked study.
results::StudyResult find_requirements(const Study& study, const scenario::CaseSource& source,
                                       const SweepControl& control, core::Diagnostics& diagnostics);

/// The value number `k` of what is searched, as a setting.
scenario::Setting requirement_setting(const Requirement& requirement, std::uint64_t k);

} // namespace equipoise::study
