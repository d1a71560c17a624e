#include "equipoise/earth/stage.hpp"

#include "equipoise/core/constants.hpp"
#include "equipoise/core/precondition.hpp"

namespace equipoise::earth {

Stage::Stage(const Ellipsoid& ellipsoid, double latitude_rad)
    : ellipsoid_(ellipsoid), origin_(earth::to_ecef(ellipsoid, {latitude_rad, 0.0, 0.0})), axes_{} {
  EQUIPOISE_PRECONDITION(-0.5 * core::pi <= latitude_rad && latitude_rad <= 0.5 * core::pi);
  const Rotation<Local, Ecef> local = earth::local_axes(ellipsoid, origin_);
  axes_ = {local.x, local.y, local.z};
}

Vec3<core::Stage> Stage::point(const Place& place) const {
  EQUIPOISE_PRECONDITION(place.east_m * place.east_m + place.north_m * place.north_m <= 2e6 * 2e6);
  Vec3<core::Stage> p{place.east_m, place.north_m, place.altitude_m};
  // Newton on the height: moving up by one metre raises the altitude by the cosine of the angle between the
  // verticals.
  for (int iteration = 0; iteration < 6; ++iteration) {
    const Vec3<Ecef> ecef = to_ecef(p);
    const double slope = dot(earth::up(ellipsoid_, ecef), axes_.z);
    p.z += (place.altitude_m - earth::altitude_m(ellipsoid_, ecef)) / slope;
  }
  return p;
}

double Stage::altitude_m(const Vec3<core::Stage>& point) const {
  return earth::altitude_m(ellipsoid_, to_ecef(point));
}

Rotation<Local, core::Stage> Stage::local_axes(const Vec3<core::Stage>& site) const {
  const Rotation<Local, Ecef> local = earth::local_axes(ellipsoid_, to_ecef(site));
  return {direction(local.x), direction(local.y), direction(local.z)};
}

} // namespace equipoise::earth
