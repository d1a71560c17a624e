#pragma once
// For tests and benchmarks: a missile to fly.
#include "equipoise/motion/ballistic/missile.hpp"

namespace equipoise::motion::testing {

/// Numbers of catalogue/ghaznavi.toml; its propellant follows from its range (propellant_for_range), or is
/// given.
inline BallisticMissile short_range_missile(double propellant_kg = 0.0) {
  BallisticMissile m;
  m.launch_mass_kg = 5000;
  m.propellant_mass_kg = propellant_kg;
  m.payload_mass_kg = 700;
  m.specific_impulse_s = 232;
  m.burn_time_s = 48;
  m.diameter_m = 0.88;
  m.ballistic_coefficient_kg_per_m2 = 14000;
  return m;
}

} // namespace equipoise::motion::testing
