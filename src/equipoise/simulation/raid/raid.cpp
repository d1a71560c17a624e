#include "equipoise/simulation/raid/raid.hpp"

#include <algorithm>

namespace equipoise::simulation {

using core::SimTime;
using random::Purpose;
using random::Stream;
using results::EventKind;

/// Within one instant the sensors come first, then the events, then the commanders' timers, then the
/// ends of flights.
results::Outcome Raid::play() {
  begin();
  const Timers& timers = world_.timers;
  for (auto end = world_.ends.begin();; ++world_.steps) {
    const SimTime appointed = timers.next_time(), posted = world_.queue.next_time();
    now_ = std::min(appointed, posted);
    if (end->first < now_) {
      now_ = end->first;
      end_of_flight(end++->second);
      continue;
    }
    if (now_ == core::never) return outcome();
    if (appointed > posted || (appointed == posted && timers.next() >= world_.timer_ids.assess)) {
      handle(world_.queue.pop());
      continue;
    }
    const std::uint32_t next = timers.next();
    if (next < world_.timer_ids.ready) {
      for (const TrackEvent& track_events : picture_.keep(next, now_)) hear(track_events);
    } else {
      world_.timers.keep(next, [&] { keep_appointment(next); });
    }
  }
}

/// Of a commander.
void Raid::keep_appointment(std::uint32_t id) {
  const TimerIds& timer_ids = world_.timer_ids;
  const auto threats = static_cast<std::uint32_t>(theatre_.threats.size());
  if (id < timer_ids.assess) return ready((id - timer_ids.ready) / threats, (id - timer_ids.ready) % threats);
  if (id < timer_ids.serve)
    return assess((id - timer_ids.assess) / threats, (id - timer_ids.assess) % threats);
  if (id < timer_ids.expire) return serve(id - timer_ids.serve);
  expire((id - timer_ids.expire) / threats, (id - timer_ids.expire) % threats);
}

void Raid::begin() {
  world_.reset(theatre_);
  for (std::size_t r = 0; r < theatre_.raids.size(); ++r)
    world_.flights[r] = &theatre_.flight(r, replication_);
  picture_.begin();
  for (std::size_t b = 0; b < theatre_.batteries.size(); ++b) begin_battery(b);
  for (std::size_t i = 0; i < theatre_.threats.size(); ++i) begin_threat(i);
  std::sort(world_.ends.begin(), world_.ends.end());
  world_.ends.emplace_back(core::never, 0);
}

/// What chance decides about a battery once a raid.
void Raid::begin_battery(std::size_t b) {
  const BatteryModel& battery = theatre_.batteries[b];
  const auto draw = [&](std::uint64_t name, Purpose purpose) {
    return Stream(seed_, replication_, name, purpose);
  };
  double available = draw(battery.name, Purpose::battery_available).uniform();
  double fails = draw(battery.name, Purpose::common_failure).uniform();
  if (sampling_ != nullptr) {
    available = sampling_->common_above(available, battery.unit.availability);
    fails = sampling_->common_below(fails, battery.unit.common_failure_probability);
  }
  for (std::size_t k = 0; k < battery.rounds.size(); ++k) {
    const RoundKind& kind = battery.rounds[k];
    const double chance = kind.interceptor.lot_failure_probability;
    double lot = draw(core::combine(battery.name, kind.name), Purpose::lot_failure).uniform();
    if (sampling_ != nullptr) lot = sampling_->common_below(lot, chance);
    world_.lot_fails[world_.first_kind[b] + k] = lot < chance;
  }
  world_.batteries[b].available = available < battery.unit.availability;
  world_.batteries[b].fails_as_a_whole = fails < battery.unit.common_failure_probability;
  if (battery.headings.size() > 1 && world_.batteries[b].available)
    post(battery.ready, Phase::command, EventType::dwell_round, b, 0);
  for (std::size_t k = 0; k < battery.links.size(); ++k) {
    const Link& link = battery.links[k];
    double up = draw(link.name, Purpose::link_up).uniform();
    if (sampling_ != nullptr)
      up = sampling_->common_above(up, link.availability, link.battery < b); // both ends draw it
    world_.links_up[world_.first_link[b] + k] = up < link.availability;
  }
}

void Raid::begin_threat(std::size_t i) {
  const Threat& threat = theatre_.threats[i];
  ThreatState& state = world_.threats[i];
  const double works = Stream(seed_, replication_, threat.name, Purpose::threat_works).uniform();
  const double reliability = raid_of(i).reliability;
  state.works = sampling_ == nullptr ? works < reliability : sampling_->works(i, works, reliability);
  record(EventKind::launched, threat.launch, i);
  if (!state.works) {
    record(EventKind::failed, threat.launch, i);
    return;
  }
  world_.ends.emplace_back(absolute(i, flight_of(i).trajectory->duration_s), static_cast<std::uint32_t>(i));
  for (std::size_t b = 0; b < theatre_.batteries.size(); ++b)
    if (world_.batteries[b].available)
      picture_.search(b, i, std::max(threat.launch, theatre_.batteries[b].ready));
}

void Raid::handle(const Event& event) {
  const std::size_t b = event.battery, i = event.threat;
  switch (event.what) {
    case EventType::intercept:
      return intercept(b, i, event.round);
    case EventType::seen_to_end:
      return seen_to_end(b, i);
    case EventType::last_chance:
      return last_chance(b, i);
    case EventType::reload:
      return reload(b, event.round);
    case EventType::dwell_round:
      return dwell_round(b);
    case EventType::turned:
      return turned(b);
    case EventType::taken_by_another:
      ++candidate(b, i).deferred;
      if (theatre_.fire_distribution != command::FireDistribution::doctrine) post_decision(b);
      return;
    case EventType::left_alive_by_another:
      --candidate(b, i).deferred;
      return ask_for_decision(b);
    case EventType::killed_by_another:
      --candidate(b, i).deferred;
      candidate(b, i).over = true;
      candidate(b, i).waiting = false;
      return;
  }
}

void Raid::hear(const TrackEvent& track_events) {
  const std::size_t b = track_events.battery, i = track_events.threat;
  ThreatState& state = world_.threats[i];
  switch (track_events.what) {
    case TrackEventType::lost:
      end_exposure(b, i, since_launch_s(i, now_));
      if (theatre_.fire_distribution != command::FireDistribution::doctrine) ask_for_decision(b);
      return record(EventKind::track_lost, now_, i, static_cast<int>(b));
    case TrackEventType::tracked:
      break;
  }
  state.tracked = true;
  begin_exposure(b, i);
  record(EventKind::tracked, now_, i, static_cast<int>(b));
  // The reaction time runs from the track that cued the engagement radar.
  const BatteryModel& model = theatre_.batteries[b];
  const SimTime known = std::min(now_, picture_.first_tracked(b, i));
  const auto reaction = [](const BatteryModel& unit) {
    return core::from_seconds(unit.unit.reaction_time_s);
  };
  ready_at(b, i, std::max(now_, known + reaction(model)));
  for (std::size_t k = 0; k < model.links.size(); ++k) {
    const Link& link = model.links[k];
    if (!link_is_up(b, k) || !world_.batteries[link.battery].available) continue;
    const SimTime latency = core::from_seconds(link.latency_s);
    ready_at(link.battery, i, std::max(now_, known + reaction(theatre_.batteries[link.battery])) + latency);
  }
}

void Raid::end_of_flight(std::size_t i) {
  if (world_.threats[i].gone) return;
  world_.threats[i].gone = true;
  for (std::size_t b = 0; b < theatre_.batteries.size(); ++b) picture_.drop(b, i, now_);
  if (theatre_.threats[i].decoy) return;
  record(raid_of(i).aimed ? EventKind::leaked : EventKind::left, now_, i);
}

} // namespace equipoise::simulation
