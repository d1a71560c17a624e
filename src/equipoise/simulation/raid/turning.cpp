#include <algorithm>

#include "equipoise/core/constants.hpp"
#include "equipoise/simulation/raid/raid.hpp"

namespace equipoise::simulation {

using core::SimTime;

// A battery turns its engagement radar's sector towards the nearest threat that it knows, outside of the
// sector, and could meet from there; but not while it has anything under fire, or knows a threat in its
// sector that it can still meet. It considers this every two seconds. While it turns, that radar neither sees
// nor guides.
namespace {

constexpr SimTime between_considerations = 2'000'000'000;

/// Between two directions, 0 to half a turn.
double angle_between(double a, double b) {
  double off = a - b;
  while (off > core::pi) off -= 2.0 * core::pi;
  while (off < -core::pi) off += 2.0 * core::pi;
  return off < 0.0 ? -off : off;
}

} // namespace

bool Raid::may_turn(std::size_t b) const {
  const BatteryState& battery = world_.batteries[b];
  return !battery.turning && battery.targets_held == 0 && battery.in_flight == 0 && battery.salvo_at < 0;
}

/// As far as the battery has found out.
bool Raid::is_a_threat(std::size_t b, std::size_t i) const {
  const Engagement& e = engagement(b, i);
  return picture_.knows(b, i) && !world_.candidates[pair(b, i)].over && !e.judged_harmless &&
         (!e.classified || e.called_threat);
}

/// Where its track is: the error of a track is small beside the width of a sector.
core::Vec3<core::Stage> Raid::place_of(std::size_t i) const {
  return flight_of(i).trajectory->at(since_launch_s(i, now_)).position;
}

/// The position of the sector nearest to the target's direction. None while it is in the sector as that is.
std::optional<std::size_t> Raid::better_position(std::size_t b, std::size_t i) const {
  const BatteryModel& model = theatre_.batteries[b];
  const double azimuth = sensing::sight(model.site, place_of(i)).azimuth_rad;
  const auto off = [&](std::size_t position) { return angle_between(azimuth, model.headings[position]); };
  if (off(world_.batteries[b].position) <= 0.5 * model.engagement().sector_width_rad) return std::nullopt;
  std::size_t best = 0;
  for (std::size_t p = 1; p < model.headings.size(); ++p)
    if (off(p) < off(best)) best = p;
  return best;
}

bool Raid::can_meet(std::size_t b, std::size_t position, std::size_t i, SimTime from) const {
  for (std::size_t k = 0; k < theatre_.batteries[b].rounds.size(); ++k) {
    const engagement::InterceptPlan& launches = plan_at(b, 0, position, k, i);
    if (rounds(b, k) > 0 && !launches.empty() && absolute(i, launches.last_launch_s()) >= from) return true;
  }
  return false;
}

SimTime Raid::turning_time(std::size_t b, std::size_t position) const {
  const BatteryModel& model = theatre_.batteries[b];
  const double by = angle_between(model.headings[position], model.headings[world_.batteries[b].position]);
  return core::from_seconds(model.quarter_turn_s * by / (0.5 * core::pi));
}

void Raid::dwell_round(std::size_t b) {
  BatteryState& battery = world_.batteries[b];
  bool any_left = false, stays = !may_turn(b);
  double nearest_m = 0.0;
  std::optional<std::size_t> to;
  for (std::size_t i = 0; i < theatre_.threats.size(); ++i) {
    any_left = any_left || (world_.threats[i].works && !world_.threats[i].gone);
    if (stays || !is_a_threat(b, i)) continue;
    const auto position = better_position(b, i);
    if (!position) {
      stays = can_meet(b, battery.position, i, now_);
      continue;
    }
    const double range_m = norm(place_of(i) - theatre_.batteries[b].site.position);
    if ((to && range_m >= nearest_m) || !can_meet(b, *position, i, now_ + turning_time(b, *position)))
      continue;
    to = position;
    nearest_m = range_m;
  }
  if (any_left) post(now_ + between_considerations, Phase::command, EventType::dwell_round, b, 0);
  if (stays || !to) return;
  for (std::size_t i = 0; i < theatre_.threats.size(); ++i) end_exposure(b, i, since_launch_s(i, now_));
  battery.turning = true;
  battery.turning_to = static_cast<std::uint16_t>(*to);
  picture_.begin_turn(b, now_);
  post(now_ + turning_time(b, *to), Phase::tracking, EventType::turned, b, 0);
}

/// What was out of reach may be met from here, by this battery and by those whose rounds it can guide.
void Raid::turned(std::size_t b) {
  BatteryState& battery = world_.batteries[b];
  battery.turning = false;
  battery.position = battery.turning_to;
  picture_.end_turn(b, now_);
  for (std::size_t i = 0; i < theatre_.threats.size(); ++i) {
    if (!picture_.holds(b, i)) continue; // the radars' sources tell of a new track
    begin_exposure(b, i);
    if (engagement(b, i).ready_s >= 0.0) ready_at(b, i, now_);
    for (const Link& link : theatre_.batteries[b].links)
      if (engagement(link.battery, i).ready_s >= 0.0) ready_at(link.battery, i, now_);
  }
}

} // namespace equipoise::simulation
