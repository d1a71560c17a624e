#include "equipoise/tracking/false_alarms/gate_alarms.hpp"

#include <algorithm>

#include "equipoise/core/constants.hpp"
#include "equipoise/core/elementary/elementary.hpp"
#include "equipoise/core/precondition.hpp"
#include "equipoise/tracking/association.hpp"

namespace equipoise::tracking {

GateRegion gate_region(const PredictedPosition& expected, double error_m) {
  EQUIPOISE_PRECONDITION(error_m > 0.0);
  const Symmetric3& p = expected.covariance;
  // An error as large in every direction covers the real one. A covariance that rounding has left without an
  // inverse is widened by it too.
  const double error2 = error_m * error_m;
  const double xx = core::sqrt(std::max(p.xx + error2, error2));
  const double yx = p.xy / xx, zx = p.xz / xx;
  const double yy = core::sqrt(std::max(p.yy + error2 - yx * yx, error2));
  const double zy = (p.yz - zx * yx) / yy;
  const double zz = core::sqrt(std::max(p.zz + error2 - zx * zx - zy * zy, error2));
  const double gate = core::sqrt(gate_1e_4);
  GateRegion region;
  region.centre = expected.position;
  region.root = {gate * xx, gate * yx, gate * yy, gate * zx, gate * zy, gate * zz};
  region.volume_m3 = 4.0 / 3.0 * core::pi * region.root[0] * region.root[2] * region.root[5];
  return region;
}

bool contains(const GateRegion& region, const core::Vec3<core::Stage>& point) {
  const auto& [xx, yx, yy, zx, zy, zz] = region.root;
  const core::Vec3<core::Stage> from = point - region.centre;
  const double x = from.x / xx;
  const double y = (from.y - yx * x) / yy;
  const double z = (from.z - zx * x - zy * y) / zz;
  return x * x + y * y + z * z <= 1.0;
}

core::Vec3<core::Stage> point_in(const GateRegion& region, const std::array<double, 3>& uniform) {
  EQUIPOISE_PRECONDITION(
      std::all_of(uniform.begin(), uniform.end(), [](double u) { return 0.0 < u && u < 1.0; }));
  const double radius = core::exp(core::log(uniform[0]) / 3.0), up = 2.0 * uniform[1] - 1.0;
  const auto [sine, cosine] = core::sincos(2.0 * core::pi * uniform[2]);
  const double across = radius * core::sqrt(1.0 - up * up);
  const double x = across * cosine, y = across * sine, z = radius * up;
  const auto& [xx, yx, yy, zx, zy, zz] = region.root;
  return region.centre + core::Vec3<core::Stage>{xx * x, yx * x + yy * y, zx * x + zy * y + zz * z};
}

int poisson(double mean, double uniform, int max) {
  EQUIPOISE_PRECONDITION(mean >= 0.0 && 0.0 < uniform && uniform < 1.0 && max >= 0);
  if (uniform < 1.0 - mean) return 0; // exp(-mean) is no less: mostly it need not be known
  double chance = core::exp(-mean), sum = chance;
  int count = 0;
  for (; uniform >= sum && count < max; sum += chance) chance *= mean / ++count;
  return count;
}

} // namespace equipoise::tracking
