#include <doctest/doctest.h>

#include <cmath>

#include "equipoise/core/constants.hpp"
#include "equipoise/earth/atmosphere.hpp"
#include "equipoise/engagement/battery.hpp"
#include "equipoise/engagement/campaign_rate.hpp"
#include "equipoise/engagement/interceptor.hpp"

using namespace equipoise;
using namespace equipoise::engagement;

namespace {
constexpr PointMassFlyout large_round{12.0, 2000.0, 14000.0, 500.0};

/// The slow, obvious twin: small time steps along the line.
double stepped_flight_time(const PointMassFlyout& f, double range_m, double elevation_rad) {
  const double dt = 1e-3, radius = 6371e3;
  double t = 0, s = 0, v = 0;
  while (s < range_m) {
    const double climb = std::sin(elevation_rad) + s * std::pow(std::cos(elevation_rad), 2) / radius;
    const double h =
        s * std::sin(elevation_rad) + s * s * std::pow(std::cos(elevation_rad), 2) / (2 * radius);
    const double a = t < f.boost_time_s ? f.burnout_speed_m_per_s / f.boost_time_s
                                        : -earth::standard_air(h).density_kg_per_m3 * v * v /
                                                  (2 * f.ballistic_coefficient_kg_per_m2) -
                                              core::standard_gravity_m_per_s2 * climb;
    s += v * dt + 0.5 * a * dt * dt;
    v += a * dt;
    t += dt;
  }
  return t;
}
} // namespace

TEST_CASE("twin: flyout along the line by distance equals flyout by small steps of time") {
  for (const double range : {3e3, 12e3, 20e3, 40e3, 60e3})
    for (const double elevation : {15.0, 30.0, 60.0}) {
      const auto fast = path_time_s(large_round, 0.0, range, elevation * core::degree, 0.0);
      REQUIRE(fast);
      CHECK(*fast ==
            doctest::Approx(stepped_flight_time(large_round, range, elevation * core::degree)).epsilon(5e-4));
    }
}

TEST_CASE("flyout: through thick air it gets too slow, and over it does not") {
  CHECK_FALSE(path_time_s(large_round, 0.0, 200e3, 1 * core::degree, 0.0));
  CHECK(flight_time_s(large_round, 0.0, 200e3, 1 * core::degree));
  CHECK_FALSE(flight_time_s(large_round, 0.0, 1000e3, 1 * core::degree));
  CHECK(flight_time_s(ConstantTimeFlyout{7.0}, 0.0, 1e9, 0.0) == 7.0);
}

namespace {
/// A target that comes straight in along the east axis at a constant altitude.
motion::Trajectory inbound(double from_m, double altitude_m, double speed) {
  motion::Trajectory t;
  t.duration_s = from_m / speed;
  for (double s = 0; s <= t.duration_s + t.step_s; s += t.step_s) {
    t.samples.push_back({{from_m - speed * s, 0, altitude_m}, {-speed, 0, 0}});
    t.altitudes_m.push_back(altitude_m);
  }
  return t;
}
constexpr core::Rotation<core::Local, core::Stage> level{{1, 0, 0}, {0, 1, 0}, {0, 0, 1}};
} // namespace

TEST_CASE(
    "intercept plan: every opportunity meets the target where the round is by then, inside the envelope") {
  Interceptor round;
  round.flyout = large_round;
  round.envelope[index(TargetClass::aircraft)] = {5e3, 60e3, 10, 27e3};
  const auto path = inbound(150e3, 9e3, 250);
  const InterceptPlan plan(round, TargetClass::aircraft, path, std::vector<bool>(path.samples.size(), true),
                           {}, level, 0.0);
  const auto first = plan.earliest(0.0);
  REQUIRE(first);
  for (double t = first->launch_s; t < plan.last_launch_s(); t += 3.7) {
    const auto at = plan.earliest(t);
    REQUIRE(at);
    CHECK(at->launch_s == doctest::Approx(t));
    const auto p = path.at(at->intercept_s).position;
    const double range = norm(p);
    CHECK(range <= 60.1e3);
    CHECK(range >= 4.9e3);
    const auto time = flight_time_s(large_round, 0.0, range, std::asin(p.z / range));
    REQUIRE(time);
    CHECK(at->intercept_s - at->launch_s == doctest::Approx(*time).epsilon(1e-3));
  }
  CHECK_FALSE(plan.earliest(plan.last_launch_s() + 0.01));
  CHECK(plan.open_s(0, 1e9) == doctest::Approx(plan.last_launch_s() - first->launch_s));
}

TEST_CASE(
    "intercept plan: no launch before the target is allowed, and it must stay allowed until the intercept") {
  Interceptor round;
  round.flyout = large_round;
  round.envelope[index(TargetClass::aircraft)] = {5e3, 60e3, 10, 27e3};
  const auto path = inbound(150e3, 9e3, 250);
  std::vector<bool> allowed(path.samples.size(), true);
  for (std::size_t k = 1600; k < 1700; ++k) allowed[k] = false; // 400 s to 425 s
  const InterceptPlan plan(round, TargetClass::aircraft, path, allowed, {}, level, 0.0);
  for (double t = 300; t < 500; t += 0.5) {
    const auto at = plan.earliest(t);
    REQUIRE(at);
    CHECK((at->intercept_s < 400.0 || at->launch_s >= 425.0));
  }
}

TEST_CASE("intercept plan: too high, too far, too fast gives nothing") {
  Interceptor round;
  round.flyout = large_round;
  round.max_target_speed_m_per_s = 4800;
  round.envelope[index(TargetClass::ballistic)] = {5e3, 60e3, 10, 27e3};
  const auto plan = [&](const motion::Trajectory& path) {
    return InterceptPlan(round, TargetClass::ballistic, path, std::vector<bool>(path.samples.size(), true),
                         {}, level, 0.0);
  };
  CHECK(plan(inbound(100e3, 30e3, 1000)).empty());
  CHECK(plan(inbound(100e3, 20e3, 5000)).empty());
  CHECK_FALSE(plan(inbound(100e3, 20e3, 1000)).empty());
}

// Fixed seed; two-sided false-alarm rate 1e-6 (|z| < 4.892) had the seed been free. Power: a kill probability
// off by 0.005 is seen at this sample (z = 11).
TEST_CASE("a round stops its target with reliability times kill probability") {
  constexpr int n = 1'000'000;
  int stops = 0;
  for (int i = 0; i < n; ++i) {
    const ShotDraws draws{3, static_cast<std::uint64_t>(i), 99};
    const Shot shot = draw_shot(draws, 0);
    stops += shot.works < 0.95 && shot.kills < 0.5 ? 1 : 0;
  }
  const double p = 0.95 * 0.5, z = (stops - n * p) / std::sqrt(n * p * (1 - p));
  CHECK(std::abs(z) < 4.892);
  CHECK(std::abs((stops - n * (p + 0.005)) / std::sqrt(n * p * (1 - p))) > 4.892);
}

TEST_CASE("kill assessment is right when it cannot err, wrong when it must") {
  FireUnit unit;
  CHECK(judged_dead({1, 2, 3}, 0, true, unit));
  CHECK_FALSE(judged_dead({1, 2, 3}, 0, false, unit));
  unit.kill_seen_as_miss = unit.miss_seen_as_kill = 1.0;
  CHECK_FALSE(judged_dead({1, 2, 3}, 0, true, unit));
  CHECK(judged_dead({1, 2, 3}, 0, false, unit));
}

TEST_CASE("the rate of a campaign: every outcome of three rounds counted, and back again") {
  for (const double p : {0.0, 0.1, 0.37, 0.9, 1.0}) {
    double stopped = 0.0; // the slow way: all 2^3 outcomes
    for (int outcome = 1; outcome < 8; ++outcome) {
      double chance = 1.0;
      for (int round = 0; round < 3; ++round) chance *= (outcome >> round & 1) != 0 ? p : 1.0 - p;
      stopped += chance;
    }
    CHECK(engagement::campaign_rate(p, {3.0, 1.0, 0.0}) == doctest::Approx(stopped).epsilon(1e-12));
    CHECK(engagement::campaign_rate(p, {3.0, 1.0, 1.0}) == doctest::Approx(p).epsilon(1e-12));
    const engagement::Campaign mixed{2.5, 0.8, 0.3};
    const double rate = engagement::campaign_rate(p, mixed);
    CHECK(*engagement::single_shot_for(rate, mixed) == doctest::Approx(p).epsilon(1e-8));
  }
  // 97.6 % of engagements with 3.6 independent rounds each: 0.65 a round.
  CHECK(*engagement::single_shot_for(0.976, {3.6, 1.0, 0.0}) ==
        doctest::Approx(1.0 - std::pow(0.024, 1 / 3.6)).epsilon(1e-8));
  CHECK(!engagement::single_shot_for(0.9, {3.0, 0.8, 0.0})); // more than were shot at
}

TEST_CASE("intercept plan: where there is no intercept, it says why") {
  Interceptor round;
  round.flyout = large_round;
  round.max_target_speed_m_per_s = 1000;
  round.envelope[index(TargetClass::aircraft)] = {5e3, 60e3, 10, 27e3};
  const auto why = [&](const motion::Trajectory& path, bool allowed = true) {
    const InterceptPlan plan(round, TargetClass::aircraft, path,
                             std::vector<bool>(path.samples.size(), allowed), {}, level, 0.0);
    REQUIRE(plan.empty());
    return plan.passage().why_none;
  };
  auto stops_short = inbound(150e3, 9e3, 250);
  stops_short.duration_s = 100; // 25 km on the way: 125 km away
  CHECK(why(stops_short) == NoIntercept::too_far);
  CHECK(why(inbound(150e3, 40e3, 250)) == NoIntercept::too_high_or_low);
  CHECK(why(inbound(150e3, 9e3, 1500)) == NoIntercept::too_fast);
  CHECK(why(inbound(150e3, 9e3, 250), false) == NoIntercept::outside_the_sector);
  auto there_at_once = inbound(59e3, 9e3, 250);
  there_at_once.duration_s = 2; // in the envelope, and gone before a round has flown
  CHECK(why(there_at_once) == NoIntercept::too_late);
  auto beside = inbound(4e3, 100, 250);
  beside.duration_s = 4;
  CHECK(why(beside) == NoIntercept::too_near);
}
