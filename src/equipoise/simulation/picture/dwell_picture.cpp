// The air picture where every dwell is drawn, measured, associated and filtered.
#include <algorithm>
#include <variant>

#include "equipoise/core/constants.hpp"
#include "equipoise/random/distribution.hpp"
#include "equipoise/sensing/false_alarms.hpp"
#include "equipoise/simulation/picture/air_picture.hpp"

namespace equipoise::simulation {

using core::SimTime;
using random::Purpose;
using random::Stream;
using Change = Chain::Change;
using State = Chain::State;

namespace {

constexpr Purpose dwell_purpose(Sensor s) {
  return s == Sensor::surveillance ? Purpose::surveillance_dwell : Purpose::engagement_dwell;
}
constexpr Purpose alarm_purpose(Sensor s) {
  return s == Sensor::surveillance ? Purpose::surveillance_false_alarm : Purpose::engagement_false_alarm;
}

constexpr std::uint32_t taken = UINT32_MAX;     ///< the origin of a fix that a filter has taken
constexpr std::uint32_t noise = UINT32_MAX - 1; ///< of a false alarm

Standing standing_of(State state) {
  return state == State::confirmed   ? Standing::confirmed
         : state == State::tentative ? Standing::tentative
                                     : Standing::none;
}

} // namespace

/// Detections are drawn and measured. The rule that confirms and ends a track counts those of its own target,
/// as the chain does; which of them its filter is fed with is for the association to say.
void AirPicture::take_dwells(std::size_t b, Sensor s, SimTime now) {
  DwellBatch& batch = world_.batch;
  batch.fixes.clear();
  batch.origins.clear();
  batch.hit.assign(batch.looked_at.size(), 0);
  batch.misled.assign(batch.looked_at.size(), 0);
  for (std::uint32_t k = 0; k < batch.looked_at.size(); ++k) {
    const std::uint32_t i = batch.looked_at[k];
    const Chain& c = chain(b, s, i);
    const double chance = c.dwells.chance(c.dwell);
    if (chance <= 0.0 || !draws(b, i, dwell_purpose(s)).happens(chance, c.dwell)) continue;
    batch.hit[k] = 1;
    const tracking::Measurement seen = measure(b, s, i, now);
    if (log_ != nullptr) write_down(b, s, static_cast<int>(i), seen);
    batch.fixes.push_back(tracking::fix(theatre_.batteries[b].site, seen));
    batch.origins.push_back(k);
  }
  batch.standing.clear();
  // A filter unfed for as many dwells as end a track is none, however often its target is seen meanwhile.
  const double longest_s = (rule_of(radar(b, s)).misses + 0.5) * radar(b, s).period_s;
  for (const std::uint32_t i : batch.looked_at) {
    const bool lasts = core::to_seconds(now) - last_fix_s(file(b, s, i)) < longest_s;
    batch.standing.push_back(lasts ? standing_of(chain(b, s, i).state) : Standing::none);
  }
  if (theatre_.plays_false_alarms) find_false_alarms(b, s, now);
  associate(b, s, Standing::confirmed, batch.confirmed, now);
  associate(b, s, Standing::tentative, batch.tentative, now);
  // What fits no track begins one; in the place of a track that has strayed from its target, where there is
  // one. A track that took a false alarm beside its target has not.
  for (std::size_t f = 0; f < batch.fixes.size(); ++f) {
    const std::uint32_t origin = batch.origins[f];
    if (origin == noise) continue;
    const std::uint32_t i = batch.looked_at[origin];
    if (batch.misled[origin] == 0 || !is_in_gate(b, s, i, batch.fixes[f]))
      begin_track(b, s, i, batch.fixes[f]);
    batch.standing[origin] = Standing::none;
  }
  for (std::size_t k = 0; k < batch.looked_at.size(); ++k)
    after_dwell(b, s, batch.looked_at[k], batch.hit[k] != 0, now);
  if (log_ != nullptr) write_down_tracks(b, s, now);
}

/// No less than the radar resolves: where false alarms are as dense as they get.
double AirPicture::range_of(std::size_t b, Sensor s, const core::Vec3<core::Stage>& position) const {
  return std::max(norm(position - theatre_.batteries[b].site.position), radar(b, s).range_resolution_m);
}

/// A Poisson field over the gates of all that has a track here: what lies in several is drawn once. False
/// alarms elsewhere, which would begin tracks of nothing, are not played. Their density is that of the gate's
/// middle.
void AirPicture::find_false_alarms(std::size_t b, Sensor s, SimTime now) {
  const BatteryModel& battery = theatre_.batteries[b];
  const sensing::MeasurementError& error = battery.false_alarm_error[index(s)];
  const double angle_rad = std::max(error.azimuth_rad, error.elevation_rad);
  DwellBatch& batch = world_.batch;
  batch.gates.clear();
  int room = max_alarms;
  for (std::size_t k = 0; k < batch.looked_at.size(); ++k) {
    if (batch.standing[k] == Standing::none) continue;
    const std::uint32_t i = batch.looked_at[k];
    const auto expected = expect(theatre_.tracks, file(b, s, i), core::to_seconds(now));
    const double range_m = range_of(b, s, expected.position);
    const auto gate = tracking::gate_region(expected, std::max(error.range_m, range_m * angle_rad));
    const double mean = sensing::false_alarm_density_per_m3(radar(b, s), range_m) * gate.volume_m3;
    const Stream draw = draws(b, i, alarm_purpose(s));
    const std::uint32_t first = 64 * chain(b, s, i).dwell;
    const auto uniform = [&](std::uint32_t n) { return draw.uniform(first + n); };
    const auto appear = [&](const core::Vec3<core::Stage>& point) {
      const sensing::Sighting seen = sensing::sight(battery.site, point);
      const double steepest_rad = 0.5 * core::pi - 10.0 * angle_rad; // as tracking::Measurement asks for
      if (seen.elevation_rad < 0.0 || seen.elevation_rad > steepest_rad ||
          seen.range_m > radar(b, s).instrumented_range_m)
        return;
      const tracking::Measurement m{core::to_seconds(now), seen.range_m,  seen.azimuth_rad,
                                    seen.elevation_rad,    error.range_m, error.azimuth_rad,
                                    error.elevation_rad};
      if (log_ != nullptr) write_down(b, s, -1, m);
      batch.fixes.push_back(tracking::fix(battery.site, m));
      batch.origins.push_back(noise);
      --room;
    };
    tracking::draw_alarms(gate, batch.gates, mean, std::min(room, max_alarms_in_gate), uniform, appear);
    batch.gates.push_back(gate);
  }
}

bool AirPicture::is_in_gate(std::size_t b, Sensor s, std::size_t i, const tracking::Fix& fix) {
  return tracking::distance_squared(expect(theatre_.tracks, file(b, s, i), fix.time_s), fix) <
         tracking::gate_1e_4;
}

/// `threat`: -1 for a false alarm.
void AirPicture::write_down(std::size_t b, Sensor s, int threat, const tracking::Measurement& m) {
  log_->detections.push_back({m.time_s, threat, static_cast<int>(b), s == Sensor::engagement, m.range_m,
                              m.azimuth_rad, m.elevation_rad, m.range_sigma_m, m.azimuth_sigma_rad,
                              m.elevation_sigma_rad});
}

/// Of all that was looked at in this instant and has a track now. A filter left out of the association says
/// nothing.
void AirPicture::write_down_tracks(std::size_t b, Sensor s, SimTime now) {
  const double now_s = core::to_seconds(now);
  for (const std::uint32_t i : world_.batch.looked_at) {
    const State state = chain(b, s, i).state;
    if (state != State::tentative && state != State::confirmed) continue;
    const auto write = [&](const auto& track) {
      if (track.estimate.time_s < now_s) return;
      results::ReplayEstimate e;
      e.time_s = now_s;
      e.threat = static_cast<int>(i);
      e.battery = static_cast<int>(b);
      e.engagement_radar = s == Sensor::engagement;
      e.confirmed = state == State::confirmed;
      e.updated = track.last_fix_s == now_s; // whosever the detection
      for (std::size_t n = 0; n < 6; ++n) {
        e.mean[n] = track.estimate.mean[n];
        e.sigma[n] = core::sqrt(track.estimate.covariance[n][n]);
      }
      log_->estimates.push_back(e);
    };
    std::visit(write, file(b, s, i));
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
  const std::uint32_t dwell = 3 * chain(b, s, i).dwell;
  const double range = random::normal(noise.uniform(dwell));
  const double azimuth = random::normal(noise.uniform(dwell + 1));
  const double elevation = random::normal(noise.uniform(dwell + 2));
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
  batch.alarms_per_m3.clear();
  for (const tracking::Fix& fix : batch.fixes)
    batch.alarms_per_m3.push_back(
        sensing::false_alarm_density_per_m3(radar(b, s), range_of(b, s, fix.position)));
  const auto pairs =
      associator.associate(batch.expected, batch.fixes, batch.alarms_per_m3, tracking::gate_1e_4);
  for (std::size_t t = 0; t < batch.tracked.size(); ++t) {
    if (pairs[t] == tracking::Associator::none) continue;
    const auto f = static_cast<std::size_t>(pairs[t]);
    const std::uint32_t own = batch.tracked[t], origin = batch.origins[f];
    TrackFile& filter = file(b, s, batch.looked_at[own]);
    update(theatre_.tracks, filter, batch.fixes[f]);
    batch.origins[f] = taken;
    batch.standing[own] = Standing::none; // has had its dwell
    if (own == origin) continue;
    if (origin == noise) {
      batch.misled[own] = 1;
      continue;
    }
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

void AirPicture::after_dwell(std::size_t b, Sensor s, std::size_t i, bool seen, SimTime now) {
  Chain& c = chain(b, s, i);
  const State before = c.state;
  if (before == State::searching && seen) return apply(b, s, i, Change::found, now);
  if (before != State::searching) {
    c.track = tracking::dwell(rule_of(radar(b, s)), c.track, seen);
    if (before == State::tentative && c.track.confirmed) return apply(b, s, i, Change::confirmed, now);
    if (before == State::tentative && c.track.history == 0) return apply(b, s, i, Change::dropped, now);
    if (before == State::confirmed && !c.track.confirmed) return apply(b, s, i, Change::lost, now);
  }
  set_timer(b, s, i, c.dwell + 1, Change::dwell);
}

} // namespace equipoise::simulation
