#pragma once
// The truth of one replication, and each battery's own view of it. A value: reset and used again, copied to
// branch.
#include <vector>

#include "equipoise/command/doctrine.hpp"
#include "equipoise/core/sim_time.hpp"
#include "equipoise/results/outcome.hpp"
#include "equipoise/simulation/event_queue.hpp"
#include "equipoise/simulation/theatre.hpp"

namespace equipoise::simulation {

struct ThreatState {
  bool works = true;
  bool detected = false;
  bool tracked = false;
  bool assigned = false;
  bool engaged = false;
  core::SimTime killed = core::never;
  results::Reason reason{};        ///< of a leaker, set at the end
  double first_detection_s = -1.0; ///< after its launch
  double first_shot_s = -1.0;      ///< after its launch
};

/// How far one battery is with one target.
struct Engagement {
  bool in_reach = false;     ///< a launch that meets it was still to come when the reaction time was over
  bool channel_held = false; ///< from the first launch of a salvo to its assessment
  std::uint32_t rounds_fired = 0;
  std::uint32_t salvo_left = 0; ///< ordered, not launched yet
  std::uint32_t in_flight = 0;
  bool expiry_posted = false;
  bool misjudged = false;
  bool expired_without_slot = false;
  bool expired_without_channel = false;
  bool expired_without_round = false;
  double ready_s = -1.0; ///< after its launch
};

struct BatteryState {
  bool available = true;
  bool fails_as_a_whole = false;
  int rounds = 0;
  int targets_held = 0;
  int in_flight = 0;
  int salvo_at = -1; ///< the threat whose salvo is being launched; its whole salvo goes first
  core::SimTime next_launch = 0;
  core::SimTime decision_posted = core::never; ///< each is posted once for an instant
  core::SimTime wake_posted = core::never;
};

struct World {
  explicit World(const Theatre& theatre);
  void reset(const Theatre& theatre);

  std::vector<ThreatState> threats;
  std::vector<BatteryState> batteries;
  std::vector<Engagement> engagements;        ///< battery-major
  std::vector<command::Candidate> candidates; ///< battery-major: what the commander knows
  EventQueue queue;
};

} // namespace equipoise::simulation
