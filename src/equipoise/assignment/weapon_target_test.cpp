#include "equipoise/assignment/weapon_target.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <limits>
#include <vector>

#include "equipoise/core/hash.hpp"
#include "tests/csv.hpp"

using namespace equipoise;
using namespace equipoise::assignment;

namespace {

struct Instance {
  std::vector<double> values;
  std::vector<int> rounds;
  std::vector<double> kill;
  std::vector<core::SimTime> deadlines;

  WeaponTargetProblem problem() const { return {values, rounds, kill, deadlines, 1}; }
  int total() const {
    int sum = 0;
    for (const int n : rounds) sum += n;
    return sum;
  }
};

WeaponTargetResult solve(const Instance& instance, WeaponTargetMethod method, std::vector<int>& fired,
                         const WeaponTargetLimits& limits = {}) {
  fired.assign(instance.kill.size(), -1);
  WeaponTargetSolver solver(
      {static_cast<int>(instance.rounds.size()), static_cast<int>(instance.values.size()), instance.total()});
  return solver.assign(instance.problem(), method, fired, limits);
}

WeaponTargetResult solve(const Instance& instance, WeaponTargetMethod method,
                         const WeaponTargetLimits& limits = {}) {
  std::vector<int> fired;
  return solve(instance, method, fired, limits);
}

double uniform(std::uint64_t& state) {
  return static_cast<double>(core::mix(++state) >> 11) * 0x1p-53;
}

int whole(std::uint64_t& state, int max) {
  return static_cast<int>(uniform(state) * (max + 1));
}

/// Small and awkward: kill probabilities of 0 and 1, worthless targets, kinds without rounds, kinds that are
/// alike.
Instance awkward(std::uint64_t seed) {
  std::uint64_t state = core::mix(seed) << 8;
  Instance instance;
  const int kinds = 1 + whole(state, 3), targets = 1 + whole(state, 3);
  for (int j = 0; j < targets; ++j)
    instance.values.push_back(whole(state, 5) == 0 ? 0.0 : 100 * uniform(state));
  for (int i = 0; i < kinds; ++i) instance.rounds.push_back(whole(state, 3));
  for (int i = 0; i < kinds; ++i)
    for (int j = 0; j < targets; ++j) {
      const int which = whole(state, 9);
      instance.kill.push_back(which == 0   ? 0.0
                              : which == 1 ? 1.0
                              : which == 2 ? 0.5
                              : which == 3 ? 1.0 - 1e-12
                                           : uniform(state));
    }
  return instance;
}

/// Kind i from j on, every count at every target: nothing clever.
double brute_force(const Instance& instance, std::vector<double>& surviving, std::size_t kind,
                   std::size_t target, int left) {
  if (kind == instance.rounds.size()) {
    double sum = 0.0;
    for (const double v : surviving) sum += v;
    return sum;
  }
  const bool last = target + 1 == instance.values.size();
  double best = std::numeric_limits<double>::infinity();
  const double before = surviving[target];
  for (int n = 0; n <= left; ++n) {
    surviving[target] = before * std::pow(1.0 - instance.kill[kind * instance.values.size() + target], n);
    const int next = last && kind + 1 < instance.rounds.size() ? instance.rounds[kind + 1] : left - n;
    best =
        std::min(best, brute_force(instance, surviving, kind + (last ? 1 : 0), last ? 0 : target + 1, next));
  }
  surviving[target] = before;
  return best;
}

double brute_force(const Instance& instance) {
  std::vector<double> surviving = instance.values;
  return brute_force(instance, surviving, 0, 0, instance.rounds[0]);
}

/// Within the rounds there are, and worth what is said.
void check_feasible(const Instance& instance, const std::vector<int>& fired, double surviving) {
  const std::size_t targets = instance.values.size();
  for (std::size_t i = 0; i < instance.rounds.size(); ++i) {
    int used = 0;
    for (std::size_t j = 0; j < targets; ++j) {
      CHECK(fired[i * targets + j] >= 0);
      used += fired[i * targets + j];
    }
    CHECK(used <= instance.rounds[i]);
  }
  double sum = 0.0;
  for (std::size_t j = 0; j < targets; ++j) {
    double v = instance.values[j];
    for (std::size_t i = 0; i < instance.rounds.size(); ++i)
      v *= std::pow(1.0 - instance.kill[i * targets + j], fired[i * targets + j]);
    sum += v;
  }
  CHECK(surviving == doctest::Approx(sum).epsilon(1e-12));
}

/// As the head of wta_small_exact.csv says.
Instance published(int kinds, int targets, std::uint64_t seed) {
  std::uint64_t s = seed;
  const auto next = [&] { return s = (1103515245 * s + 12345) & 0x7fffffff; };
  Instance instance;
  for (int j = 0; j < targets; ++j) instance.values.push_back(10.0 + static_cast<double>(next() % 90));
  for (int k = 0; k < kinds * targets; ++k)
    instance.kill.push_back(std::round(1e4 * (0.30 + 0.60 * static_cast<double>(next() % 10000) / 9999)) /
                            1e4);
  instance.rounds.assign(static_cast<std::size_t>(kinds), 1);
  return instance;
}

Instance raid(int kinds, int targets, int rounds_each, std::uint64_t seed) {
  std::uint64_t state = core::mix(seed) << 8;
  Instance instance;
  for (int j = 0; j < targets; ++j) instance.values.push_back(1.0 + 99.0 * uniform(state));
  for (int k = 0; k < kinds * targets; ++k) instance.kill.push_back(0.3 + 0.6 * uniform(state));
  instance.rounds.assign(static_cast<std::size_t>(kinds), rounds_each);
  return instance;
}

} // namespace

TEST_CASE("validation: the optimum of small published instances, met exactly") {
  int rows = 0;
  for (const auto& row : tests::read_csv("wta_small_exact.csv")) {
    const int kinds = std::stoi(row.at("weapons")), targets = std::stoi(row.at("targets"));
    Instance instance;
    if (row.at("seed") == "-") {
      instance.values.assign(static_cast<std::size_t>(targets), 1.0);
      instance.rounds.assign(static_cast<std::size_t>(kinds), 1);
      instance.kill.assign(static_cast<std::size_t>(kinds * targets), 0.56);
    } else {
      instance = published(kinds, targets, std::stoull(row.at("seed")));
    }
    std::vector<int> fired;
    const WeaponTargetResult r = solve(instance, WeaponTargetMethod::optimal, fired);
    check_feasible(instance, fired, r.surviving_value);
    // The column has ten to twelve digits.
    CHECK(r.surviving_value == doctest::Approx(tests::number(row, "optimum")).epsilon(1e-9));
    CHECK(r.lower_bound == doctest::Approx(r.surviving_value).epsilon(1e-8));
    ++rows;
  }
  CHECK(rows == 5);
}

// 2,000 instances; a search that prunes one column too many, or a bound that is too high, was seen here at
// once (planted: the round that never fails left out; the tolerance of the pruning at 1e-2).
TEST_CASE("property: optimal is what trying everything finds, and bounds hold wherever they stop") {
  int with_branches = 0;
  for (std::uint64_t seed = 0; seed < 2000; ++seed) {
    CAPTURE(seed);
    const Instance instance = awkward(seed);
    const double exact = brute_force(instance);
    double total = 0.0;
    for (const double v : instance.values) total += v;
    std::vector<int> fired;
    const WeaponTargetResult r = solve(instance, WeaponTargetMethod::optimal, fired);
    check_feasible(instance, fired, r.surviving_value);
    CHECK(r.surviving_value <= exact + 1e-9 * exact + 1e-12 * total);
    CHECK(r.surviving_value >= exact - 1e-12 * total);
    CHECK(r.lower_bound <= exact + 1e-12 * total);
    CHECK(r.lower_bound >= r.surviving_value * (1 - 1e-8) - 1e-9 * total);
    with_branches += r.nodes > 1;
    for (const std::uint64_t iterations : {0U, 1U, 3U}) {
      const WeaponTargetResult early = solve(instance, WeaponTargetMethod::optimal, fired, {iterations});
      check_feasible(instance, fired, early.surviving_value);
      CHECK(early.lower_bound <= exact + 1e-12 * total);
      CHECK(early.surviving_value >= exact - 1e-12 * total);
      CHECK(early.iterations <= iterations);
    }
    for (const WeaponTargetMethod method :
         {WeaponTargetMethod::greedy, WeaponTargetMethod::nearest_deadline}) {
      const WeaponTargetResult heuristic = solve(instance, method, fired);
      check_feasible(instance, fired, heuristic.surviving_value);
      CHECK(heuristic.surviving_value >= exact - 1e-12 * total);
    }
  }
  CHECK(with_branches > 0);
}

// denBroeder, Ellison & Emerling (1959).
TEST_CASE(
    "property: greedy is optimal where a target's kill probability is the same for every round, and not "
    "elsewhere") {
  for (std::uint64_t seed = 0; seed < 500; ++seed) {
    CAPTURE(seed);
    Instance instance = awkward(seed);
    const std::size_t targets = instance.values.size();
    for (std::size_t k = targets; k < instance.kill.size(); ++k)
      instance.kill[k] = instance.kill[k % targets];
    CHECK(solve(instance, WeaponTargetMethod::greedy).surviving_value ==
          doctest::Approx(brute_force(instance)).epsilon(1e-12));
  }
  int worse = 0;
  for (std::uint64_t seed = 0; seed < 500; ++seed) {
    const Instance instance = awkward(seed);
    worse += solve(instance, WeaponTargetMethod::greedy).surviving_value > 1.001 * brute_force(instance);
  }
  CHECK(worse > 20);
}

TEST_CASE("raids of 32 rounds on 16 targets are proved") {
  for (std::uint64_t seed = 0; seed < 20; ++seed) {
    CAPTURE(seed);
    for (const Instance& instance : {raid(32, 16, 1, seed), raid(8, 16, 4, seed), raid(2, 16, 16, seed)}) {
      std::vector<int> fired;
      const WeaponTargetResult r = solve(instance, WeaponTargetMethod::optimal, fired);
      check_feasible(instance, fired, r.surviving_value);
      CHECK(r.lower_bound >= r.surviving_value * (1 - 2e-9));
      CHECK(r.surviving_value <= solve(instance, WeaponTargetMethod::greedy).surviving_value * (1 + 1e-12));
    }
  }
}

TEST_CASE("the same problem has the same answer, whatever the solver solved before") {
  const Instance one = raid(32, 16, 1, 1), other = raid(5, 9, 3, 2);
  WeaponTargetSolver solver({32, 16, 32});
  std::vector<int> first(one.kill.size()), between(other.kill.size()), again(one.kill.size());
  const WeaponTargetResult a = solver.assign(one.problem(), WeaponTargetMethod::optimal, first);
  solver.assign(other.problem(), WeaponTargetMethod::optimal, between);
  const WeaponTargetResult b = solver.assign(one.problem(), WeaponTargetMethod::optimal, again);
  CHECK(first == again);
  CHECK(a.surviving_value == b.surviving_value);
  CHECK(a.lower_bound == b.lower_bound);
  CHECK(a.iterations == b.iterations);
}

TEST_CASE("nearest deadline first: in that order, the surest kind first, a salvo each, over again") {
  Instance instance{{10, 10, 10}, {2, 2, 1}, {0.5, 0.5, 0.5, 0.8, 0.8, 0.0, 0.9, 0.1, 0.1}, {300, 100, 200}};
  std::vector<int> fired;
  solve(instance, WeaponTargetMethod::nearest_deadline, fired);
  // Target 1: kind 1; target 2: kind 0; target 0: kind 2; then 1: kind 1; 2: kind 0.
  CHECK(fired == std::vector<int>{0, 0, 2, 0, 2, 0, 1, 0, 0});
  WeaponTargetSolver solver({3, 3, 5});
  WeaponTargetProblem problem = instance.problem();
  problem.salvo = 2;
  solver.assign(problem, WeaponTargetMethod::nearest_deadline, fired);
  CHECK(fired == std::vector<int>{0, 0, 2, 0, 2, 0, 1, 0, 0});
  problem.deadlines = {};
  solver.assign(problem, WeaponTargetMethod::nearest_deadline, fired);
  // Kinds 2 and 1 at target 0, the last of kind 1 and one of kind 0 at target 1, the last at target 2.
  CHECK(fired == std::vector<int>{0, 1, 1, 1, 1, 0, 1, 0, 0});
}

TEST_CASE("greedy: round by round where it saves most") {
  const Instance instance{{10, 8}, {2}, {0.5, 0.9}, {}};
  std::vector<int> fired;
  CHECK(solve(instance, WeaponTargetMethod::greedy, fired).surviving_value == doctest::Approx(5.8));
  CHECK(fired == std::vector<int>{1, 1});
}

TEST_CASE("stopped: the best so far is kept, and its bound holds") {
  const Instance instance = raid(60, 20, 3, 1);
  int asked = 0;
  WeaponTargetLimits limits;
  limits.stop = [&](const WeaponTargetProgress& p) {
    CHECK(p.lower_bound <= p.surviving_value);
    return ++asked > 50;
  };
  std::vector<int> fired;
  const WeaponTargetResult r = solve(instance, WeaponTargetMethod::optimal, fired, limits);
  check_feasible(instance, fired, r.surviving_value);
  CHECK(asked == 51);
  CHECK(r.lower_bound <= r.surviving_value);
}

TEST_CASE("nothing to fire, nobody to fire at") {
  CHECK(solve({{10, 5}, {0}, {0.5, 0.5}, {}}, WeaponTargetMethod::optimal).surviving_value == 15.0);
  CHECK(solve({{0, 0}, {3}, {0.5, 0.5}, {}}, WeaponTargetMethod::optimal).lower_bound == 0.0);
  CHECK(solve({{7}, {}, {}, {}}, WeaponTargetMethod::optimal).lower_bound == doctest::Approx(7.0));
  CHECK(solve({{}, {3}, {}, {}}, WeaponTargetMethod::optimal).surviving_value == 0.0);
}
