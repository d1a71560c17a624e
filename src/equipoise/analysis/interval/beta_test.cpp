#include "equipoise/analysis/interval/beta.hpp"

#include <doctest/doctest.h>

#include <boost/math/distributions/beta.hpp>
#include <boost/math/distributions/binomial.hpp>
#include <boost/math/distributions/normal.hpp>
#include <boost/math/distributions/students_t.hpp>
#include <cmath>
#include <vector>

#include "equipoise/analysis/interval/interval.hpp"
#include "equipoise/analysis/interval/normal.hpp"
#include "equipoise/closed_form/leakage.hpp"
#include "equipoise/core/constants.hpp"
#include "equipoise/random/distribution.hpp"

using namespace equipoise;

namespace {

const std::vector<double> parameters{0.5, 1,   1.5,    2,    3,    5.5, 10,  20, 50.5,
                                     100, 299, 300.25, 1000, 3000, 1e4, 1e5, 1e6};
const std::vector<double> tails{5e-10, 1e-8, 1e-6, 1e-4, 1e-3, 0.01, 0.025, 0.05, 0.1, 0.25, 0.4, 0.49, 0.5};

double off(double ours, double theirs) {
  return std::abs(ours / theirs - 1.0);
}

} // namespace

// Boost's error shows: its inverse stops at some 2e-13, and a chance moves by 1e-16 times its condition, 6000
// at the largest parameters, with the last digit of x.
TEST_CASE("validation: beta quantiles beside Boost's, both tails, both small and large parameters") {
  double worst = 0.0, worst_chance = 0.0;
  for (const double a : parameters)
    for (const double b : parameters)
      for (const double tail : tails) {
        const double low = analysis::beta_quantile(a, b, {tail, 1.0 - tail});
        const double high = analysis::beta_quantile(a, b, {1.0 - tail, tail});
        worst = std::max({worst, off(low, boost::math::ibeta_inv(a, b, tail)),
                          off(high, boost::math::ibetac_inv(a, b, tail))});
        worst_chance = std::max(worst_chance, off(analysis::incomplete_beta(a, b, low, 1.0 - low).below,
                                                  boost::math::ibeta(a, b, low)));
      }
  MESSAGE("quantile " << worst << ", chance " << worst_chance);
  CHECK(worst < 1e-12);
  CHECK(worst_chance < 5e-12);
}

// Bounds of Clopper & Pearson from nothing but their definition: the chances of 0 to n successes, added up
// one trial after another, are good to 1e-12.
TEST_CASE("Clopper & Pearson: at the bounds the binomial's tails are half of what is left to them") {
  for (int n = 1; n <= 40; ++n)
    for (int k = 0; k <= n; ++k)
      for (const double level : {0.5, 0.95, 1.0 - 1e-9}) {
        const auto i =
            analysis::clopper_pearson(static_cast<std::uint64_t>(k), static_cast<std::uint64_t>(n), level);
        const double tail = 0.5 * (1.0 - level);
        double at_least = 0.0, at_most = 0.0;
        const auto at_low = closed_form::binomial_chances(n, i.low);
        const auto at_high = closed_form::binomial_chances(n, i.high);
        for (int j = k; j <= n; ++j) at_least += at_low[static_cast<std::size_t>(j)];
        for (int j = 0; j <= k; ++j) at_most += at_high[static_cast<std::size_t>(j)];
        if (k > 0) CHECK(off(at_least, tail) < 2e-12);
        // 1 - p is off by 1e-16, and its tail with it by that over 1 - p.
        if (k < n) CHECK(off(at_most, tail) < 2e-12 + n * 1e-16 / (1.0 - i.high));
      }
}

TEST_CASE("Clopper & Pearson: none, all and one side in closed form, up to 1e12 trials") {
  for (std::uint64_t n = 1; n <= 1'000'000'000'000; n *= 10)
    for (const double level : {0.5, 0.95, 1.0 - 1e-9}) {
      const double tail = 0.5 * (1.0 - level);
      const double root = std::log(tail) / static_cast<double>(n);
      CHECK(off(analysis::clopper_pearson(0, n, level).high, -std::expm1(root)) < 1e-13);
      CHECK(off(analysis::clopper_pearson(n, n, level).low, std::exp(root)) < 1e-13);
      CHECK(analysis::clopper_pearson(0, n, level).low == 0.0);
      CHECK(analysis::clopper_pearson(n, n, level).high == 1.0);
    }
}

// Few of 1e12 trials: the bounds are the gamma distribution's, divided by the trials, to k / n. Half of 1e12:
// the log-odds are normal with variance 2 / a + 1 / a^2 and an excess of 1 / a, a = 5e11.
TEST_CASE("validation: beta quantiles of 1e12 trials beside their limits") {
  for (const double k : {1.0, 7.0, 400.0})
    for (const double tail : tails) {
      CHECK(off(1e12 * analysis::beta_quantile(k, 1e12, {tail, 1.0 - tail}),
                boost::math::gamma_p_inv(k, tail)) < 1e-9);
      CHECK(off(1e12 * analysis::beta_quantile(k, 1e12, {1.0 - tail, tail}),
                boost::math::gamma_q_inv(k, tail)) < 1e-9);
    }
  for (const double tail : tails)
    CHECK(std::abs(analysis::beta_log_odds(5e11, 5e11, {tail, 1.0 - tail}) -
                   random::normal(tail) * std::sqrt(2.0 / 5e11)) < 1e-15);
}

TEST_CASE("beta quantiles: a tail of 1e-100 and parameters of any sizes come to an end") {
  for (const double a : {0.5, 1.0, 30.0, 1e6, 1e12})
    for (const double b : {0.5, 1.0, 30.0, 1e6, 1e12}) {
      const double w = analysis::beta_log_odds(a, b, {1e-100, 1.0});
      CHECK(w < std::log(a / b));
      CHECK(std::abs(w + analysis::beta_log_odds(b, a, {1.0, 1e-100})) < 1e-15 * std::max(1.0, -w));
    }
}

TEST_CASE("validation: Student's quantile beside Boost's, 1 to 1e12 degrees, and the normal limit") {
  double worst = 0.0;
  for (const double degrees : {1.0, 1.3, 2.0, 2.5, 3.0, 4.0, 7.7, 19.0, 99.0, 999.0, 12345.6, 1e6, 1e9, 1e12})
    for (const double tail : tails) {
      if (tail == 0.5) continue;
      const double ours = analysis::student_quantile(1.0 - tail, degrees);
      worst = std::max(worst, off(ours, boost::math::quantile(boost::math::students_t(degrees), 1.0 - tail)));
      CHECK(off(analysis::student_quantile(tail, degrees),
                boost::math::quantile(boost::math::students_t(degrees), tail)) < 1e-11);
      if (degrees == 1e12) CHECK(off(ours, random::normal(1.0 - tail)) < 1e-10);
    }
  MESSAGE("Student " << worst);
  CHECK(worst < 1e-12);
  CHECK(analysis::student_quantile(0.5, 3.0) == 0.0);
  for (const double u : {0.6, 0.9, 0.9999, 1.0 - 1e-9}) { // closed forms
    CHECK(off(analysis::student_quantile(u, 1.0), 1.0 / std::tan(core::pi * (1.0 - u))) < 1e-13);
    CHECK(off(analysis::student_quantile(u, 2.0), (2.0 * u - 1.0) / std::sqrt(2.0 * u * (1.0 - u))) < 1e-13);
  }
}

TEST_CASE("validation: Jeffreys' quantiles beside Boost's, of parts of a success too") {
  for (const double n : {1.0, 10.0, 333.0, 1e5})
    for (const double share : {0.0, 0.013, 0.5, 0.77, 1.0})
      for (const double u : {1e-9, 0.025, 0.3, 0.5, 0.9, 0.975}) {
        const boost::math::beta_distribution<> theirs(share * n + 0.5, n - share * n + 0.5);
        CHECK(off(analysis::jeffreys_quantile(share * n, n, u), boost::math::quantile(theirs, u)) < 1e-11);
      }
}

TEST_CASE("validation: the binomial's tails beside Boost's") {
  for (const double n : {1.0, 5.0, 60.0, 1000.0, 20000.0})
    for (const double p : {0.05, 0.5, 0.95}) {
      const boost::math::binomial_distribution<> theirs(n, p);
      const double step = std::ceil(n / 50.0);
      for (double k = 0; k < n; k += step) {
        const auto chance = analysis::binomial_chance(k, n, p);
        if (chance.below > 1e-200) CHECK(off(chance.below, boost::math::cdf(theirs, k)) < 1e-11);
        if (chance.above > 1e-200)
          CHECK(off(chance.above, boost::math::cdf(boost::math::complement(theirs, k))) < 1e-11);
      }
    }
}

TEST_CASE("validation: the normal distribution beside Boost's, and back again") {
  double worst = 0.0;
  for (double z = -37.0; z < 9.0; z += 0.0137)
    worst = std::max(worst, off(analysis::normal_below(z), boost::math::cdf(boost::math::normal(), z)) /
                                std::max(1.0, z * z));
  MESSAGE("normal " << worst);
  CHECK(worst < 1e-15);
  CHECK(analysis::normal_below(0.0) == 0.5);
  CHECK(analysis::normal_below(-100.0) == 0.0);
  CHECK(analysis::normal_below(100.0) == 1.0);
  for (const double u : {1e-12, 0.01, 0.3, 0.7, 0.99})
    CHECK(off(analysis::normal_below(random::normal(u)), u) < 1e-14);
}

// Found so by GCC 12 and Clang 16, with and without optimisation.
TEST_CASE("quantiles: the same bits everywhere") {
  CHECK(analysis::clopper_pearson(0, 1000).high == 0x1.e29e3bd619e4cp-9);
  CHECK(analysis::clopper_pearson(3, 1000).low == 0x1.44962facd50ep-11);
  CHECK(analysis::clopper_pearson(250'000, 1'000'000, 1.0 - 1e-9).high == 0x1.02b74494fb88fp-2);
  CHECK(analysis::student_quantile(0.975, 4.0) == 0x1.63628d9efb5ddp+1);
  CHECK(analysis::student_quantile(0.975, 999'999.0) == 0x1.f5c05aebc97bcp+0);
  CHECK(analysis::jeffreys_quantile(6.6, 20.0, 0.1) == 0x1.afca18445bf7ep-3);
  CHECK(analysis::binomial_chance(40.0, 1000.0, 0.05).below == 0x1.4a49934ffbe33p-4);
  CHECK(analysis::normal_below(-1.96) == 0x1.9990c5885931p-6);
  CHECK(analysis::normal_below(-7.0) == 0x1.683c36759a445p-40);
}
