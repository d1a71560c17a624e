#pragma once
// What the gases of the air take from a radar's pulse.
#include <vector>

namespace equipoise::sensing {

/// Share of the power lost on a metre of the way.
struct GasAttenuation {
  double oxygen_per_m;
  double water_vapour_per_m;
};

/// Domain: 1e9 to 1e12 Hz, pressures in Pa, temperature above 0 K, vapour density in kg/m3. All lines of the
/// recommendation, within 1e-6 of its published examples at the ground. Source: ITU-R P.676-12 (2019), annex
/// 1, eqs. 1 to 9.
GasAttenuation gas_attenuation(double frequency_Hz, double dry_air_Pa, double temperature_K,
                               double vapour_kg_per_m3);

/// The loss along straight ways over an earth of 4/3 the radius, at one frequency, prepared for many ways.
/// Air: U.S. Standard Atmosphere 1976; vapour 7.5 g/m3 at the ground, falling by e every 2 km (ITU-R P.835).
class GasPaths {
 public:
  /// No air: nothing is lost.
  GasPaths() = default;
  /// At 0 Hz nothing is lost.
  explicit GasPaths(double frequency_Hz);

  /// Natural logarithm of the power that is sent over that which arrives, there and back, between an antenna
  /// and a target `range_m` apart. Heights above the ground; below it they count as 0. Error below 0.2 %
  /// against an integral in steps of 10 m. 0 at range 0.
  double two_way_loss(double antenna_height_m, double target_height_m, double range_m) const;

 private:
  double loss_per_m(double height_m) const;
  std::vector<double> per_m_; ///< by height, evenly spaced
};

} // namespace equipoise::sensing
