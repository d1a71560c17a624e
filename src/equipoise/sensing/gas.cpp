#include "equipoise/sensing/gas.hpp"

#include <algorithm>
#include <array>
#include <cstddef>

#include "equipoise/core/elementary/elementary.hpp"
#include "equipoise/core/precondition.hpp"
#include "equipoise/earth/atmosphere.hpp"
#include "equipoise/earth/horizon.hpp"
#include "equipoise/sensing/gas_lines.hpp"

namespace equipoise::sensing {
namespace {

constexpr double per_dB = 0.23025850929940457; // ln 10 / 10
constexpr double hPa = 100.0;                  // in Pa
constexpr double top_m = 32e3;                 // above it less than a thousandth of a vertical way is lost
constexpr double layer_m = 500.0;              // the logarithm is linear in a layer
constexpr std::size_t parts =
    10; // of a layer, in each of which the loss itself is near enough linear: within 1e-4

/// Eq. 5: how a line of a width, with its interference, is felt at f.
double shape(double f, double line, double width, double interference) {
  const double below = line - f, above = line + f, w2 = width * width;
  return f / line *
         ((width - interference * below) / (below * below + w2) +
          (width - interference * above) / (above * above + w2));
}

/// Gauss & Legendre's eight points on [-1, 1]; the other four mirror these.
constexpr std::array<double, 4> node{0.18343464249564981, 0.525532409916329, 0.79666647741362674,
                                     0.96028985649753623};
constexpr std::array<double, 4> weight{0.36268378337836199, 0.31370664587788729, 0.22238103445337447,
                                       0.10122853629037626};

} // namespace

GasAttenuation gas_attenuation(double frequency_Hz, double dry_air_Pa, double temperature_K,
                               double vapour_kg_per_m3) {
  EQUIPOISE_PRECONDITION(1e9 <= frequency_Hz && frequency_Hz <= 1e12);
  EQUIPOISE_PRECONDITION(dry_air_Pa >= 0.0 && temperature_K > 0.0 && vapour_kg_per_m3 >= 0.0);
  const double f = frequency_Hz / 1e9, theta = 300.0 / temperature_K, p = dry_air_Pa / hPa;
  const double e = 1e3 * vapour_kg_per_m3 * temperature_K / 216.7; // eq. 4, hPa
  const double log_theta = core::log(theta);
  const auto theta_to = [&](double power) { return core::exp(power * log_theta); };
  const double theta_08 = theta_to(0.8);

  double oxygen = 0.0; // imaginary parts of the refractivity
  for (const auto& [line, a] : oxygen_lines) {
    const double pressure_width = 1e-4 * a[2] * (p * theta_to(0.8 - a[3]) + 1.1 * e * theta);
    const double width = core::sqrt(pressure_width * pressure_width + 2.25e-6);
    const double interference = 1e-4 * (a[4] + a[5] * theta) * (p + e) * theta_08;
    const double strength = 1e-7 * a[0] * p * theta * theta * theta * core::exp(a[1] * (1.0 - theta));
    oxygen += strength * shape(f, line, width, interference);
  }
  const double debye = 5.6e-4 * (p + e) * theta_08, ratio = f / debye;
  oxygen += f * p * theta * theta *
            (6.14e-5 / (debye * (1.0 + ratio * ratio)) +
             1.4e-12 * p * theta * core::sqrt(theta) / (1.0 + 1.9e-5 * f * core::sqrt(f)));

  double vapour = 0.0;
  const double theta_35 = theta_to(3.5);
  for (const auto& [line, b] : water_vapour_lines) {
    const double pressure_width = 1e-4 * b[2] * (p * theta_to(b[3]) + b[4] * e * theta_to(b[5]));
    const double width = 0.535 * pressure_width + core::sqrt(0.217 * pressure_width * pressure_width +
                                                             2.1316e-12 * line * line / theta);
    vapour += 0.1 * b[0] * e * theta_35 * core::exp(b[1] * (1.0 - theta)) * shape(f, line, width, 0.0);
  }
  const double per_m = 0.1820 * f * per_dB / 1e3; // eq. 1, from dB/km
  return {per_m * oxygen, per_m * vapour};
}

GasPaths::GasPaths(double frequency_Hz) {
  if (frequency_Hz <= 0.0) return;
  std::vector<double> log_per_m;
  for (double height_m = 0.0; height_m <= top_m; height_m += layer_m) {
    const earth::Air air = earth::standard_air(height_m);
    const double vapour = 7.5e-3 * core::exp(-height_m / 2e3);
    const double vapour_Pa = hPa * 1e3 * vapour * air.temperature_K / 216.7;
    const GasAttenuation gas =
        gas_attenuation(frequency_Hz, air.pressure_Pa - vapour_Pa, air.temperature_K, vapour);
    log_per_m.push_back(core::log(gas.oxygen_per_m + gas.water_vapour_per_m));
  }
  for (std::size_t k = 0; k + 1 < log_per_m.size(); ++k)
    for (std::size_t i = 0; i < parts; ++i) {
      const double share = static_cast<double>(i) / static_cast<double>(parts);
      per_m_.push_back(core::exp((1.0 - share) * log_per_m[k] + share * log_per_m[k + 1]));
    }
  per_m_.push_back(core::exp(log_per_m.back()));
}

double GasPaths::loss_per_m(double height_m) const {
  constexpr double parts_per_m = static_cast<double>(parts) / layer_m;
  const double place = std::clamp(height_m, 0.0, top_m) * parts_per_m;
  const std::size_t k = std::min(static_cast<std::size_t>(place), per_m_.size() - 2);
  return per_m_[k] + (place - static_cast<double>(k)) * (per_m_[k + 1] - per_m_[k]);
}

double GasPaths::two_way_loss(double antenna_height_m, double target_height_m, double range_m) const {
  if (per_m_.empty() || !(range_m > 0.0)) return 0.0;
  const double low = std::max(antenna_height_m, 0.0), high = std::max(target_height_m, 0.0);
  if (low >= top_m) return 0.0;
  // Law of cosines in the triangle of antenna, target and centre of the earth.
  const double a = earth::effective_radius_m + low, t = earth::effective_radius_m + high;
  const double sine = std::clamp((t * t - a * a - range_m * range_m) / (2.0 * range_m * a), -1.0, 1.0);
  const double b = earth::effective_radius_m + top_m;
  const double to_top = core::sqrt(a * a * sine * sine + b * b - a * a) - a * sine;
  const double end = std::min(range_m, to_top);
  double loss = 0.0, from = 0.0;
  // Panels that double in length: the air is thickest at the antenna.
  for (const double share : {0.0625, 0.125, 0.25, 0.5, 1.0}) {
    const double half = 0.5 * (share * end - from), middle = from + half;
    for (std::size_t i = 0; i < node.size(); ++i)
      for (const double side : {-1.0, 1.0}) {
        const double s = middle + side * half * node[i];
        const double height = core::sqrt(a * a + s * s + 2.0 * s * a * sine) - earth::effective_radius_m;
        loss += weight[i] * half * loss_per_m(height);
      }
    from = share * end;
  }
  return 2.0 * loss;
}

} // namespace equipoise::sensing
