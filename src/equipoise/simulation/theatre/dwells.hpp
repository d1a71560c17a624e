#pragma once
// Every dwell that one radar takes at one flight, with what each can see: laid out once, read by all
// replications.
#include <cstdint>
#include <optional>
#include <vector>

#include "equipoise/core/precondition.hpp"
#include "equipoise/random/stream.hpp"
#include "equipoise/tracking/track_rule.hpp"

namespace equipoise::simulation {

/// Chance of detection and direction of one flight from one radar, evenly spaced in time since launch; linear
/// between. Error of the chance below 1e-3 for a step of 0.25 s (reference_raid_test.cpp holds it against the
/// formula).
struct DwellTable {
  double step_s = 0.25;
  double duration_s = 0.0; ///< of the flight
  std::vector<double> detection;
  std::vector<double> azimuth_turns; ///< clockwise from north, in [0, 1)
  std::vector<double> snr;           ///< mean signal-to-noise ratio of one pulse
  double first_visible_s = 0.0;      ///< no dwell before it can detect

  double detection_at(double time_s) const;
  double azimuth_at(double time_s) const;
  double snr_at(double time_s) const;
};

/// A radar's time runs in ticks. A rotating antenna turns one direction further each tick; a staring one
/// dwells on all its targets together once a period. A flight is met in one of `phases` ways: at which tick
/// after launch the antenna points north (or the first dwell falls). So the antenna's direction is resolved
/// to 1/64 of a turn, and to 50 ms where that is longer.
struct Ticks {
  double tick_s = 1.0;
  std::uint32_t phases = 1; ///< ticks of one period
};
Ticks ticks_of(double period_s);

/// The dwells of one radar at one flight for each phase, from the first that can see it to the end of the
/// flight.
class DwellSchedule {
 public:
  static constexpr int max_misses = 64;

  DwellSchedule() = default;
  /// `misses` in a row end a track. Domain: 1 to max_misses of them, ticks of some length, a table of two
  /// instants or more.
  DwellSchedule(const Ticks& ticks, bool rotating, int misses, const DwellTable& table);

  /// The dwells of one phase. Domain: phase < ticks.phases.
  class Phase {
   public:
    std::uint32_t size() const { return count_; }
    /// Ticks since launch. Domain: dwell < size().
    std::uint32_t tick(std::uint32_t dwell) const {
      EQUIPOISE_PRECONDITION(dwell < count_);
      return ticks_[dwell];
    }
    double chance(std::uint32_t dwell) const {
      EQUIPOISE_PRECONDITION(dwell < count_);
      return chance_[dwell];
    }
    /// The first dwell that is not before this tick after launch.
    std::uint32_t not_before(std::int64_t tick) const;
    /// The first dwell from `from` on that sees the target, given a uniform number: the inverse of its exact
    /// distribution function, 1 - prod(1 - p). size(): none. Domain: from <= size(), a number in (0, 1).
    std::uint32_t next_seen(std::uint32_t from, double uniform) const;
    /// The dwell that ends a track confirmed just before dwell `from`, given a uniform number: the inverse of
    /// the exact distribution function of the first run of misses. size(): none. Domain: a number in (0, 1).
    std::uint32_t end_of_track(std::uint32_t from, double uniform) const;

   private:
    friend class DwellSchedule;
    const std::uint32_t* ticks_ = nullptr;
    const double* chance_ = nullptr;
    const double* seen_ = nullptr; ///< sum of -log(1 - p) up to and with each dwell
    const double* kept_ = nullptr; ///< chance that a track confirmed just before each dwell lasts to the end
    std::uint32_t count_ = 0;
    int misses_ = 1;
  };
  Phase phase(std::uint32_t phase) const {
    EQUIPOISE_PRECONDITION(std::size_t{phase} + 1 < first_.size());
    const std::uint32_t first = first_[phase];
    Phase p;
    p.count_ = first_[phase + 1] - first;
    p.ticks_ = ticks_.data() + first;
    p.chance_ = chance_.data() + first;
    p.seen_ = seen_.data() + first;
    p.kept_ = kept_.data() + first;
    p.misses_ = misses_;
    return p;
  }

 private:
  void find_kept();

  std::vector<std::uint32_t> first_; ///< of each phase, and one past the last
  std::vector<std::uint32_t> ticks_;
  std::vector<double> chance_, seen_, kept_;
  int misses_ = 1;
};

/// How a track forms: confirmed, or dropped, at a dwell; or neither before the flight ends (dwell == size).
struct Formation {
  std::uint32_t dwell = 0;
  bool confirmed = false;
  std::uint32_t seen = UINT32_MAX; ///< the first dwell that saw it
};

/// Samples the exact chain of dwells under the rule that confirms a track, from a dwell on, with what the
/// rule remembers of those before (0: no hit, nothing to drop). `again`: after one that is dropped the next
/// begins at once, until one is confirmed. One draw, and another when it is used up, to 32 bits of
/// resolution; its ordinal is the dwell it begins with. Domain: a history that has not confirmed it yet.
Formation form_track(const DwellSchedule::Phase& dwells, const tracking::TrackRule& rule, std::uint32_t from,
                     std::uint32_t history, bool again, const random::Stream& draws);

} // namespace equipoise::simulation
