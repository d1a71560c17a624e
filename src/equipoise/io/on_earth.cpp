#include "equipoise/io/on_earth.hpp"

#include "equipoise/core/constants.hpp"

namespace equipoise::io {

OnEarth::OnEarth(double latitude_rad)
    : stage_(earth::wgs84, latitude_rad), turn_(core::sincos(stage_longitude_deg * core::degree)) {}

Geographic OnEarth::at(const core::Vec3<core::Stage>& point) const {
  const earth::Geodetic place = earth::to_geodetic(stage_.ellipsoid(), stage_.to_ecef(point));
  double longitude = place.longitude_rad / core::degree + stage_longitude_deg;
  if (longitude < -180.0) longitude += 360.0;
  return {longitude, place.latitude_rad / core::degree, place.altitude_m};
}

core::Vec3<core::Ecef> OnEarth::ecef(const core::Vec3<core::Stage>& point) const {
  return turned(stage_.to_ecef(point));
}

core::Vec3<core::Ecef> OnEarth::direction(const core::Vec3<core::Stage>& vector) const {
  return turned(stage_.direction(vector));
}

/// About the poles' axis, to the stage's longitude.
core::Vec3<core::Ecef> OnEarth::turned(const core::Vec3<core::Ecef>& v) const {
  return {turn_.cos * v.x - turn_.sin * v.y, turn_.sin * v.x + turn_.cos * v.y, v.z};
}

} // namespace equipoise::io
