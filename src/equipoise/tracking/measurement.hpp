#pragma once
// What one dwell of a radar says about where a target is.
#include <array>

#include "equipoise/core/vector.hpp"
#include "equipoise/sensing/radar.hpp"

namespace equipoise::tracking {

/// A detection as the radar reports it. Angles as in sensing::Sighting: azimuth clockwise from north,
/// elevation from the horizontal of the site. Domain: range positive, standard deviations not negative, those
/// of the angles below 0.1 rad.
struct Measurement {
  double time_s = 0.0;
  double range_m = 0.0, azimuth_rad = 0.0, elevation_rad = 0.0;
  double range_sigma_m = 0.0, azimuth_sigma_rad = 0.0, elevation_sigma_rad = 0.0;
};

struct Symmetric3 {
  double xx = 0.0, yy = 0.0, zz = 0.0, xy = 0.0, xz = 0.0, yz = 0.0;
};

/// The measurement as an unbiased position on the stage with its error along three axes at right angles:
/// outward, along growing azimuth and along growing elevation.
struct Fix {
  double time_s = 0.0;
  core::Vec3<core::Stage> position;
  std::array<core::Vec3<core::Stage>, 3> axes;
  std::array<double, 3> variances_m2{};
};

/// Shrinks the position by the mean of the cosine of the angles' errors, so that the truth, given what was
/// measured, has no bias along the fix's axes, and carries the spread of that bias along the range. Both
/// matter where r sigma^2 exceeds 0.4 range sigmas (Lerro & Bar-Shalom 1993). Source: Duan, Han & Li (2004),
/// to the second order in the angles' standard deviations: what is left is of the order r sigma^4, 0.02 m at
/// 400 km and 15 mrad. Within ten standard deviations of the angles from the zenith the error along the
/// azimuth is told less well: there are 26 such dwells in 4 million of the reference raids, none within
/// three.
Fix fix(const sensing::Site& site, const Measurement& measurement);

/// The same error as a matrix in the stage frame.
Symmetric3 covariance(const Fix& fix);

} // namespace equipoise::tracking
