#include "equipoise/simulation/picture/air_picture.hpp"

#include <algorithm>

#include "equipoise/core/hash.hpp"

namespace equipoise::simulation {

using core::SimTime;
using random::Purpose;
using random::Stream;
using Change = Chain::Change;
using State = Chain::State;

namespace {

constexpr Purpose search_purpose(Sensor s) {
  return s == Sensor::surveillance ? Purpose::surveillance_search : Purpose::engagement_search;
}
constexpr Purpose hold_purpose(Sensor s) {
  return s == Sensor::surveillance ? Purpose::surveillance_hold : Purpose::engagement_hold;
}

} // namespace

/// Domain: the chain has been started, and has such a dwell.
SimTime AirPicture::time_of(std::size_t b, Sensor s, std::size_t i, std::uint32_t dwell) const {
  const Chain& c = chain(b, s, i);
  EQUIPOISE_PRECONDITION(c.state != State::off && dwell < c.dwells.size());
  const std::int64_t tick = c.launch_tick + c.dwells.tick(dwell);
  return core::from_seconds(static_cast<double>(tick) * theatre_.batteries[b].ticks[index(s)].tick_s);
}

Stream AirPicture::draws(std::size_t b, std::size_t i, Purpose purpose) const {
  return {seed_, replication_, world_.pair_names[b * theatre_.threats.size() + i], purpose};
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
  world_.timers.set(id(b, Sensor::engagement, i), from > now ? from : now);
}

void AirPicture::drop(std::size_t b, std::size_t i, SimTime now) {
  for (const Sensor s : {Sensor::surveillance, Sensor::engagement}) stop(b, s, i, now);
}

void AirPicture::begin_turn(std::size_t b, SimTime now) {
  if (theatre_.batteries[b].perfect_picture) return;
  for (std::size_t i = 0; i < theatre_.threats.size(); ++i) stop(b, Sensor::engagement, i, now);
}

void AirPicture::end_turn(std::size_t b, SimTime now) {
  if (theatre_.batteries[b].perfect_picture) return;
  for (std::size_t i = 0; i < theatre_.threats.size(); ++i)
    if (chain(b, Sensor::surveillance, i).state == State::confirmed) start(b, Sensor::engagement, i, now);
}

std::span<const TrackEvent> AirPicture::keep(std::uint32_t which, SimTime now) {
  world_.track_events.clear();
  const auto threats = static_cast<std::uint32_t>(theatre_.threats.size());
  const std::uint32_t i = which % threats, radar = which / threats;
  const std::uint32_t b = radar / static_cast<std::uint32_t>(sensors);
  const Sensor s = radar % sensors == 0 ? Sensor::surveillance : Sensor::engagement;
  if (chain(b, s, i).next != Change::dwell) {
    world_.timers.keep(which, [&] { apply(b, s, i, chain(b, s, i).next, now); });
    return world_.track_events;
  }
  world_.timers.drop(which);
  // All that this radar looks at in this instant.
  DwellBatch& batch = world_.batch;
  batch.looked_at.assign(1, i);
  while (!world_.timers.empty() && world_.timers.next_time() == now &&
         world_.timers.next() / threats == radar) {
    const std::uint32_t other = world_.timers.next();
    world_.timers.drop(other);
    batch.looked_at.push_back(other % threats);
  }
  take_dwells(b, s, now);
  return world_.track_events;
}

// ---- tracks, whatever the source ----

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

/// From the first dwell after `now`. An engagement radar needs room for the target before it looks for it,
/// the surveillance radar before it keeps what it has seen.
void AirPicture::start(std::size_t b, Sensor s, std::size_t i, SimTime now) {
  if (s == Sensor::engagement && world_.batteries[b].turning) return;
  Chain& c = chain(b, s, i);
  if (s == Sensor::engagement && !take_slot(b, s)) {
    if (c.state != State::waiting) c.waits_since = now;
    c.state = State::waiting;
    return;
  }
  const Ticks& ticks = theatre_.batteries[b].ticks[index(s)];
  const Flight& flight = *world_.flights[theatre_.threats[i].raid];
  const std::int64_t period = ticks.phases;
  c.launch_tick =
      static_cast<std::int64_t>(core::to_seconds(theatre_.threats[i].launch) / ticks.tick_s + 0.5);
  const std::int64_t phase = (world_.batteries[b].antenna[index(s)] - c.launch_tick) % period;
  c.dwells = flight.encounters[b]
                 .dwells_of(s, world_.batteries[b].position)
                 .phase(static_cast<std::uint32_t>(phase < 0 ? phase + period : phase));
  c.state = State::searching;
  const auto passed = static_cast<std::int64_t>(core::to_seconds(now) / ticks.tick_s);
  std::uint32_t from = c.dwells.not_before(passed - c.launch_tick);
  while (from < c.dwells.size() && time_of(b, s, i, from) <= now) ++from;
  go_on(b, s, i, from);
}

void AirPicture::stop(std::size_t b, Sensor s, std::size_t i, SimTime now) {
  Chain& c = chain(b, s, i);
  if (c.state == State::off) return;
  const bool held = s == Sensor::engagement ? c.state != State::waiting
                                            : c.state == State::tentative || c.state == State::confirmed;
  c.state = State::off;
  if (c.found > now) c.found = core::never;
  world_.timers.drop(id(b, s, i));
  if (held && !theatre_.batteries[b].perfect_picture) free_slot(b, s, now);
}

void AirPicture::set_timer(std::size_t b, Sensor s, std::size_t i, std::uint32_t dwell, Change change) {
  Chain& c = chain(b, s, i);
  if (dwell >= c.dwells.size()) return; // the flight ends first
  c.dwell = dwell;
  c.next = change;
  world_.timers.set(id(b, s, i), time_of(b, s, i, dwell));
}

void AirPicture::apply(std::size_t b, Sensor s, std::size_t i, Change change, SimTime now) {
  Chain& c = chain(b, s, i);
  switch (change) {
    case Change::dwell:
      return;
    case Change::found:
      if (s == Sensor::surveillance) {
        c.found = std::min(c.found, now);
        if (!take_slot(b, s)) {
          c.state = State::waiting;
          c.waits_since = now;
          return;
        }
      }
      c.state = State::tentative;
      c.track = tracking::dwell(rule_of(radar(b, s)), {}, true);
      if (c.track.confirmed) return confirmed(b, s, i, now);
      return go_on(b, s, i, c.dwell + 1);
    case Change::dropped:
      c.state = State::searching;
      if (s == Sensor::surveillance) free_slot(b, s, now);
      return go_on(b, s, i, c.dwell + 1);
    case Change::confirmed:
      return confirmed(b, s, i, now);
    case Change::lost:
      return lost(b, s, i, now);
  }
}

void AirPicture::confirmed(std::size_t b, Sensor s, std::size_t i, SimTime now) {
  Chain& c = chain(b, s, i);
  c.state = State::confirmed;
  begin_error(b, s, i, now);
  c.first_confirmed = std::min(c.first_confirmed, now);
  if (theatre_.batteries[b].perfect_picture) {
    chain(b, Sensor::surveillance, i).found = now;
    return tell(TrackEventType::tracked, b, i);
  }
  go_on(b, s, i, c.dwell + 1);
  if (s == Sensor::engagement) return tell(TrackEventType::tracked, b, i);
  if (chain(b, Sensor::engagement, i).state == State::off) start(b, Sensor::engagement, i, now);
}

/// Which of the prepared tracks is like this one: the last that had begun when this one was handed over.
void AirPicture::begin_error(std::size_t b, Sensor s, std::size_t i, SimTime now) {
  if (s != Sensor::engagement || theatre_.sensing != scenario::Sensing::table) return;
  Chain& c = chain(b, s, i);
  c.error_at = -1;
  c.doubt = 0;
  const sensing::Radar& engaging = radar(b, s);
  const double handed_over_s =
      core::to_seconds(now - theatre_.threats[i].launch) - engaging.track_hits * engaging.period_s;
  const auto& doubts =
      world_.flights[theatre_.threats[i].raid]->encounters[b].doubts_of(world_.batteries[b].position);
  while (c.doubt + 1U < doubts.size() && doubts[c.doubt + 1U].start_s <= handed_over_s) ++c.doubt;
}

void AirPicture::lost(std::size_t b, Sensor s, std::size_t i, SimTime now) {
  Chain& c = chain(b, s, i);
  if (s == Sensor::engagement) {
    tell(TrackEventType::lost, b, i);
    stop(b, s, i, now);
    if (chain(b, Sensor::surveillance, i).state == State::confirmed) start(b, s, i, now);
    return;
  }
  free_slot(b, s, now);
  if (chain(b, Sensor::engagement, i).state != State::confirmed) stop(b, Sensor::engagement, i, now);
  c.state = State::searching;
  go_on(b, s, i, c.dwell + 1);
}

// ---- the sources ----

void AirPicture::go_on(std::size_t b, Sensor s, std::size_t i, std::uint32_t from) {
  if (theatre_.sensing == scenario::Sensing::dwell) return set_timer(b, s, i, from, Change::dwell);
  switch (chain(b, s, i).state) {
    case State::searching:
      return sample_search(b, s, i, from);
    case State::tentative:
      return sample_formation(b, s, i, from, 1);
    case State::confirmed:
      return sample_loss(b, s, i, from);
    default:
      return;
  }
}

/// Who is sure of room is followed to the next track at once.
void AirPicture::sample_search(std::size_t b, Sensor s, std::size_t i, std::uint32_t from) {
  if (s == Sensor::engagement) return sample_formation(b, s, i, from, 0);
  if (!room_is_short(b, s)) {
    chain(b, s, i).state = State::tentative;
    take_slot(b, s);
    return sample_formation(b, s, i, from, 0);
  }
  const double u = draws(b, i, search_purpose(s)).uniform(from);
  set_timer(b, s, i, chain(b, s, i).dwells.next_seen(from, u), Change::found);
}

void AirPicture::sample_formation(std::size_t b, Sensor s, std::size_t i, std::uint32_t from,
                                  std::uint32_t history) {
  Chain& c = chain(b, s, i);
  const bool again = s == Sensor::engagement || !room_is_short(b, s);
  const Formation track =
      form_track(c.dwells, rule_of(radar(b, s)), from, history, again, draws(b, i, search_purpose(s)));
  if (s == Sensor::surveillance && track.seen < c.dwells.size())
    c.found = std::min(c.found, time_of(b, s, i, track.seen));
  set_timer(b, s, i, track.dwell, track.confirmed ? Change::confirmed : Change::dropped);
}

void AirPicture::sample_loss(std::size_t b, Sensor s, std::size_t i, std::uint32_t from) {
  const double u = draws(b, i, hold_purpose(s)).uniform(from);
  set_timer(b, s, i, chain(b, s, i).dwells.end_of_track(from, u), Change::lost);
}

} // namespace equipoise::simulation
