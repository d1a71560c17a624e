// Where the time of a raid goes, from the floor (draws, densities) up to whole replications.
// Compare as ratios within one run: machines are shared and noisy.
#include <benchmark/benchmark.h>

#include "equipoise/core/constants.hpp"
#include "equipoise/earth/atmosphere.hpp"
#include "equipoise/motion/ballistic/ballistic.hpp"
#include "equipoise/motion/ballistic/testing.hpp"
#include "equipoise/random/stream.hpp"
#include "equipoise/simulation/raid/replicate.hpp"
#include "equipoise/study/play/executor.hpp"
#include "tests/case.hpp"

using namespace equipoise;

namespace {

void draw(benchmark::State& state) {
  std::uint32_t i = 0;
  for (auto _ : state)
    benchmark::DoNotOptimize(random::Stream(1, 2, 3, random::Purpose::surveillance_dwell).uniform(i++));
}
BENCHMARK(draw);

void air_density(benchmark::State& state) {
  double h = 0;
  for (auto _ : state) {
    benchmark::DoNotOptimize(earth::standard_air(h).density_kg_per_m3);
    h = h > 8e4 ? 0 : h + 17;
  }
}
BENCHMARK(air_density);

void one_flight(benchmark::State& state) {
  const auto launch = earth::to_ecef(earth::wgs84, {0.5, 0, 0});
  for (auto _ : state)
    benchmark::DoNotOptimize(
        motion::fly(motion::testing::short_range_missile(3044), launch, {0.2, 1.0, 100.0}, {}).nodes.size());
}
BENCHMARK(one_flight)->Unit(benchmark::kMicrosecond);

void closure(benchmark::State& state) {
  for (auto _ : state)
    benchmark::DoNotOptimize(motion::propellant_for_range(motion::testing::short_range_missile(3044), 290e3));
}
BENCHMARK(closure)->Unit(benchmark::kMillisecond);

void prepare(benchmark::State& state) {
  core::Diagnostics diagnostics;
  const auto read = tests::reader("reference-raid.toml")({}, diagnostics);
  const catalogue::ParameterSet nominal;
  for (auto _ : state) {
    simulation::FlightCache cache;
    benchmark::DoNotOptimize(simulation::prepare(read->scenario, {read->catalogue, nominal},
                                                 catalogue::Belief::assessed, scenario::Sensing::dwell,
                                                 cache));
  }
}
BENCHMARK(prepare)->Unit(benchmark::kMillisecond);

/// One replication on one core; the argument is the number of threats.
void replication(benchmark::State& state) {
  const auto theatre =
      tests::theatre("reference-raid.toml", {{"salvo.count", std::to_string(state.range(0))}});
  simulation::World world(theatre);
  std::uint64_t i = 0;
  for (auto _ : state) benchmark::DoNotOptimize(simulation::replicate(theatre, 1, i++, world).leaked);
  state.SetItemsProcessed(state.iterations());
  state.SetComplexityN(state.range(0));
}
BENCHMARK(replication)->Arg(12)->Arg(60)->Arg(120)->Arg(1200)->Complexity()->Unit(benchmark::kMicrosecond);

/// Replications of the reference raid a second, with digest and tally; the argument is the number of threads.
void reference_raid(benchmark::State& state) {
  const auto theatre = tests::theatre("reference-raid.toml");
  constexpr std::uint64_t n = 20'000;
  for (auto _ : state)
    benchmark::DoNotOptimize(
        study::execute(theatre, 1, 0, n, {static_cast<unsigned>(state.range(0))}).tally.replications);
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(n));
}
BENCHMARK(reference_raid)->Arg(1)->Arg(2)->UseRealTime()->Unit(benchmark::kMillisecond);

} // namespace

BENCHMARK_MAIN();
