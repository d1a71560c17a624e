#pragma once
// The stage on a globe. A scenario has no longitude: files that need one put its origin in mid-ocean.
#include "equipoise/earth/stage.hpp"

namespace equipoise::io {

/// Where the stage's origin is put: the mid-Atlantic at most latitudes.
inline constexpr double stage_longitude_deg = -30.0;

struct Geographic {
  double longitude_deg = 0.0; ///< in [-180, 180)
  double latitude_deg = 0.0;
  double altitude_m = 0.0; ///< above the ellipsoid, WGS 84
};

class OnEarth {
 public:
  explicit OnEarth(double latitude_rad);

  /// Error as earth::to_geodetic.
  Geographic at(const core::Vec3<core::Stage>& point) const;
  /// Earth-centred, earth-fixed, m.
  core::Vec3<core::Ecef> ecef(const core::Vec3<core::Stage>& point) const;
  /// Of a vector, such as a velocity.
  core::Vec3<core::Ecef> direction(const core::Vec3<core::Stage>& vector) const;

 private:
  core::Vec3<core::Ecef> turned(const core::Vec3<core::Ecef>& vector) const;

  earth::Stage stage_;
  core::SinCos turn_;
};

} // namespace equipoise::io
