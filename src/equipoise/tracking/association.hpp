#pragma once
// Which detection belongs to which track.
#include <cstddef>
#include <span>
#include <vector>

#include "equipoise/core/assignment.hpp"
#include "equipoise/tracking/gaussian.hpp"

namespace equipoise::tracking {

/// Of the normalised distance squared, 3 degrees of freedom: a right detection falls outside once in 10,000
/// looks.
inline constexpr double gate_1e_4 = 21.107513;

/// Global nearest neighbour in a workspace that is made once: associating allocates nothing.
/// Source: Blackman & Popoli (1999), section 6.4.
class Associator {
 public:
  static constexpr int none = core::Assignment::none;

  Associator(std::size_t most_tracks, std::size_t most_detections);

  /// The detection of each track, or `none`: the pairing within the gate with the least sum of normalised
  /// distances squared and logarithms of the determinants of the innovations' covariances, which is the
  /// likeliest: without the latter a wide track would take the detections of narrow ones. A track without a
  /// detection costs as much as the gate and the widest innovation of the scan. The predictions are for the
  /// time of the detections. Valid until the next call. Tracks of different standing are best associated in
  /// turn, confirmed ones first.
  std::span<const int> associate(std::span<const PredictedPosition> tracks, std::span<const Fix> detections,
                                 double gate);

 private:
  core::Assignment assignment_;
  std::vector<double> costs_;
  std::vector<Innovation> pairs_in_gate_;
  std::vector<Symmetric3> covariances_;
  std::vector<int> pairs_;
};

} // namespace equipoise::tracking
