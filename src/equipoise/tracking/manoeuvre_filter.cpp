#include "equipoise/tracking/manoeuvre_filter.hpp"

#include "equipoise/tracking/disturbance.hpp"

namespace equipoise::tracking {

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
  return {start(model, first), false, usual_disturbance};
}

void predict(const ManoeuvreModel& model, ManoeuvreTrack& track, double time_s) {
  predict(track.manoeuvring ? model.manoeuvring_m2_per_s3 : model.quiet_m2_per_s3, track.estimate, time_s);
}

double update(const ManoeuvreModel&, ManoeuvreTrack& track, const Fix& fix) {
  const double distance2 = update(track.estimate, fix);
  track.disturbance = disturbed(track.disturbance, distance2);
  // The wide level leaves less than the usual innovations when the target flies straight again.
  track.manoeuvring = track.disturbance > (track.manoeuvring ? usual_disturbance : unusual_disturbance);
  return distance2;
}

} // namespace equipoise::tracking
