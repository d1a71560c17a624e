#include "equipoise/earth/ellipsoid.hpp"

namespace equipoise::earth {
namespace {

/// Sine and cosine of the geodetic latitude, and the distance from the axis.
struct Meridian {
  double sine, cosine, axis_distance_m;
};

/// Each of Bowring's steps squares the error. One leaves 1e-9 rad up to 2,000 km, which is nothing to the
/// altitude: that depends on the square of it (1e-9^2 of the radius is 6 pm). Two leave only rounding.
template <int steps>
Meridian meridian(const Ellipsoid& ellipsoid, const Vec3<Ecef>& point) {
  const double a = ellipsoid.semi_major_axis_m;
  const double e2 = ellipsoid.eccentricity_squared();
  const double b_over_a = 1.0 - ellipsoid.flattening;
  const double p = core::sqrt(point.x * point.x + point.y * point.y);
  // Reduced latitude beta first, kept as a direction so that the poles need no special case.
  double beta_sine = point.z, beta_cosine = b_over_a * p;
  double sine = 0.0, cosine = 1.0;
  for (int step = 0; step < steps; ++step) {
    const double length = core::sqrt(beta_sine * beta_sine + beta_cosine * beta_cosine);
    if (length == 0.0) return {1.0, 0.0, p}; // the centre: any normal will do
    const double shortened = 1.0 / length;
    beta_sine *= shortened;
    beta_cosine *= shortened;
    sine = point.z + e2 / b_over_a * a * beta_sine * beta_sine * beta_sine;
    cosine = p - e2 * a * beta_cosine * beta_cosine * beta_cosine;
    beta_sine = b_over_a * sine;
    beta_cosine = cosine;
  }
  const double length = core::sqrt(sine * sine + cosine * cosine);
  return {sine / length, cosine / length, p};
}

double altitude_m(const Ellipsoid& ellipsoid, const Meridian& m, double z) {
  const double root = core::sqrt(1.0 - ellipsoid.eccentricity_squared() * m.sine * m.sine);
  return m.axis_distance_m * m.cosine + z * m.sine - ellipsoid.semi_major_axis_m * root;
}

} // namespace

Vec3<Ecef> to_ecef(const Ellipsoid& ellipsoid, const Geodetic& point) {
  const double sine = core::sin(point.latitude_rad), cosine = core::cos(point.latitude_rad);
  const double e2 = ellipsoid.eccentricity_squared();
  const double n = ellipsoid.semi_major_axis_m / core::sqrt(1.0 - e2 * sine * sine);
  const double p = (n + point.altitude_m) * cosine;
  return {p * core::cos(point.longitude_rad), p * core::sin(point.longitude_rad),
          (n * (1.0 - e2) + point.altitude_m) * sine};
}

Geodetic to_geodetic(const Ellipsoid& ellipsoid, const Vec3<Ecef>& point) {
  const Meridian m = meridian<2>(ellipsoid, point);
  return {core::atan2(m.sine, m.cosine), core::atan2(point.y, point.x), altitude_m(ellipsoid, m, point.z)};
}

double altitude_m(const Ellipsoid& ellipsoid, const Vec3<Ecef>& point) {
  return altitude_m(ellipsoid, meridian<1>(ellipsoid, point), point.z);
}

Vertical vertical(const Ellipsoid& ellipsoid, const Vec3<Ecef>& point) {
  const Meridian m = meridian<2>(ellipsoid, point);
  const double altitude = altitude_m(ellipsoid, m, point.z);
  if (m.axis_distance_m == 0.0) return {{0.0, 0.0, point.z < 0.0 ? -1.0 : 1.0}, altitude};
  const double share = m.cosine / m.axis_distance_m;
  return {{share * point.x, share * point.y, m.sine}, altitude};
}

Rotation<Local, Ecef> local_axes(const Ellipsoid& ellipsoid, const Vec3<Ecef>& site) {
  const double p = core::sqrt(site.x * site.x + site.y * site.y);
  const Vec3<Ecef> east = p == 0.0 ? Vec3<Ecef>{0.0, 1.0, 0.0} : Vec3<Ecef>{-site.y / p, site.x / p, 0.0};
  const Vec3<Ecef> vertical = up(ellipsoid, site);
  return {east, cross(vertical, east), vertical};
}

Vec3<Ecef> gravitation(const Ellipsoid& ellipsoid, const Vec3<Ecef>& point) {
  const double r2 = dot(point, point);
  const double r = core::sqrt(r2);
  const double central = -ellipsoid.gravitational_parameter_m3_per_s2 / (r2 * r);
  const double a = ellipsoid.semi_major_axis_m;
  const double per_r2 = 1.0 / r2;
  const double oblate = 1.5 * ellipsoid.j2 * a * a * per_r2;
  const double z2 = 5.0 * point.z * point.z * per_r2;
  const double across = central * (1.0 + oblate * (1.0 - z2));
  return {across * point.x, across * point.y, central * (1.0 + oblate * (3.0 - z2)) * point.z};
}

Vec3<Ecef> frame_acceleration(const Ellipsoid& ellipsoid, const Vec3<Ecef>& point,
                              const Vec3<Ecef>& velocity) {
  const double w = ellipsoid.rotation_rad_per_s;
  return {w * (2.0 * velocity.y + w * point.x), w * (-2.0 * velocity.x + w * point.y), 0.0};
}

} // namespace equipoise::earth
