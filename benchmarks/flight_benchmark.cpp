// One coast with drag from burnout to the ground: ours beside Boost.Odeint's Dormand-Prince, both at about
// the same error, which each run measures against a flight a thousand times finer and reports.
#include <benchmark/benchmark.h>

#include <array>
#include <boost/numeric/odeint.hpp>

#include "equipoise/core/elementary.hpp"
#include "equipoise/earth/atmosphere.hpp"
#include "equipoise/motion/ballistic.hpp"

using namespace equipoise;

namespace {

constexpr double ballistic_coefficient = 14000.0;
using V = core::Vec3<core::Ecef>;
using State = std::array<double, 6>;

/// 23 km high, 1.6 km/s at 45 degrees: what is left of a short-range missile's boost.
motion::Node burnout() {
  const V up{1.0, 0.0, 0.0};
  const double r = earth::wgs84.semi_major_axis_m + 23e3, v = 1600.0 / core::sqrt(2.0);
  return {0.0, r * up, {v, 0.0, v}, {}};
}

V acceleration(const V& r, const V& v) {
  V a = earth::gravitation(earth::wgs84, r) + earth::frame_acceleration(earth::wgs84, r, v);
  const double altitude = earth::altitude_m(earth::wgs84, r);
  if (altitude < 150e3)
    a += (-0.5 * earth::standard_air(altitude).density_kg_per_m3 * norm(v) / ballistic_coefficient) * v;
  return a;
}

/// Where the coast is after a fixed time, just above the ground, to well below a millimetre.
constexpr double end_s = 250.0;
V finest() {
  static const V end = [] {
    motion::Node last;
    motion::integrate(
        burnout(), end_s, {1e-9, 0.01, 1.0},
        [](double, const V& r, const V& v) { return acceleration(r, v); },
        [&](const motion::Node&, const motion::Node& n) {
          last = n;
          return true;
        });
    return last.position;
  }();
  return end;
}

void ours(benchmark::State& state) {
  motion::Node last;
  for (auto _ : state) {
    motion::integrate(
        burnout(), end_s, {3e-4, 0.5, 5.0}, [](double, const V& r, const V& v) { return acceleration(r, v); },
        [&](const motion::Node&, const motion::Node& n) {
          last = n;
          return true;
        });
    benchmark::DoNotOptimize(last);
  }
  state.counters["error_m"] = norm(last.position - finest());
}
BENCHMARK(ours)->Unit(benchmark::kMicrosecond);

void odeint(benchmark::State& state) {
  namespace ode = boost::numeric::odeint;
  const auto system = [](const State& x, State& dx, double) {
    const V v{x[3], x[4], x[5]}, a = acceleration({x[0], x[1], x[2]}, v);
    dx = {v.x, v.y, v.z, a.x, a.y, a.z};
  };
  const double tolerance = static_cast<double>(state.range(0)) * 1e-6;
  State x{};
  for (auto _ : state) {
    const motion::Node start = burnout();
    x = {start.position.x, start.position.y, start.position.z,
         start.velocity.x, start.velocity.y, start.velocity.z};
    ode::integrate_adaptive(ode::make_controlled(tolerance, 0.0, ode::runge_kutta_dopri5<State>()), system, x,
                            0.0, end_s, 0.5);
    benchmark::DoNotOptimize(x);
  }
  state.counters["error_m"] = norm(V{x[0], x[1], x[2]} - finest());
}
BENCHMARK(odeint)->Arg(100)->Arg(300)->Arg(1000)->Arg(3000)->Unit(benchmark::kMicrosecond);

} // namespace
