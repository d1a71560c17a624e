#include "equipoise/simulation/theatre/review.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "equipoise/core/constants.hpp"
#include "equipoise/core/units.hpp"
#include "equipoise/simulation/theatre/false_alarms.hpp"

namespace equipoise::simulation {
namespace {

using core::Dimension;
using core::format_quantity;

/// A radar whose best dwell detects with less than this chance is said never to see.
constexpr double min_detection = 0.01;

/// How one battery meets one raid, over all ways in which the raid can arrive.
struct Meeting {
  bool seen = false;
  bool reached = false;
  std::string why_not; ///< why no round reaches it, from the first mode of arrival
};

bool sees(const BatteryModel& battery, const Encounter& encounter) {
  if (battery.perfect_picture) return encounter.picture_from_s >= 0.0;
  const auto& chances = encounter.table[index(Sensor::surveillance)].detection;
  return std::any_of(chances.begin(), chances.end(), [](double p) { return p >= min_detection; });
}

std::string length(double metres) {
  return format_quantity(metres, Dimension::length, 3);
}

std::string why_out_of_reach(const BatteryModel& battery, const engagement::Passage& passage,
                             engagement::TargetClass target) {
  using engagement::NoIntercept;
  const engagement::Envelope& e = battery.rounds.front().interceptor.envelope[engagement::index(target)];
  switch (passage.why_none) {
    case NoIntercept::too_far:
      return fmt::format("comes no nearer than {}, rounds reach {}", length(passage.nearest_m),
                         length(e.max_range_m));
    case NoIntercept::too_near:
      return fmt::format("is always nearer than the least range of {}", length(e.min_range_m));
    case NoIntercept::too_high_or_low:
      return fmt::format("is never between {} and {} high while in range", length(e.min_altitude_m),
                         length(e.max_altitude_m));
    case NoIntercept::too_fast:
      return fmt::format(
          "is never slower than {} in the envelope, allowed: {}",
          format_quantity(passage.slowest_m_per_s, Dimension::speed, 3),
          format_quantity(battery.rounds.front().interceptor.max_target_speed_m_per_s, Dimension::speed, 3));
    case NoIntercept::outside_the_sector:
      return fmt::format(
          "is never in the sector of the engagement radar while in the envelope (heading {:.0f} deg, {:.0f} "
          "deg wide)",
          battery.site.heading_rad * 180.0 / core::pi,
          battery.engagement().sector_width_rad * 180.0 / core::pi);
    case NoIntercept::too_late:
      return "is in the envelope for too short a time for a round to fly there";
  }
  return "";
}

Meeting meet(const BatteryModel& battery, const RaidModel& raid, std::size_t b) {
  Meeting meeting;
  for (const Flight& flight : raid.flights) {
    meeting.seen = meeting.seen || sees(battery, flight.encounters[b]);
    for (const engagement::InterceptPlan& plan : flight.encounters[b].plans)
      meeting.reached = meeting.reached || !plan.empty();
  }
  if (!meeting.reached)
    meeting.why_not =
        why_out_of_reach(battery, raid.flights.front().encounters[b].plans.front().passage(), raid.target);
  return meeting;
}

class Review {
 public:
  Review(const scenario::Scenario& scenario, const Theatre& theatre)
      : scenario_(scenario), theatre_(theatre) {
    for (std::size_t b = 0; b < theatre.batteries.size(); ++b) {
      meetings_.emplace_back();
      for (const RaidModel& raid : theatre.raids)
        meetings_.back().push_back(meet(theatre.batteries[b], raid, b));
    }
  }

  core::Diagnostics warnings() {
    for (std::size_t r = 0; r < theatre_.raids.size(); ++r) review_raid(r);
    for (std::size_t b = 0; b < theatre_.batteries.size(); ++b) review_battery(b);
    for (std::size_t a = 0; a < scenario_.assets.size(); ++a) review_asset(a);
    review_false_alarms();
    return std::move(warnings_);
  }

 private:
  void warn(const core::Location& at, const std::string& key, std::string message) {
    warnings_.push_back({core::Severity::warning, at, key, std::move(message)});
  }

  void review_raid(std::size_t r) {
    const scenario::Raid& raid = scenario_.raids[r];
    const std::string key = "raid." + raid.id;
    if (theatre_.batteries.empty()) return warn(raid.written_at, key, "there is no battery to meet it");
    bool seen = false, reached = false;
    std::string reasons;
    for (std::size_t b = 0; b < theatre_.batteries.size(); ++b) {
      const Meeting& m = meetings_[b][r];
      seen = seen || m.seen;
      reached = reached || m.reached;
      if (!m.reached) reasons += (reasons.empty() ? "" : "; ") + scenario_.batteries[b].id + ": " + m.why_not;
    }
    if (!seen) return warn(raid.written_at, key, "no radar of any battery ever sees it");
    if (!reached) warn(raid.written_at, key, "out of reach of every battery: " + reasons);
  }

  bool defends(const scenario::Battery& battery, std::size_t asset) const {
    return battery.defends.empty() ||
           std::find(battery.defends.begin(), battery.defends.end(), asset) != battery.defends.end();
  }

  void review_battery(std::size_t b) {
    const scenario::Battery& battery = scenario_.batteries[b];
    const BatteryModel& model = theatre_.batteries[b];
    const std::string key = "battery." + battery.id;
    bool approached = false, seen = false, reached = false, others = false;
    for (std::size_t r = 0; r < theatre_.raids.size(); ++r) {
      const auto aim = scenario_.raids[r].aim;
      if (aim && !defends(battery, *aim)) continue;
      approached = true;
      seen = seen || meetings_[b][r].seen;
      reached = reached || meetings_[b][r].reached;
      for (std::size_t o = 0; o < meetings_.size(); ++o)
        others = others || (meetings_[o][r].seen && meetings_[o][r].reached);
    }
    if (!approached)
      warn(battery.written_at, key, "no raid aims at what it defends");
    else if (!seen && others) // if nobody sees or reaches a raid, the raid says so
      warn(battery.written_at, key, "its radar never sees the approaches of what it defends");
    else if (!reached && others)
      warn(battery.written_at, key,
           "its rounds reach no raid on what it defends: " + meetings_[b][0].why_not);
    const int shots = battery.doctrine.mode == command::Mode::even_barrage ? 1 : battery.doctrine.shots;
    int rounds = 0;
    for (const RoundKind& kind : model.rounds) rounds = std::max(rounds, kind.magazine);
    if (rounds == 0)
      warn(battery.written_at, key + ".magazine", "is empty");
    else if (shots > rounds)
      warn(battery.written_at, key + ".doctrine.shots",
           fmt::format("a salvo of {}, but the magazine holds {}", shots, rounds));
    else if (shots > model.unit.missile_channels)
      warn(battery.written_at, key + ".doctrine.shots",
           fmt::format("a salvo of {}, but {} rounds can be guided at once", shots,
                       model.unit.missile_channels));
  }

  void review_asset(std::size_t a) {
    const scenario::Asset& asset = scenario_.assets[a];
    const bool aimed_at = std::any_of(scenario_.raids.begin(), scenario_.raids.end(),
                                      [&](const scenario::Raid& raid) { return raid.aim == a; });
    const bool any_aim = std::any_of(scenario_.raids.begin(), scenario_.raids.end(),
                                     [](const scenario::Raid& raid) { return raid.aim.has_value(); });
    if (any_aim && !aimed_at) warn(asset.written_at, "asset." + asset.id, "no raid aims at it");
  }

  /// Most are not played, and a chance at which they would matter must not pass in silence.
  void review_false_alarms() {
    const results::FalseAlarms alarms = false_alarms(theatre_);
    const double each =
        alarms.taken_engagement / static_cast<double>(std::max<std::size_t>(1, theatre_.threats.size()));
    if (!(each > max_false_alarms_taken)) return;
    double max = 0.0;
    for (const BatteryModel& battery : theatre_.batteries)
      if (!battery.perfect_picture)
        for (const sensing::Radar& radar : battery.radar) max = std::max(max, radar.false_alarm);
    warn(scenario_.batteries.front().written_at, "false_alarm_probability",
         fmt::format("is {:.2g}: the tracks of a threat that is shot at would take some {:.2g} false alarms "
                     "for it, which only sensing \"dwell\" plays; without a warning: up to {:.2g}",
                     max, each, max_false_alarms_taken));
  }

  const scenario::Scenario& scenario_;
  const Theatre& theatre_;
  std::vector<std::vector<Meeting>> meetings_; ///< by battery and raid
  core::Diagnostics warnings_;
};

} // namespace

core::Diagnostics review(const scenario::Scenario& scenario, const Theatre& theatre) {
  return Review(scenario, theatre).warnings();
}

} // namespace equipoise::simulation
