// A short-range flight with drag and boost, from the ground to just above it: ours, dense and with its
// events, beside Boost.Odeint's Dormand-Prince on the same forces from the tilt on. Both report the error at
// the same instant, against a flight a hundred thousand times finer. `force` is the floor: times the
// evaluations, which each counts, it is what a method must cost.
#include <benchmark/benchmark.h>

#include <array>
#include <boost/numeric/odeint.hpp>

#include "equipoise/core/constants.hpp"
#include "equipoise/earth/atmosphere.hpp"
#include "equipoise/motion/ballistic/ballistic.hpp"
#include "equipoise/motion/ballistic/testing.hpp"

using namespace equipoise;

namespace {

using V = core::Vec3<core::Ecef>;
using State = std::array<double, 6>;

const motion::BallisticMissile missile = motion::testing::short_range_missile(3044);
const V launch = earth::to_ecef(earth::wgs84, {0.5, 0.0, 0.0});
constexpr motion::Steering steering{0.17, 1.0, 100.0};

const motion::Flight& finest() {
  static const motion::Flight flight = motion::fly(missile, launch, steering, {earth::wgs84, true, 1e-8});
  return flight;
}
double end_s() {
  return finest().nodes.back().time_s - 0.1;
}
/// The node at which the tilt has happened: the second of the first two at one instant.
motion::Node tilted() {
  const auto& nodes = finest().nodes;
  std::size_t i = 1;
  while (nodes[i].time_s > nodes[i - 1].time_s) ++i;
  return nodes[i];
}

/// The forces once more, as anyone would write them.
struct Forces {
  motion::BallisticMissile m = missile;
  motion::Burn burn = motion::burns_of(m).front();
  double area_m2 = 0.25 * core::pi * m.diameter_m * m.diameter_m;
  std::span<const motion::DragPoint> table = motion::drag_table(motion::DragTable::v2);
  mutable long evaluations = 0;

  V acceleration(double t, const V& r, const V& v, bool powered) const {
    ++evaluations;
    V a = earth::gravitation(earth::wgs84, r) + earth::frame_acceleration(earth::wgs84, r, v);
    const earth::Air air = earth::standard_air(earth::altitude_m(earth::wgs84, r));
    const double speed = norm(v);
    double coefficient = m.ballistic_coefficient_kg_per_m2;
    if (powered) {
      const double mass = burn.mass_at(t);
      coefficient = mass / (motion::drag_coefficient(table, speed / air.sound_speed_m_per_s) * area_m2);
      a += (burn.thrust_N / mass / speed) * v;
    }
    return a + (-0.5 * air.density_kg_per_m3 * speed / coefficient) * v;
  }
};

void force(benchmark::State& state) {
  const Forces forces;
  motion::Node n = tilted();
  for (auto _ : state) {
    n.position.x += 1e-3;
    benchmark::DoNotOptimize(forces.acceleration(10.0, n.position, n.velocity, true));
  }
}
BENCHMARK(force);

void ours(benchmark::State& state) {
  motion::Flight flight;
  const motion::FlightModel model{earth::wgs84, true, static_cast<double>(state.range(0)) * 1e-6};
  for (auto _ : state) {
    flight = motion::fly(missile, launch, steering, model);
    benchmark::DoNotOptimize(flight.nodes.data());
  }
  state.counters["error_m"] =
      norm(motion::state_at(flight, end_s()).position - motion::state_at(finest(), end_s()).position);
}
BENCHMARK(ours)->Arg(100)->Arg(1000)->Arg(10000)->Unit(benchmark::kMicrosecond);

void odeint(benchmark::State& state) {
  namespace ode = boost::numeric::odeint;
  const Forces forces;
  const motion::Node start = tilted();
  const double tolerance = static_cast<double>(state.range(0)) * 1e-6;
  State x{};
  for (auto _ : state) {
    x = {start.position.x, start.position.y, start.position.z,
         start.velocity.x, start.velocity.y, start.velocity.z};
    forces.evaluations = 0;
    const auto follow = [&](bool powered, double from_s, double to_s) {
      const auto system = [&](const State& s, State& d, double t) {
        const V v{s[3], s[4], s[5]}, a = forces.acceleration(t, {s[0], s[1], s[2]}, v, powered);
        d = {v.x, v.y, v.z, a.x, a.y, a.z};
      };
      ode::integrate_adaptive(ode::make_controlled(tolerance, 0.0, ode::runge_kutta_dopri5<State>()), system,
                              x, from_s, to_s, 0.1);
    };
    follow(true, start.time_s, forces.burn.end_s);
    follow(false, forces.burn.end_s, end_s());
    benchmark::DoNotOptimize(x);
  }
  state.counters["evaluations"] = static_cast<double>(forces.evaluations);
  state.counters["error_m"] = norm(V{x[0], x[1], x[2]} - motion::state_at(finest(), end_s()).position);
}
BENCHMARK(odeint)->Arg(1)->Arg(10)->Arg(100)->Arg(1000)->Unit(benchmark::kMicrosecond);

} // namespace
