#pragma once
// Who is shot at next, and with how many rounds. Decides; draws nothing; knows the picture, not the truth.
#include <algorithm>
#include <cstdint>
#include <span>

#include "equipoise/core/sim_time.hpp"

namespace equipoise::command {

enum class Mode {
  salvo,                  ///< `shots` rounds, then no more
  shoot_look_shoot,       ///< `shots` rounds at every look, as long as looks, time and rounds last
  shoot_look_shoot_shoot, ///< the same, but `last_shots` at the last look that fits
  even_barrage ///< one salvo; the rounds at hand are spread over the targets as evenly as whole rounds allow
};

/// Who is served first among those that can be met now.
enum class Order {
  time, ///< least time to impact
  value ///< greatest value of what it threatens, then least time: preferential defence
};

struct Doctrine {
  Mode mode = Mode::salvo;
  Order order = Order::time;
  int shots = 1;
  int last_shots = 0;    ///< of the last look, where the mode has one
  int looks = 1'000'000; ///< at most so many salvos at one target
  int reserve = 0;       ///< rounds kept for threats to the most valuable of what it defends
  int last_chance = 0;   ///< rounds at a target thought alive, just before the last launch that meets it
};

/// A target as its battery sees it.
struct Candidate {
  bool waiting = false;          ///< tracked, in reach, reaction over, not under fire
  bool passed_over = false;      ///< for this decision: nothing that meets it is free
  std::uint16_t deferred = 0;    ///< linked batteries that have it under fire
  bool over = false;             ///< judged dead, or the doctrine gives it nothing more
  std::uint32_t looks = 0;       ///< salvos fired so far
  double value = 0.0;            ///< of what it threatens
  core::SimTime impact = 0;      ///< predicted time of impact, or of its closest approach
  core::SimTime last_launch = 0; ///< the last instant at which a launch still meets it
};

/// Threat evaluation: the waiting target to be served first among those that can still be met. -1 if there is
/// none.
int max_urgent(std::span<const Candidate> candidates, Order order, core::SimTime now);

/// What a salvo's size depends on.
struct Situation {
  int rounds_left = 0;
  int unserved = 1;               ///< waiting targets not shot at yet, this one included
  bool max_valued = true;         ///< it threatens the most valuable of what is defended
  bool another_assessment = true; ///< another salvo would still fit after this one has been looked at
};

/// Rounds of the next salvo at a target; 0: none is to be had.
int salvo_size(const Doctrine& doctrine, const Situation& situation);

/// Whether the doctrine gives another salvo after `looks` of them were judged to have missed.
constexpr bool shoots_again(const Doctrine& doctrine, std::uint32_t looks) {
  return (doctrine.mode == Mode::shoot_look_shoot || doctrine.mode == Mode::shoot_look_shoot_shoot) &&
         static_cast<int>(looks) < doctrine.looks;
}

} // namespace equipoise::command
