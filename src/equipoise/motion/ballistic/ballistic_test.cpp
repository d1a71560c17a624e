#include "equipoise/motion/ballistic/ballistic.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <limits>

#include "equipoise/core/constants.hpp"
#include "equipoise/motion/ballistic/drag.hpp"
#include "equipoise/motion/ballistic/testing.hpp"
#include "tests/csv.hpp"

using namespace equipoise;
using motion::testing::short_range_missile;

namespace {
constexpr double degree = core::degree;
using V = core::Vec3<core::Ecef>;

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

// The integrator's own limit: a thousand times finer. Every moment, with the pitch-over, the end of the burn
// and the breakpoints of the air.
TEST_CASE("twin: a flight and its samples give position to 1 m and velocity to 0.1 m/s at any time") {
  motion::BallisticMissile m = short_range_missile(3000);
  m.upper = {{1200, 30, 240, 0.0, 0.0, 3.1}};
  const earth::Stage stage(earth::wgs84, 31 * degree);
  const V launch = stage.to_ecef(stage.point({0, 0, 0}));
  for (const double vacuum_impulse_s : {0.0, 260.0}) {
    m.vacuum_impulse_s = vacuum_impulse_s;
    const motion::Steering steering{7 * degree, 1.0, 100.0};
    const motion::Flight flight = motion::fly(m, launch, steering, {});
    const motion::Flight fine = motion::fly(m, launch, steering, {earth::wgs84, true, 1e-7});
    const motion::Trajectory sampled = motion::on_stage(flight, stage);
    REQUIRE(flight.impact);
    REQUIRE(sampled.breakpoints.size() == 4); // pitch-over, burnout, lighting, burnout of the second stage
    double dense_m = 0.0, dense_m_per_s = 0.0, sampled_m = 0.0, sampled_m_per_s = 0.0;
    std::vector<double> times;
    for (double t = 0.0; t < sampled.duration_s - 0.01; t += 0.0137) times.push_back(t);
    for (const motion::Corner& breakpoint : sampled.breakpoints)
      for (const double beside : {-0.02, -1e-3, 1e-3, 0.02}) times.push_back(breakpoint.time_s + beside);
    for (const double t : times) {
      // The pitch-over itself comes within a microsecond of the finer one.
      const motion::Node exact = motion::state_at(fine, t), dense = motion::state_at(flight, t);
      dense_m = std::max(dense_m, norm(dense.position - exact.position));
      dense_m_per_s = std::max(dense_m_per_s, norm(dense.velocity - exact.velocity));
      const motion::State s = sampled.at(t);
      sampled_m = std::max(sampled_m, norm(s.position - stage.to_stage(exact.position)));
      sampled_m_per_s = std::max(sampled_m_per_s, norm(s.velocity - stage.direction(exact.velocity)));
    }
    CHECK(dense_m < 0.5);
    CHECK(dense_m_per_s < 0.05);
    CHECK(sampled_m < 1.0);
    CHECK(sampled_m_per_s < 0.1);
    CHECK(std::abs(sampled.altitude_at(sampled.duration_s)) < 0.5);
  }
}

TEST_CASE("drag table: the points, between them, beyond them") {
  const auto table = motion::drag_table(motion::DragTable::v2);
  CHECK(motion::drag_coefficient(table, 0.0) == 0.15);
  CHECK(motion::drag_coefficient(table, 1.05) == doctest::Approx(0.35));
  CHECK(motion::drag_coefficient(table, 9.0) == 0.15);
}

TEST_CASE("validation: drag tables are the published curves, and a missile may carry its own") {
  for (const auto& row : tests::read_csv("drag_curves.csv")) {
    const std::string& curve = row.at("curve");
    const auto table = motion::drag_table(curve == "v2"             ? motion::DragTable::v2
                                          : curve == "large_liquid" ? motion::DragTable::large_liquid
                                                                    : motion::DragTable::large_solid);
    CHECK(motion::drag_coefficient(table, tests::number(row, "mach")) == tests::number(row, "cd"));
  }
  motion::BallisticMissile m = short_range_missile(3000);
  const V launch{earth::still_sphere.semi_major_axis_m, 0, 0};
  const motion::FlightModel model{earth::still_sphere};
  const auto speed = [&] { return norm(motion::fly(m, launch, {0.2, 0.0}, model).burnout.velocity); };
  const double by_default = speed();
  const auto v2 = motion::drag_table(motion::DragTable::v2);
  m.drag_table.assign(v2.begin(), v2.end());
  CHECK(speed() == by_default);
  m.drag_table = {{0.0, 0.1}, {5.0, 0.1}};
  CHECK(speed() > by_default);
}

// Closed form: straight up without air on a ball that hardly attracts, the thrust in vacuum is the one of the
// impulse in vacuum.
TEST_CASE(
    "nozzle: with both impulses published the thrust in vacuum is that of the second, else the term is off") {
  motion::BallisticMissile m = short_range_missile(3000);
  CHECK_FALSE(motion::has_pressure_term(m));
  m.vacuum_impulse_s = 260;
  CHECK(motion::has_pressure_term(m));
  const motion::Burn burn = motion::burns_of(m).front();
  CHECK(burn.thrust_N + burn.exit_area_m2 * 101325.0 ==
        doctest::Approx(3000.0 / 48 * 9.80665 * 260).epsilon(1e-14));
  const V launch{earth::still_sphere.semi_major_axis_m, 0, 0};
  const motion::FlightModel model{earth::still_sphere};
  const double with = norm(motion::fly(m, launch, {0.15, 0.0}, model).burnout.velocity);
  m.vacuum_impulse_s = 0;
  const double without = norm(motion::fly(m, launch, {0.15, 0.0}, model).burnout.velocity);
  const double gain = (260 - 232) * 9.80665 * std::log(5000.0 / 2000.0);
  CHECK(with - without > 0.5 * gain); // most of the burn is above most of the air
  CHECK(with - without < gain);
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
  const double speed =
      9.80665 * (240 * std::log(10000 / (10000 - first)) + 260 * std::log(3500 / (3500 - second)));
  CHECK(norm(flight.burnout.velocity) == doctest::Approx(speed).epsilon(1e-7));
  CHECK(flight.burnout.time_s == doctest::Approx(100.0).epsilon(1e-12));

  // One stage, and the same stage cut in two that burn one after the other: more with two, as the empty half
  // is dropped.
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
      CHECK(motion::longest_flight(m).range_m ==
            doctest::Approx(range_m).epsilon(2e-4)); // the search's own 20 m, and 5 m
    }
}
