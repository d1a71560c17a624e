#include "equipoise/tracking/ballistic_filter.hpp"

#include <algorithm>

#include "equipoise/tracking/disturbance.hpp"

namespace equipoise::tracking {
namespace {

/// A coast is believed after this many looks if a thrust this weak would have changed the velocity, since the
/// trial began, by so many times what the trial leaves open.
constexpr int trial_looks = 4;
constexpr double weak_thrust_m_per_s2 = 20.0, plainly = 12.0;

/// What a coast that turns out to be none may be off by, at least.
constexpr double surprise_m = 200.0, surprise_m_per_s = 200.0;

/// A push that a young coast must not be lost to before it is noticed. An old one was not believed too early,
/// and a wide gate takes in what belongs to others.
constexpr double push_m_per_s2 = 100.0, young_s = 40.0;

void begin_trial(const BallisticModel& model, BallisticTrack& track) {
  track.trial = track.estimate;
  track.trial.covariance[6][6] = model.drag_sigma_m2_per_kg * model.drag_sigma_m2_per_kg;
  track.trial_looks = 0;
  track.trial_start_s = track.estimate.time_s;
  track.disturbance = usual_disturbance;
}

/// Under power the drag is held at what was believed before: estimated, it would take thrust for a drag below
/// zero and run away with it.
void begin_power(const BallisticModel& model, BallisticTrack& track) {
  auto& e = track.estimate;
  e.mean[6] = model.drag_m2_per_kg;
  for (std::size_t i = 0; i < 7; ++i) e.covariance[i][6] = e.covariance[6][i] = 0.0;
  track.powered = true;
  begin_trial(model, track);
}

/// Thrust ends while a missile still climbs: what plainly sinks coasts, and what its filter has not foreseen
/// is the air's doing.
bool sinks(const BallisticModel& model, const BallisticEstimate& e) {
  constexpr double plainly_sigma = 3.0;
  const auto n = up(model, e.position());
  const std::array<double, 3> na{n.x, n.y, n.z};
  double variance = 0.0;
  for (std::size_t i = 0; i < 3; ++i)
    for (std::size_t j = 0; j < 3; ++j) variance += na[i] * e.covariance[i + 3][j + 3] * na[j];
  return dot(e.velocity(), n) < -plainly_sigma * core::sqrt(variance);
}

/// Nothing is pushed by the air.
void unpushed(BallisticEstimate& e) {
  e.mean[6] = std::max(0.0, e.mean[6]);
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
  track.last_fix_s = first.time_s;
  begin_power(model, track);
  return track;
}

void predict(const BallisticModel& model, BallisticTrack& track, double time_s) {
  predict(model, track.powered ? model.powered : model.coast, track.estimate, time_s);
  if (track.powered) predict(model, model.coast, track.trial, time_s);
}

PredictedPosition predicted_position(const BallisticTrack& track) {
  PredictedPosition p = predicted_position(track.estimate);
  if (track.powered || track.estimate.time_s - track.trial_start_s > young_s) return p;
  const double since_s = track.estimate.time_s - track.last_fix_s;
  const double pushed_m = 0.5 * push_m_per_s2 * since_s * since_s;
  p.covariance.xx += pushed_m * pushed_m;
  p.covariance.yy += pushed_m * pushed_m;
  p.covariance.zz += pushed_m * pushed_m;
  return p;
}

double update(const BallisticModel& model, BallisticTrack& track, const Fix& fix) {
  track.last_fix_s = fix.time_s;
  auto& P = track.estimate.covariance;
  if (!track.powered) {
    const double distance2 = distance_squared(predicted_position(track.estimate), fix);
    track.disturbance = disturbed(track.disturbance, distance2);
    if (track.disturbance < unusual_disturbance) {
      update(track.estimate, fix);
      unpushed(track.estimate);
      return distance2;
    }
    const double off_m = std::max(surprise_m, norm(fix.position - track.estimate.position()));
    for (std::size_t i = 0; i < 3; ++i) {
      P[i][i] += off_m * off_m;
      P[i + 3][i + 3] += surprise_m_per_s * surprise_m_per_s;
    }
    update(track.estimate, fix);
    if (sinks(model, track.estimate)) {
      unpushed(track.estimate);
      P[6][6] += model.drag_sigma_m2_per_kg * model.drag_sigma_m2_per_kg;
      track.disturbance = usual_disturbance;
    } else {
      begin_power(model, track);
    }
    return distance2;
  }
  const double distance2 = update(track.estimate, fix);
  track.disturbance = disturbed(track.disturbance, update(track.trial, fix));
  unpushed(track.trial);
  if (track.disturbance >= unusual_disturbance) {
    begin_trial(model, track);
  } else if (++track.trial_looks >= trial_looks) {
    const auto& T = track.trial.covariance;
    const double gained = weak_thrust_m_per_s2 * (fix.time_s - track.trial_start_s);
    const bool shown = gained * gained >= plainly * plainly * (T[3][3] + T[4][4] + T[5][5]);
    if (!shown && !sinks(model, track.trial)) return distance2;
    track.powered = false;
    track.estimate = track.trial;
  }
  return distance2;
}

} // namespace equipoise::tracking
