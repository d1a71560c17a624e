#include "equipoise/earth/atmosphere.hpp"

#include <array>

#include "equipoise/core/constants.hpp"
#include "equipoise/core/elementary/elementary.hpp"
#include "equipoise/earth/upper_atmosphere.hpp"

namespace equipoise::earth {
namespace {

constexpr double gas_constant_of_air = 8314.32 / 28.9644; // J/(kg K), the 1976 values
constexpr double heat_ratio = 1.4;
constexpr double geopotential_radius_m = 6356766.0;

struct Layer {
  double base_m, temperature_K, lapse_K_per_m, pressure_Pa;
};

// Base pressures follow from the layers below; atmosphere_test.cpp recomputes them.
constexpr std::array layers{
    Layer{0.0, 288.15, -6.5e-3, 101325.0},
    Layer{11000.0, 216.65, 0.0, 22632.063973462926},
    Layer{20000.0, 216.65, 1.0e-3, 5474.888669677777},
    Layer{32000.0, 228.65, 2.8e-3, 868.0186847552284},
    Layer{47000.0, 270.65, 0.0, 110.90630555496593},
    Layer{51000.0, 270.65, -2.8e-3, 66.93887311868737},
    Layer{71000.0, 214.65, -2.0e-3, 3.956420428040734},
};

Air in_layers(double altitude_m) {
  const double h = geopotential_radius_m * altitude_m / (geopotential_radius_m + altitude_m);
  const Layer* layer = &layers.front();
  for (const Layer& next : layers)
    if (h >= next.base_m) layer = &next;
  const double temperature = layer->temperature_K + layer->lapse_K_per_m * (h - layer->base_m);
  constexpr double gravity_over_gas = core::standard_gravity_m_per_s2 / gas_constant_of_air;
  const double exponent =
      layer->lapse_K_per_m == 0.0
          ? -gravity_over_gas * (h - layer->base_m) / layer->temperature_K
          : -gravity_over_gas / layer->lapse_K_per_m * core::log(temperature / layer->temperature_K);
  const double pressure = layer->pressure_Pa * core::exp(exponent);
  return {pressure / (gas_constant_of_air * temperature), pressure, temperature,
          core::sqrt(heat_ratio * gas_constant_of_air * temperature)};
}

} // namespace

Air standard_air(double altitude_m) {
  if (!(altitude_m > bottom_of_upper_air_m)) return in_layers(altitude_m);
  if (altitude_m >= top_of_upper_air_m)
    return {0.0, 0.0, 1000.0, core::sqrt(heat_ratio * gas_constant_of_air * 1000.0)};
  const UpperAir air = upper_air(altitude_m);
  const double gas_constant_times_temperature = air.pressure_Pa / air.density_kg_per_m3;
  return {air.density_kg_per_m3, air.pressure_Pa, gas_constant_times_temperature / gas_constant_of_air,
          core::sqrt(heat_ratio * gas_constant_times_temperature)};
}

} // namespace equipoise::earth
