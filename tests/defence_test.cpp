// Doctrines, layers, links, decoys, friends and common failures, whole raids against closed forms. Fixed
// seeds; each comparison has a false-alarm rate of 1e-6 (4.892 standard errors) had they been free.
#include <doctest/doctest.h>

#include <cmath>

#include "equipoise/simulation/raid/replicate.hpp"
#include "equipoise/study/play/executor.hpp"
#include "tests/case.hpp"

using namespace equipoise;

namespace {

constexpr std::uint64_t n = 40'000;

results::Tally play(const std::string& scenario, const tests::Settings& settings,
                    std::uint64_t replications = n) {
  return study::execute(tests::theatre(scenario, settings), 77, 0, replications, {2}).tally;
}

double mean(std::uint64_t sum, const results::Tally& t) {
  return static_cast<double>(sum) / static_cast<double>(t.replications);
}

/// Deviation of a mean from its expectation in standard errors.
double z(const results::Moments& m, const results::Tally& t, double expected) {
  const auto replications = static_cast<double>(t.replications);
  const double average = static_cast<double>(m.sum) / replications;
  const double variance = static_cast<double>(m.sum_of_squares) / replications - average * average;
  return std::abs(average - expected) / std::sqrt(variance / replications + 1e-12);
}
constexpr double critical = 4.892;

} // namespace

TEST_CASE("how sixteen rounds are dealt out over four targets") {
  const auto four_each = play("textbook/four-aircraft.toml", {});
  CHECK(z(four_each.leaked, four_each, 4 * std::pow(0.5, 4)) < critical);
  const auto first_two = play("textbook/four-aircraft.toml", {{"battery.doctrine.shots", "8"}});
  CHECK(z(first_two.leaked, first_two, 2 + 2 * std::pow(0.5, 8)) < critical);
}

TEST_CASE("a reserve is kept for the most valued, and fired at it") {
  // Sixteen targets at a shed and then sixteen at the base, one round each, sixteen rounds in all.
  const auto by_time = play("../tests/data/reserve.toml", {});
  CHECK(mean(by_time.fired.sum, by_time) == doctest::Approx(16));
  CHECK(z(by_time.leaked, by_time, 32) <
        critical); // a kill probability of 0: all leak, none is saved by chance
  // By kill probability 1 every round fired stops one. Six kept: ten of the shed's are stopped, six of the
  // base's.
  const auto kept = play("../tests/data/reserve.toml",
                         {{"textbook-interceptor.kill_probability", "1"}, {"battery.doctrine.reserve", "6"}});
  CHECK(mean(kept.fired.sum, kept) == doctest::Approx(16));
  const auto no_base = play("../tests/data/reserve.toml", {{"textbook-interceptor.kill_probability", "1"},
                                                           {"battery.doctrine.reserve", "6"},
                                                           {"late.reliability", "0"}});
  CHECK(mean(no_base.fired.sum, no_base) == doctest::Approx(10));
}

TEST_CASE("preferential defence: sixteen rounds go to what threatens the most, not to what comes first") {
  // Both raids wait when the battery becomes ready; those at the shed were launched a second earlier.
  const auto stopped_at_the_base = [](const char* order) {
    const auto theatre =
        tests::theatre("../tests/data/reserve.toml", {{"textbook-interceptor.kill_probability", "1"},
                                                      {"battery.doctrine.order", order},
                                                      {"battery.ready", "30 s"},
                                                      {"late.launch.first", "1 s"}});
    int stopped = 0;
    for (const auto& threat : simulation::replay(theatre, 1, 0).threats)
      stopped += threat.id.starts_with("late") && threat.fate == "intercepted" ? 1 : 0;
    return stopped;
  };
  CHECK(stopped_at_the_base("time") == 0);
  CHECK(stopped_at_the_base("value") == 16);
}

TEST_CASE("looks, and more rounds at the last of them") {
  // 100 rounds; one at each look, as many looks as fit into the flight.
  const tests::Settings base{{"battery.magazine.textbook-interceptor", "1000"},
                             {"battery.doctrine.looks", "3"}};
  auto settings = base;
  settings.emplace_back("battery.doctrine.mode", "shoot-look-shoot");
  settings.emplace_back("battery.doctrine.shots", "1");
  const auto looks = play("textbook/four-aircraft.toml", settings);
  CHECK(z(looks.leaked, looks, 4 * std::pow(0.5, 3)) < critical);
  CHECK(z(looks.fired, looks, 4 * (1 + 0.5 + 0.25)) < critical);
}

TEST_CASE("a last chance is fired at what a salvo has left") {
  const auto t = play("textbook/four-aircraft.toml", {{"battery.magazine.textbook-interceptor", "1000"},
                                                      {"battery.doctrine.shots", "1"},
                                                      {"battery.doctrine.last_chance", "3"}});
  CHECK(z(t.leaked, t, 4 * std::pow(0.5, 4)) < critical);
  CHECK(z(t.fired, t, 4 * (1 + 0.5 * 3)) < critical);
}

TEST_CASE("an empty magazine is filled from its stock, once it is empty and after its time") {
  const auto none = play("textbook/four-aircraft.toml", {{"battery.magazine.textbook-interceptor", "4"}});
  CHECK(mean(none.fired.sum, none) == doctest::Approx(4));
  const auto more = play("textbook/four-aircraft.toml", {{"battery.magazine.textbook-interceptor", "4"},
                                                         {"battery.stock.textbook-interceptor", "8"}});
  CHECK(mean(more.fired.sum, more) == doctest::Approx(12));
}

TEST_CASE(
    "two layers with one picture leak (1-k1)(1-k2), and the second fires at the first's leakers alone") {
  const auto t = play("textbook/two-layers.toml", {});
  CHECK(z(t.leaked, t, 10 * 0.09 * 0.3) < critical);
  CHECK(z(t.fired, t, 20 + 10 * 0.09) < critical);
  CHECK(t.doubled.sum == 0);
  // Binomial in all its numbers: none, one, two, three of ten.
  const double p = 0.09 * 0.3;
  double chance = std::pow(1 - p, 10);
  for (std::size_t k = 0; k <= 3; ++k) {
    const double expected = chance * static_cast<double>(n);
    CHECK(std::abs(static_cast<double>(t.leakers[k]) - expected) <
          critical * std::sqrt(expected * (1 - chance)) + 1);
    chance *= static_cast<double>(10 - k) / static_cast<double>(k + 1) * p / (1 - p);
  }
}

TEST_CASE("standing alone, both layers fire at once and twice at everything") {
  const tests::Settings alone{{"network.picture", "stand-alone"}, {"inner.ready", "0 s"}};
  const auto t = play("textbook/two-layers.toml", alone);
  CHECK(z(t.leaked, t, 10 * 0.09 * 0.3) < critical);
  CHECK(mean(t.fired.sum, t) == doctest::Approx(30));
  CHECK(mean(t.doubled.sum, t) > 5.0);
}

TEST_CASE("a link that is down leaves its batteries alone, its latency lets both fire") {
  const auto down =
      play("textbook/two-layers.toml", {{"any-network.link_availability", "0"}, {"inner.ready", "0 s"}});
  CHECK(mean(down.fired.sum, down) == doctest::Approx(30));
  const auto quick =
      play("textbook/two-layers.toml", {{"any-network.latency", "0 s"}, {"inner.ready", "1 s"}});
  CHECK(z(quick.fired, quick, 20 + 10 * 0.09) < critical);
}

TEST_CASE("common failure, correlated kills and a bad lot in closed form") {
  // LITERATURE: K = 0.9, W = 10, beta = 0.05 -> P(0) = 0.331245, E = 1.45; beta-binomial rho = 0.1 ->
  // 0.483532, sd 1.30767.
  const tests::Settings one{{"battery.doctrine.shots", "1"},
                            {"battery.track_probability", "1"},
                            {"textbook-interceptor.kill_probability", "0.9"}};
  const auto with = [&](const char* address, const char* value) {
    tests::Settings s = one;
    s.emplace_back(address, value);
    return play("textbook/wilkening.toml", s);
  };
  const auto near = [](const results::Tally& t, double p) {
    const auto replications = static_cast<double>(t.replications);
    return std::abs(static_cast<double>(t.without_leaker) / replications - p) <
           critical * std::sqrt(p * (1 - p) / replications);
  };
  const auto common = with("battery.common_failure_probability", "0.05");
  CHECK(near(common, 0.331245));
  CHECK(z(common.leaked, common, 1.45) < critical);
  const auto lot = with("textbook-interceptor.lot_failure_probability", "0.05");
  CHECK(near(lot, 0.331245));
  const auto alike = with("textbook-interceptor.shot_correlation", "0.1");
  CHECK(near(alike, 0.483532));
  CHECK_FALSE(near(alike, 0.348678)); // independent shots would give this
  const double leakers = mean(alike.leaked.sum, alike);
  const double sd = std::sqrt(mean(alike.leaked.sum_of_squares, alike) - leakers * leakers);
  CHECK(sd == doctest::Approx(1.30767).epsilon(0.02));
}

TEST_CASE("decoys take rounds as often as they are taken for threats") {
  const tests::Settings base{
      {"warheads.decoys", "2"}, {"battery.doctrine.shots", "2"}, {"battery.track_probability", "1"}};
  auto some = base;
  some.emplace_back("battery.decoy_called_threat", "0.25");
  some.emplace_back("battery.threat_called_decoy", "0.1");
  const auto t = play("textbook/wilkening.toml", some);
  // W* = W P_ww + D P_dw apparent targets (Wilkening 1999); a threat called a decoy gets through.
  CHECK(z(t.fired, t, 2 * (10 * 0.9 + 20 * 0.25)) < critical);
  CHECK(z(t.leaked, t, 10 * (0.1 + 0.9 * 0.09)) < critical);
  CHECK(static_cast<double>(t.reasons[static_cast<std::size_t>(results::Reason::judged_harmless)]) ==
        doctest::Approx(static_cast<double>(n)).epsilon(0.05));
  const auto all = play("textbook/wilkening.toml", base);
  CHECK(mean(all.fired.sum, all) == doctest::Approx(60));
}

TEST_CASE("a battery fires at nothing that threatens what it does not defend") {
  const tests::Settings base{{"battalion.availability", "1"}, {"salvo.count", "6"}};
  const auto theatre =
      tests::theatre("two-towns.toml", base, catalogue::Belief::assessed, scenario::Sensing::table);
  const auto t = study::execute(theatre, 5, 0, 2000, {2}).tally;
  // Half the raid goes to the town that nobody defends, 40 km away.
  CHECK(t.reasons[static_cast<std::size_t>(results::Reason::judged_harmless)] > t.replications);
}

TEST_CASE("friends are shot at as often as all who could know them take them for hostile") {
  const tests::Settings base{{"north.friend_called_hostile", "0.2"},
                             {"south.friend_called_hostile", "0.2"},
                             {"north.availability", "1"},
                             {"south.availability", "1"},
                             {"any-network.link_availability", "1"}};
  const auto shared = play("interoperability.toml", base, 3000);
  auto alone_settings = base;
  alone_settings.emplace_back("network.picture", "stand-alone");
  const auto alone = play("interoperability.toml", alone_settings, 3000);
  CHECK(alone.friendly_shots.sum > 3 * shared.friendly_shots.sum);
  CHECK(shared.friendly_shots.sum > 0);
}

TEST_CASE(
    "2,000 arrivals at one instant: the order in which they are written changes nothing that is counted") {
  tests::Settings settings{
      {"salvo.launch.interval", "0 s"}, {"salvo.count", "1000"}, {"second.count", "1000"}};
  const auto one = tests::theatre("../tests/data/order-a.toml", settings),
             other = tests::theatre("../tests/data/order-b.toml", settings);
  simulation::World w1(one), w2(other);
  for (std::uint64_t i = 0; i < 3; ++i) {
    const auto a = simulation::replicate(one, 1, i, w1), b = simulation::replicate(other, 1, i, w2);
    CHECK(a.leaked == b.leaked);
    CHECK(a.fired == b.fired);
    CHECK(a.intercepted == b.intercepted);
  }
}

TEST_CASE(
    "four targets, sixteen rounds, by doctrine: one at every look leaves a fiftieth of what dumping leaves") {
  // One after the other until it is down or the rounds are out: E[max(0, 4 - Binomial(16, 1/2))] = 852/65536.
  const auto t = play("textbook/four-aircraft.toml",
                      {{"battery.doctrine.mode", "shoot-look-shoot"}, {"battery.doctrine.shots", "1"}});
  CHECK(z(t.leaked, t, 852.0 / 65536) < critical);
}

TEST_CASE(
    "Atkinson & Kress's two regimes, flown: single shots where rounds are scarce, the rest last where they "
    "are not") {
  // Scarce: ten rounds, twenty targets, 0.7. Every round fired alone is worth 0.7; two together 0.91.
  const tests::Settings scarce{{"aircraft.count", "20"},
                               {"textbook-interceptor.kill_probability", "0.7"},
                               {"battery.magazine.textbook-interceptor", "10"}};
  const auto with = [](tests::Settings s, const tests::Settings& more) {
    s.insert(s.end(), more.begin(), more.end());
    return play("textbook/four-aircraft.toml", s);
  };
  const auto singles = with(scarce, {{"battery.doctrine.shots", "1"}});
  CHECK(z(singles.leaked, singles, 20 - 10 * 0.7) < critical);
  const auto pairs = with(scarce, {{"battery.doctrine.shots", "2"}});
  CHECK(z(pairs.leaked, pairs, 20 - 5 * 0.91) < critical);
  // Rich: a hundred rounds, ten targets, time for two looks. One and then four leave what five at once leave,
  // for half of the rounds; one and one leave much more.
  const tests::Settings rich{{"aircraft.count", "10"},
                             {"textbook-interceptor.kill_probability", "0.7"},
                             {"textbook-interceptor.flight_time", "140 s"},
                             {"battery.magazine.textbook-interceptor", "100"}};
  const auto rest_last = with(rich, {{"battery.doctrine.mode", "shoot-look-shoot-shoot"},
                                     {"battery.doctrine.shots", "1"},
                                     {"battery.doctrine.last_shots", "4"}});
  CHECK(z(rest_last.leaked, rest_last, 10 * std::pow(0.3, 5)) < critical);
  CHECK(z(rest_last.fired, rest_last, 10 * (1 + 0.3 * 4)) < critical);
  const auto at_once = with(rich, {{"battery.doctrine.shots", "5"}});
  CHECK(z(at_once.leaked, at_once, 10 * std::pow(0.3, 5)) < critical);
  CHECK(mean(at_once.fired.sum, at_once) == doctest::Approx(50));
  const auto one_and_one =
      with(rich, {{"battery.doctrine.mode", "shoot-look-shoot"}, {"battery.doctrine.shots", "1"}});
  CHECK(z(one_and_one.leaked, one_and_one, 10 * 0.09) < critical);
}

TEST_CASE("a doctrine of a thousand shots fires what there is, and no more") {
  const auto t =
      play("textbook/four-aircraft.toml",
           {{"battery.doctrine.shots", "1000"}, {"battery.magazine.textbook-interceptor", "1600"}}, 20);
  CHECK(mean(t.fired.sum, t) == doctest::Approx(1600));
  CHECK(mean(t.leaked.sum, t) == doctest::Approx(2)); // the first took a thousand, the second six hundred
}

TEST_CASE("without a magazine nothing is fired, and that is the reason") {
  const auto t = play("textbook/four-aircraft.toml", {{"battery.magazine.textbook-interceptor", "0"}}, 100);
  CHECK(t.fired.sum == 0);
  CHECK(t.reasons[static_cast<std::size_t>(results::Reason::no_round)] == 400);
}
