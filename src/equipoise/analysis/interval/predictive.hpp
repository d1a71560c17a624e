#pragma once
// What the model says beforehand about something recorded.
#include <vector>

#include "equipoise/results/study_result.hpp"

namespace equipoise::analysis {

/// Shares of threats stopped.
struct Prediction {
  double low = 0.0, median = 0.0, high = 0.0; ///< 5 %, 50 %, 95 %
  double at_most = 0.0, at_least = 0.0;       ///< chance of what was recorded or less, or more
};

/// Prior-predictive distribution of the share of threats stopped over `raids` raids, and where `recorded`
/// lies in it: each drawn set's own distribution of leakers, added up over the raids, the sets alike. Domain:
/// at least one set, all with a histogram of leakers of the same length (of at least two); raids >= 1.
/// Source: Box (1980).
Prediction predict_share_stopped(const std::vector<results::SetEstimate>& sets, unsigned raids,
                                 double recorded);

} // namespace equipoise::analysis
