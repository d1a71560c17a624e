#include "equipoise/tracking/association.hpp"

#include <algorithm>

#include "equipoise/core/constants.hpp"
#include "equipoise/core/elementary/elementary.hpp"
#include "equipoise/core/precondition.hpp"

namespace equipoise::tracking {

Associator::Associator(std::size_t max_tracks, std::size_t max_detections)
    : assignment_(max_tracks, max_detections),
      costs_(max_tracks * max_detections),
      covariances_(max_detections),
      pairs_(max_tracks) {}

std::span<const int> Associator::associate(std::span<const PredictedPosition> tracks,
                                           std::span<const Fix> detections,
                                           std::span<const double> alarms_per_m3, double gate) {
  EQUIPOISE_PRECONDITION(tracks.size() <= pairs_.size() && detections.size() <= covariances_.size());
  EQUIPOISE_PRECONDITION(alarms_per_m3.size() == detections.size() && gate > 0.0);
  EQUIPOISE_PRECONDITION(
      std::all_of(alarms_per_m3.begin(), alarms_per_m3.end(), [](double alarms) { return alarms > 0.0; }));
  const std::size_t rows = tracks.size(), columns = detections.size();
  for (std::size_t j = 0; j < columns; ++j) covariances_[j] = covariance(detections[j]);
  // What a pair saves over leaving both alone. Pairs that save nothing cost nothing, so that a full
  // assignment of least cost holds the best partial one.
  constexpr double sphere = 8.0 * core::pi * core::pi * core::pi;
  for (std::size_t i = 0; i < rows; ++i) {
    const Symmetric3& p = tracks[i].covariance;
    const double spread = p.xx + p.yy + p.zz;
    for (std::size_t j = 0; j < columns; ++j) {
      double& cost = costs_[i * columns + j];
      cost = 0.0;
      const auto off = detections[j].position - tracks[i].position;
      const Symmetric3& c = covariances_[j];
      // No variance in any direction exceeds the trace: most pairs need no more than this.
      if (dot(off, off) > gate * (spread + c.xx + c.yy + c.zz)) continue;
      const Innovation pair = innovation(tracks[i], detections[j].position, c);
      if (!(pair.distance_squared < gate)) continue;
      const double alarms2 = sphere * pair.determinant_m6 * alarms_per_m3[j] * alarms_per_m3[j];
      cost = std::min(0.0, pair.distance_squared + core::log(alarms2));
    }
  }
  const auto columns_of = assignment_.solve({costs_.data(), rows * columns}, rows, columns);
  for (std::size_t i = 0; i < rows; ++i) {
    const int j = columns_of[i];
    pairs_[i] = j != none && costs_[i * columns + static_cast<std::size_t>(j)] < 0.0 ? j : none;
  }
  return {pairs_.data(), rows};
}

} // namespace equipoise::tracking
