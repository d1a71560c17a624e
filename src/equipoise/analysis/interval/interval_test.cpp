#include "equipoise/analysis/interval/interval.hpp"

#include <doctest/doctest.h>

#include <cmath>

#include "equipoise/analysis/curve/crossing.hpp"
#include "equipoise/analysis/interval/ignorance_band.hpp"
#include "equipoise/analysis/interval/predictive.hpp"
#include "equipoise/core/hash.hpp"

using namespace equipoise;

TEST_CASE("clusters: as wide as if each were one trial, the same where each is") {
  CHECK(analysis::clustered_proportion(30, 100, 100).low == analysis::clopper_pearson(30, 100).low);
  CHECK(analysis::clustered_proportion(1500, 5000, 100).high == analysis::clopper_pearson(30, 100).high);
}

// Newcombe (1998), table II, method 10: 56/70 - 48/80 gives 0.0524 to 0.3339.
TEST_CASE("validation: interval of a difference of proportions") {
  const auto d = analysis::difference(56, 70, 48, 80);
  CHECK(d.low == doctest::Approx(0.0524).epsilon(1e-3));
  CHECK(d.high == doctest::Approx(0.3339).epsilon(1e-3));
}

TEST_CASE("mean: Student's interval, without scatter not a point") {
  results::Moments m;
  for (const std::uint64_t v : {1U, 2U, 3U, 4U}) m.add(v);
  const auto e = analysis::mean(m, 4);
  CHECK(e.value == 2.5);
  CHECK(e.interval.high - e.value == doctest::Approx(3.1824463 * std::sqrt(5.0 / 3.0 / 4.0)));
  results::Moments same;
  for (int i = 0; i < 100; ++i) same.add(2);
  CHECK(analysis::mean(same, 100).interval.high > 2.01);
}

// The sets' true values are spread uniformly; each is seen through binomial noise. The band must be that of
// the truth (0.3 to 0.7 at 5 % and 95 %: 0.32 to 0.68), not the wider one of what was seen.
TEST_CASE("band: the chance inside a set is taken out") {
  std::vector<results::SetEstimate> sets;
  for (std::uint64_t s = 0; s < 4000; ++s) {
    const double p = 0.3 + 0.4 * (static_cast<double>(s) + 0.5) / 4000;
    results::SetEstimate e{s, 20, 0, 0};
    for (std::uint64_t i = 0; i < 20; ++i)
      e.without_leaker += static_cast<double>(core::mix(s * 20 + i) >> 11) * 0x1p-53 < p ? 1U : 0U;
    sets.push_back(e);
  }
  const auto band = analysis::no_leaker_band(sets);
  CHECK(band.mean == doctest::Approx(0.5).epsilon(0.01));
  CHECK(band.inner_noise_share == doctest::Approx(0.0119 / (0.0119 + 0.01333)).epsilon(0.05));
  const double raw_width = 2 * 1.6449 * std::sqrt(0.0119 + 0.01333);
  CHECK(band.interval.high - band.interval.low < 0.8 * raw_width);
  CHECK(band.interval.low == doctest::Approx(0.32).epsilon(0.06));
  CHECK(band.interval.high == doctest::Approx(0.68).epsilon(0.03));
}

TEST_CASE("a measured mean has Student's interval, of one value nothing is known") {
  results::Average a;
  CHECK(std::isnan(analysis::mean(a).value));
  a.add(1.0);
  CHECK(analysis::mean(a).value == 1.0);
  CHECK(std::isinf(analysis::mean(a).interval.high));
  for (const double v : {2.0, 3.0, 4.0}) a.add(v);
  const auto e = analysis::mean(a);
  CHECK(e.value == 2.5);
  CHECK(e.interval.high - e.value == doctest::Approx(3.1824463 * std::sqrt(5.0 / 3.0 / 4.0)));
}

// True means are spread evenly over 60 to 140, each seen through 20 values with a standard deviation of 40
// (noise of the mean: 80 in square, beside 533 of the truth); the band is that of the truth, 64 to 136.
TEST_CASE(
    "band of a measured mean: the chance inside a set is taken out, sets without the value are left out") {
  using results::TransitTally;
  std::vector<results::SetEstimate> sets;
  for (std::uint64_t s = 0; s < 4000; ++s) {
    results::SetEstimate e{s, 40, 0, 0};
    const double truth = 60.0 + 80.0 * (static_cast<double>(s) + 0.5) / 4000;
    for (std::uint64_t i = 0; i < 20; ++i) { // two-valued: its scatter is exact
      results::Outcome o;
      o.transits = 1;
      o.transit_detection_range_m = truth + (core::mix(s * 20 + i) >> 63 == 0 ? 40.0 : -40.0);
      e.transits.add(o);
    }
    sets.push_back(e);
  }
  sets.push_back({4000, 40, 0, 0}); // saw nothing
  const auto band = analysis::mean_band(sets, &TransitTally::detection_range_m);
  REQUIRE(band);
  CHECK(band->mean == doctest::Approx(100.0).epsilon(0.01));
  CHECK(band->inner_noise_share == doctest::Approx(80.0 / (80.0 + 533.0)).epsilon(0.1));
  CHECK(band->interval.low == doctest::Approx(64.0).epsilon(0.02));
  CHECK(band->interval.high == doctest::Approx(136.0).epsilon(0.02));
  CHECK_FALSE(analysis::mean_band({sets.back()}, &TransitTally::detection_range_m));
  const auto share = analysis::measured_share_band(sets, &TransitTally::detection_range_m);
  CHECK(share.interval.high == doctest::Approx(0.5).epsilon(0.02));
}

TEST_CASE("gap: paired by set, sets that one side lacks left out") {
  const std::vector<results::SetEstimate> a{{0, 100, 90, 0}, {1, 100, 80, 0}, {2, 100, 70, 0}};
  const std::vector<results::SetEstimate> b{{0, 100, 40, 0}, {2, 100, 20, 0}};
  CHECK(analysis::gap_band(a, b).mean == doctest::Approx(0.5));
  CHECK(analysis::gap_band(a, {}).mean == 0.0);
  // Gaps of 0.2 and 0.8, hardly any noise: the band keeps nearly the whole width, 5 % to 95 % of two values.
  const std::vector<results::SetEstimate> high{{0, 100000, 90000, 0}, {1, 100000, 90000, 0}};
  const std::vector<results::SetEstimate> low{{0, 100000, 70000, 0}, {1, 100000, 10000, 0}};
  const auto gap = analysis::gap_band(high, low).interval;
  CHECK(gap.low == doctest::Approx(0.23).epsilon(0.01));
  CHECK(gap.high == doctest::Approx(0.77).epsilon(0.01));
}

TEST_CASE("N50 and N90: inside, below and above what was played") {
  const std::vector<analysis::CurvePoint> curve{{1, 0.8}, {2, 0.6}, {4, 0.2}};
  CHECK(analysis::falls_to(curve, 0.5).size == doctest::Approx(2.5));
  CHECK(analysis::to_string(analysis::falls_to(curve, 0.9)) == "below 1");
  CHECK(analysis::to_string(analysis::falls_to(curve, 0.1)) == "above 4");
  CHECK(analysis::rank(analysis::falls_to(curve, 0.9)) < analysis::rank(analysis::falls_to(curve, 0.5)));
  CHECK(analysis::rank(analysis::falls_to(curve, 0.1)) > analysis::rank(analysis::falls_to(curve, 0.5)));
  CHECK(analysis::falls_to({{3, 0.5}}, 0.5).side == analysis::Side::above);
}

TEST_CASE("quantile: between order statistics") {
  CHECK(analysis::quantile({3, 1, 2}, 0.5) == 2.0);
  CHECK(analysis::quantile({0, 10}, 0.05) == doctest::Approx(0.5));
  CHECK(analysis::quantile({7}, 0.9) == 7.0);
}

TEST_CASE("Jeffreys: the published interval of none in ten ends at 0.217") { // Brown, Cai & DasGupta (2001),
                                                                             // table 5
  CHECK(analysis::jeffreys_quantile(0, 10, 0.975) == doctest::Approx(0.217).epsilon(0.003));
  CHECK(analysis::jeffreys_quantile(5, 10, 0.5) == doctest::Approx(0.5).epsilon(1e-9));
}

TEST_CASE("a prediction over two sets is the mixture of their binomials") {
  // One threat a raid; sets that stop it in 9 or 2 of 10 raids; 3 raids.
  const std::vector<results::SetEstimate> sets{{0, 10, 9, 1, 1, {9, 1}}, {1, 10, 2, 8, 8, {2, 8}}};
  const auto binomial = [](double p, int k) {
    const double choose[] = {1, 3, 3, 1};
    return choose[k] * std::pow(p, k) * std::pow(1 - p, 3 - k);
  };
  for (int k = 0; k <= 3; ++k) {
    double at_most = 0.0, at_least = 0.0;
    for (int i = 0; i <= 3; ++i) {
      const double share = 0.5 * (binomial(0.9, i) + binomial(0.2, i));
      at_most += i <= k ? share : 0.0;
      at_least += i >= k ? share : 0.0;
    }
    const auto prediction = analysis::predict_share_stopped(sets, 3, k / 3.0);
    CHECK(prediction.at_most == doctest::Approx(at_most).epsilon(1e-12));
    CHECK(prediction.at_least == doctest::Approx(at_least).epsilon(1e-12));
  }
  const auto all = analysis::predict_share_stopped(sets, 3, 1.0);
  CHECK(all.low == 0.0);
  CHECK(all.high == 1.0);
}
