#pragma once
// One raid being played. Truth is in `world.threats`; a commander is shown candidates and its own unit only.
#include <cstdint>
#include <optional>
#include <vector>

#include "equipoise/core/hash.hpp"
#include "equipoise/random/stream.hpp"
#include "equipoise/results/outcome.hpp"
#include "equipoise/results/replay.hpp"
#include "equipoise/simulation/picture/air_picture.hpp"
#include "equipoise/simulation/sampling/importance.hpp"
#include "equipoise/simulation/theatre/theatre.hpp"
#include "equipoise/simulation/world/world.hpp"

namespace equipoise::simulation {

class Raid {
 public:
  Raid(const Theatre& theatre, std::uint64_t seed, std::uint64_t replication, World& world,
       results::ReplayLog* log, ImportanceSampling* sampling = nullptr)
      : theatre_(theatre),
        seed_(seed),
        replication_(replication),
        world_(world),
        picture_(theatre, seed, replication, world, log),
        log_(log),
        sampling_(sampling) {}

  results::Outcome play();

 private:
  // raid.cpp: from the first launch to the last event
  void begin();
  void begin_battery(std::size_t b);
  void begin_threat(std::size_t i);
  void keep_appointment(std::uint32_t id);
  void handle(const Event& event);
  void hear(const TrackEvent& track_events);
  void end_of_flight(std::size_t i);

  // threat_evaluation.cpp: what a commander makes of a track
  bool taken_for_a_threat(std::size_t b, std::size_t i);
  bool threatens(std::size_t b, std::size_t i);
  void renew_predictions(std::size_t b);
  void ready(std::size_t b, std::size_t i);
  void seen_to_end(std::size_t b, std::size_t i);

  // fire_control.cpp: who is shot at, and what comes of it
  struct Choice {
    std::size_t guide, kind; ///< places among the battery's guides and rounds
    engagement::Intercept at;
  };
  std::optional<engagement::Intercept> next_opportunity(std::size_t b, std::size_t i) const;
  std::optional<Choice> free_choice(std::size_t b, std::size_t i) const;
  void post_decision(std::size_t b);
  bool has_nothing_to_decide(std::size_t b) const;
  bool channel_is_free(std::size_t guide) const;
  void ask_for_decision(std::size_t b);
  void serve(std::size_t b);
  int order_salvo(std::size_t b);
  bool launch_round(std::size_t b, std::size_t i);
  void intercept(std::size_t b, std::size_t i, std::uint32_t round);
  bool stops(std::size_t b, std::size_t i, std::uint32_t round);
  bool holds_to_the_end(std::size_t b, std::size_t i, const engagement::ShotDraws& draws);
  void post_assessment(std::size_t b, std::size_t i);
  void assess(std::size_t b, std::size_t i);
  void expire(std::size_t b, std::size_t i);
  void last_chance(std::size_t b, std::size_t i);
  void reload(std::size_t b, std::size_t kind);
  void channel_came_free(std::size_t guide);
  void tell_links(std::size_t b, std::size_t i, EventType what);

  // joint_fire.cpp: what batteries that share a picture decide together
  bool decide_together(std::size_t b);
  void add_target(std::size_t b, std::size_t i);
  bool takes_part(std::size_t b, std::size_t other) const;
  core::SimTime last_launch(std::size_t b, std::size_t kind, std::size_t i) const;
  int given(std::size_t b, std::size_t kind, std::size_t i) const;
  bool is_given_any(std::size_t b, std::size_t i) const;
  int largest_salvo(std::size_t b) const;

  // turning.cpp: where a sector points
  void dwell_round(std::size_t b);
  bool may_turn(std::size_t b) const;
  bool is_a_threat(std::size_t b, std::size_t i) const;
  core::Vec3<core::Stage> place_of(std::size_t i) const;
  std::optional<std::size_t> better_position(std::size_t b, std::size_t i) const;
  bool can_meet(std::size_t b, std::size_t position, std::size_t i, core::SimTime from) const;
  core::SimTime turning_time(std::size_t b, std::size_t position) const;
  void turned(std::size_t b);

  // row.cpp: afterwards
  results::Outcome outcome();
  void find_detection(std::size_t i);
  results::Reason reason(std::size_t i) const;
  void count_transit(results::Outcome& o, std::size_t i);

  // row.cpp: a transit is exposed to a battery while its engagement radar holds it and a launch would meet it
  void begin_exposure(std::size_t b, std::size_t i);
  void end_exposure(std::size_t b, std::size_t i, double at_s);
  bool is_transit(std::size_t i) const {
    return !raid_of(i).aimed && !raid_of(i).friendly && !theatre_.threats[i].decoy;
  }

  std::size_t pair(std::size_t battery, std::size_t threat) const {
    return battery * theatre_.threats.size() + threat;
  }
  Engagement& engagement(std::size_t b, std::size_t i) { return world_.engagements[pair(b, i)]; }
  const Engagement& engagement(std::size_t b, std::size_t i) const { return world_.engagements[pair(b, i)]; }
  command::Candidate& candidate(std::size_t b, std::size_t i) { return world_.candidates[pair(b, i)]; }
  const RaidModel& raid_of(std::size_t i) const { return theatre_.raids[theatre_.threats[i].raid]; }
  const Flight& flight_of(std::size_t i) const { return *world_.flights[theatre_.threats[i].raid]; }
  double since_launch_s(std::size_t i, core::SimTime t) const {
    return core::to_seconds(t - theatre_.threats[i].launch);
  }
  core::SimTime absolute(std::size_t i, double after_launch_s) const {
    return theatre_.threats[i].launch + core::from_seconds(after_launch_s);
  }
  engagement::ShotDraws shots(std::size_t b, std::size_t i) const {
    return {seed_, replication_, world_.pair_names[pair(b, i)]};
  }

  /// The battery turns to the target then, or earlier if it has been asked to.
  void ready_at(std::size_t b, std::size_t i, core::SimTime time) {
    world_.timers.set_earlier(world_.timer_ids.ready + static_cast<std::uint32_t>(pair(b, i)), time);
  }

  // Units that can guide this battery's rounds: itself, then its links.
  std::size_t guides(std::size_t b) const { return 1 + theatre_.batteries[b].links.size(); }
  std::size_t guide(std::size_t b, std::size_t g) const {
    return g == 0 ? b : theatre_.batteries[b].links[g - 1].battery;
  }
  bool link_is_up(std::size_t b, std::size_t link) const {
    return world_.links_up[world_.first_link[b] + link];
  }
  bool can_guide(std::size_t b, std::size_t g, std::size_t i) const {
    return (g == 0 || link_is_up(b, g - 1)) && !world_.batteries[guide(b, g)].turning &&
           picture_.holds(guide(b, g), i);
  }
  int& rounds(std::size_t b, std::size_t kind) { return world_.rounds[world_.first_kind[b] + kind]; }
  int rounds(std::size_t b, std::size_t kind) const { return world_.rounds[world_.first_kind[b] + kind]; }
  int rounds_left(std::size_t b) const;
  const engagement::InterceptPlan& plan(std::size_t b, std::size_t g, std::size_t kind, std::size_t i) const {
    return plan_at(b, g, world_.batteries[guide(b, g)].position, kind, i);
  }
  const engagement::InterceptPlan& plan_at(std::size_t b, std::size_t g, std::size_t position,
                                           std::size_t kind, std::size_t i) const {
    return flight_of(i).encounters[b].plan(g, position, kind, theatre_.batteries[b].rounds.size());
  }

  void record(results::EventKind kind, core::SimTime time, std::size_t threat, int battery = -1,
              int round = -1) {
    if (log_ != nullptr)
      log_->events.push_back({core::to_seconds(time), kind, static_cast<int>(threat), battery, round});
  }
  /// The battery decides then, or earlier if it has been asked to.
  void serve_at(std::size_t b, core::SimTime time) {
    world_.timers.set_earlier(world_.timer_ids.serve + static_cast<std::uint32_t>(b), time);
  }
  void post(core::SimTime time, Phase phase, EventType what, std::size_t b, std::size_t i,
            std::uint32_t round = 0) {
    world_.queue.post(phase,
                      {time, 0, what, static_cast<std::uint16_t>(b), static_cast<std::uint32_t>(i), round});
  }

  const Theatre& theatre_;
  std::uint64_t seed_;
  std::uint64_t replication_;
  World& world_;
  AirPicture picture_;
  results::ReplayLog* log_;
  ImportanceSampling* sampling_; ///< null: every draw at its own chance
  core::SimTime now_ = 0;
  core::SimTime first_shot_ = core::never;
  std::uint32_t fired_ = 0, wasted_ = 0, doubled_ = 0, friendly_shots_ = 0;
};

} // namespace equipoise::simulation
