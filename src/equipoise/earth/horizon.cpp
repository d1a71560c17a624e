#include "equipoise/earth/horizon.hpp"

#include <algorithm>

#include "equipoise/core/precondition.hpp"

namespace equipoise::earth {

double sight_margin_rad(const Ellipsoid& ellipsoid, const Vec3<Ecef>& a, const Vec3<Ecef>& b) {
  EQUIPOISE_PRECONDITION(dot(a, a) > 0.0 && dot(b, b) > 0.0);
  // Stretched along the axis the ellipsoid is a ball of radius 1, straight lines stay straight, and what
  // touches still does.
  const double across = 1.0 / ellipsoid.semi_major_axis_m, along = across / (1.0 - ellipsoid.flattening);
  const Vec3<Ecef> p{across * a.x, across * a.y, along * a.z}, q{across * b.x, across * b.y, along * b.z};
  const auto to_horizon = [](double distance) { return distance > 1.0 ? core::acos(1.0 / distance) : 0.0; };
  return to_horizon(norm(p)) + to_horizon(norm(q)) - core::atan2(norm(cross(p, q)), dot(p, q));
}

double radar_sight_margin_m(const Ellipsoid& ellipsoid, const Vec3<Ecef>& antenna, const Vec3<Ecef>& target) {
  return radar_horizon_m(altitude_m(ellipsoid, antenna), altitude_m(ellipsoid, target)) -
         norm(target - antenna);
}

} // namespace equipoise::earth
