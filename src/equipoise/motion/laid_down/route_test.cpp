#include <doctest/doctest.h>

#include <cmath>

#include "equipoise/core/constants.hpp"
#include "equipoise/motion/laid_down/cruise.hpp"

using namespace equipoise;
using motion::CruiseFault;
using motion::RouteFault;
using motion::Trajectory;

namespace {

const earth::Stage stage(earth::wgs84, 31 * core::degree);
constexpr motion::Agility agility{30.0, 2.0};

/// The greatest acceleration across and along the path that the samples show: differences of exact
/// velocities.
struct Felt {
  double across = 0.0, along = 0.0, jump = 0.0;
};
Felt felt(const Trajectory& t) {
  Felt f;
  for (std::size_t k = 1; k < t.samples.size(); ++k) {
    const auto change = t.samples[k].velocity - t.samples[k - 1].velocity;
    const auto mean = 0.5 * (t.samples[k].velocity + t.samples[k - 1].velocity);
    const double along = dot(change, mean) / norm(mean);
    f.along = std::max(f.along, std::abs(along) / t.step_s);
    f.across = std::max(f.across, norm(change - (along / norm(mean)) * mean) / t.step_s);
    f.jump = std::max(f.jump, norm(change));
  }
  return f;
}

/// The slow, obvious twin of the velocity: differences of dense positions.
double worst_velocity_error(const Trajectory& dense) {
  double worst = 0.0;
  for (std::size_t k = 1; k + 1 < dense.samples.size(); ++k) {
    const auto v = (0.5 / dense.step_s) * (dense.samples[k + 1].position - dense.samples[k - 1].position);
    worst = std::max(worst, norm(v - dense.samples[k].velocity));
  }
  return worst;
}

Trajectory flown(const std::vector<motion::Waypoint>& route, double step_s = 0.25) {
  const auto flight = motion::follow_route(stage, route, agility, step_s);
  REQUIRE(std::holds_alternative<Trajectory>(flight));
  return std::get<Trajectory>(flight);
}

motion::CruiseMissile low_flyer() {
  motion::CruiseMissile m;
  m.range_m = 450e3;
  m.speed_m_per_s = 244.0;
  m.cruise_altitude_m = 50.0;
  m.steepest_rad = 20 * core::degree;
  m.agility.lateral_m_per_s2 = 40.0;
  return m;
}

motion::CruiseMissile high_flyer() {
  motion::CruiseMissile m = low_flyer();
  m.range_m = 290e3;
  m.speed_m_per_s = 826.0;
  m.cruise_altitude_m = 12.2e3;
  m.terminal_altitude_m = 10.0;
  m.terminal_range_m = 20e3;
  m.agility.lateral_m_per_s2 = 80.0;
  return m;
}

} // namespace

// Around the origin the stage's plane is the ground to 1e-6: a right angle flown with radius R is shorter by
// 2 R - R pi/2.
TEST_CASE("route: a turn of a right angle has the radius and the length of its circle") {
  const double v = 250.0, radius = v * v / (0.8 * agility.lateral_m_per_s2);
  CHECK(agility.turn_radius_m(v) == doctest::Approx(radius));
  const Trajectory t = flown({{{-10e3, 0, 0}, v}, {{0, 0, 0}, v}, {{0, 10e3, 0}, v}}, 0.02);
  const double length = 20e3 - 2.0 * radius + 0.5 * core::pi * radius;
  CHECK(t.duration_s * v == doctest::Approx(length).epsilon(2e-6));
  double nearest = 1e9;
  for (const motion::State& s : t.samples) {
    nearest = std::min(nearest, std::hypot(s.position.x, s.position.y));
    if (s.position.x > -radius + 5 && s.position.y < radius - 5)
      CHECK(std::hypot(s.position.x + radius, s.position.y - radius) ==
            doctest::Approx(radius).epsilon(1e-5));
  }
  CHECK(nearest == doctest::Approx((std::sqrt(2.0) - 1.0) * radius).epsilon(1e-4));
  CHECK(felt(t).across == doctest::Approx(0.8 * agility.lateral_m_per_s2).epsilon(2e-3));
}

// 0.15 m/s2 for the bend of the earth under 900 m/s and the stretch of the plane; a jump of the velocity
// would show as tens of metres a second within one step.
TEST_CASE(
    "route: everywhere within its bounds, its velocity without jumps and the derivative of its position") {
  const std::vector<motion::Waypoint> route{{{300e3, 20e3, 9e3}, 250},  {{150e3, -30e3, 9e3}, 300},
                                            {{60e3, 40e3, 3e3}, 220},   {{20e3, 0, 3e3}, 220},
                                            {{120e3, 10e3, 12e3}, 400}, {{320e3, -40e3, 8e3}, 400}};
  const Trajectory t = flown(route, 0.05);
  const Felt f = felt(t);
  CHECK(f.across < agility.lateral_m_per_s2 + 0.15);
  CHECK(f.across > 0.8 * agility.lateral_m_per_s2 - 0.15); // the turns use what they may
  CHECK(f.along < agility.along_m_per_s2 + 0.01);
  CHECK(f.jump < 0.05 * (agility.lateral_m_per_s2 + 1.0));
  // a dt / 2 where the curvature jumps
  CHECK(worst_velocity_error(t) < 0.5 * 0.05 * agility.lateral_m_per_s2);
  CHECK(worst_velocity_error(flown({{{300e3, 20e3, 9e3}, 250}, {{150e3, -30e3, 7e3}, 250}}, 0.05)) < 1e-5);
  for (double time = 0; time < t.duration_s; time += 7.3)
    CHECK(std::abs(stage.altitude_m(t.at(time).position) - t.altitude_at(time)) < 0.1);
}

TEST_CASE("route: the way flown is the speed times the time, and the length of its legs") {
  const Trajectory steady = flown({{{-40e3, 0, 3e3}, 250}, {{0, 0, 3e3}, 250}, {{0, 30e3, 3e3}, 250}}, 0.25);
  const auto distances = motion::distances_m(steady);
  REQUIRE(distances.size() == steady.samples.size());
  CHECK(distances.front() == 0.0);
  CHECK(distances.back() == doctest::Approx(250.0 * steady.duration_s).epsilon(1e-6));
  // Two speeds on one line, 1e-3 for the height of 3 km over a curved Earth.
  const Trajectory faster = flown({{{-40e3, 0, 3e3}, 200}, {{0, 0, 3e3}, 300}, {{40e3, 0, 3e3}, 300}}, 0.25);
  CHECK(motion::distances_m(faster).back() == doctest::Approx(80e3).epsilon(1e-3));
}

TEST_CASE("route: the speed is the one along the path, far from the origin and in a climb too") {
  const Trajectory t = flown({{{1200e3, 0, 1e3}, 250}, {{1000e3, 0, 11e3}, 250}}, 0.25);
  double length = 0.0;
  for (double time = 0; time < t.duration_s; time += 0.25)
    length += norm(t.at(std::min(time + 0.25, t.duration_s)).position - t.at(time).position);
  CHECK(t.duration_s == doctest::Approx(length / 250).epsilon(1e-7));
  for (const motion::State& s : t.samples) CHECK(norm(s.velocity) == doctest::Approx(250).epsilon(1e-9));
  CHECK(length > 1.01 * 200e3); // the plane is 1.7 % shorter out there
}

TEST_CASE("route: a change of speed is a constant acceleration after the turn") {
  const Trajectory t = flown({{{0, 0, 0}, 200}, {{20e3, 0, 0}, 300}, {{120e3, 0, 0}, 300}});
  // 100 s to the point, 50 s of 2 m/s2 over 12.5 km, the rest at 300 m/s
  CHECK(norm(t.at(99).velocity) == doctest::Approx(200).epsilon(1e-6));
  CHECK(norm(t.at(125).velocity) == doctest::Approx(250).epsilon(1e-4));
  CHECK(norm(t.at(151).velocity) == doctest::Approx(300).epsilon(1e-6));
  CHECK(t.duration_s == doctest::Approx(150 + 87.5e3 / 300).epsilon(1e-4));
}

TEST_CASE("route: a leg too short for its turns, its climb or its change of speed is a fault of its point") {
  const auto fault = [](const std::vector<motion::Waypoint>& route) {
    const auto flight = motion::follow_route(stage, route, agility);
    REQUIRE(std::holds_alternative<RouteFault>(flight));
    return std::get<RouteFault>(flight);
  };
  const RouteFault turns =
      fault({{{-20e3, 0, 0}, 250}, {{0, 0, 0}, 250}, {{0, 2e3, 0}, 250}, {{-20e3, 2e3, 0}, 250}});
  CHECK(turns.point == 2);
  CHECK(turns.need == RouteFault::Need::turns);
  CHECK(turns.needed_m == doctest::Approx(2 * agility.turn_radius_m(250)));
  CHECK(turns.there_m == doctest::Approx(2e3));
  CHECK(fault({{{0, 0, 0}, 100}, {{20e3, 0, 0}, 400}, {{30e3, 0, 0}, 400}}).point == 2);
  CHECK(fault({{{0, 0, 0}, 100}, {{20e3, 0, 0}, 100}, {{0, 0, 0}, 100}}).needed_m > 1e9); // right round
  const RouteFault climbs =
      fault({{{0, 0, 0}, 400}, {{20e3, 0, 0}, 400}, {{21e3, 0, 4e3}, 400}, {{60e3, 0, 4e3}, 400}});
  CHECK(climbs.need == RouteFault::Need::climbs);
}

TEST_CASE("cruise missile: climbs, cruises at its height, ends in the aim at its speed, within its bounds") {
  for (const auto& missile : {low_flyer(), high_flyer()}) {
    const earth::Place launch{-230e3, 120e3, 0}, aim{0, 0, 0};
    const auto flight =
        motion::fly_cruise(stage, missile, launch, {{-100e3, 80e3, 0}, {-60e3, 10e3, 0}}, aim, 0.05);
    REQUIRE(std::holds_alternative<Trajectory>(flight));
    const Trajectory& t = std::get<Trajectory>(flight);
    CHECK(norm(t.at(0).position - stage.point(launch)) < 1e-6);
    CHECK(norm(t.at(t.duration_s).position - stage.point(aim)) < 0.05);
    CHECK(std::abs(t.altitude_at(t.duration_s)) < 0.05);
    CHECK(t.altitude_at(0.5 * t.duration_s) == doctest::Approx(missile.cruise_altitude_m).epsilon(1e-6));
    CHECK(t.apogee_m <= missile.cruise_altitude_m + 1e-6);
    CHECK(t.end_speed_m_per_s == doctest::Approx(missile.speed_m_per_s));
    CHECK(t.end_flight_path_angle_rad < 0.0);
    CHECK(t.end_flight_path_angle_rad > -missile.steepest_rad - 1e-3);
    CHECK(felt(t).across < missile.agility.lateral_m_per_s2 + 0.2);
    if (!missile.terminal_altitude_m) continue;
    const double before_end_s = 0.7 * missile.terminal_range_m / missile.speed_m_per_s;
    CHECK(t.altitude_at(t.duration_s - before_end_s) ==
          doctest::Approx(*missile.terminal_altitude_m).epsilon(1e-6));
  }
}

// 40 km straight in. The two climbs are polygons of slope m whose breakpoint is rounded by a parabola of half
// width w: w (1 + sqrt(1 + m^2)) becomes w (sqrt(1 + m^2) + asinh(m) / m), 8 m less. The vertical pitch-overs
// by 0.003 20 km from the origin: 2 x 500 m x 0.003 are not in the closed form.
TEST_CASE("cruise missile: the time of a straight flight is its way over its speed") {
  motion::CruiseMissile m = low_flyer();
  m.cruise_altitude_m = 500.0;
  const auto flight = motion::fly_cruise(stage, m, {-20e3, 0, 0}, {}, {20e3, 0, 0});
  REQUIRE(std::holds_alternative<Trajectory>(flight));
  const double slope = std::tan(m.steepest_rad);
  const double width = 0.5 * slope / m.agility.climb_curvature_per_m(m.speed_m_per_s);
  const double saved = width * (1.0 - std::asinh(slope) / slope);
  const double length = 40e3 + 2.0 * (500.0 * std::tan(0.5 * m.steepest_rad) - saved);
  CHECK(std::get<Trajectory>(flight).duration_s * m.speed_m_per_s == doctest::Approx(length).epsilon(1e-4));
}

TEST_CASE("cruise missile: out of range, too near, turns too sharp") {
  const auto why = [](const motion::CruiseMissile& m, const earth::Place& launch,
                      const std::vector<earth::Place>& route) {
    const auto flight = motion::fly_cruise(stage, m, launch, route, {0, 0, 0});
    REQUIRE(std::holds_alternative<CruiseFault>(flight));
    return std::get<CruiseFault>(flight);
  };
  const CruiseFault far = why(high_flyer(), {-200e3, 0, 0}, {{-100e3, 120e3, 0}});
  CHECK(far.why == CruiseFault::Why::out_of_range);
  CHECK(far.distance_m > 300e3);
  CHECK(far.allowed_m == 290e3);
  const CruiseFault near = why(high_flyer(), {-50e3, 0, 0}, {});
  CHECK(near.why == CruiseFault::Why::too_near);
  CHECK(std::holds_alternative<Trajectory>(
      motion::fly_cruise(stage, high_flyer(), {-near.allowed_m - 1.0, 0, 0}, {}, {0, 0, 0})));
  const CruiseFault sharp = why(high_flyer(), {-200e3, 0, 0}, {{-100e3, 0, 0}, {-102e3, 2e3, 0}});
  CHECK(sharp.why == CruiseFault::Why::too_sharp);
  CHECK(sharp.turn.point == 2);
}
