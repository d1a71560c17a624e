#include <doctest/doctest.h>

#include <cmath>

#include "equipoise/core/constants.hpp"
#include "equipoise/earth/atmosphere.hpp"
#include "equipoise/engagement/interceptor.hpp"
#include "equipoise/random/stream.hpp"

using namespace equipoise;
using namespace equipoise::engagement;

namespace {

constexpr PointMassFlyout large_round{12.0, 2000.0, 14000.0, 500.0};
constexpr PointMassFlyout small_round{6.0, 1500.0, 15000.0, 500.0};

struct Arrival {
  double time_s, away_m, up_m;
};

/// The slow, obvious twin: small steps of time along an arc, over a round earth.
Arrival stepped(const PointMassFlyout& f, double departure_rad, double curvature_per_m, double distance_m) {
  const double dt = 1e-3, radius = 6371e3;
  double s = 0, v = 0, x = 0, y = 0;
  int step = 0; // counted: a boost one step longer would be 0.2 m/s faster
  for (; s < distance_m; ++step) {
    const double angle = departure_rad - curvature_per_m * s, r = std::hypot(x, radius + y);
    const double climb = (x * std::cos(angle) + (radius + y) * std::sin(angle)) / r;
    const double a = step < std::lround(f.boost_time_s / dt)
                         ? f.burnout_speed_m_per_s / f.boost_time_s
                         : -earth::standard_air(r - radius).density_kg_per_m3 * v * v /
                                   (2 * f.ballistic_coefficient_kg_per_m2) -
                               core::standard_gravity_m_per_s2 * climb;
    const double ds = v * dt + 0.5 * a * dt * dt, middle = angle - 0.5 * curvature_per_m * ds;
    x += ds * std::cos(middle);
    y += ds * std::sin(middle);
    s += ds;
    v += a * dt;
  }
  return {step * dt - (s - distance_m) / v, x, y};
}

struct Differences {
  int both = 0, one = 0, neither = 0;
  double worst_s = 0.0;
};

/// A table beside the direct solution at random points up to 40 km high, above every published ceiling in the
/// catalogue.
Differences compare(const PointMassFlyout& f, double max_range_m, const FlyoutGrid& grid) {
  const FlyoutTable table(f, 0.0, max_range_m, grid);
  const random::Stream stream(7, 1, 2, random::Purpose::surveillance_dwell);
  Differences d;
  for (std::uint32_t i = 0; i < 4000; ++i) {
    const double range_m = max_range_m * (0.02 + 0.98 * stream.uniform(2 * i));
    // Half of the points within 10 degrees of the horizontal, where the air makes times change fastest.
    const double share = stream.uniform(2 * i + 1);
    const double elevation = (share < 0.5 ? 20.0 * share : 10.0 + 160.0 * (share - 0.5)) * core::degree;
    if (range_m * std::sin(elevation) > 40e3) continue;
    const auto direct = flight_time_s(f, 0.0, range_m, elevation), fast = table.time_s(range_m, elevation);
    if (direct && fast) {
      ++d.both;
      d.worst_s = std::max(d.worst_s, std::abs(*direct - *fast));
    } else {
      ++(direct || fast ? d.one : d.neither);
    }
  }
  return d;
}

} // namespace

// The twin is of first order in its step: 8 ms of 150 s at 1 ms, half of that at 0.5 ms.
TEST_CASE("twin: a flight along an arc equals one by small steps of time, and ends in its point") {
  for (const double radius : {1.6e6, 400e3, 200e3})
    for (const double range : {15e3, 60e3, 150e3})
      for (const double elevation : {2.0, 20.0}) {
        const double raised = std::asin(0.5 * range / radius), distance = 2.0 * raised * radius;
        const auto fast = path_time_s(large_round, 0.0, range, elevation * core::degree, 1.0 / radius);
        if (!fast) continue;
        const Arrival slow = stepped(large_round, elevation * core::degree + raised, 1.0 / radius, distance);
        CHECK(*fast == doctest::Approx(slow.time_s).epsilon(1e-4));
        CHECK(slow.away_m == doctest::Approx(range * std::cos(elevation * core::degree)).epsilon(1e-3));
        CHECK(slow.up_m ==
              doctest::Approx(range * std::sin(elevation * core::degree)).epsilon(1e-3).scale(1e4));
      }
}

TEST_CASE("flyout table: within its stated error of the direct solution over its envelope") {
  const auto check = [](const PointMassFlyout& round, double range_m, double error_s) {
    const Differences d = compare(round, range_m, {});
    CHECK(d.worst_s < error_s);
    CHECK(d.both > 1000);
    CHECK(d.one <= d.both / 500);
  };
  check(large_round, 60e3, 10e-3);
  check(small_round, 120e3, 30e-3);
  check(large_round, 250e3, 30e-3);
  check(large_round, 400e3, 60e-3);
}

TEST_CASE("flyout table: a coarser one is seen to be worse") {
  CHECK(compare(large_round, 250e3, {20, 2500.0}).worst_s > 30e-3);
  CHECK(compare(large_round, 250e3, {72, 20000.0}).worst_s > 30e-3);
}

TEST_CASE("flyout table: nothing beyond its range") {
  const FlyoutTable table(large_round, 0.0, 60e3);
  CHECK(table.time_s(59.9e3, 0.3));
  CHECK_FALSE(table.time_s(60.1e3, 0.3));
}

TEST_CASE("intercept plan: the edges of the envelope are met to 1 ms, not to the trajectory's step") {
  Interceptor round;
  round.flyout = large_round;
  round.envelope[index(TargetClass::aircraft)] = {5e3, 60e3, 10, 27e3};
  round.table = std::make_shared<FlyoutTable>(large_round, 0.0, 60e3);
  constexpr core::Rotation<core::Local, core::Stage> level{{1, 0, 0}, {0, 1, 0}, {0, 0, 1}};
  const double speed = 333.0, height = 9e3;
  motion::Trajectory t;
  t.duration_s = 150e3 / speed;
  for (double s = 0; s <= t.duration_s + t.step_s; s += t.step_s) {
    t.samples.push_back({{150e3 - speed * s, 0, height}, {-speed, 0, 0}});
    t.altitudes_m.push_back(height);
  }
  const InterceptPlan plan(round, TargetClass::aircraft, t, std::vector<bool>(t.samples.size(), true), {},
                           level, 0.0);
  const auto first = plan.earliest(0.0);
  REQUIRE(first);
  const double enters_s = (150e3 - std::sqrt(60e3 * 60e3 - height * height)) / speed;
  CHECK(std::abs(first->intercept_s - enters_s) < 1e-3);
  // Between the samples' launches: the time of flight is that to the place where they meet.
  for (double launch = first->launch_s; launch < plan.last_launch_s(); launch += 1.37) {
    const auto at = plan.earliest(launch);
    REQUIRE(at);
    const double x = 150e3 - speed * at->intercept_s, range = std::hypot(x, height);
    const auto time = flight_time_s(large_round, 0.0, range, std::asin(height / range));
    REQUIRE(time);
    CHECK(std::abs(at->launch_s + *time - at->intercept_s) < 11e-3); // the table's 10 ms and 1 ms
  }
}
