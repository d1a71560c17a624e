#pragma once
// Who is shot at next, and with how many rounds. Decides; draws nothing; knows the picture, not the truth.
#include <algorithm>
#include <cstdint>
#include <span>

#include "equipoise/core/sim_time.hpp"

namespace equipoise::command {

enum class Mode {
  salvo,            ///< `shots` rounds, then no more
  shoot_look_shoot, ///< `shots` rounds at every look, as long as looks, time and rounds last
  even_barrage ///< one salvo; the rounds at hand are spread over the targets as evenly as whole rounds allow
};

struct Doctrine {
  Mode mode = Mode::salvo;
  int shots = 1;
  int looks = 1'000'000; ///< at most so many salvos at one target
};

/// A target as its battery sees it.
struct Candidate {
  bool waiting = false;          ///< tracked, in reach, reaction over, not under fire
  std::uint32_t looks = 0;       ///< salvos fired so far
  core::SimTime impact = 0;      ///< predicted time of impact, or the end of its route
  core::SimTime last_launch = 0; ///< the last instant at which a launch still meets it
};

/// Threat evaluation: the waiting target with the least time to impact that can still be met. -1 if there is
/// none.
int most_urgent(std::span<const Candidate> candidates, core::SimTime now);

/// Rounds of the next salvo at a target. `unserved` counts the waiting targets not shot at yet, this one
/// included.
int salvo_size(const Doctrine& doctrine, int rounds_left, int unserved);

/// Whether the doctrine gives another salvo after `looks` of them were judged to have missed.
constexpr bool shoots_again(const Doctrine& doctrine, std::uint32_t looks) {
  return doctrine.mode == Mode::shoot_look_shoot && static_cast<int>(looks) < doctrine.looks;
}

} // namespace equipoise::command
