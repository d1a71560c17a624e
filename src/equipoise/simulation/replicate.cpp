#include "equipoise/simulation/replicate.hpp"

#include <algorithm>

#include "equipoise/core/hash.hpp"
#include "equipoise/simulation/air_picture.hpp"

namespace equipoise::simulation {
namespace {

using core::from_seconds;
using core::SimTime;
using core::to_seconds;
using random::Purpose;
using random::Stream;
using results::EventKind;
using results::Outcome;
using results::Reason;

/// One raid being played. Truth is in `world.threats`; the commander is shown candidates and its own unit
/// only.
class Raid {
 public:
  Raid(const Theatre& theatre, std::uint64_t seed, std::uint64_t replication, World& world,
       std::vector<results::ReplayEvent>* events)
      : theatre_(theatre), seed_(seed), replication_(replication), world_(world), events_(events) {}

  Outcome play() {
    begin();
    while (!world_.queue.empty()) {
      const Event event = world_.queue.pop();
      now_ = event.time;
      handle(event);
    }
    return outcome();
  }

 private:
  std::size_t pair(std::size_t battery, std::size_t threat) const {
    return battery * theatre_.threats.size() + threat;
  }
  Engagement& engagement(std::size_t b, std::size_t i) { return world_.engagements[pair(b, i)]; }
  command::Candidate& candidate(std::size_t b, std::size_t i) { return world_.candidates[pair(b, i)]; }
  const RaidModel& raid_of(std::size_t i) const { return theatre_.raids[theatre_.threats[i].raid]; }
  const Flight& flight_of(std::size_t i) const {
    return theatre_.flight(theatre_.threats[i].raid, replication_);
  }
  double since_launch_s(std::size_t i, SimTime t) const { return to_seconds(t - theatre_.threats[i].launch); }
  SimTime absolute(std::size_t i, double after_launch_s) const {
    return theatre_.threats[i].launch + from_seconds(after_launch_s);
  }
  engagement::ShotDraws shots(std::size_t b, std::size_t i) const {
    return {seed_, replication_, core::combine(theatre_.batteries[b].name, theatre_.threats[i].name)};
  }

  void record(EventKind kind, SimTime time, std::size_t threat, int battery = -1, int round = -1) {
    if (events_ != nullptr)
      events_->push_back({to_seconds(time), kind, static_cast<int>(threat), battery, round});
  }

  void post(SimTime time, Phase phase, Happening what, std::size_t b, std::size_t i,
            std::uint32_t round = 0) {
    world_.queue.post(
        {time, phase, what, static_cast<std::uint16_t>(b), 0, static_cast<std::uint32_t>(i), round});
  }

  // --- before the first event: what chance decides once a raid
  // ---------------------------------------------------

  void begin() {
    world_.reset(theatre_);
    for (std::size_t b = 0; b < theatre_.batteries.size(); ++b) {
      const BatteryModel& battery = theatre_.batteries[b];
      world_.batteries[b].available = Stream(seed_, replication_, battery.name, Purpose::battery_available)
                                          .happens(battery.unit.availability);
      world_.batteries[b].fails_as_a_whole =
          Stream(seed_, replication_, battery.name, Purpose::common_failure)
              .happens(battery.unit.common_failure_probability);
    }
    for (std::size_t i = 0; i < theatre_.threats.size(); ++i) begin_threat(i);
  }

  void begin_threat(std::size_t i) {
    const Threat& threat = theatre_.threats[i];
    ThreatState& state = world_.threats[i];
    state.works =
        Stream(seed_, replication_, threat.name, Purpose::threat_works).happens(raid_of(i).reliability);
    record(EventKind::launched, threat.launch, i);
    if (!state.works) {
      record(EventKind::failed, threat.launch, i);
      return;
    }
    const double duration_s = flight_of(i).trajectory->duration_s;
    post(absolute(i, duration_s), Phase::motion, Happening::end_of_flight, 0, i);
    for (std::size_t b = 0; b < theatre_.batteries.size(); ++b)
      if (world_.batteries[b].available) begin_track(b, i, duration_s);
  }

  void begin_track(std::size_t b, std::size_t i, double duration_s) {
    const BatteryModel& battery = theatre_.batteries[b];
    const TrackTimes times =
        follow(battery, flight_of(i).encounters[b], to_seconds(theatre_.threats[i].launch), duration_s, seed_,
               replication_, theatre_.threats[i].name);
    ThreatState& state = world_.threats[i];
    if (times.first_detection_s >= 0.0) {
      if (!state.detected || times.first_detection_s < state.first_detection_s)
        state.first_detection_s = times.first_detection_s;
      state.detected = true;
      record(EventKind::detected, absolute(i, times.first_detection_s), i, static_cast<int>(b));
    }
    if (times.engagement_track_s < 0.0) return;
    state.tracked = true;
    record(EventKind::tracked, absolute(i, times.engagement_track_s), i, static_cast<int>(b));
    const double ready_s =
        std::max(times.engagement_track_s, times.surveillance_track_s + battery.unit.reaction_time_s);
    if (ready_s > duration_s) return;
    engagement(b, i).ready_s = ready_s;
    post(absolute(i, ready_s), Phase::tracking, Happening::ready, b, i);
  }

  // --- events
  // ----------------------------------------------------------------------------------------------------

  void handle(const Event& event) {
    switch (event.what) {
      case Happening::intercept:
        return intercept(event.battery, event.threat, event.round);
      case Happening::assess:
        return assess(event.battery, event.threat);
      case Happening::ready:
        return ready(event.battery, event.threat);
      case Happening::serve:
        return serve(event.battery);
      case Happening::expire:
        return expire(event.battery, event.threat);
      case Happening::end_of_flight:
        return end_of_flight(event.threat);
    }
  }

  const engagement::InterceptPlan& plan(std::size_t b, std::size_t i) const {
    return flight_of(i).encounters[b].plan;
  }

  void ask_for_decision(std::size_t b) {
    SimTime& posted = world_.batteries[b].decision_posted;
    if (posted == now_) return;
    posted = now_;
    post(now_, Phase::command, Happening::serve, b, 0);
  }

  void wake_at(std::size_t b, SimTime time) {
    SimTime& posted = world_.batteries[b].wake_posted;
    if (posted == time) return;
    posted = time;
    post(time, Phase::command, Happening::serve, b, 0);
  }

  /// The target can be engaged: now if a launch meets it, else when the first one that does opens.
  void ready(std::size_t b, std::size_t i) {
    const auto next = plan(b, i).earliest(since_launch_s(i, now_));
    if (!next) return;
    Engagement& e = engagement(b, i);
    if (!e.in_reach) {
      e.in_reach = true;
      world_.threats[i].assigned = true;
    }
    const SimTime opens = std::max(now_, absolute(i, next->launch_s));
    if (opens > now_) {
      post(opens, Phase::tracking, Happening::ready, b, i);
      return;
    }
    command::Candidate& c = candidate(b, i);
    if (c.looks == 0) record(EventKind::in_reach, now_, i, static_cast<int>(b));
    c.waiting = true;
    c.impact = absolute(i, flight_of(i).trajectory->duration_s);
    c.last_launch = absolute(i, plan(b, i).last_launch_s());
    if (!e.expiry_posted) post(c.last_launch, Phase::expiry, Happening::expire, b, i);
    e.expiry_posted = true;
    ask_for_decision(b);
  }

  void serve(std::size_t b) {
    BatteryState& battery = world_.batteries[b];
    if (battery.decision_posted == now_) battery.decision_posted = core::never;
    for (;;) {
      if (now_ < battery.next_launch) return wake_at(b, battery.next_launch);
      const int target = battery.salvo_at >= 0 ? battery.salvo_at : order_salvo(b);
      if (target < 0) return;
      if (!launch_round(b, static_cast<std::size_t>(target))) return;
    }
  }

  bool meets_now(std::size_t b, std::size_t i) const {
    const auto next = plan(b, i).earliest(since_launch_s(i, now_));
    return next && absolute(i, next->launch_s) <= now_;
  }

  /// Chooses the next target, gives it a channel and orders its salvo. -1 if nothing can be ordered now.
  int order_salvo(std::size_t b) {
    const BatteryModel& model = theatre_.batteries[b];
    BatteryState& battery = world_.batteries[b];
    if (battery.rounds <= 0 || battery.targets_held >= model.unit.target_channels ||
        battery.in_flight >= model.unit.missile_channels)
      return -1;
    const std::span<const command::Candidate> own(&world_.candidates[pair(b, 0)], theatre_.threats.size());
    int target = command::most_urgent(own, now_);
    // A gap between its opportunities: it waits for the next one outside the queue.
    while (target >= 0 && !meets_now(b, static_cast<std::size_t>(target))) {
      const auto i = static_cast<std::size_t>(target);
      candidate(b, i).waiting = false;
      if (const auto next = plan(b, i).earliest(since_launch_s(i, now_)))
        post(absolute(i, next->launch_s), Phase::tracking, Happening::ready, b, i);
      target = command::most_urgent(own, now_);
    }
    if (target < 0) return -1;
    int unserved = 0;
    if (model.doctrine.mode == command::Mode::even_barrage)
      for (const command::Candidate& c : own) unserved += c.waiting && c.looks == 0 ? 1 : 0;
    const auto i = static_cast<std::size_t>(target);
    Engagement& e = engagement(b, i);
    e.salvo_left = static_cast<std::uint32_t>(command::salvo_size(model.doctrine, battery.rounds, unserved));
    e.channel_held = true;
    ++battery.targets_held;
    candidate(b, i).waiting = false;
    ++candidate(b, i).looks;
    battery.salvo_at = target;
    return target;
  }

  /// Launches the next round of the salvo being fired. False if it has to wait for a round in flight to come
  /// home.
  bool launch_round(std::size_t b, std::size_t i) {
    const BatteryModel& model = theatre_.batteries[b];
    BatteryState& battery = world_.batteries[b];
    Engagement& e = engagement(b, i);
    const auto next = plan(b, i).earliest(since_launch_s(i, now_));
    const bool meets = next && absolute(i, next->launch_s) <= now_;
    if (!meets || battery.rounds <= 0) { // time or rounds ran out inside the salvo
      e.salvo_left = 0;
      battery.salvo_at = -1;
      if (e.in_flight == 0) post_assessment(b, i);
      return true;
    }
    if (battery.in_flight >= model.unit.missile_channels) return false;

    ThreatState& threat = world_.threats[i];
    threat.engaged = true;
    if (threat.first_shot_s < 0.0) threat.first_shot_s = since_launch_s(i, now_);
    --battery.rounds;
    ++battery.in_flight;
    ++e.in_flight;
    --e.salvo_left;
    if (e.salvo_left == 0) battery.salvo_at = -1;
    ++fired_;
    if (threat.killed <= now_) ++wasted_;
    if (first_shot_ == core::never) first_shot_ = now_;
    battery.next_launch = now_ + from_seconds(model.unit.launch_interval_s);
    record(EventKind::round_launched, now_, i, static_cast<int>(b), static_cast<int>(e.rounds_fired));
    post(absolute(i, next->intercept_s), Phase::engagement, Happening::intercept, b, i, e.rounds_fired++);
    return true;
  }

  void intercept(std::size_t b, std::size_t i, std::uint32_t round) {
    const BatteryModel& model = theatre_.batteries[b];
    BatteryState& battery = world_.batteries[b];
    Engagement& e = engagement(b, i);
    --battery.in_flight;
    --e.in_flight;
    ThreatState& threat = world_.threats[i];
    if (threat.killed == core::never) {
      const engagement::ShotDraws draws = shots(b, i);
      const bool track_holds = draws.stream(Purpose::track_holds).happens(model.unit.track_probability);
      const double kill_probability = model.interceptor.kill_probability[index(raid_of(i).target)];
      const bool stops = round_stops(draws, round, model.interceptor.reliability, kill_probability) &&
                         track_holds && !battery.fails_as_a_whole;
      if (stops) threat.killed = now_;
      record(stops ? EventKind::round_stopped_it : EventKind::round_missed, now_, i, static_cast<int>(b),
             static_cast<int>(round));
    } else {
      record(EventKind::round_missed, now_, i, static_cast<int>(b), static_cast<int>(round));
    }
    if (e.in_flight == 0 && e.salvo_left == 0) post_assessment(b, i);
    ask_for_decision(b); // a missile channel is free
  }

  void post_assessment(std::size_t b, std::size_t i) {
    const double delay_s = theatre_.batteries[b].unit.assessment_delay_s;
    post(now_ + from_seconds(delay_s), Phase::assessment, Happening::assess, b, i);
  }

  void assess(std::size_t b, std::size_t i) {
    const BatteryModel& model = theatre_.batteries[b];
    BatteryState& battery = world_.batteries[b];
    Engagement& e = engagement(b, i);
    e.channel_held = false;
    --battery.targets_held;
    ask_for_decision(b);
    const bool dead = world_.threats[i].killed <= now_;
    const std::uint32_t looks = candidate(b, i).looks;
    const bool judged_dead = engagement::judged_dead(shots(b, i), looks, dead, model.unit);
    record(judged_dead ? EventKind::judged_dead : EventKind::judged_alive, now_, i, static_cast<int>(b));
    const bool another_fits = shoots_again(model.doctrine, looks) && battery.rounds > 0 &&
                              plan(b, i).earliest(since_launch_s(i, now_)).has_value();
    if (judged_dead && !dead && another_fits) e.misjudged = true;
    if (!judged_dead && another_fits) ready(b, i);
  }

  /// The last launch that met a waiting target has passed: what was missing?
  void expire(std::size_t b, std::size_t i) {
    command::Candidate& c = candidate(b, i);
    if (!c.waiting || c.last_launch > now_) return;
    c.waiting = false;
    const BatteryModel& model = theatre_.batteries[b];
    const BatteryState& battery = world_.batteries[b];
    Engagement& e = engagement(b, i);
    if (battery.targets_held >= model.unit.target_channels ||
        battery.in_flight >= model.unit.missile_channels)
      e.expired_without_channel = true;
    else if (battery.rounds <= 0)
      e.expired_without_round = true;
    else
      e.expired_without_slot = true;
  }

  void end_of_flight(std::size_t i) {
    if (world_.threats[i].killed <= now_) return;
    record(raid_of(i).aimed ? EventKind::leaked : EventKind::left, now_, i);
  }

  // --- afterwards: the row
  // ---------------------------------------------------------------------------------------

  Reason reason(std::size_t i) const {
    const ThreatState& threat = world_.threats[i];
    const auto any = [&](auto&& holds) {
      for (std::size_t b = 0; b < theatre_.batteries.size(); ++b)
        if (holds(world_.engagements[pair(b, i)], world_.batteries[b])) return true;
      return false;
    };
    if (!any([](const Engagement&, const BatteryState& b) { return b.available; }))
      return Reason::not_available;
    if (!threat.detected) return Reason::not_detected;
    if (!threat.tracked) return Reason::not_tracked;
    if (!any([](const Engagement& e, const BatteryState&) { return e.in_reach; }))
      return Reason::out_of_reach;
    if (!threat.engaged) {
      const bool slot = any([](const Engagement& e, const BatteryState&) { return e.expired_without_slot; });
      const bool channel =
          any([](const Engagement& e, const BatteryState&) { return e.expired_without_channel; });
      const bool round =
          any([](const Engagement& e, const BatteryState&) { return e.expired_without_round; });
      return slot || !(channel || round) ? Reason::no_launch_slot
             : channel                   ? Reason::no_channel
                                         : Reason::no_round;
    }
    if (any([](const Engagement& e, const BatteryState&) { return e.misjudged; })) return Reason::misjudged;
    const bool any_sound = any(
        [](const Engagement& e, const BatteryState& b) { return e.rounds_fired > 0 && !b.fails_as_a_whole; });
    return any_sound ? Reason::missed : Reason::common_failure;
  }

  void count_visitor(Outcome& o, std::size_t i) {
    const ThreatState& threat = world_.threats[i];
    const motion::Trajectory& path = *flight_of(i).trajectory;
    ++o.visitors;
    o.visitors_detected += threat.detected ? 1 : 0;
    o.visitors_tracked += threat.tracked ? 1 : 0;
    o.visitors_engaged += threat.engaged ? 1 : 0;
    o.visitors_stopped += threat.killed != core::never ? 1 : 0;
    const auto range_m = [&](double after_launch_s) {
      double nearest = 1e12;
      for (const BatteryModel& battery : theatre_.batteries)
        nearest = std::min(nearest, norm(path.at(after_launch_s).position - battery.site.position));
      return nearest;
    };
    const auto farther = [](double& most, double value) { most = most >= value ? most : value; };
    if (threat.detected) farther(o.visitor_detection_range_m, range_m(threat.first_detection_s));
    if (threat.engaged) farther(o.visitor_first_shot_range_m, range_m(threat.first_shot_s));
    const double end_s = threat.killed == core::never ? path.duration_s : since_launch_s(i, threat.killed);
    for (std::size_t b = 0; b < theatre_.batteries.size(); ++b) {
      const double ready_s = world_.engagements[pair(b, i)].ready_s;
      if (ready_s >= 0.0) o.visitor_exposed_s += plan(b, i).open_s(ready_s, end_s);
    }
  }

  Outcome outcome() {
    Outcome o;
    for (std::size_t i = 0; i < theatre_.threats.size(); ++i) {
      const ThreatState& threat = world_.threats[i];
      if (!raid_of(i).aimed) {
        count_visitor(o, i);
        continue;
      }
      ++o.launched;
      if (!threat.works) {
        ++o.failed;
        continue;
      }
      o.detected += threat.detected ? 1 : 0;
      o.tracked += threat.tracked ? 1 : 0;
      o.assigned += threat.assigned ? 1 : 0;
      o.engaged += threat.engaged ? 1 : 0;
      if (threat.killed != core::never) {
        ++o.intercepted;
      } else {
        ++o.leaked;
        world_.threats[i].reason = reason(i);
        ++o.reasons[static_cast<std::size_t>(world_.threats[i].reason)];
      }
    }
    o.fired = fired_;
    o.wasted = wasted_;
    if (first_shot_ != core::never) o.first_shot_s = to_seconds(first_shot_);
    return o;
  }

  const Theatre& theatre_;
  std::uint64_t seed_;
  std::uint64_t replication_;
  World& world_;
  std::vector<results::ReplayEvent>* events_;
  SimTime now_ = 0;
  SimTime first_shot_ = core::never;
  std::uint32_t fired_ = 0;
  std::uint32_t wasted_ = 0;
};

} // namespace

results::Outcome replicate(const Theatre& theatre, std::uint64_t seed, std::uint64_t replication,
                           World& world, std::vector<results::ReplayEvent>* events) {
  return Raid(theatre, seed, replication, world, events).play();
}

} // namespace equipoise::simulation
