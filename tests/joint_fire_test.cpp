// Batteries that decide together, whole raids against closed forms. Fixed seeds; each comparison has a
// false-alarm rate of 1e-6 (4.892 standard errors) had they been free.
#include <doctest/doctest.h>

#include <cmath>
#include <map>

#include "equipoise/simulation/raid/replicate.hpp"
#include "tests/case.hpp"

using namespace equipoise;

namespace {

constexpr std::uint64_t n = 4000;
constexpr double critical = 4.892;

/// Threats that got through, by raid; the second moment beside the first.
struct Through {
  std::map<std::string, double> sum, squares;
  double fired = 0.0;

  double mean(const std::string& raid) const { return sum.at(raid) / n; }
  /// From an expected number, in standard errors.
  double z(const std::string& raid, double expected) const {
    const double average = mean(raid), variance = squares.at(raid) / n - average * average;
    return std::abs(average - expected) / std::sqrt(variance / n + 1e-12);
  }
};

Through play(const simulation::Theatre& theatre) {
  Through t;
  simulation::World world(theatre);
  for (std::uint64_t k = 0; k < n; ++k) {
    t.fired += simulation::replicate(theatre, 11, k, world).fired;
    std::map<std::string, int> through;
    for (const simulation::RaidModel& raid : theatre.raids) through[raid.id] = 0;
    for (std::size_t i = 0; i < theatre.threats.size(); ++i)
      through[theatre.raids[theatre.threats[i].raid].id] += world.threats[i].killed == core::never ? 1 : 0;
    for (const auto& [raid, count] : through) {
      t.sum[raid] += count;
      t.squares[raid] += count * count;
    }
  }
  return t;
}

Through play(const char* assignment, tests::Settings settings = {}) {
  settings.emplace_back("network.assignment", assignment);
  return play(tests::theatre("../tests/data/two-batteries.toml", settings));
}

} // namespace

TEST_CASE(
    "sixteen rounds of two kinds at sixteen targets of two values: the sure rounds go where theory puts "
    "them") {
  // By deadline the surest kind goes to what comes first, eight of 0.9 at the shed; by marginal return to the
  // base.
  const Through deadline = play("deadline"), greedy = play("greedy"), optimal = play("optimal");
  CHECK(deadline.z("early", 8 * 0.1) < critical);
  CHECK(deadline.z("late", 8 * 0.5) < critical);
  for (const Through* t : {&greedy, &optimal}) {
    CHECK(t->z("early", 8 * 0.5) < critical);
    CHECK(t->z("late", 8 * 0.1) < critical);
    CHECK(t->fired == 16.0 * n);
  }
}

TEST_CASE("more targets than rounds: value saved by deadline, by marginal return, and at the optimum") {
  // Four rounds of each kind. By deadline all eight go to the shed: 8 x 10 and 4 x 0.1 + 4 x 0.5 are lost; by
  // value they go to the base, and of it 4 x 0.1 + 4 x 0.5.
  const tests::Settings few{{"strong.magazine.textbook-interceptor", "4"},
                            {"weak.magazine.textbook-interceptor-weak", "4"}};
  const Through deadline = play("deadline", few), greedy = play("greedy", few),
                optimal = play("optimal", few);
  CHECK(deadline.z("early", 2.4) < critical);
  CHECK(deadline.mean("late") == 8.0);
  for (const Through* t : {&greedy, &optimal}) {
    CHECK(t->mean("early") == 8.0);
    CHECK(t->z("late", 2.4) < critical);
  }
}

TEST_CASE(
    "one round that only the first battery can still place: the optimum leaves the other target to the "
    "second") {
  // One target at each, 1.1 and 1 in value; one round each, both kill with 0.9. The second battery is ready
  // when the lesser target is past meeting. Greedily the first fires at the greater one.
  const tests::Settings base{{"early.count", "1"},
                             {"late.count", "1"},
                             {"late.launch.first", "100 s"},
                             {"base.value", "1.1"},
                             {"strong.ready", "200 s"},
                             {"weak.ready", "310 s"},
                             {"strong.magazine.textbook-interceptor", "1"},
                             {"weak.magazine.textbook-interceptor-weak", "1"},
                             {"textbook-interceptor-weak.kill_probability", "0.9"}};
  const Through optimal = play("optimal", base), greedy = play("greedy", base);
  CHECK(optimal.z("early", 0.1) < critical);
  CHECK(optimal.z("late", 0.1) < critical);
  CHECK(greedy.mean("early") == 1.0);
  CHECK(greedy.z("late", 0.01) < critical);
}

TEST_CASE("standing alone, each battery plans by itself: both fire their sure rounds at the base") {
  const Through t = play("greedy", {{"network.picture", "stand-alone"}});
  CHECK(t.mean("early") == 8.0);
  CHECK(t.z("late", 8 * 0.1 * 0.5) < critical);
}

TEST_CASE("a reserve and a doctrine's salvo bind an assignment too") {
  const Through kept =
      play("greedy",
           {{"strong.doctrine.reserve", "8"}, {"weak.doctrine.reserve", "8"}, {"late.reliability", "0"}});
  CHECK(kept.fired == 0.0); // eight each, all of them kept for the base
  const Through two = play("greedy", {{"early.count", "1"},
                                      {"late.count", "1"},
                                      {"weak.magazine.textbook-interceptor-weak", "0"},
                                      {"strong.doctrine.shots", "2"}});
  CHECK(two.fired == 4.0 * n); // of eight at hand
}

TEST_CASE("one battery, one kind of round, one path: all methods do what the doctrine does, bit for bit") {
  const auto outcomes = [](const char* assignment) {
    const auto theatre = tests::theatre("reference-raid.toml", {{"network.assignment", assignment}},
                                        catalogue::Belief::assessed, scenario::Sensing::table);
    simulation::World world(theatre);
    std::vector<std::array<std::uint32_t, 4>> rows;
    for (std::uint64_t k = 0; k < 500; ++k) {
      const results::Outcome o = simulation::replicate(theatre, 3, k, world);
      rows.push_back({o.leaked, o.fired, o.wasted, o.intercepted});
    }
    return rows;
  };
  const auto doctrine = outcomes("doctrine");
  for (const char* method : {"deadline", "greedy", "optimal"}) CHECK(outcomes(method) == doctrine);
}

TEST_CASE("waves are the raid over again, and change no draw of those before") {
  const auto theatre = [](const char* waves) {
    return tests::theatre("textbook/wilkening.toml", {{"warheads.launch.interval", "2 s"},
                                                      {"warheads.launch.waves.count", waves},
                                                      {"warheads.launch.waves.interval", "5 min"}});
  };
  const auto one = theatre("1"), three = theatre("3");
  REQUIRE(three.threats.size() == 30);
  CHECK(core::to_seconds(three.threats.back().launch) == doctest::Approx(2 * 300 + 9 * 2));
  simulation::World w1(one), w3(three);
  int differ = 0;
  double leaked = 0.0;
  for (std::uint64_t k = 0; k < n; ++k) {
    simulation::replicate(one, 5, k, w1);
    leaked += simulation::replicate(three, 5, k, w3).leaked;
    for (std::size_t i = 0; i < 10; ++i)
      differ += (w1.threats[i].killed == core::never) != (w3.threats[i].killed == core::never);
  }
  CHECK(differ == 0);
  const double p = 1.0 - 0.99 * (1.0 - 0.09); // a leaker, Wilkening's K
  CHECK(std::abs(leaked / n - 30 * p) < critical * std::sqrt(30 * p * (1 - p) / n));
}
