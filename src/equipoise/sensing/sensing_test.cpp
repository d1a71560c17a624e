#include <doctest/doctest.h>

#include <cmath>
#include <initializer_list>

#include "equipoise/core/constants.hpp"
#include "equipoise/earth/horizon.hpp"
#include "equipoise/sensing/radar.hpp"

using namespace equipoise;
using sensing::Swerling;

TEST_CASE("required signal-to-noise ratio is the inverse of the detection chance") {
  for (const auto fluctuation : {Swerling::case_1, Swerling::case_3})
    for (const double pd : {0.1, 0.5, 0.9}) {
      const double snr = sensing::required_snr(fluctuation, 1, 1e-6, pd);
      CHECK(sensing::single_pulse_detection(fluctuation, -std::log(1e-6), snr) ==
            doctest::Approx(pd).epsilon(1e-10));
    }
  // Swerling 1 in closed form: snr = ln pfa / ln pd - 1.
  CHECK(sensing::required_snr(Swerling::case_1, 1, 1e-6, 0.8) ==
        doctest::Approx(std::log(1e-6) / std::log(0.8) - 1).epsilon(1e-10));
}

namespace {
sensing::Radar brochure_radar() {
  sensing::Radar r;
  r.reference_range_m = 390e3;
  r.reference_cross_section_m2 = 4.0;
  r.instrumented_range_m = 600e3;
  r.antenna_height_m = 16;
  return r;
}
} // namespace

TEST_CASE(
    "radar: at the quoted range the meant chance, the range scales with the fourth root of the "
    "cross-section") {
  sensing::Radar r = brochure_radar();
  const auto receiver = sensing::receiver(r);
  CHECK(sensing::dwell_detection(r, receiver, 390e3, 10e3, 4.0, {}) == doctest::Approx(0.8));
  // 219.3 km at 0.4 m2: the catalogue's derived check, where brochures print 230.
  CHECK(sensing::dwell_detection(r, receiver, 390e3 * std::pow(0.1, 0.25), 10e3, 0.4, {}) ==
        doctest::Approx(0.8));
  CHECK(390 * std::pow(0.1, 0.25) == doctest::Approx(219.3).epsilon(1e-3));
  r.range_factor = 0.5;
  CHECK(sensing::dwell_detection(r, receiver, 195e3, 10e3, 4.0, {}) == doctest::Approx(0.8));
}

TEST_CASE("measurement errors follow from resolution and signal, between the floor and the cell") {
  sensing::Radar r;
  r.range_resolution_m = 150;
  r.beamwidth_azimuth_rad = core::degree;
  r.beamwidth_elevation_rad = 2 * core::degree;
  // At 13 dB, as computed apart: 23.745 m and 0.0989 deg.
  const double snr = std::pow(10.0, 1.3);
  CHECK(sensing::measurement_error(r, snr).range_m == doctest::Approx(23.745).epsilon(1e-5));
  CHECK(sensing::measurement_error(r, snr).azimuth_rad / core::degree ==
        doctest::Approx(0.0989).epsilon(1e-3));
  CHECK(sensing::measurement_error(r, snr).elevation_rad ==
        doctest::Approx(2 * sensing::measurement_error(r, snr).azimuth_rad));
  r.pulses = 4; // half the error
  CHECK(sensing::measurement_error(r, snr).range_m == doctest::Approx(23.745 / 2).epsilon(1e-5));
  r.min_range_error_m = 10;
  CHECK(sensing::measurement_error(r, 1e300).range_m == doctest::Approx(10));
  // No signal: the cell itself, not infinity.
  CHECK(sensing::measurement_error(r, 0.0).range_m == doctest::Approx(std::hypot(150 / std::sqrt(12.0), 10)));
}

TEST_CASE("radar: sector, instrumented range and horizon hide a target") {
  sensing::Radar r = brochure_radar();
  r.sector_width_rad = 105 * core::degree;
  r.sector_elevation_rad = 64 * core::degree;
  sensing::Site site;
  site.axes = {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}};
  site.heading_rad = 350 * core::degree; // the sector crosses north
  const auto seen = [&](core::Vec3<core::Stage> p, double altitude) {
    return sensing::in_sight(r, site, sensing::sight(site, p), altitude, {});
  };
  CHECK(seen({0, 100e3, 10e3}, 10e3));
  CHECK(seen({60e3, 90e3, 10e3}, 10e3));        // 33.7 deg, 43.7 off the heading
  CHECK_FALSE(seen({100e3, 90e3, 10e3}, 10e3)); // 48 deg, 58 off
  CHECK_FALSE(seen({0, 1e3, 10e3}, 10e3));      // 84 deg up
  CHECK_FALSE(seen({0, 650e3, 10e3}, 400e3));   // beyond the instrumented range
  CHECK_FALSE(seen({0, 100e3, 100}, 100));      // below the horizon, 57.7 km
  CHECK(seen({0, 50e3, 100}, 100));
}

TEST_CASE("radar: the quoted range contains the loss in the air at that range") {
  sensing::Radar r = brochure_radar();
  r.frequency_Hz = 10e9;
  for (const double factor : {1.0, 0.9, 0.5}) {
    r.range_factor = factor;
    const auto receiver = sensing::receiver(r);
    const double range = 390e3 * factor, a = earth::effective_radius_m + r.antenna_height_m;
    const double height = std::hypot(a, range) - earth::effective_radius_m;
    CHECK(sensing::dwell_detection(r, receiver, range, height, 4.0, {}) == doctest::Approx(0.8));
    // Nearer less is lost than the quoted range allows for; so a small target is seen beyond the fourth root.
    const double near = range * std::pow(0.001, 0.25);
    CHECK(sensing::dwell_detection(r, receiver, near, 9e3, 0.004, {}) > 0.8);
  }
}

TEST_CASE("radar: a target at the radar, in the zenith, below the horizon") {
  sensing::Radar r = brochure_radar();
  r.frequency_Hz = 10e9;
  r.sector_width_rad = 105 * core::degree;
  const auto receiver = sensing::receiver(r);
  sensing::Site site;
  site.axes = {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}};
  const auto chance = [&](core::Vec3<core::Stage> p, double altitude) {
    const auto s = sensing::sight(site, p);
    return sensing::in_sight(r, site, s, altitude, {})
               ? sensing::dwell_detection(r, receiver, s.range_m, altitude, 1.0, {})
               : 0.0;
  };
  CHECK(chance({0, 0, 0}, 0) == doctest::Approx(1.0)); // at the antenna's foot: finite, seen
  CHECK(chance({0, 0, 20e3}, 20e3) > 0.99);            // the zenith has no azimuth; it counts as north
  r.sector_elevation_rad = 64 * core::degree;
  CHECK(chance({0, 0, 20e3}, 20e3) == 0.0);
  CHECK(chance({0, 200e3, -3e3}, 10) == 0.0); // below the horizon
  CHECK(chance({0, 5e6, 0}, 2e6) == 0.0);
}
