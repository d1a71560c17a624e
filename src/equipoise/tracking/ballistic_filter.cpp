#include "equipoise/tracking/ballistic_filter.hpp"

#include "equipoise/tracking/disturbance.hpp"

namespace equipoise::tracking {
namespace {

/// A coast is believed after it has stood the looks of this many and this long: thrust of 30 m/s2 bends the
/// path by a kilometre in 8 s.
constexpr int trial_looks = 4;
constexpr double trial_s = 8.0;

/// What a coast that turns out to be none may be off by.
constexpr double surprise_m = 200.0, surprise_m_per_s = 200.0;

void begin_trial(BallisticTrack& track) {
  track.trial = track.estimate;
  track.trial_looks = 0;
  track.trial_start_s = track.estimate.time_s;
  track.disturbance = usual_disturbance;
}

void step_covariance(BallisticEstimate& e, const BallisticStep& s, const BallisticNoise& noise, double h) {
  auto& P = e.covariance;
  std::array<std::array<double, 7>, 6> moved; // derivatives * P
  for (std::size_t i = 0; i < 6; ++i) {
    const auto& F = s.derivatives[i];
    for (std::size_t j = 0; j < 7; ++j) {
      double sum = F[0] * P[0][j];
      for (std::size_t k = 1; k < 7; ++k) sum += F[k] * P[k][j];
      moved[i][j] = sum;
    }
  }
  for (std::size_t i = 0; i < 6; ++i) {
    for (std::size_t j = 0; j <= i; ++j) {
      double sum = moved[i][0] * s.derivatives[j][0];
      for (std::size_t k = 1; k < 7; ++k) sum += moved[i][k] * s.derivatives[j][k];
      P[i][j] = P[j][i] = sum;
    }
    P[i][6] = P[6][i] = moved[i][6];
  }
  const double q = noise.acceleration_m2_per_s3;
  for (std::size_t i = 0; i < 3; ++i) {
    P[i][i] += q * h * h * h / 3.0;
    P[i + 3][i] = P[i][i + 3] += 0.5 * q * h * h;
    P[i + 3][i + 3] += q * h;
  }
  P[6][6] += noise.drag_m4_per_kg2_s * h;
}

} // namespace

BallisticEstimate start(const BallisticModel& model, const Fix& first) {
  BallisticEstimate e;
  e.time_s = first.time_s;
  e.mean = {first.position.x, first.position.y, first.position.z, 0.0, 0.0, 0.0, model.drag_m2_per_kg};
  const Symmetric3 c = covariance(first);
  auto& P = e.covariance;
  P[0] = {c.xx, c.xy, c.xz};
  P[1] = {c.xy, c.yy, c.yz};
  P[2] = {c.xz, c.yz, c.zz};
  for (std::size_t i = 3; i < 6; ++i) P[i][i] = model.velocity_sigma_m_per_s * model.velocity_sigma_m_per_s;
  P[6][6] = model.drag_sigma_m2_per_kg * model.drag_sigma_m2_per_kg;
  return e;
}

void predict(const BallisticModel& model, const BallisticNoise& noise, BallisticEstimate& e, double time_s) {
  while (e.time_s < time_s) {
    const double left = time_s - e.time_s, longest = longest_step_s(model, e);
    // Halves rather than a short last step.
    const bool last = left <= longest;
    const double h = last ? left : left < 2.0 * longest ? 0.5 * left : longest;
    const BallisticStep s = step(model, e.mean, h);
    for (std::size_t i = 0; i < 6; ++i) e.mean[i] = s.position_velocity[i];
    step_covariance(e, s, noise, h);
    e.time_s = last ? time_s : e.time_s + h;
  }
}

BallisticTrack initiate(const BallisticModel& model, const Fix& first) {
  BallisticTrack track;
  track.estimate = start(model, first);
  begin_trial(track);
  return track;
}

void predict(const BallisticModel& model, BallisticTrack& track, double time_s) {
  predict(model, track.powered ? model.powered : model.coast, track.estimate, time_s);
  if (track.powered) predict(model, model.coast, track.trial, time_s);
}

double update(const BallisticModel& model, BallisticTrack& track, const Fix& fix) {
  const double distance2 = update(track.estimate, fix);
  const double of_coast = track.powered ? update(track.trial, fix) : distance2;
  track.disturbance = disturbed(track.disturbance, of_coast);
  const bool coasting = track.disturbance < unusual_disturbance;
  if (!track.powered) {
    if (coasting) return distance2;
    track.powered = true;
    auto& P = track.estimate.covariance;
    for (std::size_t i = 0; i < 3; ++i) {
      P[i][i] += surprise_m * surprise_m;
      P[i + 3][i + 3] += surprise_m_per_s * surprise_m_per_s;
    }
    P[6][6] += model.drag_sigma_m2_per_kg * model.drag_sigma_m2_per_kg;
    begin_trial(track);
  } else if (!coasting) {
    begin_trial(track);
  } else if (++track.trial_looks >= trial_looks && track.estimate.time_s - track.trial_start_s >= trial_s) {
    track.powered = false;
    track.estimate = track.trial;
  }
  return distance2;
}

} // namespace equipoise::tracking
