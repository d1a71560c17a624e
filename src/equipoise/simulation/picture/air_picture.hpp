#pragma once
// What each battery's radars know of each threat, and when: the one interface between the truth and the
// commander. Its source is one of three: every dwell drawn and filtered (dwell), the same chain of dwells
// sampled from change to change (table), or everything known at once (perfect).
#include <cstdint>
#include <span>

#include "equipoise/random/stream.hpp"
#include "equipoise/results/replay.hpp"
#include "equipoise/simulation/theatre/theatre.hpp"
#include "equipoise/simulation/world/world.hpp"

namespace equipoise::simulation {

/// What a track says of where its target goes.
struct Prediction {
  bool anywhere = false; ///< an aircraft or cruise missile: no impact follows from its track
  core::Vec3<core::Stage> place;
  double deviation_m = 0.0; ///< of the place, in its worst direction
  core::SimTime time = 0;
};

/// The surveillance radar of a battery searches for each threat; a track confirmed by its rule cues the
/// engagement radar, which forms its own. Either track is lost after a run of misses and found again in the
/// same way; while the surveillance radar holds none, a search of the engagement radar ends. Each radar
/// follows so many tracks and no more: what it has no room for waits until another is dropped, first come
/// first served.
class AirPicture {
 public:
  /// `log`, where given, receives every detection and what the filters make of it.
  AirPicture(const Theatre& theatre, std::uint64_t seed, std::uint64_t replication, World& world,
             results::ReplayLog* log)
      : theatre_(theatre), seed_(seed), replication_(replication), world_(world), log_(log) {}

  /// Draws the phase of each antenna.
  void begin();
  /// From now on the battery looks for the threat.
  void search(std::size_t battery, std::size_t threat, core::SimTime now);
  /// The battery's tracks of the threat end, and what waited for their place may start.
  void drop(std::size_t battery, std::size_t threat, core::SimTime now);

  /// The battery's engagement radar lets go of everything, and begins anew with what the other one holds.
  void begin_turn(std::size_t battery, core::SimTime now);
  void end_turn(std::size_t battery, core::SimTime now);
  /// Whether the battery knows where the threat is, by either radar.
  bool knows(std::size_t battery, std::size_t threat) const {
    return holds(battery, threat) ||
           chain(battery, Sensor::surveillance, threat).state == Chain::State::confirmed;
  }

  /// Lets an timer of a radar happen. The news hold until the next call.
  std::span<const TrackEvent> keep(std::uint32_t timer, core::SimTime now);

  /// When the battery's surveillance radar first saw it; core::never: not once. Known at the end.
  core::SimTime first_detected(std::size_t battery, std::size_t threat) const {
    return chain(battery, Sensor::surveillance, threat).found;
  }
  /// When a radar of the battery first had a confirmed track of it; core::never: not yet.
  core::SimTime first_tracked(std::size_t battery, std::size_t threat) const {
    return chain(battery, Sensor::surveillance, threat).first_confirmed;
  }
  /// Where and when it comes down, or what it comes near, as the battery's picture has it. Domain: the
  /// battery holds it.
  Prediction predict(std::size_t battery, std::size_t threat, core::SimTime now);
  /// The time alone.
  core::SimTime predict_time(std::size_t battery, std::size_t threat, core::SimTime now);

  /// Whether the battery's engagement radar holds a track of it.
  bool holds(std::size_t battery, std::size_t threat) const {
    return chain(battery, Sensor::engagement, threat).state == Chain::State::confirmed;
  }

 private:
  std::uint32_t id(std::size_t b, Sensor s, std::size_t i) const {
    return static_cast<std::uint32_t>((b * sensors + index(s)) * theatre_.threats.size() + i);
  }
  Chain& chain(std::size_t b, Sensor s, std::size_t i) { return world_.chains[id(b, s, i)]; }
  const Chain& chain(std::size_t b, Sensor s, std::size_t i) const { return world_.chains[id(b, s, i)]; }
  TrackFile& file(std::size_t b, Sensor s, std::size_t i) { return world_.files[id(b, s, i)]; }
  engagement::TargetClass target(std::size_t i) const {
    return theatre_.raids[theatre_.threats[i].raid].target;
  }
  bool is_filtered(std::size_t b) const {
    return theatre_.sensing == scenario::Sensing::dwell && !theatre_.batteries[b].perfect_picture;
  }
  Prediction predict_from_track(std::size_t b, std::size_t i, core::SimTime now) const;
  core::SimTime predict_time_from_track(std::size_t b, std::size_t i, core::SimTime now) const;
  core::SimTime nearest_pass(std::size_t b, const tracking::ManoeuvreEstimate& estimate) const;
  const sensing::Radar& radar(std::size_t b, Sensor s) const { return theatre_.batteries[b].radar[index(s)]; }
  core::SimTime time_of(std::size_t b, Sensor s, std::size_t i, std::uint32_t dwell) const;
  random::Stream draws(std::size_t b, std::size_t i, random::Purpose purpose) const;

  void start(std::size_t b, Sensor s, std::size_t i, core::SimTime now);
  void stop(std::size_t b, Sensor s, std::size_t i, core::SimTime now);
  bool room_is_short(std::size_t b, Sensor s) const {
    return radar(b, s).tracks < static_cast<int>(theatre_.threats.size());
  }
  bool take_slot(std::size_t b, Sensor s);
  void free_slot(std::size_t b, Sensor s, core::SimTime now);
  void set_timer(std::size_t b, Sensor s, std::size_t i, std::uint32_t dwell, Chain::Change change);
  void apply(std::size_t b, Sensor s, std::size_t i, Chain::Change change, core::SimTime now);
  void confirmed(std::size_t b, Sensor s, std::size_t i, core::SimTime now);
  void begin_error(std::size_t b, Sensor s, std::size_t i, core::SimTime now);
  void lost(std::size_t b, Sensor s, std::size_t i, core::SimTime now);

  // The two sources: what happens next to a chain that searches, is about to be confirmed, or is held.
  void go_on(std::size_t b, Sensor s, std::size_t i, std::uint32_t from);
  void sample_search(std::size_t b, Sensor s, std::size_t i, std::uint32_t from);
  void sample_formation(std::size_t b, Sensor s, std::size_t i, std::uint32_t from, std::uint32_t history);
  void sample_loss(std::size_t b, Sensor s, std::size_t i, std::uint32_t from);
  void begin_track(std::size_t b, Sensor s, std::size_t i, const tracking::Fix& fix);
  void take_dwells(std::size_t b, Sensor s, core::SimTime now);
  tracking::Measurement measure(std::size_t b, Sensor s, std::size_t i, core::SimTime now) const;
  void associate(std::size_t b, Sensor s, Standing standing, tracking::Associator& associator,
                 core::SimTime now);
  double range_of(std::size_t b, Sensor s, const core::Vec3<core::Stage>& position) const;
  void find_false_alarms(std::size_t b, Sensor s, core::SimTime now);
  bool is_in_gate(std::size_t b, Sensor s, std::size_t i, const tracking::Fix& fix);
  void write_down(std::size_t b, Sensor s, int threat, const tracking::Measurement& m);
  void write_down_tracks(std::size_t b, Sensor s, core::SimTime now);
  void after_dwell(std::size_t b, Sensor s, std::size_t i, bool seen, core::SimTime now);

  void tell(TrackEventType what, std::size_t b, std::size_t i) {
    world_.track_events.push_back({what, static_cast<std::uint32_t>(b), static_cast<std::uint32_t>(i)});
  }

  const Theatre& theatre_;
  std::uint64_t seed_;
  std::uint64_t replication_;
  World& world_;
  results::ReplayLog* log_;
};

} // namespace equipoise::simulation
