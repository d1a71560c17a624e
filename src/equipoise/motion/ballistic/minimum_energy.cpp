#include "equipoise/motion/ballistic/minimum_energy.hpp"

#include "equipoise/core/constants.hpp"
#include "equipoise/core/elementary/elementary.hpp"
#include "equipoise/core/precondition.hpp"

namespace equipoise::motion {

MinimumEnergyArc minimum_energy_arc(double radius_m, double range_angle_rad, double mu) {
  EQUIPOISE_PRECONDITION(0.0 < range_angle_rad && range_angle_rad < core::pi);
  EQUIPOISE_PRECONDITION(radius_m > 0.0 && mu > 0.0);
  const double sine = core::sin(0.5 * range_angle_rad), cosine = core::cos(0.5 * range_angle_rad);
  MinimumEnergyArc arc;
  // The empty focus lies at the middle of the chord: 2 a = r + r sin(angle / 2), 2 a e = r cos(angle / 2).
  arc.semi_major_axis_m = 0.5 * radius_m * (1.0 + sine);
  arc.eccentricity = cosine / (1.0 + sine);
  arc.speed_m_per_s = core::sqrt(2.0 * mu / radius_m * sine / (1.0 + sine));
  arc.flight_path_angle_rad = 0.25 * (core::pi - range_angle_rad);
  arc.apogee_m = 0.5 * radius_m * (sine + cosine - 1.0);
  // Kepler's equation from the apogee (eccentric anomaly pi); at the ends cos E = (1 - r / a) / e.
  const double to_apogee = core::acos((1.0 - sine) / cosine);
  const double mean = to_apogee + arc.eccentricity * core::sin(to_apogee);
  const double a = arc.semi_major_axis_m;
  arc.time_of_flight_s = 2.0 * mean * a * core::sqrt(a / mu);
  return arc;
}

} // namespace equipoise::motion
