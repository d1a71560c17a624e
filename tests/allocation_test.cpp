// replicate allocates nothing: every way to the heap is counted.
#include <doctest/doctest.h>

#include <atomic>
#include <cstdlib>
#include <new>

#include "equipoise/simulation/replicate.hpp"
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
  }
  const long before = allocations.load();
  delete new int(1);
  CHECK(allocations.load() == before + 1); // the count itself can fail
}
