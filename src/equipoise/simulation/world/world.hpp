#pragma once
// The truth of one replication, and each battery's own view of it. A value: reset and used again, copied to
// branch.
#include <array>
#include <utility>
#include <vector>

#include "equipoise/command/doctrine.hpp"
#include "equipoise/command/joint_decision.hpp"
#include "equipoise/core/sim_time.hpp"
#include "equipoise/results/outcome.hpp"
#include "equipoise/simulation/theatre/theatre.hpp"
#include "equipoise/simulation/world/dwell.hpp"
#include "equipoise/simulation/world/event_queue.hpp"
#include "equipoise/simulation/world/timers.hpp"
#include "equipoise/tracking/track_rule.hpp"

namespace equipoise::simulation {

enum class TrackEventType : std::uint8_t { tracked, lost };

/// What an engagement radar has found out.
struct TrackEvent {
  TrackEventType what{};
  std::uint32_t battery = 0, threat = 0;
};

struct ThreatState {
  bool works = true;
  bool detected = false; ///< known at the end
  bool tracked = false;
  bool assigned = false;
  bool engaged = false;
  bool gone = false; ///< killed, arrived, or off its route
  core::SimTime killed = core::never;
  results::Reason reason{};        ///< of a leaker, set at the end
  double first_detection_s = -1.0; ///< after its launch
  double first_shot_s = -1.0;      ///< after its launch
};

/// How far one radar of one battery is with one threat.
struct Chain {
  enum class State : std::uint8_t {
    off,
    waiting,   ///< for a free track
    searching, ///< no detection that counts any more
    tentative, ///< detected, not confirmed
    confirmed
  };
  enum class Change : std::uint8_t { dwell, found, confirmed, dropped, lost };
  State state = State::off;
  Change next{};               ///< what the pending timer brings
  std::uint32_t dwell = 0;     ///< of the pending timer
  DwellSchedule::Phase dwells; ///< since it was started
  std::int64_t launch_tick = 0;
  tracking::TrackState track; ///< dwell by dwell, where dwells are drawn
  core::SimTime waits_since = 0;
  core::SimTime found = core::never; ///< by the surveillance radar, the first time; it may be to come
  core::SimTime first_confirmed = core::never;
  // Where dwells are not filtered: the error of the predicted time in standard deviations, and its place in
  // ImpactPredictionError; -1: none was asked for.
  double error = 0.0;
  std::int32_t error_at = -1;
  std::uint16_t doubt = 0; ///< which of its encounter's
};

/// How far one battery is with one target.
struct Engagement {
  bool in_reach = false;        ///< a launch that meets it was still to come when the reaction time was over
  bool was_reachable = false;   ///< some launch would have met it, had it been ready
  bool channel_held = false;    ///< from the first launch of a salvo to its assessment
  bool judged_harmless = false; ///< for now
  bool classified = false, called_threat = true; ///< one draw a battery and object
  bool misjudged = false;
  bool expired_without_slot = false;
  bool expired_without_channel = false;
  bool expired_without_round = false;
  bool left_out = false; ///< the last decision of batteries together gave it none of these rounds
  bool last_chance_posted = false;
  std::uint16_t guide = 0; ///< place among the battery's guides of the one that holds this salvo's channel
  std::uint16_t kind = 0;  ///< of round, of this salvo
  std::uint32_t rounds_fired = 0;
  std::uint32_t salvo_left = 0; ///< ordered, not launched yet
  std::uint32_t in_flight = 0;
  double ready_s = -1.0; ///< after its launch
  double hold = -1.0;    ///< the draw of whether its track holds for all shots; negative: not asked yet
  double exposed_from_s = -1.0; ///< a transit tracked and ready to be shot at since then; negative: it is not
  double exposed_s = 0.0, exposed_m = 0.0; ///< of a transit, in the stretches of track that have ended
};

struct BatteryState {
  bool available = true;
  bool fails_as_a_whole = false;
  int targets_held = 0;
  int in_flight = 0;
  std::uint16_t position = 0, turning_to = 0; ///< of its sector, among the headings
  bool decides = false;                       ///< one of the group whose problem was posed last
  bool turning = false;                       ///< meanwhile its engagement radar neither sees nor guides
  int salvo_at = -1; ///< the threat whose salvo is being launched; its whole salvo goes first
  std::array<int, sensors> tracks{};
  std::array<std::uint16_t, sensors> antenna{}; ///< phase of each antenna
  core::SimTime next_launch = 0;
};

/// The ids of timers: of a pair or a battery at most one of a kind is pending. Those of one instant are
/// kept in this order, so that data moves forward.
struct TimerIds {
  // From 0 on those of the radars, as the chains.
  std::uint32_t ready = 0;  ///< by pair: a battery turns to a target
  std::uint32_t assess = 0; ///< by pair: a dwell is over
  std::uint32_t serve = 0;  ///< by battery: it decides whom to shoot at
  std::uint32_t expire = 0; ///< by pair: the last launch that met a target has passed
  std::uint32_t size = 0;
};

/// Apart from its neighbours by the lines a processor fetches together: each thread writes to its own.
struct alignas(128) World {
  explicit World(const Theatre& theatre);
  void reset(const Theatre& theatre);

  std::vector<const Flight*> flights;    ///< by raid
  std::vector<std::uint64_t> pair_names; ///< battery-major: of battery and threat, name their draws
  std::vector<ThreatState> threats;
  std::vector<BatteryState> batteries;
  std::vector<Chain> chains;                           ///< battery-major, then sensor
  std::vector<Engagement> engagements;                 ///< battery-major
  std::vector<command::Candidate> candidates;          ///< battery-major: what the commander knows
  command::JointDecision joint;                        ///< room for one; its kinds are those of all batteries
  std::vector<int> rounds, stock;                      ///< battery-major, by kind
  std::vector<engagement::ShotHistory> shot_histories; ///< battery-major, by kind and class of target
  std::vector<bool> lot_fails;                         ///< battery-major, by kind
  std::vector<bool> links_up;                          ///< battery-major, in the order of its links
  std::vector<std::size_t> first_kind, first_link;     ///< of each battery in those
  std::vector<TrackFile> files;                        ///< as the chains; empty unless dwells are filtered
  DwellBatch batch;
  std::vector<TrackEvent> track_events;
  std::vector<std::pair<core::SimTime, std::uint32_t>> ends; ///< of flights: when, and which threat's
  TimerIds timer_ids;
  Timers timers;
  EventQueue queue;        ///< of what has no timer
  std::uint32_t steps = 0; ///< what has happened so far: the work of this raid
};

} // namespace equipoise::simulation
