// Weapon-target assignment: what a raid asks for inside an engine, and what `equipoise assign` reads from a
// file. Every instance is solved to its proof; `proved` is the share that was.
#include <benchmark/benchmark.h>

#include <vector>

#include "equipoise/assignment/weapon_target.hpp"
#include "equipoise/core/hash.hpp"

using namespace equipoise;

namespace {

struct Instance {
  std::vector<double> values, kill;
  std::vector<int> rounds;

  assignment::WeaponTargetProblem problem() const { return {values, rounds, kill, {}, 1}; }
};

/// Values 1 to 100; kill probabilities from `least` to 0.9.
Instance instance(int kinds, int targets, int rounds, double min, std::uint64_t seed) {
  std::uint64_t state = core::mix(seed) << 8;
  const auto uniform = [&] { return static_cast<double>(core::mix(++state) >> 11) * 0x1p-53; };
  Instance made;
  for (int j = 0; j < targets; ++j) made.values.push_back(1.0 + 99.0 * uniform());
  for (int k = 0; k < kinds * targets; ++k) made.kill.push_back(min + (0.9 - min) * uniform());
  made.rounds.assign(static_cast<std::size_t>(kinds), rounds);
  return made;
}

void solve(benchmark::State& state, assignment::WeaponTargetMethod method, double min, std::uint64_t seeds,
           int columns) {
  const int kinds = static_cast<int>(state.range(0)), rounds = static_cast<int>(state.range(1)),
            targets = static_cast<int>(state.range(2));
  std::vector<Instance> instances;
  for (std::uint64_t seed = 0; seed < seeds; ++seed)
    instances.push_back(instance(kinds, targets, rounds, min, seed));
  assignment::WeaponTargetSolver solver({kinds, targets, kinds * rounds, columns, 4000});
  std::vector<int> fired(instances[0].kill.size());
  std::size_t i = 0, proved = 0;
  for (auto _ : state) {
    const auto r = solver.assign(instances[i++ % instances.size()].problem(), method, fired);
    proved += r.lower_bound >= r.surviving_value * (1.0 - 1e-8);
  }
  state.counters["proved"] = static_cast<double>(proved) / static_cast<double>(i);
}

void optimal(benchmark::State& state) {
  solve(state, assignment::WeaponTargetMethod::optimal, 0.3, 64, 4000);
}
// Kinds, rounds of each, targets. The budget of 32 rounds on 16 targets is 10 ms.
BENCHMARK(optimal)->Args({32, 1, 16})->Args({8, 4, 16})->Args({2, 16, 16})->Unit(benchmark::kMillisecond);

/// Kill probabilities from 0 up, as where many rounds hardly reach.
void optimal_uneven(benchmark::State& state) {
  solve(state, assignment::WeaponTargetMethod::optimal, 0.0, 64, 4000);
}
BENCHMARK(optimal_uneven)->Args({32, 1, 16})->Args({8, 4, 16})->Unit(benchmark::kMillisecond);

/// Of the sizes of the open benchmark set.
void optimal_large(benchmark::State& state) {
  solve(state, assignment::WeaponTargetMethod::optimal, 0.0, 4, 20'000);
}
BENCHMARK(optimal_large)
    ->Args({50, 2, 100})
    ->Args({50, 3, 100})
    ->Args({100, 2, 200})
    ->Args({500, 1, 1000})
    ->Unit(benchmark::kMillisecond);

void greedy(benchmark::State& state) {
  solve(state, assignment::WeaponTargetMethod::greedy, 0.3, 64, 4000);
}
BENCHMARK(greedy)->Args({32, 1, 16})->Args({8, 4, 16})->Unit(benchmark::kMicrosecond);

void nearest_deadline(benchmark::State& state) {
  solve(state, assignment::WeaponTargetMethod::nearest_deadline, 0.3, 64, 4000);
}
BENCHMARK(nearest_deadline)->Args({32, 1, 16})->Args({8, 4, 16})->Unit(benchmark::kMicrosecond);

} // namespace
