#pragma once
// Which raids of a run are shown: not picked by hand.
#include <string>
#include <vector>

#include "equipoise/results/replay.hpp"
#include "equipoise/study/study.hpp"

namespace equipoise::study {

/// A raid of the run with why it is shown.
struct ShownRaid {
  std::string id;    ///< "typical", "best", "worst"
  std::string label; ///< "a typical raid"
  std::string why;   ///< "7 leakers, as many as the middle one of 1,000 raids"
  results::Replay replay;
};

/// The first of the run's first 1,000 raids at the reference point, under the study's last belief, with as many leakers as
/// the middle one, the fewest and the most; raids that coincide are shown once. The replication is the row of a run with the
/// same settings. Empty if the point cannot be flown.
std::vector<ShownRaid> shown_raids(const Study& study, const scenario::CaseSource& source);

} // namespace equipoise::study
