// How raids draw: no two places by one name, and the antennas' phases evenly.
#include <doctest/doctest.h>

#include <boost/math/distributions/chi_squared.hpp>
#include <vector>

#include "equipoise/random/draw_watch.hpp"
#include "equipoise/random/stream.hpp"
#include "equipoise/simulation/raid/replicate.hpp"
#include "tests/case.hpp"

using namespace equipoise;
using scenario::Sensing;

namespace {

/// Chance of a deviation at least as large, by Pearson's chi-square, had all cells the same expectation.
double even(const std::vector<double>& cells) {
  double n = 0.0, chi_square = 0.0;
  for (const double c : cells) n += c;
  const double expected = n / static_cast<double>(cells.size());
  for (const double c : cells) chi_square += (c - expected) * (c - expected) / expected;
  return boost::math::cdf(
      boost::math::complement(boost::math::chi_squared(static_cast<double>(cells.size() - 1)), chi_square));
}

/// Phases of one radar's antenna over many replications, in at most 24 cells of equal width.
std::vector<double> phases(const simulation::Theatre& theatre, std::size_t sensor, double (*bent)(double)) {
  constexpr std::uint64_t replications = 20'000;
  simulation::World world(theatre);
  const std::uint32_t ticks = theatre.batteries[0].ticks[sensor].phases;
  std::uint32_t cells = 24;
  while (ticks % cells != 0) --cells; // as many phases in each
  std::vector<double> count(cells);
  for (std::uint64_t k = 0; k < replications; ++k) {
    simulation::replicate(theatre, 11, k, world);
    const double phase = world.batteries[0].antenna[sensor];
    ++count[static_cast<std::size_t>(bent(phase / ticks) * cells)];
  }
  return count;
}

} // namespace

TEST_CASE("the phase of each antenna is uniform over its period") {
  // False-alarm rate 1e-6 each. The planted error favours the beginning of the period by a twentieth.
  const auto theatre = tests::theatre("reference-raid.toml", {{"salvo.count", "1"}},
                                      catalogue::Belief::assessed, Sensing::table);
  for (std::size_t sensor = 0; sensor < 2; ++sensor) {
    const auto as_drawn = phases(theatre, sensor, [](double u) { return u; });
    REQUIRE(as_drawn.size() >= 2);
    CHECK(even(as_drawn) > 1e-6);
    CHECK(even(phases(theatre, sensor, [](double u) { return u < 0.95 ? u : u - 0.95; })) < 1e-6);
  }
}

#ifndef NDEBUG
TEST_CASE("no two places draw by one name") {
  for (const char* scenario : {"reference-raid.toml", "layered-defence.toml", "interoperability.toml",
                               "f-35-approach.toml", "cruise-raid.toml", "five-places.toml"})
    for (const Sensing sensing : {Sensing::dwell, Sensing::table}) {
      CAPTURE(scenario);
      const auto theatre = tests::theatre(scenario, {}, catalogue::Belief::assessed, sensing);
      simulation::World world(theatre);
      for (std::uint64_t k = 0; k < 4; ++k) {
        const random::DrawWatch watch;
        simulation::replicate(theatre, 5, k, world);
        CHECK(watch.draws() > 10);
        CHECK(watch.clashes() == 0);
      }
    }
}

TEST_CASE("a name that two places draw by is seen, one that a place draws by again is not") {
  const random::Stream stream(1, 2, 3, random::Purpose::shot);
  const random::DrawWatch watch;
  double sum = 0.0;
  for (int again = 0; again < 3; ++again) sum += stream.uniform(4);
  CHECK(watch.clashes() == 0);
  sum += stream.happens(0.5, 4) ? 1.0 : 0.0;
  CHECK(watch.clashes() == 1);
  CHECK(sum > 0.0);
}
#endif
