#include "tests/failing_allocation.hpp"

#include <pthread.h>

#include <atomic>
#include <cstdlib>
#include <new>

namespace equipoise::tests {
namespace {

std::atomic<std::int64_t> left{0}; // allocations to go up to the one that fails; below 1: none does
std::atomic<bool> helpers_only{false}, failed{false};
std::atomic<pthread_t> asking{};

void* allocate(std::size_t size) {
  if (left.load(std::memory_order_relaxed) > 0 && !(helpers_only && pthread_equal(pthread_self(), asking)) &&
      left.fetch_sub(1) == 1) {
    failed = true;
    throw std::bad_alloc();
  }
  if (void* p = std::malloc(size == 0 ? 1 : size)) return p;
  throw std::bad_alloc();
}

} // namespace

void fail_allocation(std::uint64_t n, Allocations which) {
  left = 0;
  failed = false;
  helpers_only = which == Allocations::of_helpers;
  asking = pthread_self();
  left = static_cast<std::int64_t>(n);
}

bool allocation_failed() {
  return failed;
}

} // namespace equipoise::tests

void* operator new(std::size_t size) {
  return equipoise::tests::allocate(size);
}
void* operator new[](std::size_t size) {
  return equipoise::tests::allocate(size);
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
