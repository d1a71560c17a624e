#include "equipoise/tracking/filter/ballistic_filter.hpp"

#include <algorithm>
#include <utility>

#include "equipoise/core/precondition.hpp"
#include "equipoise/tracking/association.hpp"
#include "equipoise/tracking/disturbance.hpp"

namespace equipoise::tracking {
namespace {

/// Believed is what is so much likelier, 20 to 1. No dwell within the coast's gate says more, so that one
/// alone turns no belief: a neighbour's detection looks like thrust.
constexpr double plainly = 3.0;

/// A coast that has been believed for so long is one.
constexpr double settled_s = 20.0;

/// Under power the drag is held at what was believed before: estimated, it would take thrust for a drag below
/// zero and run away with it.
void hold_drag(const BallisticModel& model, BallisticEstimate& e) {
  e.mean[6] = model.drag_m2_per_kg;
  for (std::size_t i = 0; i < 7; ++i) e.covariance[i][6] = e.covariance[6][i] = 0.0;
}

/// The drag as it is believed before the first dwell.
void open_drag(const BallisticModel& model, BallisticEstimate& e) {
  hold_drag(model, e);
  e.covariance[6][6] = model.drag_sigma_m2_per_kg * model.drag_sigma_m2_per_kg;
}

void begin_coast(const BallisticModel& model, BallisticTrack& track) {
  track.rival = track.estimate;
  track.rival.covariance[6][6] = model.drag_sigma_m2_per_kg * model.drag_sigma_m2_per_kg;
  track.evidence = 0.0;
}

double log_ratio(const Innovation& coast, const Innovation& power) {
  return 0.5 * (core::log(power.determinant_m6 / coast.determinant_m6) + power.distance_squared -
                coast.distance_squared);
}

/// Thrust ends while a missile still climbs: what plainly sinks coasts, and what its filter has not foreseen
/// is the air's doing.
bool sinks(const BallisticModel& model, const BallisticEstimate& e) {
  constexpr double plainly_sigma = 4.0;
  const auto n = up(model, e.position());
  const std::array<double, 3> na{n.x, n.y, n.z};
  double variance = 0.0;
  for (std::size_t i = 0; i < 3; ++i)
    for (std::size_t j = 0; j < 3; ++j) variance += na[i] * e.covariance[i + 3][j + 3] * na[j];
  return dot(e.velocity(), n) < -plainly_sigma * core::sqrt(variance);
}

/// Nothing is pushed by the air, and nothing that falls is lighter for its size than 100 kg/m2.
void bound_drag(BallisticEstimate& e) {
  constexpr double max_m2_per_kg = 1e-2;
  e.mean[6] = std::clamp(e.mean[6], 0.0, max_m2_per_kg);
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
  // A hypothesis may be wrong beyond all measure: its speed must not decide how many steps are taken.
  constexpr double max_steps = 256.0;
  const double shortest = (time_s - e.time_s) / max_steps;
  while (e.time_s < time_s) {
    const Place here = place(model, e.position());
    const double left = time_s - e.time_s,
                 longest = std::max(shortest, longest_step_s(here.altitude_m, norm(e.velocity())));
    // Halves rather than a short last step.
    const bool last = left <= longest;
    const double h = last ? left : left < 2.0 * longest ? 0.5 * left : longest;
    const BallisticStep s = step(model, e.mean, here, h);
    for (std::size_t i = 0; i < 6; ++i) e.mean[i] = s.position_velocity[i];
    step_covariance(e, s, noise, h);
    e.time_s = last ? time_s : e.time_s + h;
  }
}

BallisticTrack initiate(const BallisticModel& model, const Fix& first) {
  BallisticTrack track;
  track.estimate = start(model, first);
  track.last_fix_s = first.time_s;
  hold_drag(model, track.estimate);
  begin_coast(model, track);
  return track;
}

void predict(const BallisticModel& model, BallisticTrack& track, double time_s) {
  predict(model, track.powered ? model.powered : model.coast, track.estimate, time_s);
  if (!track.settled) predict(model, track.powered ? model.coast : model.powered, track.rival, time_s);
}

PredictedPosition predicted_position(const BallisticTrack& track) {
  return predicted_position(track.powered || track.settled ? track.estimate : track.rival);
}

namespace {

void widen(BallisticEstimate& e, double factor) {
  for (auto& row : e.covariance)
    for (double& value : row) value *= factor;
}

/// What has not been foreseen widens the estimate, as much as it was beyond the usual, and opens the drag.
double update_alone(const BallisticModel& model, BallisticTrack& track, const Fix& fix) {
  auto& P = track.estimate.covariance;
  const double distance2 = distance_squared(predicted_position(track.estimate), fix);
  track.disturbance = disturbed(track.disturbance, distance2);
  if (track.disturbance >= unusual_disturbance) {
    widen(track.estimate, track.disturbance / usual_disturbance);
    P[6][6] += model.drag_sigma_m2_per_kg * model.drag_sigma_m2_per_kg;
    track.disturbance = usual_disturbance;
  }
  update(track.estimate, fix);
  bound_drag(track.estimate);
  return distance2;
}

} // namespace

double update(const BallisticModel& model, BallisticTrack& track, const Fix& fix) {
  EQUIPOISE_PRECONDITION(fix.time_s == track.estimate.time_s);
  track.last_fix_s = fix.time_s;
  if (track.settled) return update_alone(model, track, fix);
  BallisticEstimate& coast = track.powered ? track.rival : track.estimate;
  BallisticEstimate& power = track.powered ? track.estimate : track.rival;
  const Innovation of_coast = update(coast, fix), of_power = update(power, fix);
  bound_drag(coast);
  const double ratio = log_ratio(of_coast, of_power);
  // One outside it has refuted the coast, whosever it is: the coast's filter has been fed with it. So has one
  // that a coast which has run away from all numbers was fed with.
  const bool foreseen = of_coast.distance_squared < gate_1e_4;
  track.evidence =
      foreseen ? std::min(plainly, track.evidence + std::clamp(ratio, -plainly, plainly)) : -plainly;
  const double distance2 = (track.powered ? of_power : of_coast).distance_squared;
  const bool sinking = track.evidence >= 0.0 && sinks(model, coast);
  if (track.powered && (sinking || track.evidence >= plainly)) {
    std::swap(track.estimate, track.rival);
    track.powered = false;
    track.coast_from_s = fix.time_s;
    open_drag(model,
              track.estimate); // the coast may have begun before the thrust ended, and taken it for drag
  }
  if (sinking || (!track.powered && fix.time_s - track.coast_from_s >= settled_s)) {
    track.settled = true;
    track.disturbance = usual_disturbance;
  } else if (track.evidence <= -plainly) {
    if (!track.powered) std::swap(track.estimate, track.rival);
    track.powered = true;
    begin_coast(model, track);
  }
  return distance2;
}

} // namespace equipoise::tracking
