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

/// Mean of a measured value over the replications that have it; added in the order of the replications.
struct Average {
  std::uint64_t count = 0;
  double sum = 0.0;
  void add(double value) {
    if (value != value) return;
    ++count;
    sum += value;
  }
  void add(const Average& other) {
    count += other.count;
    sum += other.sum;
  }
  double mean() const { return count == 0 ? none : sum / static_cast<double>(count); }
};

struct Tally {
  std::uint64_t replications = 0;
  std::uint64_t without_leaker = 0;
  std::vector<std::uint64_t> leakers; ///< replications by number of leakers
  Moments leaked, intercepted, fired, wasted, doubled, friendly_shots;
  std::uint64_t launched = 0, failed = 0, detected = 0, tracked = 0, assigned = 0, engaged = 0,
                decoys_engaged = 0, friends = 0, friends_lost = 0;
  std::array<std::uint64_t, reason_names.size()> reasons{};
  std::uint64_t visitors = 0, visitors_detected = 0, visitors_tracked = 0, visitors_engaged = 0,
                visitors_stopped = 0;
  Average first_shot_s, visitor_detection_range_m, visitor_first_shot_range_m, visitor_exposed_s;

  void add(const Outcome& outcome);
  /// Adds a later stretch of replications.
  void add(const Tally& other);

  /// Every whole number, then every average, in one fixed order: for files.
  template <class Number, class Mean>
  void visit(Number&& number, Mean&& mean) {
    for (auto* v : {&replications, &without_leaker, &launched, &failed, &detected, &tracked, &assigned,
                    &engaged, &decoys_engaged, &friends, &friends_lost, &visitors, &visitors_detected,
                    &visitors_tracked, &visitors_engaged, &visitors_stopped})
      number(*v);
    for (Moments* m : {&leaked, &intercepted, &fired, &wasted, &doubled, &friendly_shots}) {
      number(m->sum);
      number(m->sum_of_squares);
    }
    for (auto& v : reasons) number(v);
    for (Average* a :
         {&first_shot_s, &visitor_detection_range_m, &visitor_first_shot_range_m, &visitor_exposed_s}) {
      number(a->count);
      mean(a->sum);
    }
  }
};

} // namespace equipoise::results
