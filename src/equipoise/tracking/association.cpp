#include "equipoise/tracking/association.hpp"

#include <algorithm>

#include "equipoise/core/elementary.hpp"

namespace equipoise::tracking {

Associator::Associator(std::size_t most_tracks, std::size_t most_detections)
    : assignment_(most_tracks, most_detections),
      costs_(most_tracks * most_detections),
      pairs_in_gate_(most_tracks * most_detections),
      covariances_(most_detections),
      pairs_(most_tracks) {}

std::span<const int> Associator::associate(std::span<const PredictedPosition> tracks,
                                           std::span<const Fix> detections, double gate) {
  const std::size_t rows = tracks.size(), columns = detections.size();
  for (std::size_t j = 0; j < columns; ++j) covariances_[j] = covariance(detections[j]);
  // What a pair saves over leaving both alone. Pairs that save nothing cost nothing, so that a full
  // assignment of least cost holds the best partial one.
  double widest_m6 = 0.0;
  for (std::size_t i = 0; i < rows; ++i) {
    const Symmetric3& p = tracks[i].covariance;
    const double spread = p.xx + p.yy + p.zz;
    for (std::size_t j = 0; j < columns; ++j) {
      Innovation& pair = pairs_in_gate_[i * columns + j];
      pair.determinant_m6 = 0.0;
      const auto off = detections[j].position - tracks[i].position;
      const Symmetric3& c = covariances_[j];
      // No variance in any direction exceeds the trace: most pairs need no more than this.
      if (dot(off, off) > gate * (spread + c.xx + c.yy + c.zz)) continue;
      const Innovation one = innovation(tracks[i], detections[j].position, c);
      if (!(one.distance_squared < gate)) continue;
      pair = one;
      widest_m6 = std::max(widest_m6, one.determinant_m6);
    }
  }
  for (std::size_t k = 0; k < rows * columns; ++k) {
    const Innovation& pair = pairs_in_gate_[k];
    costs_[k] = pair.determinant_m6 > 0.0
                    ? pair.distance_squared - gate + core::log(pair.determinant_m6 / widest_m6)
                    : 0.0;
  }
  const auto columns_of = assignment_.solve({costs_.data(), rows * columns}, rows, columns);
  for (std::size_t i = 0; i < rows; ++i) {
    const int j = columns_of[i];
    pairs_[i] = j != none && costs_[i * columns + static_cast<std::size_t>(j)] < 0.0 ? j : none;
  }
  return {pairs_.data(), rows};
}

} // namespace equipoise::tracking
