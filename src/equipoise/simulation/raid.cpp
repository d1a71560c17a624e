#include "equipoise/simulation/raid.hpp"

#include <algorithm>

namespace equipoise::simulation {

using core::SimTime;
using random::Purpose;
using random::Stream;
using results::EventKind;

/// Within one instant the sensors come first, then the events, then the commanders' appointments, then the
/// ends of flights.
results::Outcome Raid::play() {
  begin();
  const Appointments& appointments = world_.appointments;
  for (auto end = world_.ends.begin();; ++world_.steps) {
    const SimTime appointed = appointments.next_time(), posted = world_.queue.next_time();
    now_ = std::min(appointed, posted);
    if (end->first < now_) {
      now_ = end->first;
      end_of_flight(end++->second);
      continue;
    }
    if (now_ == core::never) return outcome();
    if (appointed > posted || (appointed == posted && appointments.next() >= world_.diary.assess)) {
      handle(world_.queue.pop());
      continue;
    }
    const std::uint32_t next = appointments.next();
    if (next < world_.diary.ready) {
      for (const TrackNews& news : picture_.keep(next, now_)) hear(news);
    } else {
      world_.appointments.keep(next, [&] { keep_appointment(next); });
    }
  }
}

/// Of a commander.
void Raid::keep_appointment(std::uint32_t id) {
  const Diary& diary = world_.diary;
  const auto threats = static_cast<std::uint32_t>(theatre_.threats.size());
  if (id < diary.assess) return ready((id - diary.ready) / threats, (id - diary.ready) % threats);
  if (id < diary.serve) return assess((id - diary.assess) / threats, (id - diary.assess) % threats);
  if (id < diary.expire) return serve(id - diary.serve);
  expire((id - diary.expire) / threats, (id - diary.expire) % threats);
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
  if (tilt_ != nullptr) {
    available = tilt_->common_above(available, battery.unit.availability);
    fails = tilt_->common_below(fails, battery.unit.common_failure_probability);
  }
  for (std::size_t k = 0; k < battery.rounds.size(); ++k) {
    const RoundKind& kind = battery.rounds[k];
    const double chance = kind.interceptor.lot_failure_probability;
    double lot = draw(core::combine(battery.name, kind.name), Purpose::lot_failure).uniform();
    if (tilt_ != nullptr) lot = tilt_->common_below(lot, chance);
    world_.lot_fails[world_.first_kind[b] + k] = lot < chance;
  }
  world_.batteries[b].available = available < battery.unit.availability;
  world_.batteries[b].fails_as_a_whole = fails < battery.unit.common_failure_probability;
  if (battery.headings.size() > 1 && world_.batteries[b].available)
    post(battery.ready, Phase::command, Happening::look_round, b, 0);
  for (std::size_t k = 0; k < battery.links.size(); ++k) {
    const Link& link = battery.links[k];
    double up = draw(link.name, Purpose::link_up).uniform();
    if (tilt_ != nullptr)
      up = tilt_->common_above(up, link.availability, link.battery < b); // both ends draw it
    world_.links_up[world_.first_link[b] + k] = up < link.availability;
  }
}

void Raid::begin_threat(std::size_t i) {
  const Threat& threat = theatre_.threats[i];
  ThreatState& state = world_.threats[i];
  const double works = Stream(seed_, replication_, threat.name, Purpose::threat_works).uniform();
  const double reliability = raid_of(i).reliability;
  state.works = tilt_ == nullptr ? works < reliability : tilt_->works(i, works, reliability);
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
    case Happening::intercept:
      return intercept(b, i, event.round);
    case Happening::seen_to_end:
      return seen_to_end(b, i);
    case Happening::last_chance:
      return last_chance(b, i);
    case Happening::reload:
      return reload(b, event.round);
    case Happening::look_round:
      return look_round(b);
    case Happening::turned:
      return turned(b);
    case Happening::taken_by_another:
      ++candidate(b, i).deferred;
      if (theatre_.fire_distribution != command::FireDistribution::doctrine) post_decision(b);
      return;
    case Happening::left_alive_by_another:
      --candidate(b, i).deferred;
      return ask_for_decision(b);
    case Happening::killed_by_another:
      --candidate(b, i).deferred;
      candidate(b, i).over = true;
      candidate(b, i).waiting = false;
      return;
  }
}

void Raid::hear(const TrackNews& news) {
  const std::size_t b = news.battery, i = news.threat;
  ThreatState& state = world_.threats[i];
  switch (news.what) {
    case News::lost:
      end_exposure(b, i, since_launch_s(i, now_));
      if (theatre_.fire_distribution != command::FireDistribution::doctrine) ask_for_decision(b);
      return record(EventKind::track_lost, now_, i, static_cast<int>(b));
    case News::tracked:
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
