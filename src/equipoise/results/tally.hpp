#pragma once
// What many replications add up to: whole numbers, so that any order of adding gives the same.
#include <array>
#include <cstdint>
#include <vector>

#include "equipoise/results/outcome.hpp"

namespace equipoise::results {

/// Sum and sum of squares of a count.
struct Moments {
  std::uint64_t sum = 0;
  std::uint64_t sum_of_squares = 0;
  void add(std::uint64_t value) {
    sum += value;
    sum_of_squares += value * value;
  }
  void add(const Moments& other) {
    sum += other.sum;
    sum_of_squares += other.sum_of_squares;
  }
};

/// Mean and scatter of a measured value over the replications that have it; added in the order of the
/// replications.
struct Average {
  std::uint64_t count = 0;
  double sum = 0.0;
  double sum_of_squares = 0.0;
  void add(double value) {
    if (value != value) return;
    ++count;
    sum += value;
    sum_of_squares += value * value;
  }
  double mean() const { return count == 0 ? none : sum / static_cast<double>(count); }
  /// Unbiased; `none` of fewer than two values. Rounding leaves an error of some 1e-16 of the square of the
  /// mean.
  double variance() const {
    if (count < 2) return none;
    const auto n = static_cast<double>(count);
    const double about = (sum_of_squares - sum * sum / n) / (n - 1.0);
    return about > 0.0 ? about : 0.0;
  }
};

/// What became of transits: aircraft that aim at nothing. Counts are of transits; the averages are over
/// replications, the ranges over those in which any transit was detected or shot at.
struct TransitTally {
  std::uint64_t count = 0, detected = 0, tracked = 0, engaged = 0, stopped = 0;
  Average detection_range_m, first_shot_range_m, exposed_s, exposed_m;

  void add(const Outcome& outcome);

  /// As Tally::visit.
  template <class Number, class Sum>
  void visit(Number&& number, Sum&& sum) {
    for (auto* v : {&count, &detected, &tracked, &engaged, &stopped}) number(*v);
    for (Average* a : {&detection_range_m, &first_shot_range_m, &exposed_s, &exposed_m}) {
      number(a->count);
      sum(a->sum);
      sum(a->sum_of_squares);
    }
  }
};

struct Tally {
  std::uint64_t replications = 0;
  std::uint64_t without_leaker = 0;
  std::vector<std::uint64_t> leakers; ///< replications by number of leakers
  Moments leaked, intercepted, fired, wasted, doubled, friendly_shots;
  std::uint64_t launched = 0, failed = 0, detected = 0, tracked = 0, assigned = 0, engaged = 0,
                decoys_engaged = 0, friends = 0, friends_lost = 0;
  std::array<std::uint64_t, reason_names.size()> reasons{};
  Average first_shot_s;
  TransitTally transits;

  void add(const Outcome& outcome);
  /// Adds a later stretch of replications.
  void add(const Tally& other);

  /// Every whole number and every sum of measured values, in one fixed order: for files.
  template <class Number, class Sum>
  void visit(Number&& number, Sum&& sum) {
    for (auto* v : {&replications, &without_leaker, &launched, &failed, &detected, &tracked, &assigned,
                    &engaged, &decoys_engaged, &friends, &friends_lost})
      number(*v);
    for (Moments* m : {&leaked, &intercepted, &fired, &wasted, &doubled, &friendly_shots}) {
      number(m->sum);
      number(m->sum_of_squares);
    }
    for (auto& v : reasons) number(v);
    number(first_shot_s.count);
    sum(first_shot_s.sum);
    sum(first_shot_s.sum_of_squares);
    transits.visit(number, sum);
  }
};

} // namespace equipoise::results
