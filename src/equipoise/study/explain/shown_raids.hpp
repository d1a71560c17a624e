#pragma once
// Which raids of a run are shown: not picked by hand.
#include <string>
#include <vector>

#include "equipoise/core/stop.hpp"
#include "equipoise/results/replay.hpp"
#include "equipoise/study/plan/study.hpp"

namespace equipoise::study {

/// The first of the run's first 1,000 raids at the reference point, under the study's last belief, with as
/// many leakers as the middle one, the fewest and the most; raids that coincide are shown once. The
/// replication is the row of a run with the same settings. Empty if the point cannot be flown, or if it is
/// stopped.
std::vector<results::ShownRaid> shown_raids(const Study& study, const scenario::CaseSource& source,
                                            const core::Stop& stop = {});

} // namespace equipoise::study
