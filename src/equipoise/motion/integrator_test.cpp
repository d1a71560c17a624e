#include "equipoise/motion/integrator.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <boost/numeric/odeint.hpp>
#include <cmath>
#include <initializer_list>
#include <vector>

#include "equipoise/core/constants.hpp"
#include "equipoise/core/hash.hpp"
#include "equipoise/earth/atmosphere.hpp"
#include "equipoise/motion/ballistic/ballistic.hpp"

using namespace equipoise;

namespace {
using V = core::Vec3<core::Ecef>;

/// Uniform on (low, high), fixed sequence.
double spread(std::uint64_t i, double low, double high) {
  return low + (high - low) * static_cast<double>(core::mix(i) >> 11) * 0x1p-53;
}

/// A ball of unit size that turns, and a path around it that no force of nature makes, with its derivatives:
/// what is forced to be the solution. Pull and spin are strong, so that the errors feed on each other as in
/// flight: of the forcing alone the method's quadrature is better than its order.
constexpr earth::Ellipsoid unit_ball{1.0, 0.0, 10.0, 0.1, 2.0};

motion::Node made_up(double t) {
  return {t,
          {3.0 + 0.5 * std::sin(t), 0.5 * std::cos(0.8 * t) + 0.1 * t, 0.5 * std::sin(1.3 * t)},
          {0.5 * std::cos(t), -0.4 * std::sin(0.8 * t) + 0.1, 0.65 * std::cos(1.3 * t)},
          {-0.5 * std::sin(t), -0.32 * std::cos(0.8 * t), -0.845 * std::sin(1.3 * t)}};
}

V free_fall(const earth::Ellipsoid& ellipsoid, const V& r, const V& v) {
  return earth::gravitation(ellipsoid, r) + earth::frame_acceleration(ellipsoid, r, v);
}
} // namespace

// Method of manufactured solutions (Salari & Knupp 2000; Roy 2005): a forcing term makes a path of our choice
// the solution of the real equations, and the error at even steps must fall as the method's order says. It is
// taken at every unit of time, so that no single instant where its parts cancel decides. Down to the last
// step it stays a thousand times above rounding, and the first is short enough for the next order to be felt
// by less than 0.1. One wrong digit in a coefficient (5104 for 5103) leaves an order of one or none.
TEST_CASE("validation: the integrator is of fifth order in position and velocity") {
  const auto forced = [](double t, const V& r, const V& v) {
    const motion::Node there = made_up(t);
    return free_fall(unit_ball, r, v) +
           (there.acceleration - free_fall(unit_ball, there.position, there.velocity));
  };
  double last_position = 0.0, last_velocity = 0.0;
  for (const int steps_a_unit : {8, 16, 32, 64}) {
    const double step = 1.0 / steps_a_unit;
    double in_position = 0.0, in_velocity = 0.0;
    int taken = 0;
    motion::integrate(made_up(0.0), 5.0, {1e12, step, step}, forced,
                      [&](const motion::Node&, const motion::Node& n) {
                        if (++taken % steps_a_unit != 0) return true;
                        const motion::Node exact = made_up(n.time_s);
                        in_position += norm(n.position - exact.position);
                        in_velocity += norm(n.velocity - exact.velocity);
                        return true;
                      });
    CHECK(taken == 5 * steps_a_unit);
    CAPTURE(steps_a_unit);
    CAPTURE(in_position);
    if (last_position > 0.0) {
      CHECK(std::abs(std::log2(last_position / in_position) - 5.0) < 0.1);
      CHECK(std::abs(std::log2(last_velocity / in_velocity) - 5.0) < 0.1);
    }
    last_position = in_position;
    last_velocity = in_velocity;
  }
}

// 1e-10 is asked of a revolution. The tolerance is of one step: a tenth of a micrometre on 7,000 km is 1e-14,
// and some thousands of steps whose errors agree in sign make 1e-11.
TEST_CASE("validation: a revolution in vacuum keeps energy and angular momentum to 1e-10 and closes") {
  const double mu = earth::still_sphere.gravitational_parameter_m3_per_s2;
  const auto acceleration = [](double, const V& r, const V&) {
    return earth::gravitation(earth::still_sphere, r);
  };
  for (const double eccentricity : {0.001, 0.1, 0.3}) {
    CAPTURE(eccentricity);
    const double perigee = 7e6, a = perigee / (1.0 - eccentricity);
    const double speed = std::sqrt(mu / perigee * (1.0 + eccentricity));
    const double inclination = 0.9;
    const motion::Node start{
        0.0, {perigee, 0, 0}, {0, speed * std::cos(inclination), speed * std::sin(inclination)}, {}};
    const double period = 2.0 * core::pi * std::sqrt(a * a * a / mu);
    const motion::Node end = motion::integrate(start, period, {1e-7, 0.5, 60.0}, acceleration,
                                               [](const motion::Node&, const motion::Node&) { return true; });
    const auto energy = [&](const motion::Node& n) {
      return 0.5 * dot(n.velocity, n.velocity) - mu / norm(n.position);
    };
    const auto momentum = [](const motion::Node& n) { return cross(n.position, n.velocity); };
    CHECK(std::abs(energy(end) / energy(start) - 1.0) < 1e-10);
    CHECK(norm(momentum(end) - momentum(start)) / norm(momentum(start)) < 1e-10);
    // Two bodies in closed form: after a period the same place. An error of the energy grows three times as
    // fast here.
    CHECK(norm(end.position - start.position) / perigee < 2.0 * core::pi * 3.0 * 1e-10);
  }
}

// Extrapolation (Bulirsch & Stoer 1966) has no coefficient in common with a Runge-Kutta pair. Both fly the
// same equations: air, J2, a turning earth. The end lies where the flight meets the ground, so that the gate
// is on the longest time and the densest air. No chance is in it: the flights are a fixed sequence. At 1e-7 m
// a step the median is a tenth of the gate of 1 mm and shrinks further with the tolerance: what is left is
// ours. At the tolerance that flights have by default it is 4 cm, against the metre that is asked of them.
// The median is asked because a flight that grazes the air amplifies the last digit of either: the worst
// differs by some hundred times as much.
TEST_CASE("validation: a thousand flights against Boost's Bulirsch-Stoer: median difference 1 mm at most") {
  using State = std::array<double, 6>;
  struct Gate {
    double tolerance_m, median_m, worst_m;
  };
  for (const auto& [tolerance_m, median_m, worst_m] :
       {Gate{1e-7, 1e-3, 0.1}, Gate{motion::FlightModel{}.tolerance_m, 0.1, 10.0}}) {
    CAPTURE(tolerance_m);
    std::vector<double> differences_m;
    for (std::uint64_t i = 0; i < 1000; ++i) {
      const auto draw = [&](std::uint64_t k, double low, double high) {
        return spread(8 * i + k, low, high);
      };
      const V from =
          earth::to_ecef(earth::wgs84, {draw(0, -1.2, 1.2), draw(1, -3.0, 3.0), draw(2, 20e3, 200e3)});
      const double elevation = draw(3, -0.6, 1.2), azimuth = draw(4, 0.0, 6.28),
                   speed = draw(5, 500.0, 5000.0);
      const core::Vec3<core::Local> direction{std::cos(elevation) * std::sin(azimuth),
                                              std::cos(elevation) * std::cos(azimuth), std::sin(elevation)};
      const V velocity = speed * (earth::local_axes(earth::wgs84, from).inverse() * direction);
      const double coefficient = draw(6, 2e3, 2e4);
      const motion::Flight flight =
          motion::coast({0.0, from, velocity, {}}, coefficient, {earth::wgs84, true, tolerance_m});
      if (!flight.impact) continue;
      const motion::Node& end = flight.nodes.back();

      State state{from.x, from.y, from.z, velocity.x, velocity.y, velocity.z};
      const auto derivative = [&](const State& s, State& d, double) {
        const V r{s[0], s[1], s[2]}, v{s[3], s[4], s[5]};
        const double altitude = earth::altitude_m(earth::wgs84, r);
        V a = free_fall(earth::wgs84, r, v);
        a += (-0.5 * earth::standard_air(altitude).density_kg_per_m3 * norm(v) / coefficient) * v;
        d = {v.x, v.y, v.z, a.x, a.y, a.z};
      };
      boost::numeric::odeint::bulirsch_stoer<State> stepper(1e-8, 1e-13);
      boost::numeric::odeint::integrate_adaptive(stepper, derivative, state, 0.0, end.time_s, 0.1);
      differences_m.push_back(norm(end.position - V{state[0], state[1], state[2]}));
    }
    REQUIRE(differences_m.size() == 1000);
    std::sort(differences_m.begin(), differences_m.end());
    CHECK(differences_m[500] <= median_m);
    CHECK(differences_m.back() <= worst_m);
  }
}

TEST_CASE("wind: what falls for long goes with the air, and still air is no wind at all") {
  const earth::Wind wind{0.0, 20.0, -5.0, 10e3, 20.0, -5.0};
  motion::FlightModel model{earth::still_sphere, true, 1e-4};
  const V start{model.ellipsoid.semi_major_axis_m + 6e3, 0, 0};
  const motion::Flight calm = motion::coast({0.0, start, {}, {}}, 50.0, model);
  model.wind = wind;
  const motion::Flight blown = motion::coast({0.0, start, {}, {}}, 50.0, model);
  CHECK(norm(calm.nodes.back().velocity - V{calm.nodes.back().velocity.x, 0, 0}) == 0.0);
  const motion::Node& end = blown.nodes.back();
  const auto over_ground = earth::local_axes(model.ellipsoid, end.position) * end.velocity;
  CHECK(over_ground.x == doctest::Approx(20.0).epsilon(1e-3));
  CHECK(over_ground.y == doctest::Approx(-5.0).epsilon(1e-3));
  const earth::Wind shear{0.0, -20.0, 0.0, 1000.0, 70.0, 10.0};
  const auto aloft =
      earth::local_axes(model.ellipsoid, start) * earth::velocity(shear, model.ellipsoid, start, 500.0);
  CHECK(aloft.x == doctest::Approx(25.0));
  CHECK(aloft.y == doctest::Approx(5.0));
  CHECK(std::abs(aloft.z) < 1e-12);
}
