#include <algorithm>

#include "equipoise/simulation/raid/raid.hpp"

namespace equipoise::simulation {

using core::SimTime;
using random::Purpose;
using results::EventKind;

namespace {

/// A track is bound elsewhere if what it threatens lies farther from its predicted impact than so many
/// standard deviations: one in 270,000 errs by chance.
constexpr double doubt = 5.0;
constexpr double second_thoughts_s = 5.0; ///< until a target judged harmless is judged again

} // namespace

/// Threat or decoy, hostile or friend: one draw each a battery and object. What one battery knows to be a
/// friend, those linked to it know too.
bool Raid::taken_for_a_threat(std::size_t b, std::size_t i) {
  Engagement& e = engagement(b, i);
  if (e.classified) return e.called_threat;
  e.classified = true;
  const engagement::FireUnit& unit = theatre_.batteries[b].unit;
  const RaidModel& raid = raid_of(i);
  const auto draw = [&](std::size_t battery, Purpose purpose) { return shots(battery, i).stream(purpose); };
  if (raid.friendly) {
    e.called_threat = draw(b, Purpose::identification).happens(unit.friend_called_hostile);
    const auto& links = theatre_.batteries[b].links;
    for (std::size_t k = 0; k < links.size() && e.called_threat; ++k)
      if (link_is_up(b, k) && world_.batteries[links[k].battery].available)
        e.called_threat = draw(links[k].battery, Purpose::identification)
                              .happens(theatre_.batteries[links[k].battery].unit.friend_called_hostile);
  } else if (theatre_.threats[i].decoy) {
    e.called_threat = draw(b, Purpose::classification).happens(unit.decoy_called_threat);
  } else if (raid.decoys > 0) {
    double u = draw(b, Purpose::classification).uniform();
    if (sampling_ != nullptr)
      u = sampling_->own_below(i, u, unit.threat_called_decoy, sampling_->one_of_batteries());
    e.called_threat = u >= unit.threat_called_decoy;
  }
  return e.called_threat;
}

/// From the picture: what it threatens of what the battery defends, and when. Aircraft and cruise missiles
/// have no impact that a track predicts; they threaten what they come near.
bool Raid::threatens(std::size_t b, std::size_t i) {
  const BatteryModel& model = theatre_.batteries[b];
  command::Candidate& c = candidate(b, i);
  std::optional<Prediction> seen;
  for (std::size_t g = 0; g < guides(b) && !seen; ++g)
    if (can_guide(b, g, i)) seen = picture_.predict(guide(b, g), i, now_);
  if (!seen) return false;
  c.impact = seen->time;
  c.value = 0.0;
  if (model.defends.empty()) return true;
  bool any = false;
  for (const std::size_t a : model.defends) {
    const scenario::Asset& asset = theatre_.assets[a];
    const double away_m = norm(seen->place - theatre_.asset_points[a]);
    if (!seen->anywhere && away_m > asset.radius_m + doubt * seen->deviation_m + 1.0) continue;
    any = true;
    c.value = std::max(c.value, asset.value);
  }
  return any;
}

/// Where there is a choice, it is made by what the tracks say now.
void Raid::renew_predictions(std::size_t b) {
  if (theatre_.batteries[b].perfect_picture) return;
  const std::span<command::Candidate> own(&world_.candidates[pair(b, 0)], theatre_.threats.size());
  int waiting = 0;
  for (const command::Candidate& c : own) waiting += c.waiting ? 1 : 0;
  for (std::size_t i = 0; waiting > 1 && i < own.size(); ++i)
    for (std::size_t g = 0; own[i].waiting && g < guides(b); ++g)
      if (can_guide(b, g, i)) {
        own[i].impact = picture_.predict_time(guide(b, g), i, now_);
        break;
      }
}

/// The target can be engaged: now if a launch meets it, else when the first one that does opens.
void Raid::ready(std::size_t b, std::size_t i) {
  Engagement& e = engagement(b, i);
  command::Candidate& c = candidate(b, i);
  if (c.waiting || c.over || e.channel_held) return;
  for (std::size_t g = 0; g < guides(b) && !e.was_reachable; ++g)
    for (std::size_t k = 0; k < theatre_.batteries[b].rounds.size(); ++k)
      e.was_reachable = e.was_reachable || !plan(b, g, k, i).empty();
  if (e.ready_s < 0.0) e.ready_s = since_launch_s(i, now_);
  begin_exposure(b, i);
  const auto next = next_opportunity(b, i);
  if (!next) return;
  e.judged_harmless = !taken_for_a_threat(b, i);
  if (e.judged_harmless) return;
  e.in_reach = true;
  const SimTime opens = std::max(now_, absolute(i, next->launch_s));
  if (opens > now_) return ready_at(b, i, opens);
  e.judged_harmless = !threatens(b, i);
  if (e.judged_harmless) return ready_at(b, i, now_ + core::from_seconds(second_thoughts_s));
  world_.threats[i].assigned = true;
  if (c.looks == 0) record(EventKind::in_reach, now_, i, static_cast<int>(b));
  c.waiting = true;
  c.last_launch = 0;
  for (std::size_t g = 0; g < guides(b); ++g)
    for (std::size_t k = 0; k < theatre_.batteries[b].rounds.size(); ++k)
      if (!plan(b, g, k, i).empty())
        c.last_launch = std::max(c.last_launch, absolute(i, plan(b, g, k, i).last_launch_s()));
  world_.timers.set(world_.timer_ids.expire + static_cast<std::uint32_t>(pair(b, i)), c.last_launch);
  ask_for_decision(b);
}

} // namespace equipoise::simulation
