#pragma once
// Horizontal wind that changes evenly with height.
#include "equipoise/core/precondition.hpp"
#include "equipoise/earth/ellipsoid.hpp"

namespace equipoise::earth {

/// The air's motion over the ground, towards the east and the north, at two altitudes; a straight line
/// through them between and beyond. As it stands: still air.
struct Wind {
  double low_m = 0.0, east_low_m_per_s = 0.0, north_low_m_per_s = 0.0;
  double high_m = 1.0, east_high_m_per_s = 0.0, north_high_m_per_s = 0.0;

  constexpr bool still() const {
    return east_low_m_per_s == 0.0 && north_low_m_per_s == 0.0 && east_high_m_per_s == 0.0 &&
           north_high_m_per_s == 0.0;
  }
};

/// Velocity of the air at a point. Domain: high_m above low_m.
inline Vec3<Ecef> velocity(const Wind& wind, const Ellipsoid& ellipsoid, const Vec3<Ecef>& point,
                           double altitude_m) {
  EQUIPOISE_PRECONDITION(wind.high_m > wind.low_m);
  if (wind.still()) return {};
  const double u = (altitude_m - wind.low_m) / (wind.high_m - wind.low_m);
  const Vec3<Local> local{wind.east_low_m_per_s + u * (wind.east_high_m_per_s - wind.east_low_m_per_s),
                          wind.north_low_m_per_s + u * (wind.north_high_m_per_s - wind.north_low_m_per_s),
                          0.0};
  return local_axes(ellipsoid, point).inverse() * local;
}

} // namespace equipoise::earth
