// The shipped layered defence: it adds up, and every layer has its part.
#include <doctest/doctest.h>

#include <map>
#include <numeric>

#include "equipoise/simulation/raid/replicate.hpp"
#include "tests/case.hpp"

using namespace equipoise;
using scenario::Sensing;

TEST_CASE(
    "the layered defence: outcomes and reasons add up, raid by raid, and every kind of round is fired") {
  for (const Sensing sensing : {Sensing::table, Sensing::dwell}) {
    const auto theatre = tests::theatre("layered-defence.toml", {}, catalogue::Belief::assessed, sensing);
    simulation::World world(theatre);
    std::map<std::string, std::uint64_t> fired;
    std::uint64_t stopped_by_class[3] = {};
    for (std::uint64_t k = 0; k < (sensing == Sensing::table ? 600U : 60U); ++k) {
      const results::Outcome o = simulation::replicate(theatre, 4, k, world);
      CHECK(o.launched == 32);
      CHECK(o.launched == o.failed + o.intercepted + o.leaked);
      CHECK(std::accumulate(o.reasons.begin(), o.reasons.end(), 0U) == o.leaked);
      CHECK(o.detected >= o.tracked);
      CHECK(o.tracked >= o.engaged);
      CHECK(o.assigned >= o.engaged);
      CHECK(o.engaged >= o.intercepted);
      std::uint32_t gone = 0;
      for (std::size_t b = 0; b < theatre.batteries.size(); ++b)
        for (std::size_t r = 0; r < theatre.batteries[b].rounds.size(); ++r) {
          const simulation::RoundKind& kind = theatre.batteries[b].rounds[r];
          const int used = kind.magazine - world.rounds[world.first_kind[b] + r];
          gone += static_cast<std::uint32_t>(used);
          fired[kind.key] += static_cast<std::uint64_t>(used);
        }
      CHECK(gone == o.fired);
      for (std::size_t i = 0; i < theatre.threats.size(); ++i)
        if (world.threats[i].killed != core::never)
          ++stopped_by_class[engagement::index(theatre.raids[theatre.threats[i].raid].target)];
    }
    for (const char* key :
         {"40n6e", "48n6e3", "9m96e2", "hq-9p-round", "patriot-pac-3-round", "point-defence-round"}) {
      INFO(key);
      CHECK(fired[key] > 0);
    }
    for (const auto n : stopped_by_class) CHECK(n > 0);
  }
}

TEST_CASE("layers: each one taken away lets more through") {
  const auto leaked = [](const tests::Settings& settings) {
    const auto theatre =
        tests::theatre("layered-defence.toml", settings, catalogue::Belief::assessed, Sensing::table);
    simulation::World world(theatre);
    double sum = 0.0;
    for (std::uint64_t k = 0; k < 600; ++k) sum += simulation::replicate(theatre, 4, k, world).leaked;
    return sum / 600;
  };
  const double all = leaked({});
  for (const char* battery : {"far", "middle", "near", "point"}) {
    INFO(battery);
    CHECK(leaked({{std::string(battery) + ".availability", "0"}}) > all);
  }
}

TEST_CASE(
    "2,000 arrivals at one instant, decided together: the order in which they are written changes nothing") {
  for (const char* method : {"deadline", "greedy", "optimal"}) {
    const tests::Settings settings{{"salvo.count", "1000"},
                                   {"second.count", "1000"},
                                   {"battalion.availability", "1"},
                                   {"network.assignment", method}};
    const auto one =
        tests::theatre("../tests/data/order-a.toml", settings, catalogue::Belief::assessed, Sensing::table);
    const auto other =
        tests::theatre("../tests/data/order-b.toml", settings, catalogue::Belief::assessed, Sensing::table);
    simulation::World w1(one), w2(other);
    for (std::uint64_t i = 0; i < 2; ++i) {
      const auto a = simulation::replicate(one, 1, i, w1), b = simulation::replicate(other, 1, i, w2);
      CHECK(a.leaked == b.leaked);
      CHECK(a.fired == b.fired);
      CHECK(a.intercepted == b.intercepted);
      CHECK(a.fired > 0);
    }
  }
}
