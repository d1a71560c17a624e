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
  for (int round = 0; round < 10; ++round) {
    const Product product = Product{0xD2B74407B1CE6E93} * counter[0];
    counter = {static_cast<std::uint64_t>(product >> 64) ^ key ^ counter[1],
               static_cast<std::uint64_t>(product)};
    key += 0x9E3779B97F4A7C15;
  }
  return counter;
}

} // namespace equipoise::random
