#pragma once
#include <array>

namespace equipoise::earth {

struct Air {
  double density_kg_per_m3;
  double pressure_Pa;
  double temperature_K; ///< molecular-scale temperature
  double sound_speed_m_per_s;
};

/// The U.S. Standard Atmosphere 1976 at a geometric altitude.
/// Domain: any; below 0 the sea-level layer goes on, above 1,000 km there is no air. To 86 km by its seven
/// layers, within 1e-6 relative of the defining equations. Above by the equations of its gases: density and
/// pressure within 1.5e-4 of the published values to 100 km and 9e-4 to 1,000 km (upper_atmosphere.hpp);
/// temperature and speed of sound are there what pressure over density makes of them, which the standard does
/// not define. At 86 km the two parts differ by 1.1e-5. Source: NOAA/NASA/USAF (1976), eqs. 18, 23, 33a, 33b,
/// 42, 50.
Air standard_air(double altitude_m);

/// Geometric altitudes, m, where the layers that matter to a flight meet: the slope of the density jumps
/// there. A numerical method that steps across one errs a hundred times as much as it believes.
inline constexpr std::array breakpoints_of_the_air_m = [] {
  std::array geopotential_m{11000.0, 20000.0, 32000.0, 47000.0, 51000.0};
  for (double& h : geopotential_m) h = 6356766.0 * h / (6356766.0 - h);
  return geopotential_m;
}();

} // namespace equipoise::earth
