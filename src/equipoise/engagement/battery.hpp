#pragma once
// A fire unit's limits, and every draw of a shot.
#include <cstdint>

#include "equipoise/random/stream.hpp"

namespace equipoise::engagement {

inline constexpr int unlimited = 1'000'000'000;

/// SI.
struct FireUnit {
  int target_channels = unlimited;
  int missile_channels = unlimited;
  int rounds = unlimited;
  double reaction_time_s = 0.0;            ///< from the track to the first launch at it
  double launch_interval_s = 0.0;          ///< between any two launches of the unit
  double availability = 1.0;               ///< manned, radiating, serviceable: one draw a replication
  double common_failure_probability = 0.0; ///< one draw a replication; then no shot kills
  double track_probability = 1.0;          ///< one draw a target, shared by all shots at it
  double assessment_delay_s = 0.0;
  double kill_seen_as_miss = 0.0;
  double miss_seen_as_kill = 0.0;
};

/// Names the draws of one replication for one pair of unit and target.
struct ShotDraws {
  std::uint64_t seed;
  std::uint64_t replication;
  std::uint64_t pair; ///< hash of unit and target

  random::Stream stream(random::Purpose purpose) const { return {seed, replication, pair, purpose}; }
};

/// Whether one round stops its target, given that nothing common to all of them failed.
bool round_stops(const ShotDraws& draws, std::uint32_t round, double reliability, double kill_probability);

/// What the unit believes after a look: is the target dead?
bool judged_dead(const ShotDraws& draws, std::uint32_t look, bool dead, const FireUnit& unit);

} // namespace equipoise::engagement
