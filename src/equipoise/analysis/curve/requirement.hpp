#pragma once
// How many are needed: a search over whole counts where each answer has an interval.
#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

#include "equipoise/analysis/interval/interval.hpp"

namespace equipoise::analysis {

/// What was found at one count.
struct Tried {
  std::uint64_t count = 0, trials = 0, successes = 0;
  Interval interval;
  double share() const { return static_cast<double>(successes) / static_cast<double>(trials); }
};

/// The requirement lies above `too_few` and not above `enough`, with the wanted confidence if protection does
/// not fall with the count.
struct Requirement {
  std::optional<std::uint64_t> too_few; ///< largest count shown to fall short; nothing: none was
  std::optional<std::uint64_t> enough;  ///< smallest count shown to suffice; nothing: none was
  std::optional<std::uint64_t>
      count;                ///< smallest whose share reaches what is wanted; nothing: none tried does
  std::vector<Tried> tried; ///< by count
};

struct RequirementSearch {
  std::uint64_t low = 0, high = 0;   ///< counts searched, both included
  double wanted = 0.9;               ///< chance of success
  std::uint64_t first_trials = 1000; ///< at each count; doubled until it is decided
  std::uint64_t max_trials = 100'000;
};

/// Bisection over counts. At each, trials are doubled until the interval leaves out what is wanted or the
/// budget is spent (then the larger share decides which way to go on, and neither `too_few` nor `enough`
/// moves). Every look at every count has its part of the error, so that all intervals hold together. Domain:
/// low <= high, 0 < wanted < 1, 1 <= first_trials <= max_trials. `successes(count, first, n)` plays trials
/// [first, first + n).
Requirement find_requirement(
    const RequirementSearch& search,
    const std::function<std::uint64_t(std::uint64_t count, std::uint64_t first, std::uint64_t n)>& successes,
    double level = confidence);

} // namespace equipoise::analysis
