#include "equipoise/tracking/filter/manoeuvre_filter.hpp"

#include "equipoise/core/precondition.hpp"
#include "equipoise/tracking/disturbance.hpp"

namespace equipoise::tracking {
namespace {

/// A turn that a track must not be lost to before it is noticed, and what it may have done to the velocity by
/// then.
constexpr double turn_m_per_s2 = 60.0, surprise_m_per_s = 60.0;

} // namespace

ManoeuvreEstimate start(const ManoeuvreModel& model, const Fix& first) {
  ManoeuvreEstimate e;
  e.time_s = first.time_s;
  e.mean = {first.position.x, first.position.y, first.position.z, 0.0, 0.0, 0.0};
  const Symmetric3 c = covariance(first);
  auto& P = e.covariance;
  P[0] = {c.xx, c.xy, c.xz};
  P[1] = {c.xy, c.yy, c.yz};
  P[2] = {c.xz, c.yz, c.zz};
  for (std::size_t i = 3; i < 6; ++i) P[i][i] = model.velocity_sigma_m_per_s * model.velocity_sigma_m_per_s;
  return e;
}

void predict(double q, ManoeuvreEstimate& e, double time_s) {
  const double h = time_s - e.time_s;
  if (!(h > 0.0)) return;
  auto& P = e.covariance;
  for (std::size_t i = 0; i < 3; ++i) e.mean[i] += h * e.mean[i + 3];
  for (std::size_t i = 0; i < 3; ++i)
    for (std::size_t j = 0; j <= i; ++j)
      P[i][j] = P[j][i] = P[i][j] + h * (P[i][j + 3] + P[j][i + 3]) + h * h * P[i + 3][j + 3];
  for (std::size_t i = 0; i < 3; ++i)
    for (std::size_t j = 3; j < 6; ++j) P[i][j] = P[j][i] = P[i][j] + h * P[i + 3][j];
  for (std::size_t i = 0; i < 3; ++i) {
    P[i][i] += q * h * h * h / 3.0;
    P[i + 3][i] = P[i][i + 3] += 0.5 * q * h * h;
    P[i + 3][i + 3] += q * h;
  }
  e.time_s = time_s;
}

ManoeuvreTrack initiate(const ManoeuvreModel& model, const Fix& first) {
  return {start(model, first), false, first.time_s, usual_disturbance};
}

void predict(const ManoeuvreModel& model, ManoeuvreTrack& track, double time_s) {
  predict(track.manoeuvring ? model.manoeuvring_m2_per_s3 : model.quiet_m2_per_s3, track.estimate, time_s);
}

PredictedPosition predicted_position(const ManoeuvreTrack& track) {
  PredictedPosition p = predicted_position(track.estimate);
  const double since_s = track.estimate.time_s - track.last_fix_s;
  const double turned_m = 0.5 * turn_m_per_s2 * since_s * since_s;
  p.covariance.xx += turned_m * turned_m;
  p.covariance.yy += turned_m * turned_m;
  p.covariance.zz += turned_m * turned_m;
  return p;
}

double update(const ManoeuvreModel&, ManoeuvreTrack& track, const Fix& fix) {
  EQUIPOISE_PRECONDITION(fix.time_s == track.estimate.time_s);
  const double distance2 = distance_squared(predicted_position(track.estimate), fix);
  track.last_fix_s = fix.time_s;
  track.disturbance = disturbed(track.disturbance, distance2);
  if (!track.manoeuvring && track.disturbance > unusual_disturbance) {
    // The turn began some dwells ago: the estimate is off by about what the fix shows.
    const auto off = fix.position - track.estimate.position();
    for (std::size_t i = 0; i < 3; ++i) {
      track.estimate.covariance[i][i] += dot(off, off);
      track.estimate.covariance[i + 3][i + 3] += surprise_m_per_s * surprise_m_per_s;
    }
    track.manoeuvring = true;
    track.disturbance = unusual_disturbance;
  }
  update(track.estimate, fix);
  // The wide level leaves less than the usual innovations when the target flies straight again.
  if (track.disturbance < usual_disturbance) track.manoeuvring = false;
  return distance2;
}

} // namespace equipoise::tracking
