#include "equipoise/tracking/track_rule.hpp"

#include <algorithm>

#include "equipoise/core/precondition.hpp"

namespace equipoise::tracking {
std::size_t first_confirmed(const TrackRule& rule) {
  EQUIPOISE_PRECONDITION(is_rule(rule));
  return std::size_t{1} << static_cast<unsigned>(rule.window - 1);
}

std::size_t state_count(const TrackRule& rule) {
  return first_confirmed(rule) + static_cast<std::size_t>(rule.misses);
}

std::size_t number(const TrackRule& rule, const TrackState& state) {
  return state.confirmed ? first_confirmed(rule) + static_cast<std::size_t>(state.missed) : state.history;
}

TrackState state(const TrackRule& rule, std::size_t number) {
  EQUIPOISE_PRECONDITION(number < state_count(rule));
  const std::size_t first = first_confirmed(rule);
  if (number >= first) return {true, 0, static_cast<int>(number - first)};
  return {false, static_cast<std::uint32_t>(number), 0};
}

void advance(const TrackRule& rule, double detection, std::span<const double> before,
             std::span<double> after) {
  EQUIPOISE_PRECONDITION(core::is_chance(detection) && before.size() == state_count(rule) &&
                         after.size() == before.size());
  EQUIPOISE_PRECONDITION(before.data() + before.size() <= after.data() ||
                         after.data() + after.size() <= before.data());
  std::fill(after.begin(), after.end(), 0.0);
  for (std::size_t i = 0; i < before.size(); ++i) {
    if (before[i] == 0.0) continue;
    const TrackState from = state(rule, i);
    after[number(rule, dwell(rule, from, true))] += before[i] * detection;
    after[number(rule, dwell(rule, from, false))] += before[i] * (1.0 - detection);
  }
}

void track_chances(const TrackRule& rule, std::span<const double> detection, std::span<double> confirmed,
                   std::span<double> dropped, std::span<double> workspace) {
  EQUIPOISE_PRECONDITION(confirmed.size() >= detection.size() &&
                         (dropped.empty() || dropped.size() >= detection.size()));
  EQUIPOISE_PRECONDITION(workspace.size() >= 2 * state_count(rule));
  const std::size_t states = state_count(rule), first = first_confirmed(rule);
  const std::span<double> now = workspace.subspan(0, states), next = workspace.subspan(states, states);
  std::fill(now.begin(), now.end(), 0.0);
  now[number(rule, TrackState{})] = 1.0;
  for (std::size_t j = 0; j < detection.size(); ++j) {
    if (!dropped.empty()) dropped[j] = now[states - 1] * (1.0 - detection[j]);
    advance(rule, detection[j], now, next);
    std::copy(next.begin(), next.end(), now.begin());
    double sum = 0.0;
    for (std::size_t i = first; i < states; ++i) sum += now[i];
    confirmed[j] = sum;
  }
}

} // namespace equipoise::tracking
