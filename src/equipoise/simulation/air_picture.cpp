#include "equipoise/simulation/air_picture.hpp"

#include <algorithm>

#include "equipoise/core/hash.hpp"
#include "equipoise/random/stream.hpp"
#include "equipoise/tracking/initiation.hpp"

namespace equipoise::simulation {
namespace {

using random::Purpose;
using random::Stream;

struct Confirmation {
  double first_detection_s = -1.0;
  double track_s = -1.0;
};

/// Plays looks until the track stands or the flight ends. `look_time(k)` is the time of look k, rising in k.
template <class LookTime>
Confirmation play_looks(const sensing::Radar& radar, const LookTable& table, double duration_s,
                        const Stream& draws, std::uint32_t first_look, LookTime&& look_time) {
  Confirmation result;
  tracking::MofN rule(radar.track_hits, radar.track_window);
  for (std::uint32_t k = first_look;; ++k) {
    const double t = look_time(k);
    if (t > duration_s) return result;
    const double chance = t < table.first_visible_s ? 0.0 : table.detection_at(t);
    const bool seen = chance > 0.0 && draws.happens(chance, k);
    if (seen && result.first_detection_s < 0.0) result.first_detection_s = t;
    if (rule.look(seen)) {
      result.track_s = t;
      return result;
    }
  }
}

} // namespace

TrackTimes follow(const BatteryModel& battery, const Encounter& encounter, double launch_s, double duration_s,
                  std::uint64_t seed, std::uint64_t replication, std::uint64_t threat) {
  if (battery.perfect_picture) {
    const double from = encounter.picture_from_s;
    return {from, from, from};
  }
  const std::uint64_t pair = core::combine(battery.name, threat);
  const double period = battery.surveillance.period_s;
  // One antenna phase per radar and raid: all threats are met by the same turning antenna.
  const double phase = battery.surveillance.rotating
                           ? Stream(seed, replication, battery.name, Purpose::antenna_phase).uniform()
                           : 0.0;
  // The antenna points north at phase * period; it passes the target once a turn, later by the target's
  // azimuth.
  const double turns_before_launch = launch_s / period - phase;
  const double first_turn = static_cast<double>(static_cast<std::int64_t>(turns_before_launch) - 1);
  const auto surveillance_look = [&](std::uint32_t k) {
    const double north = (first_turn + static_cast<double>(k) + phase) * period - launch_s;
    if (!battery.surveillance.rotating) return north;
    return north + encounter.surveillance.azimuth_at(north) * period;
  };
  // Looks before the target comes into sight detect nothing and need no draw.
  const double unseen_turns =
      (encounter.surveillance.first_visible_s + launch_s) / period - phase - first_turn;
  auto first_look = static_cast<std::uint32_t>(std::max(0.0, unseen_turns - 2.0));
  while (surveillance_look(first_look) < 0.0) ++first_look;

  const Confirmation surveillance =
      play_looks(battery.surveillance, encounter.surveillance, duration_s,
                 Stream(seed, replication, pair, Purpose::surveillance_dwell), first_look, surveillance_look);
  TrackTimes times{surveillance.first_detection_s, surveillance.track_s, -1.0};
  if (surveillance.track_s < 0.0) return times;

  const double update = battery.engagement.period_s;
  const double wait = std::max(0.0, encounter.engagement.first_visible_s - surveillance.track_s);
  const auto unseen_updates = static_cast<std::uint32_t>(wait / update);
  times.engagement_track_s =
      play_looks(battery.engagement, encounter.engagement, duration_s,
                 Stream(seed, replication, pair, Purpose::engagement_dwell), unseen_updates,
                 [&](std::uint32_t k) { return surveillance.track_s + static_cast<double>(k + 1) * update; })
          .track_s;
  return times;
}

} // namespace equipoise::simulation
