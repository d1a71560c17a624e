#include <algorithm>

#include "equipoise/simulation/raid/raid.hpp"

namespace equipoise::simulation {

using core::SimTime;
using results::Outcome;
using results::Reason;

Reason Raid::reason(std::size_t i) const {
  const ThreatState& threat = world_.threats[i];
  const auto any = [&](auto&& holds) {
    for (std::size_t b = 0; b < theatre_.batteries.size(); ++b)
      if (holds(world_.engagements[pair(b, i)], world_.batteries[b])) return true;
    return false;
  };
  using E = Engagement;
  using B = BatteryState;
  if (!any([](const E&, const B& b) { return b.available; })) return Reason::not_available;
  if (!threat.detected) return Reason::not_detected;
  if (!threat.tracked) return Reason::not_tracked;
  if (!threat.assigned && any([](const E& e, const B&) { return e.judged_harmless; }))
    return Reason::judged_harmless;
  if (!any([](const E& e, const B&) { return e.in_reach; }))
    return any([](const E& e, const B&) { return e.was_reachable; }) ? Reason::too_late
                                                                     : Reason::out_of_reach;
  if (!threat.engaged) {
    const bool slot = any([](const E& e, const B&) { return e.expired_without_slot; });
    const bool channel = any([](const E& e, const B&) { return e.expired_without_channel; });
    const bool round = any([](const E& e, const B&) { return e.expired_without_round; });
    return slot || !(channel || round) ? Reason::no_launch_slot
           : channel                   ? Reason::no_channel
                                       : Reason::no_round;
  }
  if (any([](const E& e, const B&) { return e.misjudged; })) return Reason::misjudged;
  const bool sound = any([](const E& e, const B& b) { return e.rounds_fired > 0 && !b.fails_as_a_whole; });
  return sound ? Reason::missed : Reason::common_failure;
}

void Raid::count_transit(Outcome& o, std::size_t i) {
  const ThreatState& threat = world_.threats[i];
  const motion::Trajectory& path = *flight_of(i).trajectory;
  ++o.transits;
  o.transits_detected += threat.detected ? 1 : 0;
  o.transits_tracked += threat.tracked ? 1 : 0;
  o.transits_engaged += threat.engaged ? 1 : 0;
  o.transits_stopped += threat.killed != core::never ? 1 : 0;
  const auto range_m = [&](double after_launch_s) {
    double nearest = 1e12;
    for (const BatteryModel& battery : theatre_.batteries)
      nearest = std::min(nearest, norm(path.at(after_launch_s).position - battery.site.position));
    return nearest;
  };
  const auto farther = [](double& max, double value) { max = max >= value ? max : value; };
  if (threat.detected) farther(o.transit_detection_range_m, range_m(threat.first_detection_s));
  if (threat.engaged) farther(o.transit_first_shot_range_m, range_m(threat.first_shot_s));
  for (std::size_t b = 0; b < theatre_.batteries.size(); ++b) {
    end_exposure(b, i, path.duration_s);
    o.transit_exposed_s += engagement(b, i).exposed_s;
    o.transit_exposed_m += engagement(b, i).exposed_m;
  }
}

void Raid::begin_exposure(std::size_t b, std::size_t i) {
  Engagement& e = engagement(b, i);
  if (e.exposed_from_s < 0.0 && e.ready_s >= 0.0 && is_transit(i) && picture_.holds(b, i))
    e.exposed_from_s = since_launch_s(i, now_);
}

/// Adds the launches that were open since it began, of the kind of round, and the position of the sector,
/// that had the most. What was stopped is exposed no more.
void Raid::end_exposure(std::size_t b, std::size_t i, double at_s) {
  Engagement& e = engagement(b, i);
  if (e.exposed_from_s < 0.0) return;
  const SimTime killed = world_.threats[i].killed;
  const double end_s = killed == core::never ? at_s : std::min(at_s, since_launch_s(i, killed));
  const Flight& flight = flight_of(i);
  const auto distance_m = [&](double time_s) {
    const double position = time_s / flight.trajectory->step_s;
    const auto cell =
        std::min(static_cast<std::size_t>(std::max(0.0, position)), flight.distances_m.size() - 2);
    const double share = std::clamp(position - static_cast<double>(cell), 0.0, 1.0);
    return flight.distances_m[cell] + share * (flight.distances_m[cell + 1] - flight.distances_m[cell]);
  };
  double max_s = 0.0, max_m = 0.0;
  const std::size_t kinds = theatre_.batteries[b].rounds.size();
  for (std::size_t n = 0; n < kinds * theatre_.batteries[b].headings.size(); ++n) {
    double open_s = 0.0, open_m = 0.0;
    plan_at(b, 0, n / kinds, n % kinds, i)
        .each_open(e.exposed_from_s, end_s, [&](double from_s, double until_s) {
          open_s += until_s - from_s;
          open_m += distance_m(until_s) - distance_m(from_s);
        });
    if (open_s > max_s) {
      max_s = open_s;
      max_m = open_m;
    }
  }
  e.exposed_s += max_s;
  e.exposed_m += max_m;
  e.exposed_from_s = -1.0;
}

void Raid::find_detection(std::size_t i) {
  ThreatState& threat = world_.threats[i];
  SimTime found = core::never;
  std::size_t by = 0;
  for (std::size_t b = 0; b < theatre_.batteries.size(); ++b)
    if (const SimTime time = picture_.first_detected(b, i); time < found) {
      found = time;
      by = b;
    }
  if (found == core::never) return;
  threat.detected = true;
  threat.first_detection_s = since_launch_s(i, found);
  record(results::EventKind::detected, found, i, static_cast<int>(by));
}

Outcome Raid::outcome() {
  Outcome o;
  for (std::size_t i = 0; i < theatre_.threats.size(); ++i) {
    ThreatState& threat = world_.threats[i];
    find_detection(i);
    const RaidModel& raid = raid_of(i);
    const bool stopped = threat.killed != core::never;
    if (theatre_.threats[i].decoy) {
      o.decoys_engaged += threat.engaged ? 1 : 0;
      continue;
    }
    if (raid.friendly) {
      ++o.friends;
      o.friends_lost += stopped ? 1 : 0;
      continue;
    }
    if (!raid.aimed) {
      count_transit(o, i);
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
    if (stopped) {
      ++o.intercepted;
    } else {
      ++o.leaked;
      threat.reason = reason(i);
      ++o.reasons[static_cast<std::size_t>(threat.reason)];
    }
  }
  o.fired = fired_;
  o.wasted = wasted_;
  o.doubled = doubled_;
  o.friendly_shots = friendly_shots_;
  if (first_shot_ != core::never) o.first_shot_s = core::to_seconds(first_shot_);
  return o;
}

} // namespace equipoise::simulation
