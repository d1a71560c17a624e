#include "equipoise/simulation/air_picture.hpp"

#include <algorithm>
#include <variant>

#include "equipoise/core/hash.hpp"
#include "equipoise/random/distribution.hpp"

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

constexpr double nothing_follows_s = 3600.0; ///< of a track that does not come down: it is served last

/// Of the track's start; the sector may have turned since.
const ImpactDoubt& doubt_of(const std::vector<ImpactDoubt>& doubts, const Chain& chain) {
  return doubts[std::min<std::size_t>(chain.doubt, doubts.size() - 1)];
}

constexpr std::uint32_t taken = UINT32_MAX; ///< the origin of a fix that a filter has taken

Standing standing_of(State state) {
  return state == State::confirmed   ? Standing::confirmed
         : state == State::tentative ? Standing::tentative
                                     : Standing::none;
}

tracking::TrackRule rule_of(const sensing::Radar& radar) {
  return {radar.track_hits, radar.track_window, radar.track_misses};
}

} // namespace

/// Domain: the chain has been started.
SimTime AirPicture::time_of(std::size_t b, Sensor s, std::size_t i, std::uint32_t look) const {
  const Chain& c = chain(b, s, i);
  const std::int64_t tick = c.launch_tick + c.looks.tick(look);
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
  world_.appointments.set(id(b, Sensor::engagement, i), from > now ? from : now);
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

Prediction AirPicture::predict(std::size_t b, std::size_t i, SimTime now) {
  const BatteryModel& battery = theatre_.batteries[b];
  if (is_filtered(b)) return predict_from_track(b, i, now);
  const Flight& flight = *world_.flights[theatre_.threats[i].raid];
  Prediction p;
  p.anywhere = target(i) != engagement::TargetClass::ballistic;
  p.time = predict_time(b, i, now);
  p.place = flight.end;
  const auto& doubts = flight.encounters[b].doubts_of(world_.batteries[b].position);
  if (battery.perfect_picture || p.anywhere || doubts.empty()) return p;
  const ImpactDoubt& doubt = doubt_of(doubts, chain(b, Sensor::engagement, i));
  const std::size_t k = doubt.cell(core::to_seconds(now - theatre_.threats[i].launch)).first;
  const auto [u, v] = draws(b, i, Purpose::impact_error).two_uniforms(static_cast<std::uint32_t>(2 * k));
  const double x = random::normal(u), y = random::normal(v);
  const ImpactDoubt::Instant& at = doubt.instants[k];
  p.deviation_m = at.deviation_m;
  p.place.x += at.bias_x_m + at.sigma_x_m * x;
  p.place.y += at.bias_y_m + at.sigma_y_by_x_m * x + at.sigma_y_m * y;
  return p;
}

SimTime AirPicture::predict_time(std::size_t b, std::size_t i, SimTime now) {
  if (is_filtered(b)) return predict_time_from_track(b, i, now);
  const Flight& flight = *world_.flights[theatre_.threats[i].raid];
  const motion::Trajectory& path = *flight.trajectory;
  const SimTime launch = theatre_.threats[i].launch;
  const double after_launch_s = core::to_seconds(now - launch);
  if (theatre_.batteries[b].perfect_picture) return launch + core::from_seconds(path.duration_s);
  if (target(i) != engagement::TargetClass::ballistic) {
    const motion::State state = path.at(after_launch_s);
    tracking::ManoeuvreEstimate e;
    e.time_s = core::to_seconds(now);
    e.mean = {state.position.x, state.position.y, state.position.z,
              state.velocity.x, state.velocity.y, state.velocity.z};
    return nearest_pass(b, e);
  }
  const auto& doubts = flight.encounters[b].doubts_of(world_.batteries[b].position);
  if (doubts.empty()) return launch + core::from_seconds(path.duration_s);
  // The filter's error as a process: in standard deviations, from one instant to a later one.
  Chain& c = chain(b, Sensor::engagement, i);
  const ImpactDoubt& doubt = doubt_of(doubts, c);
  const auto [k, part] = doubt.cell(after_launch_s);
  if (c.error_at < static_cast<std::int32_t>(k)) {
    double kept = c.error_at < 0 ? 0.0 : 1.0;
    for (auto j = static_cast<std::size_t>(c.error_at + 1); kept > 0.0 && j <= k; ++j)
      kept *= doubt.instants[j].time_correlation;
    const double fresh =
        random::normal(draws(b, i, Purpose::impact_error).uniform(static_cast<std::uint32_t>(2 * k + 1)));
    c.error = kept * c.error + core::sqrt(1.0 - kept * kept) * fresh;
    c.error_at = static_cast<std::int32_t>(k);
  }
  const ImpactDoubt::Instant &from = doubt.instants[k], &to = doubt.instants[k + (part > 0.0 ? 1 : 0)];
  const double bias_s = from.time_bias_s + part * (to.time_bias_s - from.time_bias_s);
  const double sigma_s = from.time_sigma_s + part * (to.time_sigma_s - from.time_sigma_s);
  return launch + core::from_seconds(path.duration_s + bias_s + sigma_s * c.error);
}

/// Of what the battery defends: when the nearest of it is passed.
SimTime AirPicture::nearest_pass(std::size_t b, const tracking::ManoeuvreEstimate& estimate) const {
  double nearest_m = 1e12, time_s = estimate.time_s;
  for (const std::size_t a : theatre_.batteries[b].defends) {
    const tracking::ClosestApproach pass = tracking::closest_approach(estimate, theatre_.asset_points[a]);
    if (pass.distance_m < nearest_m) time_s = pass.time_s;
    nearest_m = std::min(nearest_m, pass.distance_m);
  }
  return core::from_seconds(time_s);
}

SimTime AirPicture::predict_time_from_track(std::size_t b, std::size_t i, SimTime now) const {
  const TrackFile& file = world_.files[id(b, Sensor::engagement, i)];
  if (const auto* aircraft = std::get_if<tracking::ManoeuvreTrack>(&file))
    return nearest_pass(b, aircraft->estimate);
  const auto time_s = tracking::impact_time_s(theatre_.tracks.ballistic,
                                              std::get<tracking::BallisticTrack>(file).estimate, 0.0);
  return time_s ? core::from_seconds(*time_s) : now + core::from_seconds(nothing_follows_s);
}

Prediction AirPicture::predict_from_track(std::size_t b, std::size_t i, SimTime now) const {
  const TrackFile& file = world_.files[id(b, Sensor::engagement, i)];
  Prediction p;
  if (const auto* aircraft = std::get_if<tracking::ManoeuvreTrack>(&file)) {
    p.anywhere = true;
    p.time = nearest_pass(b, aircraft->estimate);
    return p;
  }
  const auto& missile = std::get<tracking::BallisticTrack>(file);
  const auto impact = tracking::impact(theatre_.tracks.ballistic, missile.estimate, 0.0);
  if (missile.powered || !impact) { // nothing follows from it yet
    p.anywhere = true;
    p.time = impact ? core::from_seconds(impact->time_s) : now + core::from_seconds(nothing_follows_s);
    return p;
  }
  const tracking::Symmetric3& c = impact->covariance;
  p.place = impact->position;
  p.deviation_m = core::sqrt(c.xx + c.yy + c.zz);
  p.time = core::from_seconds(impact->time_s);
  return p;
}

std::span<const TrackNews> AirPicture::keep(std::uint32_t which, SimTime now) {
  world_.news.clear();
  const auto threats = static_cast<std::uint32_t>(theatre_.threats.size());
  const std::uint32_t i = which % threats, radar = which / threats;
  const std::uint32_t b = radar / static_cast<std::uint32_t>(sensors);
  const Sensor s = radar % sensors == 0 ? Sensor::surveillance : Sensor::engagement;
  if (chain(b, s, i).next != Change::look) {
    world_.appointments.keep(which, [&] { apply(b, s, i, chain(b, s, i).next, now); });
    return world_.news;
  }
  world_.appointments.drop(which);
  // All that this radar looks at in this instant.
  DwellBatch& batch = world_.batch;
  batch.looked_at.assign(1, i);
  while (!world_.appointments.empty() && world_.appointments.next_time() == now &&
         world_.appointments.next() / threats == radar) {
    const std::uint32_t other = world_.appointments.next();
    world_.appointments.drop(other);
    batch.looked_at.push_back(other % threats);
  }
  take_looks(b, s, now);
  return world_.news;
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

/// From the first look after `now`. An engagement radar needs room for the target before it looks for it, the
/// surveillance radar before it keeps what it has seen.
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
  c.looks = flight.encounters[b]
                .looks_of(s, world_.batteries[b].position)
                .phase(static_cast<std::uint32_t>(phase < 0 ? phase + period : phase));
  c.state = State::searching;
  const auto passed = static_cast<std::int64_t>(core::to_seconds(now) / ticks.tick_s);
  std::uint32_t from = c.looks.not_before(passed - c.launch_tick);
  while (from < c.looks.size() && time_of(b, s, i, from) <= now) ++from;
  go_on(b, s, i, from);
}

void AirPicture::stop(std::size_t b, Sensor s, std::size_t i, SimTime now) {
  Chain& c = chain(b, s, i);
  if (c.state == State::off) return;
  const bool held = s == Sensor::engagement ? c.state != State::waiting
                                            : c.state == State::tentative || c.state == State::confirmed;
  c.state = State::off;
  if (c.found > now) c.found = core::never;
  world_.appointments.drop(id(b, s, i));
  if (held && !theatre_.batteries[b].perfect_picture) free_slot(b, s, now);
}

void AirPicture::appoint(std::size_t b, Sensor s, std::size_t i, std::uint32_t look, Change change) {
  Chain& c = chain(b, s, i);
  if (look >= c.looks.size()) return; // the flight ends first
  c.look = look;
  c.next = change;
  world_.appointments.set(id(b, s, i), time_of(b, s, i, look));
}

void AirPicture::apply(std::size_t b, Sensor s, std::size_t i, Change change, SimTime now) {
  Chain& c = chain(b, s, i);
  switch (change) {
    case Change::look:
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
  begin_error(b, s, i, now);
  c.first_confirmed = std::min(c.first_confirmed, now);
  if (theatre_.batteries[b].perfect_picture) {
    chain(b, Sensor::surveillance, i).found = now;
    return tell(News::tracked, b, i);
  }
  go_on(b, s, i, c.look + 1);
  if (s == Sensor::engagement) return tell(News::tracked, b, i);
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

// ---- the sources ----

void AirPicture::go_on(std::size_t b, Sensor s, std::size_t i, std::uint32_t from) {
  if (theatre_.sensing == scenario::Sensing::dwell) return appoint(b, s, i, from, Change::look);
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
  appoint(b, s, i, chain(b, s, i).looks.next_seen(from, u), Change::found);
}

void AirPicture::sample_formation(std::size_t b, Sensor s, std::size_t i, std::uint32_t from,
                                  std::uint32_t history) {
  Chain& c = chain(b, s, i);
  const bool again = s == Sensor::engagement || !room_is_short(b, s);
  const Formation track =
      form_track(c.looks, rule_of(radar(b, s)), from, history, again, draws(b, i, search_purpose(s)));
  if (s == Sensor::surveillance && track.seen < c.looks.size())
    c.found = std::min(c.found, time_of(b, s, i, track.seen));
  appoint(b, s, i, track.look, track.confirmed ? Change::confirmed : Change::dropped);
}

void AirPicture::sample_loss(std::size_t b, Sensor s, std::size_t i, std::uint32_t from) {
  const double u = draws(b, i, hold_purpose(s)).uniform(from);
  appoint(b, s, i, chain(b, s, i).looks.end_of_track(from, u), Change::lost);
}

/// Detections are drawn and measured. The rule that confirms and ends a track counts those of its own target,
/// as the chain does; which of them its filter is fed with is for the association to say.
void AirPicture::take_looks(std::size_t b, Sensor s, SimTime now) {
  DwellBatch& batch = world_.batch;
  batch.fixes.clear();
  batch.origins.clear();
  batch.hit.assign(batch.looked_at.size(), 0);
  for (std::uint32_t k = 0; k < batch.looked_at.size(); ++k) {
    const std::uint32_t i = batch.looked_at[k];
    const Chain& c = chain(b, s, i);
    const double chance = c.looks.chance(c.look);
    if (chance <= 0.0 || !draws(b, i, look_purpose(s)).happens(chance, c.look)) continue;
    batch.hit[k] = 1;
    const tracking::Measurement seen = measure(b, s, i, now);
    if (log_ != nullptr) write_down(b, s, i, seen);
    batch.fixes.push_back(tracking::fix(theatre_.batteries[b].site, seen));
    batch.origins.push_back(k);
  }
  batch.standing.clear();
  for (const std::uint32_t i : batch.looked_at) batch.standing.push_back(standing_of(chain(b, s, i).state));
  associate(b, s, Standing::confirmed, batch.confirmed, now);
  associate(b, s, Standing::tentative, batch.tentative, now);
  // What fits no track begins one; in the place of a track that has strayed from its target, where there is
  // one.
  for (std::size_t f = 0; f < batch.fixes.size(); ++f) {
    begin_track(b, s, batch.looked_at[batch.origins[f]], batch.fixes[f]);
    batch.standing[batch.origins[f]] = Standing::none;
  }
  for (std::size_t k = 0; k < batch.looked_at.size(); ++k)
    after_look(b, s, batch.looked_at[k], batch.hit[k] != 0, now);
  if (log_ != nullptr) write_down_tracks(b, s);
}

void AirPicture::write_down(std::size_t b, Sensor s, std::size_t i, const tracking::Measurement& m) {
  log_->detections.push_back({m.time_s, static_cast<int>(i), static_cast<int>(b), s == Sensor::engagement,
                              m.range_m, m.azimuth_rad, m.elevation_rad, m.range_sigma_m, m.azimuth_sigma_rad,
                              m.elevation_sigma_rad});
}

/// Of all that was looked at in this instant and has a track now.
void AirPicture::write_down_tracks(std::size_t b, Sensor s) {
  const DwellBatch& batch = world_.batch;
  for (std::size_t k = 0; k < batch.looked_at.size(); ++k) {
    const std::uint32_t i = batch.looked_at[k];
    const State state = chain(b, s, i).state;
    if (state != State::tentative && state != State::confirmed) continue;
    results::ReplayEstimate e;
    e.threat = static_cast<int>(i);
    e.battery = static_cast<int>(b);
    e.engagement_radar = s == Sensor::engagement;
    e.confirmed = state == State::confirmed;
    e.updated = batch.standing[k] == Standing::none; // had its look, whosever the detection
    std::visit(
        [&e](const auto& track) {
          e.time_s = track.estimate.time_s;
          for (std::size_t n = 0; n < 6; ++n) {
            e.mean[n] = track.estimate.mean[n];
            e.sigma[n] = core::sqrt(track.estimate.covariance[n][n]);
          }
        },
        file(b, s, i));
    log_->estimates.push_back(e);
  }
}

/// The engagement radar begins with what the track that cued it knows.
void AirPicture::begin_track(std::size_t b, Sensor s, std::size_t i, const tracking::Fix& fix) {
  TrackFile& own = file(b, s, i);
  if (s == Sensor::engagement && chain(b, Sensor::surveillance, i).state == State::confirmed) {
    own = file(b, Sensor::surveillance, i);
    const tracking::PredictedPosition expected = expect(theatre_.tracks, own, fix.time_s);
    if (tracking::distance_squared(expected, fix) < tracking::gate_1e_4)
      return update(theatre_.tracks, own, fix);
  }
  own = initiate(theatre_.tracks, target(i), fix);
}

tracking::Measurement AirPicture::measure(std::size_t b, Sensor s, std::size_t i, SimTime now) const {
  const BatteryModel& battery = theatre_.batteries[b];
  const Flight& flight = *world_.flights[theatre_.threats[i].raid];
  const double after_launch_s = core::to_seconds(now - theatre_.threats[i].launch);
  const sensing::Sighting truth =
      sensing::sight(battery.site, flight.trajectory->at(after_launch_s).position);
  const sensing::MeasurementError error = sensing::measurement_error(
      battery.radar[index(s)],
      flight.encounters[b].table_of(s, world_.batteries[b].position).snr_at(after_launch_s));
  const Stream noise =
      draws(b, i, s == Sensor::surveillance ? Purpose::surveillance_error : Purpose::engagement_error);
  const std::uint32_t look = 3 * chain(b, s, i).look;
  const double range = random::normal(noise.uniform(look));
  const double azimuth = random::normal(noise.uniform(look + 1));
  const double elevation = random::normal(noise.uniform(look + 2));
  return {core::to_seconds(now),
          truth.range_m + error.range_m * range,
          truth.azimuth_rad + error.azimuth_rad * azimuth,
          truth.elevation_rad + error.elevation_rad * elevation,
          error.range_m,
          error.azimuth_rad,
          error.elevation_rad};
}

/// Gives the fixes that are left to the filters of one standing. A filter that takes a neighbour's detection
/// follows the neighbour from then on: the two change targets. Where the neighbour has none yet, the
/// detection disturbs the one and begins the other.
void AirPicture::associate(std::size_t b, Sensor s, Standing standing, tracking::Associator& associator,
                           SimTime now) {
  DwellBatch& batch = world_.batch;
  batch.tracked.clear();
  batch.expected.clear();
  for (std::uint32_t k = 0; k < batch.looked_at.size(); ++k) {
    if (batch.standing[k] != standing) continue;
    batch.tracked.push_back(k);
    batch.expected.push_back(expect(theatre_.tracks, file(b, s, batch.looked_at[k]), core::to_seconds(now)));
  }
  if (batch.tracked.empty() || batch.fixes.empty()) return;
  const auto pairs = associator.associate(batch.expected, batch.fixes, tracking::gate_1e_4);
  for (std::size_t t = 0; t < batch.tracked.size(); ++t) {
    if (pairs[t] == tracking::Associator::none) continue;
    const auto f = static_cast<std::size_t>(pairs[t]);
    const std::uint32_t own = batch.tracked[t], origin = batch.origins[f];
    TrackFile& filter = file(b, s, batch.looked_at[own]);
    update(theatre_.tracks, filter, batch.fixes[f]);
    batch.origins[f] = taken;
    batch.standing[own] = Standing::none; // has had its look
    if (own == origin) continue;
    if (chain(b, s, batch.looked_at[origin]).state == State::searching) {
      begin_track(b, s, batch.looked_at[origin], batch.fixes[f]);
      continue;
    }
    std::swap(filter, file(b, s, batch.looked_at[origin]));
    std::swap(batch.standing[own], batch.standing[origin]);
    for (std::uint32_t& other : batch.tracked)
      if (other == origin) other = own;
    batch.tracked[t] = origin;
  }
  std::size_t kept = 0;
  for (std::size_t f = 0; f < batch.fixes.size(); ++f) {
    if (batch.origins[f] == taken) continue;
    batch.fixes[kept] = batch.fixes[f];
    batch.origins[kept++] = batch.origins[f];
  }
  batch.fixes.resize(kept);
  batch.origins.resize(kept);
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
