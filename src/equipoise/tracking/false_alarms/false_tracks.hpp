#pragma once
// Tracks that noise alone confirms, and false alarms in the gates of tracks: means, without drawing any.
#include <array>
#include <bit>
#include <cstdint>
#include <vector>

#include "equipoise/sensing/false_alarms.hpp"
#include "equipoise/tracking/filter/ballistic_filter.hpp"
#include "equipoise/tracking/track_rule.hpp"

namespace equipoise::tracking {

/// What the size of a gate follows from, along the axes of a fix.
struct GateModel {
  double velocity_sigma_m_per_s = 1500.0;         ///< before the second hit
  double acceleration_m2_per_s3 = 4000.0;         ///< white, spectral density
  double period_s = 1.0;                          ///< between two dwells
  std::array<double, 3> track_variances_m2{};     ///< of each fix that made the track
  std::array<double, 3> detection_variances_m2{}; ///< of the fix that is held against it
};

/// Of a ballistic filter's gate, the widest there is, for a dwell of the radar at a range: the track made of
/// fixes with the error `track`.
GateModel gate_model(const sensing::Radar& radar, const BallisticModel& model, double range_m,
                     const sensing::MeasurementError& track);

/// Volume of the gate of `gate_1e_4` for a track whose last hit was `since` dwells ago and the one before
/// `between` dwells earlier (0: there was none): two fixes give position and velocity, later ones only narrow
/// it, so this is an upper estimate for a track of more. Source: Bar-Shalom, Li & Kirubarajan (2001)
/// on two-point differencing; Blackman & Popoli (1999) on the volume of an ellipsoidal gate. Domain: since >=
/// 1, between >= 0, a period above 0.
double gate_volume_m3(const GateModel& model, int since, int between);
/// Of a tentative track with this history. Domain: one with a hit.
double gate_volume_m3(const GateModel& model, std::uint32_t history);

/// Mean number of false alarms in a gate: density by volume, and no more than lie in the gate's span of range
/// in all beams.
double false_alarms_in_gate(const sensing::Radar& radar, const GateModel& model, double range_m, int since,
                            int between);
double false_alarms_in_gate(const sensing::Radar& radar, const GateModel& model, double range_m,
                            std::uint32_t history);

/// Chance that the rule confirms a track that one false alarm at a range began, by false alarms alone: the
/// Markov chain of the rule, exact where each dwell's gate holds at least one with chance 1 - exp(-mean).
/// Source: Bar-Shalom & Li (1995) and Blackman & Popoli (1999) on track formation.
template <class Mean>
double confirmation_chance(const TrackRule& rule, const Mean& mean_in_gate);
double false_track_chance(const sensing::Radar& radar, const BallisticModel& model, const TrackRule& rule,
                          double range_m);

/// Mean number confirmed a scan: every false alarm is taken to begin a track, wherever in range it falls.
double false_tracks_per_scan(const sensing::Radar& radar, const BallisticModel& model, const TrackRule& rule);

template <class Mean>
double confirmation_chance(const TrackRule& rule, const Mean& mean_in_gate) {
  const TrackState first = dwell(rule, {}, true);
  if (first.confirmed) return 1.0;
  // By the rule's history and by how many dwells lay between the last two hits (0: there was one). A hit that
  // has left the window still narrows the gate.
  const std::size_t histories = first_confirmed(rule), gaps = static_cast<std::size_t>(rule.window);
  std::vector<double> now(histories * gaps), next(now.size());
  now[first.history * gaps] = 1.0;
  double confirmed = 0.0;
  for (double left = 1.0; left > 1e-9 * confirmed && left > 0.0;) {
    next.assign(now.size(), 0.0);
    for (std::uint32_t history = 1; history < histories; ++history)
      for (std::size_t gap = 0; gap < gaps; ++gap) {
        const double chance = now[history * gaps + gap];
        if (chance == 0.0) continue;
        const int since = std::countr_zero(history) + 1;
        const double mean = mean_in_gate(since, static_cast<int>(gap));
        const TrackState seen = dwell(rule, {false, history, 0}, true);
        const TrackState unseen = dwell(rule, {false, history, 0}, false);
        double& hit =
            seen.confirmed ? confirmed : next[seen.history * gaps + static_cast<std::size_t>(since)];
        hit -= chance * core::expm1(-mean);
        next[unseen.history * gaps + gap] += chance * core::exp(-mean); // with no hit left it is dropped
      }
    now.swap(next);
    left = 0.0;
    for (std::size_t k = 0; k < now.size(); ++k) {
      if (k < gaps) now[k] = 0.0;
      left += now[k];
    }
  }
  return confirmed;
}

} // namespace equipoise::tracking
