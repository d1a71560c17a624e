#include "equipoise/tracking/initiation.hpp"

#include <doctest/doctest.h>

#include <initializer_list>

using equipoise::tracking::MofN;

namespace {
int confirmed_at(MofN rule, std::initializer_list<bool> looks) {
  int i = 0;
  for (const bool seen : looks) {
    if (rule.look(seen)) return i;
    ++i;
  }
  return -1;
}
} // namespace

TEST_CASE("M of N: confirmed at the look that completes M, only within the last N") {
  CHECK(confirmed_at({2, 3}, {true, true}) == 1);
  CHECK(confirmed_at({2, 3}, {true, false, true}) == 2);
  CHECK(confirmed_at({2, 3}, {true, false, false, true}) == -1);
  CHECK(confirmed_at({3, 5}, {true, false, true, false, true}) == 4);
  CHECK(confirmed_at({3, 5}, {true, false, true, false, false, true, true}) == 6);
  CHECK(confirmed_at({1, 1}, {false, true}) == 1);
  CHECK(confirmed_at({1, 32}, {false, true}) == 1);
}

// An independent method: the chance that the rule is met within five looks, summed over all 2^5 histories.
TEST_CASE("M of N: 3 of 5 within five looks has the binomial chance") {
  double chance = 0.0;
  const double p = 0.37;
  for (unsigned history = 0; history < 32; ++history) {
    MofN rule{3, 5};
    bool confirmed = false;
    double weight = 1.0;
    for (unsigned look = 0; look < 5; ++look) {
      const bool seen = ((history >> look) & 1U) != 0;
      weight *= seen ? p : 1 - p;
      confirmed = rule.look(seen) || confirmed;
    }
    if (confirmed) chance += weight;
  }
  const double q = 1 - p;
  CHECK(chance == doctest::Approx(10 * p * p * p * q * q + 5 * p * p * p * p * q + p * p * p * p * p));
}
