#include "equipoise/tracking/impact.hpp"

#include <algorithm>

namespace equipoise::tracking {

using V = core::Vec3<core::Stage>;

std::optional<Impact> impact(const BallisticModel& model, const BallisticEstimate& estimate,
                             double altitude) {
  constexpr double longest_flight_s = 3600.0, close_m = 0.01;
  BallisticEstimate e = estimate;
  e.mean[6] = std::max(0.0, e.mean[6]);
  const double end_s = e.time_s + longest_flight_s;
  BallisticEstimate before = e;
  double height = altitude_m(model, e.position()) - altitude;
  while (height > 0.0 || dot(e.velocity(), up(model, e.position())) > 0.0) {
    if (!(e.time_s < end_s)) return std::nullopt;
    before = e;
    predict(model, model.coast, e, e.time_s + longest_step_s(model, e));
    height = altitude_m(model, e.position()) - altitude;
  }
  if (e.time_s == estimate.time_s) return std::nullopt; // it is below already, and does not rise
  // Newton on the time from the last step above: the path is all but straight there.
  double h = e.time_s - before.time_s, rate = dot(e.velocity(), up(model, e.position()));
  for (int i = 0; i < 8 && (height > close_m || height < -close_m); ++i) {
    h -= height / rate;
    e = before;
    predict(model, model.coast, e, before.time_s + h);
    height = altitude_m(model, e.position()) - altitude;
    rate = dot(e.velocity(), up(model, e.position()));
  }
  // An error of the position moves the place of passing along the path until the altitude is right again.
  const V n = up(model, e.position()), v = e.velocity();
  const std::array<double, 3> na{n.x, n.y, n.z}, va{v.x, v.y, v.z};
  std::array<std::array<double, 3>, 3> M{}, C{};
  double time_variance = 0.0;
  for (std::size_t i = 0; i < 3; ++i)
    for (std::size_t j = 0; j < 3; ++j) {
      M[i][j] = (i == j ? 1.0 : 0.0) - va[i] * na[j] / rate;
      time_variance += na[i] * e.covariance[i][j] * na[j] / (rate * rate);
    }
  for (std::size_t i = 0; i < 3; ++i)
    for (std::size_t j = 0; j <= i; ++j)
      for (std::size_t k = 0; k < 3; ++k)
        for (std::size_t l = 0; l < 3; ++l) C[i][j] += M[i][k] * e.covariance[k][l] * M[j][l];
  return Impact{e.time_s,
                e.position(),
                {C[0][0], C[1][1], C[2][2], C[1][0], C[2][0], C[2][1]},
                core::sqrt(time_variance)};
}

ClosestApproach closest_approach(const ManoeuvreEstimate& estimate, const V& point) {
  const V to_point = point - estimate.position(), v = estimate.velocity();
  const double speed2 = dot(v, v);
  const double ahead_s = speed2 > 0.0 ? std::max(0.0, dot(to_point, v) / speed2) : 0.0;
  return {estimate.time_s + ahead_s, norm(to_point - ahead_s * v)};
}

} // namespace equipoise::tracking
