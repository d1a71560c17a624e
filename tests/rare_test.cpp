// Rare leakage by importance sampling, held against closed forms, and against plain raids where they can
// still show it.
#include "equipoise/study/kinds/rare/rare.hpp"

#include <doctest/doctest.h>

#include <cmath>

#include "equipoise/analysis/interval/interval.hpp"
#include "equipoise/simulation/raid/replicate.hpp"
#include "equipoise/study/play/executor.hpp"
#include "tests/case.hpp"

using namespace equipoise;

namespace {

results::RareEstimate estimate(const simulation::Theatre& theatre, std::uint64_t samples, std::uint64_t seed,
                               unsigned threads = 2) {
  study::Study study;
  study.replications = samples;
  study.seed = seed;
  study::SweepControl control;
  control.threads = threads;
  return study::estimate_rare(theatre, study, control);
}

/// 100 estimates from 100 fixed seeds: their mean lies within 3.3 of its standard errors of the exact value
/// (a false alarm of 1e-3 were the seeds free), 20 % more would be seen, and the intervals cover it in 85 of
/// 100 at least (95 % less 4.5 binomial deviations). Returns the mean gain over plain raids.
double hundred_seeds(const std::string& name, const simulation::Theatre& theatre, double exact,
                     std::uint64_t samples = 2000) {
  std::vector<double> values;
  int covered = 0;
  double gain = 0.0;
  for (std::uint64_t seed = 0; seed < 100; ++seed) {
    const results::RareEstimate e = estimate(theatre, samples, seed);
    CHECK(e.trusted);
    values.push_back(e.probability.value);
    covered += e.probability.low <= exact && exact <= e.probability.high ? 1 : 0;
    gain += e.gain / 100;
  }
  const auto mean = analysis::mean_of(values);
  const double error = (mean.interval.high - mean.value) / 1.98422; // t(99), 97.5 %
  INFO(name << ": " << mean.value << " beside " << exact << ", standard error " << error);
  CHECK(std::abs(mean.value - exact) < 3.3 * error);
  CHECK(std::abs(mean.value - 1.2 * exact) > 3.3 * error);
  CHECK(covered >= 85);
  MESSAGE(name << ": " << mean.value << " beside " << exact << ", " << (mean.value - exact) / error
               << " standard errors; " << gain << " times less work than plain raids");
  return gain;
}

simulation::Theatre wilkening(tests::Settings settings) {
  return tests::theatre("textbook/wilkening.toml", settings);
}

double any_of(double each, double n) {
  return -std::expm1(n * std::log1p(-each));
}

} // namespace

TEST_CASE("validation: a barrage down to 1e-9") {
  const auto shots = [](const char* n, const char* track, const char* kill) {
    return wilkening({{"battery.doctrine.shots", n},
                      {"battery.track_probability", track},
                      {"textbook-interceptor.kill_probability", kill}});
  };
  CHECK(hundred_seeds("10 rounds at 0.9 each", shots("10", "1", "0.9"), any_of(1e-10, 10)) > 1e8);
  CHECK(hundred_seeds("6 rounds at 0.9 each", shots("6", "1", "0.9"), any_of(1e-6, 10)) > 1e4);
  CHECK(hundred_seeds("and a track that holds all but once in a million", shots("6", "0.999999", "0.9"),
                      any_of(1e-6 + (1 - 1e-6) * 1e-6, 10)) > 1e4);
  hundred_seeds("not rare at all", shots("2", "0.99", "0.7"), any_of(1 - 0.99 * 0.91, 10));
}

TEST_CASE("validation: what a battery has in common") {
  const auto all = [](tests::Settings more) {
    more.insert(more.end(), {{"battery.track_probability", "1"},
                             {"battery.doctrine.shots", "9"},
                             {"textbook-interceptor.kill_probability", "0.9"}});
    return wilkening(more);
  };
  const double shots = any_of(1e-9, 10);
  CHECK(hundred_seeds("out of action once in a million", all({{"battery.availability", "0.999999"}}),
                      1e-6 + shots) > 1e4);
  hundred_seeds("three causes of one in 10^5, 10^6, 10^7",
                all({{"battery.availability", "0.99999"},
                     {"battery.common_failure_probability", "1e-6"},
                     {"textbook-interceptor.lot_failure_probability", "1e-7"}}),
                1 - (1 - 1e-5) * (1 - 1e-6) * (1 - 1e-7) * (1 - shots));
}

TEST_CASE("validation: two layers, looks that err, shots alike, missiles that fail") {
  CHECK(hundred_seeds(
            "two layers",
            tests::theatre("textbook/two-layers.toml", {{"outer.doctrine.shots", "4"},
                                                        {"inner.doctrine.shots", "3"},
                                                        {"textbook-interceptor.kill_probability", "0.95"}}),
            any_of(std::pow(0.05, 7), 10)) > 1e6);
  // One round a look, six looks: it leaks if all miss and none but the last miss is taken for a kill, or one
  // before is.
  const double miss = 0.05, blind = 0.02;
  double leaks = std::pow(miss, 6) * std::pow(1 - blind, 5);
  for (int look = 1; look < 6; ++look) leaks += std::pow(miss, look) * std::pow(1 - blind, look - 1) * blind;
  const tests::Settings looks{
      {"battery.track_probability", "1"},    {"battery.doctrine.mode", "shoot-look-shoot"},
      {"battery.doctrine.shots", "1"},       {"battery.doctrine.looks", "6"},
      {"battery.miss_seen_as_kill", "0.02"}, {"textbook-interceptor.kill_probability", "0.95"}};
  hundred_seeds("looks that err", wilkening(looks), any_of(leaks, 10));
  // Polya's urn: after n misses the next shot kills with p (1 - r) / (1 - r + r n). One target.
  const double p = 0.9, r = 0.05;
  double all_miss = 1.0;
  for (int n = 0; n < 8; ++n) all_miss *= 1 - p * (1 - r) / (1 - r + r * n);
  hundred_seeds("shots alike",
                wilkening({{"warheads.count", "1"},
                           {"battery.track_probability", "1"},
                           {"battery.doctrine.shots", "8"},
                           {"textbook-interceptor.kill_probability", "0.9"},
                           {"textbook-interceptor.shot_correlation", "0.05"}}),
                all_miss);
  hundred_seeds("missiles and rounds that fail",
                wilkening({{"warheads.reliability", "0.5"},
                           {"battery.track_probability", "1"},
                           {"battery.doctrine.shots", "8"},
                           {"textbook-interceptor.kill_probability", "0.95"},
                           {"textbook-interceptor.reliability", "0.9"}}),
                any_of(0.5 * std::pow(1 - 0.9 * 0.95, 8), 10));
}

// Two independent counts of the same raid, 4.892 standard errors: a false alarm of 1e-6.
TEST_CASE("a raid with radars, channels and looks: the same as plain raids, where these still show it") {
  const auto theatre = tests::theatre("reference-raid.toml",
                                      {{"salvo.count", "2"},
                                       {"battalion.availability", "0.9995"},
                                       {"battalion.common_failure_probability", "0.0003"},
                                       {"48n6e3.kill_probability", "0.98"},
                                       {"48n6e3.reliability", "0.98"},
                                       {"battalion.track_probability", "0.9998"},
                                       {"battalion.miss_seen_as_kill", "0.01"}},
                                      catalogue::Belief::frictions, scenario::Sensing::table);
  constexpr std::uint64_t raids = 400'000;
  const results::Tally plain = study::execute(theatre, 5, 0, raids, {2}).tally;
  const auto leaks = static_cast<double>(raids - plain.without_leaker);
  const double p = leaks / raids;
  const auto e = estimate(theatre, 100'000, 6);
  const double deviation = (e.probability.high - e.probability.low) / (2 * 1.96);
  MESSAGE("plain " << p << " (" << leaks << " of " << raids << "), weighted " << e.probability.value << " ("
                   << e.probability.low << " to " << e.probability.high << "), effective "
                   << e.effective_events << ", gain " << e.gain << ", unseen " << e.unseen_at_most
                   << ", foremost " << e.reasons.front().first);
  CHECK(leaks > 100);
  CHECK(std::abs(e.probability.value - p) < 4.892 * std::hypot(std::sqrt(p / raids), deviation));
  CHECK(e.unseen_at_most > 0.0); // its radars' misses are not made likelier
}

TEST_CASE("what cannot be told is not told") {
  // Nothing ever leaks: an upper bound, not 0 with no width.
  const auto never = estimate(
      wilkening({{"battery.track_probability", "1"}, {"textbook-interceptor.kill_probability", "1"}}), 2000,
      1);
  CHECK(never.hits == 0);
  CHECK(never.probability.value == 0.0);
  CHECK(never.probability.high == doctest::Approx(analysis::clopper_pearson(0, never.plain_samples).high));
  CHECK_FALSE(never.trusted);
  CHECK(std::isnan(never.gain));
  // A handful of samples: no thin interval.
  const auto few = estimate(wilkening({{"battery.doctrine.shots", "10"}}), 20, 1);
  CHECK_FALSE(few.trusted);
  CHECK(few.probability.low == 0.0);
  CHECK(few.probability.high > 0.3);
}

TEST_CASE(
    "the same estimate from any number of threads, weights stay below their bound, plain paths are the "
    "raid's own") {
  const auto theatre =
      tests::theatre("reference-raid.toml", {}, catalogue::Belief::assessed, scenario::Sensing::table);
  CHECK(estimate(theatre, 3000, 9, 1).outcomes_sha256 == estimate(theatre, 3000, 9, 3).outcomes_sha256);
  simulation::World world(theatre), own(theatre);
  simulation::ImportanceSampling sampling(theatre);
  for (std::uint64_t i = 0; i < 3000; ++i) {
    const auto sample = simulation::replicate_weighted(theatre, 9, i, world, sampling);
    CHECK(sample.weight <= 1.0 / simulation::ImportanceSampling::plain_share);
    if (sample.plain) CHECK(sample.row.leaked == simulation::replicate(theatre, 9, i, own).leaked);
  }
}
