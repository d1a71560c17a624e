#pragma once
// What is not known and chance told apart: the law of total variance over parameter sets, each played often.
#include <vector>

#include "equipoise/results/study_result.hpp"

namespace equipoise::analysis {

/// One measure in one set: its mean there, the unbiased variance of one replication, and how many were
/// played.
struct SetValue {
  double mean = 0.0, inside = 0.0;
  std::uint64_t replications = 0;
};

/// P(no leaker) and leakers after a stage of a set. Domain: at least two replications.
SetValue no_leaker_value(const results::SetStage& stage);
SetValue leakers_value(const results::SetStage& stage);

/// Var X = Var E[X | set] + E Var[X | set], the noise of the means taken out of the first by what the second
/// says of it. Shares with intervals by the jackknife over the sets; the mean with Student's; the ends of the
/// band with those of order statistics (Conover 1999, 3.2), where there are too few sets for one, the end
/// `least` or `most` of the measure's range. Domain: at least three sets. Source: Zouaoui & Wilson (2003).
results::Separated separate(const std::vector<SetValue>& sets, double min, double max, double level = 0.95);

/// The largest half-width of the mean and of both ends.
double half_width(const results::Separated& s);

} // namespace equipoise::analysis
