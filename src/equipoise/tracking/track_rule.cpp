#include "equipoise/tracking/track_rule.hpp"

#include <bit>

namespace equipoise::tracking {

TrackState look(const TrackRule& rule, const TrackState& state, bool detected) {
  if (state.confirmed) {
    if (detected) return {true, 0, 0};
    if (state.missed + 1 >= rule.misses) return {};
    return {true, 0, state.missed + 1};
  }
  const std::uint32_t looks = (state.history << 1) | (detected ? 1U : 0U);
  if (std::popcount(looks) >= rule.hits) return {true, 0, 0};
  return {false, looks & ((1U << (rule.window - 1)) - 1U), 0};
}

} // namespace equipoise::tracking
