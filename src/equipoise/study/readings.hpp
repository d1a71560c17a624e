#pragma once
// The same published ranges under two readings: parameter sets drawn anew and played at a few points.
#include <vector>

#include "equipoise/catalogue/reading.hpp"
#include "equipoise/study/sweep.hpp"

namespace equipoise::study {

struct ReadPoint {
  std::vector<scenario::Setting> settings; ///< laid over the drawn values
  catalogue::Belief belief = catalogue::Belief::assessed;
};

/// One parameter set, played.
struct ReadSet {
  std::uint64_t set = 0;
  std::vector<results::Tally> points; ///< in the order asked for; empty: it cannot fly
};

/// Plays sets 0 to `sets` - 1 at every point, `study.replications_per_set` raids each. Sets of one number
/// under two readings stand at the same quantiles; the raids of points and sets are independent. Empty if it
/// was stopped. The result does not depend on the number of threads. Assumes: a checked study.
std::vector<ReadSet> play_reading(const Study& study, const scenario::CaseSource& source,
                                  const scenario::Case& base, catalogue::Reading reading, std::uint64_t sets,
                                  const std::vector<ReadPoint>& points, const SweepControl& control);

} // namespace equipoise::study
