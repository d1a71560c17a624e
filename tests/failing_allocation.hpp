#pragma once
// Memory that runs out: programs that link failing_allocation.cpp allocate through it.
#include <cstdint>

namespace equipoise::tests {

enum class Allocations { all, of_helpers }; ///< helpers: threads other than the one that asks for the failure

/// From now on the n-th allocation throws std::bad_alloc, and none but this one; 0: none does.
void fail_allocation(std::uint64_t n, Allocations which = Allocations::all);

/// Whether it has.
bool allocation_failed();

} // namespace equipoise::tests
