#include <doctest/doctest.h>

#include <cmath>

#include "equipoise/strategy/exchange.hpp"
#include "tests/csv.hpp"

using namespace equipoise::strategy;

namespace {
double sum(const Pmf& a) {
  double s = 0.0;
  for (const double p : a) s += p;
  return s;
}
} // namespace

TEST_CASE("Distributions of counts against the factorials they stand for") {
  // The oracle is lgamma: 1e-12 is its rounding at these sizes, times the largest term.
  for (const unsigned n : {0U, 1U, 7U, 40U, 300U})
    for (const double p : {0.0, 0.03, 0.5, 0.9, 1.0}) {
      const Pmf a = binomial(n, p);
      REQUIRE(a.size() == n + 1);
      CHECK(sum(a) == doctest::Approx(1.0).epsilon(1e-12));
      CHECK(mean(a) == doctest::Approx(n * p).epsilon(1e-12));
      for (unsigned k = 0; k <= n && p > 0.0 && p < 1.0; ++k) {
        const double exact = std::exp(std::lgamma(n + 1.0) - std::lgamma(k + 1.0) - std::lgamma(n - k + 1.0) +
                                      k * std::log(p) + (n - k) * std::log1p(-p));
        CHECK(std::abs(a[k] - exact) < 1e-12);
      }
    }
  for (const unsigned drawn : {0U, 1U, 5U, 12U, 20U}) {
    const Pmf a = hypergeometric(20, 8, drawn);
    const auto log_choose = [](double n, double k) {
      return std::lgamma(n + 1) - std::lgamma(k + 1) - std::lgamma(n - k + 1);
    };
    for (unsigned k = 0; k < a.size(); ++k) {
      const bool possible = drawn - k <= 12;
      const double exact =
          possible ? std::exp(log_choose(8, k) + log_choose(12, drawn - k) - log_choose(20, drawn)) : 0.0;
      CHECK(std::abs(a[k] - exact) < 1e-12);
    }
  }
}

TEST_CASE("Tails, sums and multiples") {
  const Pmf dice{0.0, 1.0 / 6, 1.0 / 6, 1.0 / 6, 1.0 / 6, 1.0 / 6, 1.0 / 6};
  CHECK(convolve(dice, dice)[7] == doctest::Approx(6.0 / 36).epsilon(1e-14));
  CHECK(at_least(repeat(dice, 2), 11) == doctest::Approx(3.0 / 36).epsilon(1e-14));
  CHECK(at_least(dice, 0) == 1.0);
  CHECK(at_least(dice, 7) == 0.0);
  CHECK(stretch(certain(3), 4) == certain(12));
  CHECK(stretch(certain(3), 0) == certain(0));
}

TEST_CASE("Damage is averaged over the leakers, not taken at their mean") {
  // LITERATURE: D = 1 - exp(-k L), L ~ Bin(n, q): E[D] = 1 - (1 - q (1 - exp(-k)))^n; n = 40, q = 0.3, k = ln
  // 5 / 20.
  const Pmf leakers = binomial(40, 0.3);
  const double k = std::log(5.0) / 20.0;
  CHECK(expected_value_destroyed(leakers, 20.0) ==
        doctest::Approx(1.0 - std::pow(1.0 - 0.3 * (1.0 - std::exp(-k)), 40)).epsilon(1e-12));
  CHECK(std::abs(expected_value_destroyed(leakers, 20.0) - 0.608888) < 5e-7); // as printed
  CHECK(std::abs(value_destroyed(mean(leakers), 20.0) - 0.619269) < 5e-7);
}

TEST_CASE("Survivors by convolution are what enumeration gives") {
  Side side{"A", {{"silo", 3, 0.9, 0.4, 0.8, 2, true}, {"mobile", 2, 0.7, 0.95, 0.9, 1, false}}};
  for (const bool struck : {false, true}) {
    // The slow twin: every pattern of five launchers.
    Pmf met(7, 0.0), unmet(3, 0.0);
    for (unsigned pattern = 0; pattern < 32; ++pattern) {
      double chance = 1.0;
      unsigned silos = 0, mobiles = 0;
      for (unsigned i = 0; i < 5; ++i) {
        const LauncherClass& l = side.launchers[i < 3 ? 0 : 1];
        const double works = l.availability * (struck ? l.survivability : 1.0) * l.reliability;
        const bool yes = (pattern >> i & 1U) != 0;
        chance *= yes ? works : 1.0 - works;
        if (yes) ++(i < 3 ? silos : mobiles);
      }
      // Marginal of each group, because the two are independent.
      met[2 * silos] += chance;
      unmet[mobiles] += chance;
    }
    const Arriving a = arriving(side, struck);
    REQUIRE(a.met.size() == met.size());
    for (std::size_t k = 0; k < met.size(); ++k) CHECK(std::abs(a.met[k] - met[k]) < 1e-15);
    for (std::size_t k = 0; k < unmet.size(); ++k) CHECK(std::abs(a.unmet[k] - unmet[k]) < 1e-15);
  }
}

TEST_CASE("What is wrong with a side is named") {
  equipoise::core::Diagnostics found;
  check({"A", {{"silo", 3, 1.2, -0.1, NAN, 0, true}, {"many", 4000000000U, 1, 1, 1, 3, true}}}, {"f", 1, 2},
        found);
  REQUIRE(found.size() == 5);
  CHECK(found[0].key == "A.silo.availability");
  CHECK(found[4].message == "12000000000 warheads in all; allowed: at most 1000");
  found.clear();
  check({"A", {{"silo", 3, 1, 0, 0.5, 1, true}}}, {}, found);
  CHECK(found.empty());
}
