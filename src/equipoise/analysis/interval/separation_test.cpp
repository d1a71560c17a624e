#include "equipoise/analysis/interval/separation.hpp"

#include <doctest/doctest.h>

#include <cmath>

#include "equipoise/random/stream.hpp"

using namespace equipoise;

namespace {

double uniform(std::uint64_t seed, std::uint64_t a, std::uint64_t b) {
  return random::Stream(seed, a, b, random::Purpose::shot).uniform();
}

/// Sets whose chance is uniform between 0.2 and 0.8, each played so often.
std::vector<analysis::SetValue> drawn(std::uint64_t seed, std::uint64_t sets, std::uint64_t replications) {
  std::vector<analysis::SetValue> list;
  for (std::uint64_t s = 0; s < sets; ++s) {
    const double p = 0.2 + 0.6 * uniform(seed, s, 0);
    results::SetStage stage{replications, 0, 0, 0};
    for (std::uint64_t i = 0; i < replications; ++i)
      stage.without_leaker += uniform(seed, s * replications + i, 1) < p ? 1U : 0U;
    list.push_back(analysis::no_leaker_value(stage));
  }
  return list;
}

bool holds(const results::Estimate& m, double value) {
  return m.low <= value && value <= m.high;
}

constexpr double between = 0.6 * 0.6 / 12.0, total = 0.25; // of a chance uniform about one half

} // namespace

// 400 experiments. The share of the variance that is not known is 0.12 in closed form; its mean over the
// experiments is held within 4.9 standard errors (1e-6), which the share with the noise of 20 raids left in,
// 0.164, is far from. Intervals cover 95 % less 5.4 % (4.9 deviations over 400); the mean's too.
TEST_CASE("variance that is not known and chance, told apart with few raids in a set") {
  double sum = 0.0, squares = 0.0, raw = 0.0;
  int covered = 0, mean_covered = 0;
  constexpr int experiments = 400;
  for (std::uint64_t e = 0; e < experiments; ++e) {
    const auto sets = drawn(e, 100, 20);
    const auto s = analysis::separate(sets, 0.0, 1.0);
    sum += s.ignorance.value / experiments;
    squares += s.ignorance.value * s.ignorance.value / experiments;
    covered += holds(s.ignorance, between / total);
    mean_covered += holds(s.mean, 0.5);
    CHECK(s.ignorance.value + s.chance.value == doctest::Approx(1.0));
    double squares_of_means = 0.0;
    for (const auto& v : sets) squares_of_means += (v.mean - s.mean.value) * (v.mean - s.mean.value) / 99;
    raw += squares_of_means / total / experiments;
  }
  const double error = std::sqrt((squares - sum * sum) / experiments);
  CHECK(std::abs(sum - between / total) < 4.9 * error);
  CHECK(raw - between / total > 4.9 * error);
  CHECK(covered > experiments * (0.95 - 0.054));
  CHECK(mean_covered > experiments * (0.95 - 0.054));
  MESSAGE("share " << sum << " (0.12 in closed form, " << raw << " with the noise left in), coverage "
                   << 100.0 * covered / experiments << " %");
}

// Order statistics hold the quantile of the sets whatever their distribution: 5 % and 95 % of them lie below
// 0.23 and 0.77.
TEST_CASE("both ends of the band are held by their intervals") {
  int low = 0, high = 0;
  constexpr int experiments = 400;
  for (std::uint64_t e = 0; e < experiments; ++e) {
    std::vector<analysis::SetValue> sets;
    for (std::uint64_t s = 0; s < 200; ++s) sets.push_back({0.2 + 0.6 * uniform(e, s, 2), 0.0, 100});
    const auto s = analysis::separate(sets, 0.0, 1.0);
    low += holds(s.low, 0.23);
    high += holds(s.high, 0.77);
    CHECK(s.low.low > 0.0); // 200 sets are enough for an end
  }
  CHECK(low > experiments * (0.95 - 0.054));
  CHECK(high > experiments * (0.95 - 0.054));
  // With 20 sets there is no telling: the range of the measure stands for the end.
  const auto few = analysis::separate(drawn(1, 20, 50), 0.0, 1.0);
  CHECK(few.low.low == 0.0);
  CHECK(few.high.high == 1.0);
}

TEST_CASE("sets that are all alike: nothing is not known, whatever the noise") {
  const std::vector<analysis::SetValue> sets(50, {0.5, 0.25, 100});
  const auto s = analysis::separate(sets, 0.0, 1.0);
  CHECK(s.ignorance.value == 0.0);
  CHECK(s.chance.value == 1.0);
  CHECK(s.low.value == doctest::Approx(0.5));
  CHECK(s.within == doctest::Approx(1.959963984540054 * 0.05));
  CHECK(s.mean.low == doctest::Approx(0.5));
  CHECK(analysis::half_width(s) == doctest::Approx(0.25)); // 50 sets say nothing of an end but the range
}

TEST_CASE("the values of a set: unbiased variance of one raid") {
  const auto p = analysis::no_leaker_value({10, 4, 0, 0});
  CHECK(p.mean == doctest::Approx(0.4));
  CHECK(p.inside == doctest::Approx(0.24 * 10 / 9));
  const auto l = analysis::leakers_value({4, 0, 6, 14}); // 0, 1, 2, 3
  CHECK(l.mean == doctest::Approx(1.5));
  CHECK(l.inside == doctest::Approx(5.0 / 3.0));
}
