#pragma once
// The effectiveness curve: all that strategy knows of a defence. How many of a raid get through, by the
// raid's size, for each parameter set of a study.
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "equipoise/core/diagnostics.hpp"

namespace equipoise::results {

/// The distribution of leakers of raids of one size.
struct RaidLeakers {
  unsigned size = 0;
  std::vector<double> chance;     ///< of 0, 1, ... leakers; at most size + 1 of them, summing to 1
  std::uint64_t replications = 0; ///< of which these are the shares; 0: they come from elsewhere
  bool operator==(const RaidLeakers&) const = default;
};

/// One curve: one parameter set under one belief.
struct EffectivenessSet {
  std::string belief;
  std::uint64_t set = 0;                              ///< 0: nominal values; drawn sets count from 1
  std::vector<std::pair<std::string, double>> values; ///< what was drawn: address and SI value
  std::vector<RaidLeakers> raids;                     ///< the first of size 0; sizes rise
  bool operator==(const EffectivenessSet&) const = default;
};

struct Effectiveness {
  std::string title;
  std::string origin; ///< the study it comes from, in words or as a path; may be empty
  std::vector<EffectivenessSet> sets;
  bool operator==(const Effectiveness&) const = default;
};

/// What is wrong with a curve (first size not 0, sizes out of order, more leakers than threats, chances that
/// are negative, not finite or do not sum to 1 within 1e-9), each fault at `at`.
void check(const EffectivenessSet& curve, const core::Location& at, core::Diagnostics& diagnostics);

/// Chances from counts (or from chances that were rounded): each over their sum. Domain: finite, none
/// negative, a sum above 0.
std::vector<double> normalised(const std::vector<double>& counts);

} // namespace equipoise::results
