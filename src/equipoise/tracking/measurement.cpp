#include "equipoise/tracking/measurement.hpp"

#include "equipoise/core/precondition.hpp"

namespace equipoise::tracking {

Fix fix(const sensing::Site& site, const Measurement& m) {
  EQUIPOISE_PRECONDITION(m.range_m > 0.0 && m.range_sigma_m >= 0.0);
  EQUIPOISE_PRECONDITION(0.0 <= m.azimuth_sigma_rad && m.azimuth_sigma_rad < 0.1);
  EQUIPOISE_PRECONDITION(0.0 <= m.elevation_sigma_rad && m.elevation_sigma_rad < 0.1);
  using L = core::Vec3<core::Local>;
  const auto [sin_az, cos_az] = core::sincos(m.azimuth_rad);
  const auto [sin_el, cos_el] = core::sincos(m.elevation_rad);
  const double az2 = m.azimuth_sigma_rad * m.azimuth_sigma_rad,
               el2 = m.elevation_sigma_rad * m.elevation_sigma_rad;
  // The mean of the cosine of an angle's error is exp(-sigma^2 / 2).
  const double height = m.range_m * sin_el * (1.0 - 0.5 * el2);
  const double ground = m.range_m * cos_el * (1.0 - 0.5 * el2) * (1.0 - 0.5 * az2);
  const auto to_stage = site.axes.inverse();
  Fix f;
  f.time_s = m.time_s;
  f.position = site.position + to_stage * L{ground * sin_az, ground * cos_az, height};
  f.axes = {to_stage * L{cos_el * sin_az, cos_el * cos_az, sin_el}, to_stage * L{cos_az, -sin_az, 0.0},
            to_stage * L{-sin_el * sin_az, -sin_el * cos_az, cos_el}};
  const double r2 = m.range_m * m.range_m, cos2 = cos_el * cos_el, sin2 = sin_el * sin_el;
  f.variances_m2 = {m.range_sigma_m * m.range_sigma_m + 0.5 * r2 * (el2 * el2 + cos2 * cos2 * az2 * az2),
                    r2 * cos2 * az2, r2 * (el2 + 0.5 * cos2 * sin2 * az2 * az2)};
  return f;
}

Symmetric3 covariance(const Fix& f) {
  Symmetric3 c;
  for (std::size_t k = 0; k < 3; ++k) {
    const auto& u = f.axes[k];
    const auto scaled = f.variances_m2[k] * u;
    c.xx += scaled.x * u.x;
    c.yy += scaled.y * u.y;
    c.zz += scaled.z * u.z;
    c.xy += scaled.x * u.y;
    c.xz += scaled.x * u.z;
    c.yz += scaled.y * u.z;
  }
  return c;
}

} // namespace equipoise::tracking
