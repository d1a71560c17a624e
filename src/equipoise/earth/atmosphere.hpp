#pragma once

namespace equipoise::earth {

struct Air {
  double density_kg_per_m3;
  double pressure_Pa;
  double temperature_K; ///< molecular-scale temperature
  double sound_speed_m_per_s;
};

/// The U.S. Standard Atmosphere 1976 at a geometric altitude.
/// Domain: any; below 0 the sea-level layer goes on. To 86 km by its seven layers, within 1e-6 relative of
/// the defining equations. Above 86 km an exponential with a scale height of 5.8 km: density within 13 % of
/// the published values to 120 km, where it is 2e-8 kg/m3. Source: NOAA/NASA/USAF (1976), eqs. 18, 23, 33a,
/// 33b, 42, 50.
Air standard_air(double altitude_m);

} // namespace equipoise::earth
