#pragma once
// Philox2x64-10: a counter-based generator. A draw is a function of its name and of nothing else.
// Source: Salmon, Moraes, Dror & Shaw, "Parallel random numbers: as easy as 1, 2, 3", SC'11 (2011),
// section 3.3. Of its sizes the one with the fewest operations for a 64-bit number.
#include <array>
#include <cstdint>

namespace equipoise::random {

using PhiloxCounter = std::array<std::uint64_t, 2>;

constexpr PhiloxCounter philox2x64_10(PhiloxCounter counter, std::uint64_t key) {
  __extension__ using Product = unsigned __int128;
  std::uint64_t left = counter[0], right = counter[1]; // in registers; an array would go through memory
#pragma GCC unroll 10
  for (int round = 0; round < 10; ++round) {
    const Product product = Product{0xD2B74407B1CE6E93} * left;
    left = static_cast<std::uint64_t>(product >> 64) ^ key ^ right;
    right = static_cast<std::uint64_t>(product);
    key += 0x9E3779B97F4A7C15;
  }
  return {left, right};
}

} // namespace equipoise::random
