#pragma once
// Work split over processes that do not talk to each other: who plays what is a function of the study alone.
#include <cstdint>
#include <span>
#include <vector>

namespace equipoise::study {

/// One of `of` parts of a study's or run's work. What the others play is left out.
struct Share {
  unsigned index = 0; ///< from 0
  unsigned of = 1;
  bool all() const { return of == 1; }
  bool holds(std::uint64_t unit) const { return unit % of == index; } ///< units of about one cost
};

/// Which part plays each unit: the most costly first, each to the part that has the least so far, the first
/// of them where several have. Within 4/3 of the best split. Source: Graham (1969), largest processing time
/// first.
std::vector<unsigned> split(std::span<const double> costs, unsigned parts);

} // namespace equipoise::study
