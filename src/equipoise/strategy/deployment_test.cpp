#include "equipoise/strategy/deployment.hpp"

#include <doctest/doctest.h>

#include <cmath>

#include "equipoise/strategy/exchange.hpp"
#include "tests/csv.hpp"

using namespace equipoise;
using namespace equipoise::strategy;

TEST_CASE("A magazine spread over a raid, against the table") {
  int rows = 0;
  for (const auto& row : tests::read_csv("finite_inventory_leakers.csv")) {
    if (row.at("doctrine") != "even_barrage") continue;
    ++rows;
    const auto number = [&](const char* name) { return std::stod(row.at(name)); };
    const auto size = static_cast<unsigned>(number("W"));
    // As many shots as the table's spreading asks for: it knows no limit but the stock.
    const Pmf a =
        leakers(Barrage{number("sspk"), 1000, static_cast<unsigned>(number("I")), number("p_track")}, size);
    // The columns carry 12 digits.
    CHECK(std::abs(a[0] - number("p_no_leaker")) < 1e-11);
    CHECK(std::abs(mean(a) - number("expected_leakers")) < 1e-10);
    CHECK(std::abs(variance(a) - number("var_leakers")) < 1e-9);
  }
  CHECK(rows > 20);
}

TEST_CASE("A common failure has its closed form") {
  // LITERATURE 1.2: P(0) = (1 - beta) K^W, E = W (1 - (1 - beta) K): K = .9, W = 10, beta = .05.
  const Pmf a = leakers(Barrage{0.9, 1, 100, 1.0, 1.0, 0.05}, 10);
  CHECK(std::abs(a[0] - 0.95 * std::pow(0.9, 10)) < 1e-14);
  CHECK(std::abs(mean(a) - 1.45) < 1e-12);
}

TEST_CASE("A curve is its own samples, and in between its mean is a straight line") {
  const Barrage battery{0.6, 2, 20, 0.95, 0.9, 0.02};
  Curve sparse;
  for (const unsigned size : {0U, 1U, 4U, 10U, 30U}) sparse.raids.push_back({size, leakers(battery, size)});
  core::Diagnostics found;
  results::check(sparse, {}, found);
  CHECK(found.empty());
  for (const auto& raid : sparse.raids) CHECK(leakers(sparse, raid.size) == raid.chance);
  for (unsigned size = 11; size < 30; ++size) {
    const Pmf a = leakers(sparse, size);
    const double share = (size - 10) / 20.0;
    CHECK(a.size() == size + 1);
    CHECK(mean(a) ==
          doctest::Approx((1 - share) * mean(leakers(sparse, 10)) + share * mean(leakers(sparse, 30)))
              .epsilon(1e-12));
    CHECK(at_least(a, 0) == 1.0);
  }
  CHECK(is_beyond(sparse, 31));
  CHECK(mean(leakers(sparse, 33)) == doctest::Approx(mean(leakers(sparse, 30)) + 3).epsilon(1e-13));
}

namespace {

/// The slow twin of blind arrival: every set of `threats` aim points.
Pmf enumerated(const Deployment& d, double share, const Curve& curve, unsigned threats) {
  const unsigned defended = defended_points(d, share);
  Pmf sum(threats + 1, 0.0);
  double sets = 0.0;
  for (unsigned set = 0; set < 1U << d.aim_points; ++set) {
    if (static_cast<unsigned>(__builtin_popcount(set)) != threats) continue;
    ++sets;
    Pmf leak{1.0};
    for (unsigned first = 0; first < d.aim_points; first += d.points_per_group) {
      unsigned inside = 0, outside = 0;
      for (unsigned p = first; p < std::min(first + d.points_per_group, d.aim_points); ++p)
        if (set >> p & 1U) ++(p < defended ? inside : outside);
      const unsigned b = d.batteries_per_group;
      for (unsigned i = 0; i < b; ++i)
        leak = convolve(leak, leakers(curve, inside / b + (i < inside % b ? 1 : 0)));
      leak = convolve(leak, certain(outside));
    }
    add(sum, 1.0, leak);
  }
  for (double& p : sum) p /= sets;
  return sum;
}

} // namespace

TEST_CASE("Blind arrival is the mean over every set of aim points") {
  const Curve curve = barrage_curve({0.7, 2, 5, 0.9, 0.8, 0.05}, 12);
  for (const unsigned batteries : {1U, 2U})
    for (const double share : {0.0, 0.3, 0.5, 1.0}) {
      const Deployment d{11, 3, batteries};
      const auto fast = leakers_by_threats(d, share, Arrival::blind, curve, 11);
      for (unsigned n = 0; n <= 11; ++n) {
        const Pmf slow = enumerated(d, share, curve, n);
        for (std::size_t k = 0; k < slow.size(); ++k)
          CHECK(std::abs((k < fast[n].size() ? fast[n][k] : 0.0) - slow[k]) < 1e-13);
      }
    }
}

TEST_CASE("Share 0 is no defence, and no defence is the closed form") {
  const Side side{"A", {{"mobile", 12, 0.8, 0.7, 0.9, 1, true}}};
  const Arriving a = arriving(side, true);
  const Pmf closed = binomial(12, 0.8 * 0.7 * 0.9);
  const Curve curve = barrage_curve({0.9, 2, 32}, 20);
  for (const Arrival arrival : {Arrival::blind, Arrival::informed}) {
    const Pmf share_0 = through(a, leakers_by_threats({20, 5, 1}, 0.0, arrival, curve, 12));
    const Pmf nothing = through(a, leakers_by_threats({20, 5, 1}, 1.0, arrival, no_defence(), 12));
    for (unsigned k = 0; k <= 12; ++k) {
      CHECK(std::abs(share_0[k] - closed[k]) < 1e-14);
      CHECK(std::abs(nothing[k] - closed[k]) < 1e-14);
    }
  }
  // Classes that the envelope does not meet pass whatever stands there.
  Side unmet = side;
  unmet.launchers[0].met = false;
  CHECK(std::abs(mean(through(arriving(unmet, true),
                              leakers_by_threats({20, 5, 1}, 1.0, Arrival::blind, curve, 0))) -
                 mean(closed)) < 1e-12);
}

TEST_CASE("More of the defence never means more leakers, to be informed never means fewer") {
  for (const double kill : {0.0, 0.3, 0.8})
    for (const double track : {0.6, 1.0}) {
      const Deployment d{24, 4, 1};
      for (unsigned n = 1; n <= 40; ++n) { // interceptors
        double last = n;
        for (const unsigned rounds : {0U, 1U, 5U, 12U, 40U, 200U}) {
          const double now = mean(leakers(Barrage{kill, 2, rounds, track, 0.9}, n));
          CHECK(now <= last + 1e-12);
          last = now;
        }
      }
      const Curve curve = barrage_curve({kill, 2, 6, track, 0.9}, 80);
      std::vector<double> last(61, 1e9);
      for (double share = 0.0; share <= 1.0; share += 0.125) { // share
        const auto blind = leakers_by_threats(d, share, Arrival::blind, curve, 60);
        const auto informed = leakers_by_threats(d, share, Arrival::informed, curve, 60);
        const auto doubled = leakers_by_threats({24, 4, 2}, share, Arrival::blind, curve, 60); // batteries
        for (unsigned n = 0; n <= 60; ++n) {
          CHECK(mean(blind[n]) <= last[n] + 1e-12);
          CHECK(mean(informed[n]) >= mean(blind[n]) - 1e-12);
          CHECK(mean(doubled[n]) <= mean(blind[n]) + 1e-12);
          last[n] = mean(blind[n]);
        }
      }
    }
}

TEST_CASE(
    "Expected leakers from means alone are those of the whole distributions, more batteries never add any") {
  const Curve curve = barrage_curve({0.7, 2, 5, 0.9, 0.8, 0.05}, 60);
  const auto means = expected_leakers(curve, 60);
  const Deployment d{11, 3, 2};
  for (const unsigned batteries : {0U, 1U, 2U, 6U, 8U}) {
    const auto whole = leakers_by_threats(d, share_of(d, batteries), Arrival::blind, curve, 40);
    for (unsigned n = 0; n <= 40; ++n)
      CHECK(std::abs(expected_leakers(d, batteries, n, means) - mean(whole[n])) < 1e-11);
  }
  for (unsigned n = 0; n <= 60; ++n)
    for (unsigned batteries = 1; batteries <= 30; ++batteries)
      CHECK(expected_leakers(d, batteries, n, means) <= expected_leakers(d, batteries - 1, n, means) + 1e-12);
}

TEST_CASE("Whole points, groups and shares") {
  const Deployment d{20, 6, 2};
  CHECK(defended_points(d, 0.5) == 10);
  CHECK(groups(d, 0.5) == 2);
  CHECK(share_of(d, 4) == 0.6);
  CHECK(share_of(d, 3) == 0.3); // an odd battery makes no group
  CHECK(share_of(d, 100) == 1.0);
}

TEST_CASE("A curve that is none is named") {
  const auto faults = [](std::vector<results::RaidLeakers> raids) {
    core::Diagnostics found;
    results::check({"assessed", 3, {}, std::move(raids)}, {"f", 1, 1}, found);
    return found;
  };
  REQUIRE(faults({{1, {0.5, 0.5}}}).size() == 1);
  CHECK(faults({{1, {0.5, 0.5}}})[0].message ==
        "the curve must start at a raid of size 0, through which nothing leaks");
  CHECK(faults({}).size() == 1);
  CHECK(faults({{0, {1.0}}, {2, {0.5, 0.5}}, {2, {1.0}}})[0].message ==
        "a raid of 2 stands out of order; sizes must rise");
  CHECK(faults({{0, {1.0}}, {2, {0.2, 0.2, 0.2, 0.4}}}).size() == 1); // more leakers than threats
  CHECK(faults({{0, {1.0}}, {2, {-0.5, 1.5}}}).size() == 1);
  CHECK(faults({{0, {1.0}}, {2, {NAN, 1.0}}}).size() == 1);
  CHECK(faults({{0, {1.0}}, {2, {0.5, 0.4}}}).size() == 1);
}
