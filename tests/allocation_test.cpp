// replicate allocates nothing: every way to the heap is counted.
#include <doctest/doctest.h>

#include <atomic>
#include <cstdlib>
#include <new>
#include <vector>

#include "equipoise/assignment/weapon_target.hpp"
#include "equipoise/core/hash.hpp"
#include "equipoise/simulation/raid/replicate.hpp"
#include "tests/case.hpp"

namespace {
std::atomic<long> allocations{0};

void* counted(std::size_t size) {
  allocations.fetch_add(1);
  if (void* p = std::malloc(size == 0 ? 1 : size)) return p;
  throw std::bad_alloc();
}
} // namespace

void* operator new(std::size_t size) {
  return counted(size);
}
void* operator new[](std::size_t size) {
  return counted(size);
}
void operator delete(void* p) noexcept {
  std::free(p);
}
void operator delete[](void* p) noexcept {
  std::free(p);
}
void operator delete(void* p, std::size_t) noexcept {
  std::free(p);
}
void operator delete[](void* p, std::size_t) noexcept {
  std::free(p);
}

using namespace equipoise;

TEST_CASE("a replication uses no heap") {
  for (const char* scenario : {"reference-raid.toml", "f-35-approach.toml", "textbook/wilkening.toml"}) {
    const auto theatre = tests::theatre(scenario);
    simulation::World world(theatre);
    const long before = allocations.load();
    std::uint32_t fired = 0;
    for (std::uint64_t i = 0; i < 2000; ++i) fired += simulation::replicate(theatre, 1, i, world).fired;
    CHECK(allocations.load() == before);
    CHECK(fired > 0);
    simulation::ImportanceSampling sampling(theatre);
    const long tilted = allocations.load();
    for (std::uint64_t i = 0; i < 500; ++i)
      fired += simulation::replicate_weighted(theatre, 1, i, world, sampling).row.fired;
    CHECK(allocations.load() == tilted);
  }
  const long before = allocations.load();
  delete new int(1);
  CHECK(allocations.load() == before + 1); // the count itself can fail
}

TEST_CASE("batteries that decide together, and turn, use no heap") {
  for (const char* method : {"deadline", "greedy", "optimal"})
    for (const auto sensing : {scenario::Sensing::table, scenario::Sensing::dwell}) {
      const auto theatre = tests::theatre("layered-defence.toml", {{"network.assignment", method}},
                                          catalogue::Belief::assessed, sensing);
      simulation::World world(theatre);
      const long before = allocations.load();
      std::uint32_t fired = 0;
      for (std::uint64_t i = 0; i < 60; ++i) fired += simulation::replicate(theatre, 1, i, world).fired;
      CHECK(allocations.load() == before);
      CHECK(fired > 0);
    }
}

TEST_CASE("an assignment uses no heap") {
  using assignment::WeaponTargetMethod;
  const std::vector<double> values(16, 1.0);
  const std::vector<int> rounds(32, 1);
  std::vector<double> kill(32 * 16);
  std::vector<int> fired(kill.size());
  assignment::WeaponTargetSolver solver(
      {32, 16, 32, 200, 200}); // so little room that columns are dropped and nodes run out
  for (std::uint64_t seed = 0; seed < 20; ++seed) {
    for (std::size_t k = 0; k < kill.size(); ++k)
      kill[k] = static_cast<double>(core::mix(seed << 32 | k) >> 11) * 0x1p-53;
    const assignment::WeaponTargetProblem problem{values, rounds, kill, {}, 1};
    const long before = allocations.load();
    double sum = 0.0;
    for (const auto method :
         {WeaponTargetMethod::nearest_deadline, WeaponTargetMethod::greedy, WeaponTargetMethod::optimal})
      sum += solver.assign(problem, method, fired).surviving_value;
    CHECK(allocations.load() == before);
    CHECK(sum > 0.0);
  }
}
