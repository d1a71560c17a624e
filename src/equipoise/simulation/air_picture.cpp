#include "equipoise/simulation/air_picture.hpp"

#include <algorithm>
#include <bit>

#include "equipoise/core/hash.hpp"

namespace equipoise::simulation {

using core::SimTime;
using random::Purpose;
using random::Stream;
using Change = Chain::Change;
using State = Chain::State;

namespace {

constexpr Purpose look_purpose(Sensor s) {
  return s == Sensor::surveillance ? Purpose::surveillance_dwell : Purpose::engagement_dwell;
}
constexpr Purpose search_purpose(Sensor s) {
  return s == Sensor::surveillance ? Purpose::surveillance_search : Purpose::engagement_search;
}
constexpr Purpose hold_purpose(Sensor s) {
  return s == Sensor::surveillance ? Purpose::surveillance_hold : Purpose::engagement_hold;
}

tracking::TrackRule rule_of(const sensing::Radar& radar) {
  return {radar.track_hits, radar.track_window, radar.track_misses};
}

} // namespace

LookSchedule::Phase AirPicture::looks(std::size_t b, Sensor s, std::size_t i) const {
  const Flight& flight = *world_.flights[theatre_.threats[i].raid];
  return flight.encounters[b].looks[index(s)].phase(chain(b, s, i).phase);
}

std::int64_t AirPicture::launch_tick(std::size_t b, Sensor s, std::size_t i) const {
  const double ticks =
      core::to_seconds(theatre_.threats[i].launch) / theatre_.batteries[b].ticks[index(s)].tick_s;
  return static_cast<std::int64_t>(ticks + 0.5);
}

SimTime AirPicture::time_of(std::size_t b, Sensor s, std::size_t i, std::uint32_t tick) const {
  const std::int64_t absolute = launch_tick(b, s, i) + tick;
  return core::from_seconds(static_cast<double>(absolute) * theatre_.batteries[b].ticks[index(s)].tick_s);
}

Stream AirPicture::draws(std::size_t b, std::size_t i, Purpose purpose) const {
  return {seed_, replication_, core::combine(theatre_.batteries[b].name, theatre_.threats[i].name), purpose};
}

void AirPicture::begin() {
  for (std::size_t b = 0; b < theatre_.batteries.size(); ++b) {
    const BatteryModel& battery = theatre_.batteries[b];
    const Stream phase(seed_, replication_, battery.name, Purpose::antenna_phase);
    for (const Sensor s : {Sensor::surveillance, Sensor::engagement}) {
      const double u = phase.uniform(static_cast<std::uint32_t>(index(s)));
      world_.batteries[b].antenna[index(s)] =
          static_cast<std::uint16_t>(u * static_cast<double>(battery.ticks[index(s)].phases));
    }
  }
}

void AirPicture::search(std::size_t b, std::size_t i, SimTime now) {
  const BatteryModel& battery = theatre_.batteries[b];
  if (!battery.perfect_picture) return start(b, Sensor::surveillance, i, now);
  const Flight& flight = *world_.flights[theatre_.threats[i].raid];
  const double from_s = flight.encounters[b].picture_from_s;
  if (from_s < 0.0) return;
  Chain& c = chain(b, Sensor::engagement, i);
  c.state = State::tentative;
  c.next = Change::confirmed;
  const SimTime from = theatre_.threats[i].launch + core::from_seconds(from_s);
  world_.appointments.set(id(b, Sensor::engagement, i), from > now ? from : now);
}

void AirPicture::drop(std::size_t b, std::size_t i, SimTime now) {
  for (const Sensor s : {Sensor::surveillance, Sensor::engagement}) stop(b, s, i, now);
}

Prediction AirPicture::predict(std::size_t, std::size_t i, SimTime) const {
  const RaidModel& raid = theatre_.raids[theatre_.threats[i].raid];
  const motion::Trajectory& path = *world_.flights[theatre_.threats[i].raid]->trajectory;
  Prediction p;
  p.anywhere = raid.target != engagement::TargetClass::ballistic;
  p.place = path.at(path.duration_s).position;
  p.time = theatre_.threats[i].launch + core::from_seconds(path.duration_s);
  return p;
}

std::span<const TrackNews> AirPicture::advance() {
  world_.news.clear();
  const std::uint32_t which = world_.appointments.next();
  const SimTime now = world_.appointments.next_time();
  world_.appointments.drop(which);
  const auto threats = static_cast<std::uint32_t>(theatre_.threats.size());
  const std::uint32_t i = which % threats, radar = which / threats;
  const std::uint32_t b = radar / static_cast<std::uint32_t>(sensors);
  const Sensor s = radar % sensors == 0 ? Sensor::surveillance : Sensor::engagement;
  const Change change = chain(b, s, i).next;
  if (change == Change::look)
    take_look(b, s, i, now);
  else
    apply(b, s, i, change, now);
  return world_.news;
}

// --- tracks, whatever the source
// ----------------------------------------------------------------------------------

bool AirPicture::take_slot(std::size_t b, Sensor s) {
  int& tracks = world_.batteries[b].tracks[index(s)];
  if (tracks >= radar(b, s).tracks) return false;
  ++tracks;
  return true;
}

/// The one that has waited longest starts anew; among equals the first of the list.
void AirPicture::free_slot(std::size_t b, Sensor s, SimTime now) {
  int& tracks = world_.batteries[b].tracks[index(s)];
  const bool was_full = tracks >= radar(b, s).tracks;
  --tracks;
  if (!was_full) return;
  std::size_t next = theatre_.threats.size();
  for (std::size_t i = 0; i < theatre_.threats.size(); ++i)
    if (chain(b, s, i).state == State::waiting &&
        (next == theatre_.threats.size() || chain(b, s, i).waits_since < chain(b, s, next).waits_since))
      next = i;
  if (next < theatre_.threats.size()) start(b, s, next, now);
}

/// From the first look after `now`. An engagement radar needs room for the target before it looks for it, the
/// surveillance radar before it keeps what it has seen.
void AirPicture::start(std::size_t b, Sensor s, std::size_t i, SimTime now) {
  Chain& c = chain(b, s, i);
  if (s == Sensor::engagement && !take_slot(b, s)) {
    if (c.state != State::waiting) c.waits_since = now;
    c.state = State::waiting;
    return;
  }
  const Ticks& ticks = theatre_.batteries[b].ticks[index(s)];
  const std::int64_t launched = launch_tick(b, s, i), period = ticks.phases;
  const std::int64_t phase = (world_.batteries[b].antenna[index(s)] - launched) % period;
  c.phase = static_cast<std::uint16_t>(phase < 0 ? phase + period : phase);
  c.state = State::searching;
  const LookSchedule::Phase schedule = looks(b, s, i);
  const auto passed = static_cast<std::int64_t>(core::to_seconds(now) / ticks.tick_s);
  std::uint32_t from = schedule.not_before(0, passed - launched);
  while (from < schedule.size() && time_of(b, s, i, schedule.tick(from)) <= now) ++from;
  go_on(b, s, i, from);
}

void AirPicture::stop(std::size_t b, Sensor s, std::size_t i, SimTime now) {
  Chain& c = chain(b, s, i);
  if (c.state == State::off) return;
  const bool held = s == Sensor::engagement ? c.state != State::waiting
                                            : c.state == State::tentative || c.state == State::confirmed;
  c.state = State::off;
  world_.appointments.drop(id(b, s, i));
  if (held && !theatre_.batteries[b].perfect_picture) free_slot(b, s, now);
}

void AirPicture::appoint(std::size_t b, Sensor s, std::size_t i, std::uint32_t look, Change change) {
  Chain& c = chain(b, s, i);
  const LookSchedule::Phase schedule = looks(b, s, i);
  if (look >= schedule.size()) return; // the flight ends first
  c.look = look;
  c.next = change;
  world_.appointments.set(id(b, s, i), time_of(b, s, i, schedule.tick(look)));
}

void AirPicture::apply(std::size_t b, Sensor s, std::size_t i, Change change, SimTime now) {
  Chain& c = chain(b, s, i);
  switch (change) {
    case Change::look:
      return;
    case Change::found:
      if (s == Sensor::surveillance) {
        tell(News::detected, b, i);
        if (!take_slot(b, s)) {
          c.state = State::waiting;
          c.waits_since = now;
          return;
        }
      }
      c.state = State::tentative;
      c.track = tracking::look(rule_of(radar(b, s)), {}, true);
      if (c.track.confirmed) return confirmed(b, s, i, now);
      return go_on(b, s, i, c.look + 1);
    case Change::dropped:
      c.state = State::searching;
      if (s == Sensor::surveillance) free_slot(b, s, now);
      return go_on(b, s, i, c.look + 1);
    case Change::confirmed:
      return confirmed(b, s, i, now);
    case Change::lost:
      return lost(b, s, i, now);
  }
}

void AirPicture::confirmed(std::size_t b, Sensor s, std::size_t i, SimTime now) {
  Chain& c = chain(b, s, i);
  c.state = State::confirmed;
  c.first_confirmed = std::min(c.first_confirmed, now);
  if (theatre_.batteries[b].perfect_picture) {
    tell(News::detected, b, i);
    return tell(News::tracked, b, i);
  }
  go_on(b, s, i, c.look + 1);
  if (s == Sensor::engagement) return tell(News::tracked, b, i);
  if (chain(b, Sensor::engagement, i).state == State::off) start(b, Sensor::engagement, i, now);
}

void AirPicture::lost(std::size_t b, Sensor s, std::size_t i, SimTime now) {
  Chain& c = chain(b, s, i);
  if (s == Sensor::engagement) {
    tell(News::lost, b, i);
    stop(b, s, i, now);
    if (chain(b, Sensor::surveillance, i).state == State::confirmed) start(b, s, i, now);
    return;
  }
  free_slot(b, s, now);
  if (chain(b, Sensor::engagement, i).state != State::confirmed) stop(b, Sensor::engagement, i, now);
  c.state = State::searching;
  go_on(b, s, i, c.look + 1);
}

// --- the sources
// --------------------------------------------------------------------------------------------------

void AirPicture::go_on(std::size_t b, Sensor s, std::size_t i, std::uint32_t from) {
  if (theatre_.sensing == scenario::Sensing::dwell) return appoint(b, s, i, from, Change::look);
  switch (chain(b, s, i).state) {
    case State::searching:
      return sample_search(b, s, i, from);
    case State::tentative:
      return sample_confirmation(b, s, i, from - 1);
    case State::confirmed:
      return sample_loss(b, s, i, from);
    default:
      return;
  }
}

void AirPicture::sample_search(std::size_t b, Sensor s, std::size_t i, std::uint32_t from) {
  const double u = draws(b, i, search_purpose(s)).uniform(from);
  const std::uint32_t hit = looks(b, s, i).next_seen(from, u);
  if (s == Sensor::surveillance) return appoint(b, s, i, hit, Change::found);
  sample_confirmation(b, s, i, hit);
}

/// From hit to hit: what lies between two of them is one draw.
void AirPicture::sample_confirmation(std::size_t b, Sensor s, std::size_t i, std::uint32_t hit) {
  const LookSchedule::Phase schedule = looks(b, s, i);
  const Stream leaps = draws(b, i, search_purpose(s));
  const sensing::Radar& rule = radar(b, s);
  const auto window = static_cast<std::uint32_t>(rule.track_window);
  const bool room_is_short = s == Sensor::surveillance && rule.tracks < static_cast<int>(theatre_.threats.size());
  std::uint32_t recent = 1; // hits within the window, the last in bit 0
  while (hit < schedule.size()) {
    if (std::popcount(recent) >= rule.track_hits) return appoint(b, s, i, hit, Change::confirmed);
    const std::uint32_t next = schedule.next_seen(hit + 1, leaps.uniform(hit + 1)), gap = next - hit;
    if (gap >= window) {
      if (room_is_short) return appoint(b, s, i, hit + window - 1, Change::dropped);
      recent = 0;
    }
    recent = ((gap < 32 ? recent << gap : 0U) | 1U) & ((1U << window) - 1U);
    hit = next;
  }
}

void AirPicture::sample_loss(std::size_t b, Sensor s, std::size_t i, std::uint32_t from) {
  const double u = draws(b, i, hold_purpose(s)).uniform(from);
  appoint(b, s, i, looks(b, s, i).end_of_track(from, u), Change::lost);
}

void AirPicture::take_look(std::size_t b, Sensor s, std::size_t i, SimTime now) {
  Chain& c = chain(b, s, i);
  const double chance = looks(b, s, i).chance(c.look);
  const bool seen = chance > 0.0 && draws(b, i, look_purpose(s)).happens(chance, c.look);
  after_look(b, s, i, seen, now);
}

void AirPicture::after_look(std::size_t b, Sensor s, std::size_t i, bool seen, SimTime now) {
  Chain& c = chain(b, s, i);
  const State before = c.state;
  if (before == State::searching && seen) return apply(b, s, i, Change::found, now);
  if (before != State::searching) {
    c.track = tracking::look(rule_of(radar(b, s)), c.track, seen);
    if (before == State::tentative && c.track.confirmed) return apply(b, s, i, Change::confirmed, now);
    if (before == State::tentative && c.track.history == 0) return apply(b, s, i, Change::dropped, now);
    if (before == State::confirmed && !c.track.confirmed) return apply(b, s, i, Change::lost, now);
  }
  appoint(b, s, i, c.look + 1, Change::look);
}

} // namespace equipoise::simulation
