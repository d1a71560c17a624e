// A sector that turns: what it gains, what it costs, and that all sources of the picture agree on what it
// sees.
#include <doctest/doctest.h>

#include <array>
#include <cmath>
#include <vector>

#include "equipoise/simulation/raid/replicate.hpp"
#include "tests/case.hpp"

using namespace equipoise;
using scenario::Sensing;

namespace {

struct Mean {
  double sum = 0.0, squares = 0.0;
  std::uint64_t n = 0;
  void add(double x) {
    sum += x;
    squares += x * x;
    ++n;
  }
  double mean() const { return sum / static_cast<double>(n); }
  double variance_of_mean() const {
    return (squares / static_cast<double>(n) - mean() * mean()) / static_cast<double>(n);
  }
};
struct Played {
  Mean leaked, fired, tracked;
  std::array<int, 2> stopped{}; ///< from the west, from the east
};

Played play(tests::Settings settings, Sensing sensing, std::uint64_t n,
            const char* scenario = "../tests/data/from-behind.toml") {
  const auto theatre = tests::theatre(scenario, settings, catalogue::Belief::assessed, sensing);
  simulation::World world(theatre);
  Played p;
  for (std::uint64_t k = 0; k < n; ++k) {
    const results::Outcome o = simulation::replicate(theatre, 9, k, world);
    p.leaked.add(o.leaked);
    p.fired.add(o.fired);
    p.tracked.add(o.tracked);
    for (std::size_t i = 0; i < theatre.threats.size() && theatre.raids.size() == 2; ++i)
      p.stopped[theatre.threats[i].raid] += world.threats[i].killed != core::never ? 1 : 0;
  }
  return p;
}

const tests::Settings turning{{"battalion.turns", "true"}};

} // namespace

TEST_CASE(
    "a battery that cannot turn meets nothing beside its sector, one that can meets both raids, one after "
    "the other") {
  for (const Sensing sensing : {Sensing::table, Sensing::dwell, Sensing::perfect}) {
    const std::uint64_t n = sensing == Sensing::dwell ? 40 : 400;
    const Played fixed = play({}, sensing, n), turns = play(turning, sensing, n);
    CHECK(fixed.fired.sum == 0.0);
    CHECK(turns.stopped[0] > static_cast<int>(n) / 4);
    CHECK(turns.stopped[1] > static_cast<int>(n) / 4);
  }
}

TEST_CASE("table and drawn looks agree on what a turning sector sees and does") {
  // False alarms 1e-6 each, 4.892 standard errors of the difference.
  const Played table = play(turning, Sensing::table, 4000), dwell = play(turning, Sensing::dwell, 600);
  const auto differ = [](const Mean& a, const Mean& b) {
    return std::abs(a.mean() - b.mean()) / std::sqrt(a.variance_of_mean() + b.variance_of_mean() + 1e-9);
  };
  MESSAGE("leaked ", table.leaked.mean(), " and ", dwell.leaked.mean(), ", tracked ", table.tracked.mean(),
          " and ", dwell.tracked.mean());
  CHECK(differ(table.leaked, dwell.leaked) < 4.892);
  CHECK(differ(table.tracked, dwell.tracked) < 4.892);
}

TEST_CASE("turning takes its time: the slower, the fewer shots, an hour's turn is none at all") {
  const auto fired = [](const char* quarter_turn) {
    tests::Settings s = turning;
    s.emplace_back("any-turntable.quarter_turn", quarter_turn);
    return play(s, Sensing::table, 400).fired.mean();
  };
  const double quick = fired("1 s"), slow = fired("150 s");
  CHECK(quick > slow + 0.5);
  CHECK(fired("1 h") == 0.0);
}

TEST_CASE("a sector that has what it needs before it stays where it is") {
  const auto rows = [](const char* turns, Sensing sensing) {
    const auto theatre = tests::theatre("reference-raid.toml", {{"battalion.turns", turns}},
                                        catalogue::Belief::assessed, sensing);
    simulation::World world(theatre);
    std::vector<std::array<std::uint32_t, 3>> list;
    for (std::uint64_t k = 0; k < 200; ++k) {
      const results::Outcome o = simulation::replicate(theatre, 2, k, world);
      list.push_back({o.leaked, o.fired, o.tracked});
    }
    return list;
  };
  CHECK(rows("true", Sensing::table) == rows("false", Sensing::table));
}

TEST_CASE("while anything is under fire it does not turn away") {
  // Both raids at once: the nearer is met; what is shot at in the west is not left for the east.
  tests::Settings s = turning;
  s.emplace_back("east.launch.first", "2 s");
  const Played both = play(s, Sensing::perfect, 400);
  CHECK(both.fired.mean() > 1.0);
  CHECK(both.stopped[0] + both.stopped[1] > 100);
  // No round in flight ever loses its guidance to a turn: with certain kills each round fired stops one, or
  // was wasted.
  s.emplace_back("48n6e3.kill_probability", "1");
  s.emplace_back("48n6e3.reliability", "1");
  s.emplace_back("battalion.track_probability", "1");
  s.emplace_back("battalion.common_failure_probability", "0");
  s.emplace_back("battalion.doctrine.shots", "1");
  s.emplace_back("48n6e3.lot_failure_probability", "0");
  const auto theatre =
      tests::theatre("../tests/data/from-behind.toml", s, catalogue::Belief::assessed, Sensing::perfect);
  simulation::World world(theatre);
  for (std::uint64_t k = 0; k < 200; ++k) {
    const results::Outcome o = simulation::replicate(theatre, 9, k, world);
    CHECK(o.fired == o.intercepted + o.wasted);
  }
}
