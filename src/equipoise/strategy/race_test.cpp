#include <doctest/doctest.h>

#include <cmath>

#include "equipoise/strategy/cost_exchange.hpp"
#include "equipoise/strategy/curve.hpp"
#include "equipoise/strategy/exchange.hpp"
#include "equipoise/strategy/procurement.hpp"
#include "equipoise/strategy/richardson.hpp"
#include "equipoise/strategy/stability.hpp"
#include "tests/csv.hpp"

using namespace equipoise;
using namespace equipoise::strategy;

// Kent and Thaler's tables, Richardson's and the interceptors required are rows of `equipoise validate`:
// tests/validation_test.cpp.

TEST_CASE("Defences on both sides lower the index and then raise it") {
  const auto index = [](double leak) {
    const Forces f{1000, 200, 1.5, [&](double w) { return value_destroyed(leak * w, 500); }};
    return first_strike_stability(f, f).index;
  };
  CHECK(index(0.5) < index(1.0) - 0.03);
  CHECK(index(0.1) > index(0.5) + 0.1);
  // One side alone defends: the index falls, and the two sides do not share it.
  const Forces open{160, 80, 1.5, [](double w) { return value_destroyed(w, 100); }};
  Forces facing = open; // what A can do against B's defence
  facing.destroys = [](double w) { return value_destroyed(0.1 * w, 100); };
  const Stability s = first_strike_stability(facing, open);
  CHECK(std::abs(s.index - 0.7179) < 5e-5); // as printed in LITERATURE 4.1
  CHECK(s.ratio_a != s.ratio_b);
  // Roles exchanged, ratios exchanged.
  const Stability mirror = first_strike_stability(open, facing);
  CHECK(mirror.ratio_a == s.ratio_b);
  CHECK(mirror.ratio_b == s.ratio_a);
  CHECK(mirror.index == s.index);
}

TEST_CASE("The pre-emption threshold") {
  CHECK(preemption_threshold({0, -0.6, -0.95, -0.8}) == doctest::Approx(0.8).epsilon(1e-14));
  CHECK(preemption_threshold({0, 0.1, -0.9, -0.5}) < 0.0); // striking pays in any case
  CHECK(std::isnan(preemption_threshold({0, 0, -1, -1})));
}

TEST_CASE("The marginal exchange is the slope of the total") {
  for (const double track : {0.99, 1.0})
    for (const double warheads : {10.0, 20.0}) {
      const auto all = [&](double w) { return interceptors_required(w, 0.8, track, 0.7).all; };
      const double slope = (all(warheads + 1e-5) - all(warheads - 1e-5)) / 2e-5;
      CHECK(std::abs(interceptors_required(warheads, 0.8, track, 0.7).marginal - slope) <
            1e-4); // finite difference
    }
  CHECK(std::isnan(interceptors_required(10, 0.8, 0.97, 0.7).all));
  // LITERATURE 1.4: printed to four places.
  CHECK(std::abs(interceptors_required(10, 0.8, 1.0, 0.7).marginal - 3.9889) < 5e-5);
  CHECK(std::abs(interceptors_required(20, 0.8, 0.99, 0.7).marginal - 14.0214) < 5e-5);
  CHECK(std::abs(interceptors_required(20, 0.8, 0.99, 0.7).average - 5.6536) < 5e-5);
}

namespace {
double expected_through(unsigned missiles, unsigned batteries) {
  if (batteries == 0) return missiles;
  const unsigned each = missiles / batteries, more = missiles % batteries;
  const Barrage battery{0.6, 2, 8, 0.95};
  return more * mean(leakers(battery, each + 1)) + (batteries - more) * mean(leakers(battery, each));
}
} // namespace

TEST_CASE("Restoring and undoing by bisection is what counting up gives") {
  const Restoration r = restore(expected_through, 20, 2, 500, 50);
  unsigned missiles = 0;
  while (expected_through(20 + missiles, 2) < r.former - 1e-12) ++missiles;
  unsigned units = 0;
  while (expected_through(20 + missiles, 2 + units) > r.reduced + 1e-12) ++units;
  CHECK(r.missiles == missiles);
  CHECK(r.units == units);
  CHECK(r.margin == 1U);
  CHECK_FALSE(restore(expected_through, 20, 2, 3, 50).missiles);
  const Cost c = ratio({1, 2, 4}, 10, {5, 10, 20}, 3);
  CHECK(c.nominal == doctest::Approx(20.0 / 30).epsilon(1e-15));
  CHECK(c.low == doctest::Approx(10.0 / 60).epsilon(1e-15));
  CHECK(c.high == doctest::Approx(40.0 / 15).epsilon(1e-15));
}

namespace {
Race sample() {
  Race race;
  race.first_year = 2010;
  race.last_year = 2035;
  race.offence = {90, 6, 20, 2, 1, 2.5e6, 40e6};
  race.defence = {0, 0, 2, 3, 2, 500e6, 2e9};
  race.purchase = {{{2021, 4}, {2023, 6}}, {{2022, 4}, {2026, 6}}, 500e6};
  race.sanctions = Sanctions{2021, 1.2};
  race.offence_believes = race.defence_believes = expected_through;
  return race;
}
} // namespace

TEST_CASE("Without the purchase the run is the baseline, bit for bit") {
  const Race race = sample();
  Race without = race; // the purchase was never thought of
  without.purchase.contracted.clear();
  without.purchase.delivered.clear();
  without.sanctions.reset();
  const auto base = play(race, Schedule::none);
  CHECK(base == play(without, Schedule::none));
  CHECK(base == play(without, Schedule::contracted));
  CHECK(base == play(without, Schedule::delivered, 7, 1));
  for (const YearRow& row : base) {
    CHECK(row.missiles == 90 + 6.0 * (row.year - 2009));
    CHECK(row.missiles_ordered == 0.0);
    CHECK(row.batteries == 0.0);
  }
}

TEST_CASE("With it, each side answers what it saw, within what it can make and pay") {
  const Race race = sample();
  const auto base = play(race, Schedule::none), as_contracted = play(race, Schedule::contracted),
             as_delivered = play(race, Schedule::delivered);
  const auto year = [](const std::vector<YearRow>& rows, int y) -> const YearRow& {
    return rows[static_cast<std::size_t>(y - 2010)];
  };
  CHECK(year(as_contracted, 2021).batteries == 4);
  CHECK(year(as_delivered, 2021).batteries == 0);
  CHECK(year(as_contracted, 2021).missiles_ordered == 0); // seen a year later
  CHECK(year(as_contracted, 2022).missiles_ordered ==
        14); // 20 a year less 6 of the baseline; money would reach for 16
  CHECK(year(as_contracted, 2023).missiles == year(base, 2023).missiles); // two years to make
  CHECK(year(as_contracted, 2024).missiles == year(base, 2024).missiles + 14);
  CHECK(year(as_contracted, 2026).batteries_ordered > 0); // seen two years later
  for (std::size_t i = 0; i < base.size(); ++i) {
    CHECK(as_contracted[i].missiles >= base[i].missiles);
    CHECK(as_contracted[i].missiles_ordered <= 14);
    CHECK(as_contracted[i].batteries_ordered <= 2);
    if (i > 0) CHECK(as_contracted[i].missiles >= as_contracted[i - 1].missiles);
  }
  CHECK(years_to_restore(as_contracted, 2022).value_or(99) > 1);
  // The shock makes the same purchase dearer.
  Race cheap = race;
  cheap.sanctions.reset();
  CHECK(year(as_contracted, 2023).defence_spending ==
        1.2 * year(play(cheap, Schedule::contracted), 2023).defence_spending);
  // Late units come later, and all come.
  Race late = race;
  late.offence.slip = 0.5;
  const auto slipped = play(late, Schedule::contracted, 1, 1);
  CHECK(slipped == play(late, Schedule::contracted, 1, 1));
  CHECK(year(slipped, 2024).missiles < year(as_contracted, 2024).missiles);
  CHECK(play(late, Schedule::contracted) == as_contracted);
}

TEST_CASE("What is wrong with a race is named") {
  Race race = sample();
  race.offence.initial = -1;
  race.defence.budget = 0;
  race.purchase.contracted = {{2023, 1}, {2021, 1}};
  race.last_year = 2009;
  core::Diagnostics found;
  check(race, {"f", 3, 4}, found);
  REQUIRE(found.size() == 4);
  CHECK(found[0].key == "years");
  CHECK(found[1].key == "offence.initial");
  CHECK(found[2].message == "must be above 0");
  CHECK(found[3].message == "years stand out of order; they must rise");
  found.clear();
  check(sample(), {}, found);
  CHECK(found.empty());
}

TEST_CASE("A trend is the least-squares line through the record") {
  CHECK(trend({{2010, 90}, {2011, 100}, {2012, 110}, {2020, 500}}, 2012) ==
        doctest::Approx(10.0).epsilon(1e-12));
}

TEST_CASE("Richardson's equations: equilibrium, stability and growth") {
  const Richardson race{0.3, 0.2, 0.4, 0.3, 2, 1};
  CHECK(is_stable(race));
  const Forces2 e = equilibrium(race);
  const Forces2 later = after(race, e, 50.0); // it stays there
  CHECK(std::abs(later.x - e.x) < 1e-11);
  CHECK(std::abs(later.y - e.y) < 1e-11);
  CHECK_FALSE(is_stable({0.9, 0.9, 0.2, 0.2, 0, 0}));
  CHECK(std::isnan(equilibrium({0.2, 0.3, 0.2, 0.3, 1, -1}).x));
  // Two half steps are one whole one.
  const Forces2 once = after(race, {10, 5}, 20.0), twice = after(race, after(race, {10, 5}, 10.0), 10.0);
  CHECK(std::abs(once.x - twice.x) < 1e-11);
  // A fit recovers the race that made the numbers: differences without noise.
  std::vector<double> x{10}, y{5};
  for (int i = 0; i < 20; ++i) {
    const double dx = 0.3 * y.back() - 0.4 * x.back() + 2, dy = 0.2 * x.back() - 0.3 * y.back() + 1;
    x.push_back(x.back() + dx);
    y.push_back(y.back() + dy);
  }
  const Richardson found = race_of(fit_reaction(x, x, y, false), fit_reaction(y, x, y, false));
  CHECK(std::abs(found.k - 0.3) < 1e-9);
  CHECK(std::abs(found.alpha - 0.4) < 1e-9);
  CHECK(std::abs(found.l - 0.2) < 1e-9);
  CHECK(std::abs(found.h - 1) < 1e-8);
}
