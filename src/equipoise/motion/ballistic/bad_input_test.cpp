// What cannot fly, and what is asked at the edges: a clear fault or a right answer, never NaN.
#include <doctest/doctest.h>

#include <cmath>
#include <functional>
#include <limits>

#include "equipoise/core/constants.hpp"
#include "equipoise/motion/ballistic/ballistic.hpp"

using namespace equipoise;

namespace {
constexpr double degree = core::degree;
using V = core::Vec3<core::Ecef>;

motion::BallisticMissile missile() {
  motion::BallisticMissile m;
  m.launch_mass_kg = 15850;
  m.propellant_mass_kg = 13256.8;
  m.payload_mass_kg = 700;
  m.specific_impulse_s = 230;
  m.burn_time_s = 97;
  m.diameter_m = 1.35;
  m.ballistic_coefficient_kg_per_m2 = 12000;
  return m;
}

V ground(double latitude_deg, double longitude_deg, double altitude_m = 0.0) {
  return earth::to_ecef(earth::wgs84, {latitude_deg * degree, longitude_deg * degree, altitude_m});
}

bool finite(const motion::Flight& flight) {
  for (const motion::Node& n : flight.nodes)
    if (!std::isfinite(norm(n.position) + norm(n.velocity) + n.time_s)) return false;
  return !flight.nodes.empty() && std::isfinite(norm(flight.apogee.position) + norm(flight.burnout.velocity));
}

std::string why_not(const motion::BallisticMissile& m, const V& launch, const V& aim, motion::Path path) {
  std::string why;
  const auto found = motion::fly_to(m, launch, aim, path, {}, nullptr, &why);
  CHECK_FALSE(found);
  return why;
}
} // namespace

TEST_CASE("a missile that contradicts itself has a fault in words, and flies nowhere") {
  constexpr double nan = std::numeric_limits<double>::quiet_NaN(),
                   infinity = std::numeric_limits<double>::infinity();
  using M = motion::BallisticMissile;
  struct Bad {
    const char* words;
    std::function<void(M&)> spoil;
  };
  const std::vector<Bad> all{
      {"0 kg of propellant", [](M& m) { m.propellant_mass_kg = 0; }},
      {"-5 kg of propellant", [](M& m) { m.propellant_mass_kg = -5; }},
      {"20000 kg of propellant in 15150 kg", [](M& m) { m.propellant_mass_kg = 20000; }},
      {"infinite or none", [](M& m) { m.propellant_mass_kg = nan; }},
      {"infinite or none", [](M& m) { m.burn_time_s = infinity; }},
      {"launch mass of 0 kg", [](M& m) { m.launch_mass_kg = 0; }},
      {"payload of -1 kg", [](M& m) { m.payload_mass_kg = -1; }},
      {"burn time of 0 s", [](M& m) { m.burn_time_s = 0; }},
      {"specific impulse of -230 s", [](M& m) { m.specific_impulse_s = -230; }},
      {"diameter of 0 m", [](M& m) { m.diameter_m = 0; }},
      {"ballistic coefficient of -1", [](M& m) { m.ballistic_coefficient_kg_per_m2 = -1; }},
      {"vacuum impulse of 200 s below the 230 s", [](M& m) { m.vacuum_impulse_s = 200; }},
      {"exit area of -1 m2", [](M& m) { m.exit_area_m2 = -1; }},
      {"for its first stage",
       [](M& m) {
         m.upper = {{15200, 30, 250}};
       }},
      {"stage 2 mass of 0 kg",
       [](M& m) {
         m.upper = {{0, 30, 250}};
       }},
      {"stage 2 burn time of 0 s",
       [](M& m) {
         m.upper = {{3000, 0, 250}};
       }},
      {"lights stage 2 4 s before",
       [](M& m) {
         m.upper = {{3000, 30, 250, 0, 0, -4}};
       }},
      {"drag table whose point 2",
       [](M& m) {
         m.drag_table = {{1, 0.2}, {1, 0.3}};
       }},
      {"drag table whose point 1",
       [](M& m) {
         m.drag_table = {{0, 0}};
       }},
  };
  CHECK(motion::fault_of(missile()).empty());
  for (const Bad& bad : all) {
    M m = missile();
    bad.spoil(m);
    CAPTURE(bad.words);
    CHECK(motion::fault_of(m).find(bad.words) != std::string::npos);
    const motion::Flight flight = motion::fly(m, ground(31, 0), {0.1, 0.0}, {});
    CHECK_FALSE(flight.impact);
    CHECK(finite(flight));
    CHECK(motion::longest_flight(m).range_m == 0.0);
    CHECK(why_not(m, ground(31, 0), ground(33, 0), motion::Path::low).find(bad.words) != std::string::npos);
  }
}

TEST_CASE("stages with a pause between them coast through it") {
  motion::BallisticMissile m = missile();
  m.upper = {{4000, 40, 250}};
  const auto at_once = motion::fly(m, ground(31, 0), {0.01, 0.0}, {});
  m.upper.front().ignition_delay_s = 10;
  const auto later = motion::fly(m, ground(31, 0), {0.01, 0.0}, {});
  CHECK(at_once.burnout.time_s == doctest::Approx(137));
  CHECK(later.burnout.time_s == doctest::Approx(147));
  CHECK(norm(later.burnout.velocity) < norm(at_once.burnout.velocity)); // gravity had ten seconds more
  const auto pause = motion::burns_of(m)[1];
  CHECK(pause.thrust_N == 0.0);
  CHECK(pause.flow_kg_per_s == 0.0);
}

TEST_CASE("closure: no range, no propellant, and no matter what was in the missile before") {
  motion::BallisticMissile m = missile();
  m.propellant_mass_kg = 0;
  CHECK(motion::propellant_for_range(m, 900e3));
  for (const double range_m : {0.0, -1e3, std::numeric_limits<double>::quiet_NaN(), 1e8})
    CHECK_FALSE(motion::propellant_for_range(m, range_m));
  m.payload_mass_kg = m.launch_mass_kg;
  CHECK_FALSE(motion::propellant_for_range(m, 900e3));
}

TEST_CASE(
    "aims: out of reach, too near, off the ground, under the launcher, on the other side of the world") {
  using motion::Path;
  const motion::BallisticMissile m = missile();
  for (const Path path : {Path::low, Path::high}) {
    CHECK(why_not(m, ground(31, 0), ground(31, 40), path).find("and the missile reaches") !=
          std::string::npos);
    CHECK(why_not(m, ground(31, 0), ground(-31, 180), path).find("and the missile reaches") !=
          std::string::npos);
    CHECK(why_not(m, ground(31, 0), ground(31, 5, -200), path) == "the aim is 200 m below the ground");
    CHECK(why_not(m, ground(31, 0), ground(31, 5, 3e3), path) == "the aim is 3000 m above the ground");
    CHECK(why_not(m, ground(31, 0), ground(31, 0), path) == "the aim is the launch point");
    CHECK_FALSE(why_not(m, ground(31, 0), ground(31, 0.001), path).empty());
    CHECK_FALSE(why_not(m, ground(31, 0, -5e6), ground(31, 5), path).empty());
    CHECK_FALSE(why_not(m, {}, ground(31, 5), path).empty());
  }
}

TEST_CASE("launch at either pole, across it, and over the date line: the flight ends at its aim") {
  struct Way {
    V from, to;
  };
  for (const Way& distance : {Way{ground(90, 0), ground(85, 120)}, Way{ground(-90, 0), ground(-84, -10)},
                              Way{ground(88, 0), ground(87, 175)}, Way{ground(10, 178), ground(12, -177)},
                              Way{ground(83, 20), ground(90, 0)}})
    for (const motion::Path path : {motion::Path::low, motion::Path::high}) {
      const auto aimed = motion::fly_to(missile(), distance.from, distance.to, path, {});
      REQUIRE(aimed);
      CHECK(aimed->miss_m < 5.0);
      CHECK(finite(aimed->flight));
    }
}

TEST_CASE("half the world away: a missile strong enough gets there, an absurd one never comes down") {
  motion::BallisticMissile m = missile();
  m.specific_impulse_s = 320;
  m.propellant_mass_kg = 14200;
  const auto longest = motion::longest_flight(m);
  CHECK(longest.range_m > 5e6);
  CHECK(std::isfinite(longest.range_m));
  const auto aimed = motion::fly_to(m, ground(0, 0), ground(0, 40), motion::Path::low, {});
  REQUIRE(aimed);
  CHECK(aimed->miss_m < 5.0);
  m.specific_impulse_s = 3000; // beyond escape
  CHECK(std::isfinite(motion::longest_flight(m).range_m));
  for (const double pitch_over : {0.0, 0.3, 0.8, 1.5, 3.1})
    CHECK(finite(motion::fly(m, ground(0, 0), {pitch_over, 1.0}, {})));
}
