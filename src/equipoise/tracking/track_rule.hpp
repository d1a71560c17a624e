#pragma once
// When a row of dwells is a track: confirmed by M hits in N dwells, dropped after K misses in a row; and the
// chances of both.
#include <cstddef>
#include <cstdint>
#include <span>

#include "equipoise/core/precondition.hpp"

namespace equipoise::tracking {

/// Domain: 1 <= hits <= window <= 12, 1 <= misses <= 64.
struct TrackRule {
  int hits = 3;   ///< M of ...
  int window = 5; ///< ... N dwells confirm
  int misses = 4; ///< this many in a row drop a confirmed track, whose dwells are then forgotten
};

/// For conditions: in its domain.
constexpr bool is_rule(const TrackRule& rule) {
  return 1 <= rule.hits && rule.hits <= rule.window && rule.window <= 12 && 1 <= rule.misses &&
         rule.misses <= 64;
}

/// What the rule remembers between dwells.
struct TrackState {
  bool confirmed = false;
  std::uint32_t history = 0; ///< before confirmation: the last N - 1 dwells, the latest in the lowest bit
  int missed = 0;            ///< after it: misses since the last hit
  friend constexpr bool operator==(const TrackState&, const TrackState&) = default;
};

/// The state after one more dwell. Source: Bar-Shalom, Li & Kirubarajan (2001), section 3.3 on track
/// formation logic; the deletion is the usual counter.
constexpr TrackState dwell(const TrackRule& rule, const TrackState& before, bool detected) {
  EQUIPOISE_PRECONDITION(is_rule(rule));
  if (before.confirmed) {
    if (detected) return {true, 0, 0};
    return before.missed + 1 < rule.misses ? TrackState{true, 0, before.missed + 1} : TrackState{};
  }
  const std::uint32_t window = (1U << static_cast<unsigned>(rule.window)) - 1U;
  const std::uint32_t dwells = ((before.history << 1) | (detected ? 1U : 0U)) & window;
  if (detected) {
    std::uint32_t hits = dwells; // all but the last few: std::popcount is a call on old processors
    for (int h = 1; h < rule.hits; ++h) hits &= hits - 1U;
    if (hits != 0) return {true, 0, 0};
  }
  return {false, dwells & (window >> 1), 0};
}

/// States have numbers from 0, the state without any hit, to state_count - 1; those from first_confirmed on
/// are confirmed.
std::size_t first_confirmed(const TrackRule& rule);
std::size_t state_count(const TrackRule& rule);
std::size_t number(const TrackRule& rule, const TrackState& state);
/// Domain: number < state_count.
TrackState state(const TrackRule& rule, std::size_t number);

/// One dwell of the exact Markov chain, whose chance of a detection is given: `after` from `before`, both of
/// state_count chances and apart from each other.
void advance(const TrackRule& rule, double detection, std::span<const double> before,
             std::span<double> after);

/// Exact chances of a chain entered with nothing known just before the first of these dwells: `confirmed[j]`
/// that the track is confirmed after dwell j, `dropped[j]`, where wanted (or empty), that it is dropped by
/// dwell j. `workspace` holds 2 * state_count values; its first half is left with the chances of the states
/// after the last dwell.
void track_chances(const TrackRule& rule, std::span<const double> detection, std::span<double> confirmed,
                   std::span<double> dropped, std::span<double> workspace);

} // namespace equipoise::tracking
