#pragma once
// Which detection belongs to which track.
#include <cstddef>
#include <span>
#include <vector>

#include "equipoise/assignment/linear.hpp"
#include "equipoise/tracking/gaussian.hpp"

namespace equipoise::tracking {

/// Of the normalised distance squared, 3 degrees of freedom: a right detection falls outside once in 10,000
/// dwells.
inline constexpr double gate_1e_4 = 21.107513;

/// Global nearest neighbour in a workspace that is made once: associating allocates nothing.
/// Source: Blackman & Popoli (1999), sections 6.2 (the likelihood ratio as a score) and 6.4.
class Associator {
 public:
  static constexpr int none = assignment::LinearAssignment::none;

  Associator(std::size_t max_tracks, std::size_t max_detections);

  /// The detection of each track, or `none`: the likeliest pairing, where a target is seen every second dwell
  /// and a detection that is no track's is a false alarm. `alarms_per_m3`: how dense those are at each
  /// detection. So a pair costs its normalised distance squared and twice the logarithm of how many
  /// false alarms lie, as it were, within one standard deviation of where the track dwells; one outside the
  /// gate, or that costs more than nothing, is none. Valid until the next call. Domain: as many of both as
  /// the workspace holds, densities and gate above 0. Assumes: the predictions are for the time of the
  /// detections. Tracks of different standing are best associated in turn, confirmed ones first.
  std::span<const int> associate(std::span<const PredictedPosition> tracks, std::span<const Fix> detections,
                                 std::span<const double> alarms_per_m3, double gate);

 private:
  assignment::LinearAssignment assignment_;
  std::vector<double> costs_;
  std::vector<Symmetric3> covariances_;
  std::vector<int> pairs_;
};

} // namespace equipoise::tracking
