#pragma once
// When a battery sees what: the one interface between the truth and the commander, with a source for each
// need.
#include <cstdint>

#include "equipoise/simulation/theatre.hpp"

namespace equipoise::simulation {

/// Seconds after the threat's launch; negative: never.
struct TrackTimes {
  double first_detection_s = -1.0;
  double surveillance_track_s = -1.0;
  double engagement_track_s = -1.0;
};

/// One threat before one battery, drawn look by look: the surveillance radar confirms a track by its M-of-N
/// rule and cues the engagement radar, which forms its own from its next look on. With a perfect picture: at
/// once. A track once confirmed is held.
TrackTimes follow(const BatteryModel& battery, const Encounter& encounter, double launch_s, double duration_s,
                  std::uint64_t seed, std::uint64_t replication, std::uint64_t threat);

} // namespace equipoise::simulation
