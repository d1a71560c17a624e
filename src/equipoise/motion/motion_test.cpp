#include <doctest/doctest.h>

#include <cmath>

#include "equipoise/core/constants.hpp"
#include "equipoise/motion/ballistic.hpp"
#include "equipoise/motion/drag.hpp"

using namespace equipoise;

namespace {
constexpr double degree = core::degree;
using V = core::Vec3<core::Ecef>;

motion::BallisticMissile short_range_missile() {
  motion::BallisticMissile m;
  m.launch_mass_kg = 5000;
  m.payload_mass_kg = 700;
  m.specific_impulse_s = 232;
  m.burn_time_s = 48;
  m.diameter_m = 0.88;
  m.ballistic_coefficient_kg_per_m2 = 14000;
  return m;
}
} // namespace

TEST_CASE("closure: with the propellant found, the longest flight is the published range") {
  motion::BallisticMissile m = short_range_missile();
  const auto propellant = motion::propellant_for_range(m, 290e3);
  REQUIRE(propellant);
  m.propellant_mass_kg = *propellant;
  CHECK(motion::longest_flight(m).range_m == doctest::Approx(290e3).epsilon(2e-4));
  CHECK(m.launch_mass_kg - m.propellant_mass_kg - m.payload_mass_kg > 0.0);
}

TEST_CASE("closure: published values that contradict each other give nothing") {
  motion::BallisticMissile m = short_range_missile();
  m.payload_mass_kg = 4000;
  CHECK_FALSE(motion::propellant_for_range(m, 290e3));
}

TEST_CASE(
    "steering: the low and the high path both end at the aim on the turning ellipsoid, and beyond range "
    "nothing does") {
  motion::BallisticMissile m = short_range_missile();
  m.propellant_mass_kg = motion::propellant_for_range(m, 290e3).value();
  const earth::Stage stage(earth::wgs84, 31 * degree);
  const V aim = stage.to_ecef(stage.point({0, 0, 0}));
  const V launch = stage.to_ecef(stage.point({-230e3, 120e3, 0}));
  const auto low = motion::fly_to(m, launch, aim, motion::Path::low, {});
  const auto high = motion::fly_to(m, launch, aim, motion::Path::high, {});
  REQUIRE(low);
  REQUIRE(high);
  CHECK(low->miss_m < 5.0);
  CHECK(high->miss_m < 5.0);
  CHECK(low->flight.apogee.time_s < high->flight.apogee.time_s);
  const V far = stage.to_ecef(stage.point({-400e3, 0, 0}));
  double longest_m = 0.0;
  CHECK_FALSE(motion::fly_to(m, far, aim, motion::Path::low, {}, &longest_m));
  CHECK(longest_m > 250e3);
  CHECK(longest_m < 330e3);
}

TEST_CASE("twin: a sampled trajectory follows a flight integrated a thousand times finer") {
  motion::BallisticMissile m = short_range_missile();
  m.propellant_mass_kg = 3000;
  const earth::Stage stage(earth::wgs84, 31 * degree);
  const V launch = stage.to_ecef(stage.point({0, 0, 0}));
  const motion::Steering steering{10 * degree, 1.0, 100.0};
  const auto rough = motion::on_stage(motion::fly(m, launch, steering, {}), stage);
  const auto fine =
      motion::on_stage(motion::fly(m, launch, steering, {earth::wgs84, true, 1e-6}), stage, 0.01);
  double worst_m = 0.0, worst_at_tilt_m = 0.0;
  for (double t = 0.0; t < rough.duration_s; t += 0.037) {
    double& worst = t < 6.0 ? worst_at_tilt_m : worst_m;
    worst = std::max(worst, norm(rough.at(t).position - fine.at(t).position));
  }
  CHECK(worst_m < 1.0);
  CHECK(worst_at_tilt_m < 2.0); // one sample interval holds the jump of the velocity
  CHECK(std::abs(rough.altitude_at(rough.duration_s)) < 0.5);
}

TEST_CASE("drag table: the points, between them, beyond them") {
  const auto table = motion::v2_drag_table();
  CHECK(motion::drag_coefficient(table, 0.0) == 0.15);
  CHECK(motion::drag_coefficient(table, 1.05) == doctest::Approx(0.35));
  CHECK(motion::drag_coefficient(table, 9.0) == 0.15);
}

TEST_CASE("a steep path is found although the earth turns under it") {
  motion::BallisticMissile m;
  m.launch_mass_kg = 15850;
  m.payload_mass_kg = 700;
  m.specific_impulse_s = 230;
  m.burn_time_s = 97;
  m.diameter_m = 1.35;
  m.ballistic_coefficient_kg_per_m2 = 12000;
  m.propellant_mass_kg = 13256.8;
  const earth::Stage stage(earth::wgs84, 0.54);
  const auto from = stage.to_ecef(stage.point({0, 0, 0}));
  for (const double range_m : {150e3, 500e3, 700e3, 1100e3}) {
    const auto to = stage.to_ecef(stage.point({0.8 * range_m, 0.6 * range_m, 0}));
    const auto low = motion::fly_to(m, from, to, motion::Path::low, {});
    const auto high = motion::fly_to(m, from, to, motion::Path::high, {});
    REQUIRE(low);
    REQUIRE(high);
    CHECK(low->miss_m < 5.0);
    CHECK(high->miss_m < 5.0);
    CHECK(high->flight.nodes.back().time_s > low->flight.nodes.back().time_s);
  }
}

TEST_CASE("two stages: the rocket equation in vacuum and without gravity to speak of, stage by stage") {
  // Straight up from a ball that hardly attracts: the speed gained is the sum of g0 Isp ln(m0 / m1).
  motion::BallisticMissile m;
  m.launch_mass_kg = 10000;
  m.payload_mass_kg = 500;
  m.propellant_mass_kg = 0.85 * 9500;
  m.specific_impulse_s = 240;
  m.burn_time_s = 60;
  m.diameter_m = 1;
  m.ballistic_coefficient_kg_per_m2 = 1e4;
  m.upper = {{3000, 40, 260}};
  motion::FlightModel model;
  model.ellipsoid = earth::still_sphere;
  model.ellipsoid.gravitational_parameter_m3_per_s2 = 1.0;
  model.air = false;
  model.tolerance_m = 1e-6;
  const auto flight = motion::fly(m, {model.ellipsoid.semi_major_axis_m, 0, 0}, {0.0, 0.0, 100.0}, model);
  const double first = 0.85 * 6500, second = 0.85 * 3000;
  const double speed = 9.80665 * (240 * std::log(10000 / (10000 - first)) + 260 * std::log(3500 / (3500 - second)));
  CHECK(norm(flight.burnout.velocity) == doctest::Approx(speed).epsilon(1e-7));
  CHECK(flight.burnout.time_s == doctest::Approx(100.0).epsilon(1e-12));

  // One stage, and the same stage cut in two that burn one after the other: more with two, as the empty half is dropped.
  motion::BallisticMissile one = m;
  one.upper.clear();
  const auto whole = motion::fly(one, {model.ellipsoid.semi_major_axis_m, 0, 0}, {0.0, 0.0, 100.0}, model);
  CHECK(norm(whole.burnout.velocity) < norm(flight.burnout.velocity));
}

TEST_CASE("closure: the longest of all flights is the published range, for missiles of many shapes") {
  for (const double range_m : {180e3, 300e3, 700e3, 1300e3})
    for (const double impulse_s : {226.0, 245.0}) {
      motion::BallisticMissile m;
      m.launch_mass_kg = range_m < 500e3 ? 5900 : 15000;
      m.payload_mass_kg = range_m < 500e3 ? 985 : 700;
      m.specific_impulse_s = impulse_s;
      m.burn_time_s = range_m < 500e3 ? 65 : 95;
      m.diameter_m = 0.88;
      m.ballistic_coefficient_kg_per_m2 = 14000;
      const auto propellant = motion::propellant_for_range(m, range_m);
      REQUIRE(propellant);
      m.propellant_mass_kg = *propellant;
      CHECK(motion::longest_flight(m).range_m == doctest::Approx(range_m).epsilon(2e-4)); // the search's own 20 m, and 5 m
    }
}
