#pragma once
// Replications played two ways with the same draws: whole numbers, so that any order of adding gives the
// same.
#include <cstdint>

namespace equipoise::results {

/// Trials played both ways, by what came of them.
struct PairedCounts {
  std::uint64_t both = 0, only_a = 0, only_b = 0, neither = 0;
  void add(bool a, bool b) { ++(a ? (b ? both : only_a) : (b ? only_b : neither)); }
  std::uint64_t trials() const { return both + only_a + only_b + neither; }
};

/// Sums of the difference of two counts, a less b.
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

/// A variant (a) beside the scenario as it is (b).
struct Pairs {
  PairedCounts no_leaker;
  PairedMoments leaked;
  PairedMoments fired, wasted, doubled, friendly_shots; ///< rounds

  /// In one fixed order, for files.
  template <class F>
  void visit_moments(F&& f) {
    for (PairedMoments* m : {&leaked, &fired, &wasted, &doubled, &friendly_shots}) f(*m);
  }
};

} // namespace equipoise::results
