#include "equipoise/sensing/false_alarms.hpp"

#include <doctest/doctest.h>

#include <cmath>

#include "equipoise/core/constants.hpp"
#include "equipoise/random/stream.hpp"

using namespace equipoise;

namespace {
sensing::Radar radar() {
  sensing::Radar r;
  r.instrumented_range_m = 600e3;
  r.range_resolution_m = 150.0;
  r.beamwidth_azimuth_rad = r.beamwidth_elevation_rad = 1.5 * core::degree;
  return r;
}
} // namespace

// By hand: 4,000 resolutions by 2 pi / (1.5 deg)^2 = 9,167 beams; one in a million.
TEST_CASE("false alarms: cells of a scan are range extent by beams, and one in a million alarms") {
  CHECK(sensing::cells_per_scan(radar()) == doctest::Approx(4000.0 * 9167.32).epsilon(1e-5));
  CHECK(sensing::false_alarms_per_scan(radar()) == doctest::Approx(36.669).epsilon(1e-4));
  auto sector = radar();
  sector.sector_width_rad = 0.5 * core::pi;
  sector.sector_elevation_rad = core::pi / 6.0;
  CHECK(sensing::false_alarms_per_scan(sector) == doctest::Approx(36.669 / 8.0).epsilon(1e-4));
}

// The density, summed over shells of the volume looked at, gives the number a scan.
TEST_CASE("false alarms: the density over the whole volume is the number a scan") {
  const auto r = radar();
  double sum = 0.0;
  for (int k = 0; k < 4000; ++k) {
    const double range = 150.0 * (k + 0.5);
    sum += sensing::false_alarm_density_per_m3(r, range) * 2.0 * core::pi * range * range * 150.0;
  }
  CHECK(sum == doctest::Approx(sensing::false_alarms_per_scan(r)).epsilon(1e-9));
}

// An independent method: noise of unit mean power in each of 4e6 cells (seed fixed) against the threshold of
// 1e-3; |z| < 4.892 is a false alarm of 1e-6 had the seed been free, and a chance 10 % off is seen.
TEST_CASE("twin: cells of drawn noise that pass the threshold are as many as the chance says") {
  constexpr double chance = 1e-3, cells = 4e6;
  const double threshold = sensing::detection_threshold(1, chance);
  const random::Stream noise(7, 0, 1, random::Purpose::surveillance_dwell);
  double passed = 0.0;
  for (std::uint32_t k = 0; k < 4'000'000; ++k) passed += -std::log(noise.uniform(k)) > threshold ? 1.0 : 0.0;
  const double sd = std::sqrt(cells * chance * (1.0 - chance));
  CHECK(std::abs(passed - cells * chance) < 4.892 * sd);
  CHECK(std::abs(passed - 1.1 * cells * chance) > 4.892 * sd);
}
