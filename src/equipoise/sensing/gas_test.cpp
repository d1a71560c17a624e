#include "equipoise/sensing/gas.hpp"

#include <doctest/doctest.h>

#include <cmath>

#include "equipoise/earth/atmosphere.hpp"
#include "equipoise/earth/horizon.hpp"
#include "tests/csv.hpp"

using namespace equipoise;
using tests::number;

namespace {

constexpr double per_m = 0.23025850929940457e-3; // from dB/km

/// The way in steps of 10 m, every step with all lines.
double slow_loss(double frequency_Hz, double antenna_m, double target_m, double range_m) {
  const double a = earth::effective_radius_m + antenna_m, t = earth::effective_radius_m + target_m;
  const double sine = (t * t - a * a - range_m * range_m) / (2.0 * range_m * a);
  const auto steps = static_cast<int>(range_m / 10.0);
  double loss = 0.0;
  for (int i = 0; i < steps; ++i) {
    const double s = (i + 0.5) * range_m / steps;
    const double h = std::max(0.0, std::sqrt(a * a + s * s + 2 * s * a * sine) - earth::effective_radius_m);
    if (h > 60e3) break;
    const auto air = earth::standard_air(h);
    const double vapour = 7.5e-3 * std::exp(-h / 2e3), e = vapour * 1e5 * air.temperature_K / 216.7;
    const auto gas = sensing::gas_attenuation(frequency_Hz, air.pressure_Pa - e, air.temperature_K, vapour);
    loss += (gas.oxygen_per_m + gas.water_vapour_per_m) * range_m / steps;
  }
  return 2.0 * loss;
}

} // namespace

TEST_CASE("attenuation by the gases of the air: the recommendation's own examples") {
  std::size_t rows = 0;
  for (const auto& row : tests::read_csv("gas_attenuation_itu676.csv")) {
    const auto gas = sensing::gas_attenuation(1e9 * number(row, "f_GHz"), 101325.0, 288.15, 7.5e-3);
    // Nine decimals, but three digits where an exponent is printed: 1 GHz, water vapour.
    const auto close = [](double ours, double theirs) {
      return std::fabs(ours / per_m - theirs) <= 1e-7 * theirs + 5.1e-9;
    };
    CHECK(close(gas.oxygen_per_m, number(row, "oxygen_dB_km")));
    CHECK(close(gas.water_vapour_per_m, number(row, "water_vapour_dB_km")));
    ++rows;
  }
  CHECK(rows >= 20);
}

TEST_CASE("attenuation along a way that climbs out of the air") {
  for (const double frequency : {3e9, 10e9}) {
    const sensing::GasPaths air(frequency);
    struct Way {
      double antenna_m, target_m, range_m;
    };
    for (const auto& [antenna, target, range] :
         {Way{16, 8.9e3, 390e3}, Way{16, 9e3, 60e3}, Way{16, 100, 40e3}, Way{10, 60e3, 120e3},
          Way{1000, 10, 30e3}, Way{16, 30e3, 30.5e3}}) {
      const double fast = air.two_way_loss(antenna, target, range);
      const double slow = slow_loss(frequency, antenna, target, range);
      CHECK_MESSAGE(std::fabs(fast / slow - 1.0) < 2e-3, antenna, " ", target, " ", range, ": ", fast, " ",
                    slow);
    }
    CHECK(air.two_way_loss(16, 16, 0.0) == 0.0);
    // Straight up through all of it, once the top is passed nothing more is lost.
    CHECK(air.two_way_loss(0, 50e3, 50e3) == doctest::Approx(air.two_way_loss(0, 80e3, 80e3)));
    // Horizontal near the ground: the coefficient of the ground, there and back.
    const auto gas = sensing::gas_attenuation(frequency, 101325.0 - 7.5e2 * 288.15 / 216.7, 288.15, 7.5e-3);
    CHECK(air.two_way_loss(0, 0, 1e3) ==
          doctest::Approx(2e3 * (gas.oxygen_per_m + gas.water_vapour_per_m)).epsilon(1e-3));
  }
  CHECK(sensing::GasPaths(0.0).two_way_loss(16, 9e3, 300e3) == 0.0);
}
