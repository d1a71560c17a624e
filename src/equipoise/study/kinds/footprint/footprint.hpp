#pragma once
// What a battery defends, as an area.
#include "equipoise/core/diagnostics.hpp"
#include "equipoise/scenario/case.hpp"
#include "equipoise/study/plan/study.hpp"
#include "equipoise/study/play/control.hpp"

namespace equipoise::study {

/// Faults that only the scenario shows: the asset is none of its own, or no raid is aimed at it.
void check_footprint(const Study& study, const scenario::CaseSource& source, core::Diagnostics& diagnostics);

/// The scenario with its batteries, all together, moved so that the asset stands at this place beside them.
/// Assets and raids stay as they are to each other: direction and length of the approach are the scenario's
/// own.
scenario::Scenario seen_from(const scenario::Scenario& scenario, std::size_t asset, double east_m,
                             double north_m);

/// Plays a study of kind footprint: at every point of the grid, under each belief, the same replications at
/// nominal values; then each drawn parameter set. The region at a level is where P(no leaker) is at the level
/// or above, linear between the points; the interval of its area is Tukey's jackknife over ten parts of the
/// replications.
results::StudyResult play_footprint(const Study& study, const scenario::CaseSource& source,
                                    const scenario::Case& base, const SweepControl& control,
                                    core::Diagnostics& diagnostics);

} // namespace equipoise::study
