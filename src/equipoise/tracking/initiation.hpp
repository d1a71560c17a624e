#pragma once
#include <bit>
#include <cstdint>

namespace equipoise::tracking {

/// M-of-N track initiation: a track is confirmed at the first look at which at least M of the last N looks
/// detected. Source: Bar-Shalom, Li & Kirubarajan (2001), section 3.3 on track formation logic.
class MofN {
 public:
  /// Domain: 1 <= hits <= window <= 32.
  constexpr MofN(int hits, int window) : hits_(hits), mask_(window >= 32 ? ~0U : (1U << window) - 1U) {}

  /// Takes the next look and says whether the track is confirmed by it.
  constexpr bool look(bool detected) {
    recent_ = ((recent_ << 1) | (detected ? 1U : 0U)) & mask_;
    return std::popcount(recent_) >= hits_;
  }

 private:
  int hits_;
  std::uint32_t mask_;
  std::uint32_t recent_ = 0;
};

} // namespace equipoise::tracking
