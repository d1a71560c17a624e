#include "equipoise/tracking/gaussian.hpp"

namespace equipoise::tracking {

Innovation innovation(const PredictedPosition& predicted, const core::Vec3<core::Stage>& position,
                      const Symmetric3& covariance) {
  const Symmetric3& p = predicted.covariance;
  const auto d = position - predicted.position;
  // S = L D L^T, and the forward substitution alone: d' S^-1 d is the sum of y_i^2 / D_i.
  const double xx = p.xx + covariance.xx;
  const double over_xx = 1.0 / xx;
  const double xy = p.xy + covariance.xy, xz = p.xz + covariance.xz;
  const double l_y = xy * over_xx, l_z = xz * over_xx;
  const double yy = p.yy + covariance.yy - l_y * xy;
  const double yz = p.yz + covariance.yz - l_y * xz;
  const double l_zy = yz / yy;
  const double zz = p.zz + covariance.zz - l_z * xz - l_zy * yz;
  const double y = d.y - l_y * d.x, z = d.z - l_z * d.x - l_zy * y;
  return {d.x * d.x * over_xx + y * y / yy + z * z / zz, xx * yy * zz};
}

double distance_squared(const PredictedPosition& predicted, const core::Vec3<core::Stage>& position,
                        const Symmetric3& covariance) {
  return innovation(predicted, position, covariance).distance_squared;
}

double distance_squared(const PredictedPosition& predicted, const Fix& fix) {
  return distance_squared(predicted, fix.position, covariance(fix));
}

template <std::size_t N>
Innovation update(Gaussian<N>& g, const Fix& fix) {
  Innovation all{0.0, 1.0};
  for (std::size_t axis = 0; axis < 3; ++axis) {
    const auto& u = fix.axes[axis];
    std::array<double, N> across; // covariance of the state with the position along the axis
    for (std::size_t i = 0; i < N; ++i) {
      const auto& row = g.covariance[i];
      across[i] = row[0] * u.x + row[1] * u.y + row[2] * u.z;
    }
    const double variance = across[0] * u.x + across[1] * u.y + across[2] * u.z + fix.variances_m2[axis];
    const double over = 1.0 / variance;
    const double off = dot(u, fix.position - g.position());
    all.distance_squared += off * off * over;
    all.determinant_m6 *= variance;
    for (std::size_t i = 0; i < N; ++i) {
      const double gain = across[i] * over;
      g.mean[i] += gain * off;
      // Both halves from the same product, so that they stay equal to the last bit.
      for (std::size_t j = 0; j <= i; ++j) g.covariance[i][j] = g.covariance[j][i] -= gain * across[j];
    }
  }
  return all;
}

template Innovation update(Gaussian<6>&, const Fix&);
template Innovation update(Gaussian<7>&, const Fix&);

} // namespace equipoise::tracking
