#pragma once
// Who sees whom over the bulge of the earth.
#include "equipoise/core/elementary/elementary.hpp"
#include "equipoise/earth/ellipsoid.hpp"

namespace equipoise::earth {

/// In the standard refracting air rays are straight over an earth of 4/3 the radius. Source: Schelleng,
/// Burrows & Ferrell (1933).
inline constexpr double effective_radius_m = 4.0 / 3.0 * 6371000.0;

/// Greatest slant range between an antenna and a target that see each other over a smooth earth, in the
/// standard refracting air (earth of 4/3 the radius). Heights above the ground, m; negative heights count as
/// 0. Source: Skolnik (2008), "Radar Handbook", ch. 26, from Schelleng, Burrows & Ferrell (1933).
inline double radar_horizon_m(double antenna_height_m, double target_height_m) {
  const double a = antenna_height_m > 0.0 ? antenna_height_m : 0.0;
  const double t = target_height_m > 0.0 ? target_height_m : 0.0;
  return core::sqrt(a * (2.0 * effective_radius_m + a)) + core::sqrt(t * (2.0 * effective_radius_m + t));
}

/// How far two points are from losing sight of each other behind the bare ellipsoid, along a straight line
/// (light without air), as an angle at the earth's centre: 0 where the line touches, negative behind the
/// horizon. Exact but for rounding, below 1e-12 rad. Points below the ground count as on it. Monotone in
/// the distance of either from the centre. Domain: points off the centre.
double sight_margin_rad(const Ellipsoid& ellipsoid, const Vec3<Ecef>& a, const Vec3<Ecef>& b);

/// The same for a radar in the standard refracting air: radar_horizon_m of the two altitudes less their
/// distance.
double radar_sight_margin_m(const Ellipsoid& ellipsoid, const Vec3<Ecef>& antenna, const Vec3<Ecef>& target);

} // namespace equipoise::earth
