#pragma once
// The 1976 standard atmosphere above its layers, where each gas goes its own way.

namespace equipoise::earth {

inline constexpr double bottom_of_upper_air_m = 86e3, top_of_upper_air_m = 1000e3;

struct UpperAir {
  double density_kg_per_m3, pressure_Pa;
};

/// Density and pressure of the six gases together. Domain: 86 km to 1,000 km. Method: the standard's
/// temperature profile in closed form and its equations of diffusive equilibrium with eddies and fluxes,
/// integrated once when first asked for (a millisecond) by the classical fourth-order method in steps of 1
/// km; between, a cubic in each kilometre. Error: 1e-5 of those equations; the published density is met
/// within 1.5e-4 to 100 km, 6e-4 at 120 km, 9e-4 at 1,000 km, the published pressure within 1e-4, 4e-4 and
/// 8e-4 (the report integrated its equations with the means of 1976 and prints four digits). Source:
/// NOAA/NASA/USAF (1976), tables 5 to 8, eqs. 25 to 33c, 36 to 41.
UpperAir upper_air(double altitude_m);

} // namespace equipoise::earth
