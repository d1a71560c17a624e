#pragma once
// Differences between two ways of playing the same draws (common random numbers): what both share cancels.
#include <cstdint>
#include <vector>

#include "equipoise/analysis/interval.hpp"

namespace equipoise::analysis {

/// Trials played both ways, by what came of them.
struct PairedCounts {
  std::uint64_t both = 0, only_a = 0, only_b = 0, neither = 0;
  void add(bool a, bool b) { ++(a ? (b ? both : only_a) : (b ? only_b : neither)); }
  std::uint64_t trials() const { return both + only_a + only_b + neither; }
};

/// Difference of the two proportions, a less b: chance of "only a" less that of "only b", each with Clopper &
/// Pearson's interval, put together by square-and-add with their correlation. Covers 95 % where one way
/// implies the other too, where Newcombe's interval (1998b, method 10) covers 93 %. Domain: at least one
/// trial. Source: Zou & Donner (2008), eq. 5.
Estimate paired_difference(const PairedCounts& counts, double level = confidence);

/// Sums of a difference of two counts over trials played both ways: whole numbers, whatever the order.
struct PairedMoments {
  std::uint64_t trials = 0;
  std::int64_t sum = 0;
  std::uint64_t sum_of_squares = 0;
  void add(std::uint64_t a, std::uint64_t b) {
    const std::int64_t d = static_cast<std::int64_t>(a) - static_cast<std::int64_t>(b);
    ++trials;
    sum += d;
    sum_of_squares += static_cast<std::uint64_t>(d * d);
  }
};

/// Mean of the difference, with Student's interval. Where the difference never changed, the interval is that
/// of Clopper & Pearson for "no other value in n trials", scaled to one unit of the count on either side.
/// Domain: at least one trial.
Estimate paired_mean_difference(const PairedMoments& moments, double level = confidence);

/// How many times fewer trials the pairing needs than two independent samples for the same variance of the
/// difference of proportions: their variance over that of the pairs. Infinite where no pair differs.
double pairing_gain(const PairedCounts& counts);

} // namespace equipoise::analysis
