#pragma once
// The earth as an ellipsoid that attracts and turns, and positions on it.
#include "equipoise/core/vector.hpp"

namespace equipoise::earth {

using core::Ecef;
using core::Local;
using core::Rotation;
using core::Vec3;

/// Size, shape, attraction and spin. SI.
struct Ellipsoid {
  double semi_major_axis_m;
  double flattening;
  double gravitational_parameter_m3_per_s2;
  double j2;
  double rotation_rad_per_s;

  constexpr double eccentricity_squared() const { return flattening * (2.0 - flattening); }
};

/// Source: NIMA TR8350.2 (2000), tables 3.1 and 3.3; J2 from the second zonal coefficient.
inline constexpr Ellipsoid wgs84{6378137.0, 1.0 / 298.257223563, 3.986004418e14, 1.08262982e-3, 7.292115e-5};

/// A ball that does not turn: for textbook arcs and for closing a published range, which has no direction.
inline constexpr Ellipsoid still_sphere{6371000.0, 0.0, 3.986004418e14, 0.0, 0.0};

struct Geodetic {
  double latitude_rad = 0.0;
  double longitude_rad = 0.0;
  double altitude_m = 0.0; ///< above the ellipsoid
};

Vec3<Ecef> to_ecef(const Ellipsoid& ellipsoid, const Geodetic& point);

/// Error below 1e-6 m and 1e-12 rad for altitudes from -10 km to 2,000 km (measured against GeographicLib).
/// Source: Bowring (1976), two steps on the reduced latitude.
Geodetic to_geodetic(const Ellipsoid& ellipsoid, const Vec3<Ecef>& point);

/// As to_geodetic(...).altitude_m, without the angles and with one step.
double altitude_m(const Ellipsoid& ellipsoid, const Vec3<Ecef>& point);

/// Unit normal of the ellipsoid through the point, and the altitude, for the price of one.
struct Vertical {
  Vec3<Ecef> up;
  double altitude_m;
};
Vertical vertical(const Ellipsoid& ellipsoid, const Vec3<Ecef>& point);

inline Vec3<Ecef> up(const Ellipsoid& ellipsoid, const Vec3<Ecef>& point) {
  return vertical(ellipsoid, point).up;
}

/// East, north and up at a site.
Rotation<Local, Ecef> local_axes(const Ellipsoid& ellipsoid, const Vec3<Ecef>& site);

/// Attraction without the centrifugal part, m/s2: central term and J2. The terms left out (J3, J4 and above)
/// are below 1.3e-4 m/s2. Source: Vallado (2013), "Fundamentals of Astrodynamics and Applications", eq. 8-30.
Vec3<Ecef> gravitation(const Ellipsoid& ellipsoid, const Vec3<Ecef>& point);

/// What a body that moves at `velocity` over a turning earth feels besides the attraction: Coriolis and
/// centrifugal.
Vec3<Ecef> frame_acceleration(const Ellipsoid& ellipsoid, const Vec3<Ecef>& point,
                              const Vec3<Ecef>& velocity);

} // namespace equipoise::earth
