#pragma once
// A fire unit's limits, and every draw of a shot.
#include <cstdint>

#include "equipoise/core/precondition.hpp"
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
  double threat_called_decoy = 0.0; ///< one draw an object, where decoys fly along
  double decoy_called_threat = 1.0;
  double friend_called_hostile = 0.0; ///< one draw an aircraft
  double reload_time_s = 0.0;         ///< of the whole magazine of a kind, once it is empty
};

/// Names the draws of one replication for one pair of unit and target.
struct ShotDraws {
  std::uint64_t seed;
  std::uint64_t replication;
  std::uint64_t pair; ///< hash of unit and target

  random::Stream stream(random::Purpose purpose) const { return {seed, replication, pair, purpose}; }
};

/// Kills and shots of one kind of round at one class of target so far in a replication.
struct ShotHistory {
  std::uint32_t kills = 0, shots = 0;
};

/// The chance that the next shot kills when shots of one replication are alike with correlation `rho`: their
/// number of kills is beta-binomial. Domain: 0 <= p <= 1, 0 <= rho < 1. Source: Polya's urn, Johnson & Kotz
/// (1977), "ShotHistory Models and Their Application", section 4.2.
constexpr double correlated_kill_probability(double p, double rho, const ShotHistory& shot_history) {
  EQUIPOISE_PRECONDITION(core::is_chance(p) && 0.0 <= rho && rho < 1.0 &&
                         shot_history.kills <= shot_history.shots);
  return (p * (1.0 - rho) + rho * shot_history.kills) / (1.0 - rho + rho * shot_history.shots);
}

/// Of one round, uniform: it flies to its target if `works` is below its reliability; it kills, given that it
/// flies and that nothing common to all of them failed, if `kills` is below that chance.
struct Shot {
  double works, kills;
};
Shot draw_shot(const ShotDraws& draws, std::uint32_t round);

/// What the unit believes after a look: is the target dead?
bool judged_dead(const ShotDraws& draws, std::uint32_t look, bool dead, const FireUnit& unit);

} // namespace equipoise::engagement
