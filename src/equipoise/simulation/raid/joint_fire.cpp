#include <algorithm>

#include "equipoise/simulation/raid/raid.hpp"

namespace equipoise::simulation {

using core::SimTime;

// What a battery knows of those linked to it: their tracks, rounds and free channels at once, what they have
// under fire a latency later. All that share a picture pose the same problem, so each carries out its own
// part of one plan.

/// Whether `other` is in the group for which `b` decides. A unit whose channels are all taken is not: what it
/// could do later, nobody knows now.
bool Raid::takes_part(std::size_t b, std::size_t other) const {
  if (!world_.batteries[other].available) return false;
  const auto& links = theatre_.batteries[b].links;
  bool linked = other == b;
  for (std::size_t k = 0; k < links.size() && !linked; ++k)
    linked = links[k].battery == other && link_is_up(b, k);
  if (!linked) return false;
  for (std::size_t g = 0; g < guides(other); ++g)
    if ((g == 0 || link_is_up(other, g - 1)) && channel_is_free(guide(other, g))) return true;
  return false;
}

/// The last launch of a kind of round that meets the target, as far as this battery may still fire at it and
/// a track guides it there; negative: none.
SimTime Raid::last_launch(std::size_t b, std::size_t kind, std::size_t i) const {
  constexpr SimTime none = -1;
  const Engagement& e = engagement(b, i);
  if (!e.in_reach || e.judged_harmless || e.channel_held || world_.candidates[pair(b, i)].over) return none;
  SimTime last = none;
  for (std::size_t g = 0; g < guides(b); ++g) {
    if (!can_guide(b, g, i)) continue;
    const engagement::InterceptPlan& launches = plan(b, g, kind, i);
    if (!launches.empty()) last = std::max(last, absolute(i, launches.last_launch_s()));
  }
  return last >= std::max(now_, world_.batteries[b].next_launch) ? last : none;
}

/// Judged a threat by someone who can still meet it, and not under fire as far as `b` knows.
void Raid::add_target(std::size_t b, std::size_t i) {
  if (engagement(b, i).channel_held || world_.candidates[pair(b, i)].deferred > 0) return;
  command::JointTarget target{static_cast<std::uint32_t>(i), 0.0, -1};
  for (std::size_t other = 0; other < theatre_.batteries.size(); ++other) {
    if (!world_.batteries[other].decides) continue;
    const BatteryModel& model = theatre_.batteries[other];
    for (std::size_t k = 0; k < model.rounds.size(); ++k) {
      if (rounds(other, k) <= 0) continue;
      const SimTime last = last_launch(other, k, i);
      if (last < 0) continue;
      target.deadline = std::max(target.deadline, last);
      target.value =
          std::max(target.value, model.defends.empty() ? 1.0 : world_.candidates[pair(other, i)].value);
    }
  }
  if (target.deadline >= 0) world_.joint.add(target);
}

/// Of one look: more the doctrine does not give.
int Raid::largest_salvo(std::size_t b) const {
  const command::Doctrine& doctrine = theatre_.batteries[b].doctrine;
  if (doctrine.mode == command::Mode::even_barrage) return std::max(1, rounds_left(b));
  const bool last = doctrine.mode == command::Mode::shoot_look_shoot_shoot;
  return std::max({doctrine.shots, last ? doctrine.last_shots : 0, doctrine.last_chance});
}

/// Poses the group's problem as it stands now and solves it. False if nothing waits for this battery.
bool Raid::decide_together(std::size_t b) {
  bool any = false;
  for (std::size_t i = 0; i < theatre_.threats.size() && !any; ++i) any = candidate(b, i).waiting;
  if (!any) return false;
  command::JointDecision& joint = world_.joint;
  for (std::size_t other = 0; other < theatre_.batteries.size(); ++other)
    world_.batteries[other].decides = takes_part(b, other);
  joint.clear();
  for (std::size_t i = 0; i < theatre_.threats.size(); ++i) add_target(b, i);
  const auto targets = joint.considered();
  for (std::size_t other = 0; other < theatre_.batteries.size(); ++other) {
    if (!world_.batteries[other].decides) continue;
    const BatteryModel& model = theatre_.batteries[other];
    const int salvo_at = world_.batteries[other].salvo_at;
    for (std::size_t k = 0; k < model.rounds.size(); ++k) {
      const auto row = static_cast<int>(world_.first_kind[other] + k);
      int at_hand = rounds(other, k);
      if (salvo_at >= 0) {
        const Engagement& firing = engagement(other, static_cast<std::size_t>(salvo_at));
        if (firing.kind == k) at_hand -= static_cast<int>(firing.salvo_left);
      }
      joint.set_rounds(row, std::max(0, at_hand));
      const engagement::Interceptor& round = model.rounds[k].interceptor;
      for (std::size_t place = 0; place < targets.size(); ++place) {
        const std::size_t i = targets[place].threat;
        if (last_launch(other, k, i) < 0) continue;
        const std::size_t target = engagement::index(raid_of(i).target);
        joint.set_kill(row, place, round.reliability * round.kill_probability[target]);
      }
    }
  }
  joint.decide(theatre_.fire_distribution, largest_salvo(b));
  return true;
}

/// Rounds of this kind that the battery may fire at the target by what was decided.
int Raid::given(std::size_t b, std::size_t kind, std::size_t i) const {
  if (theatre_.fire_distribution == command::FireDistribution::doctrine) return engagement::unlimited;
  return world_.joint.given(static_cast<int>(world_.first_kind[b] + kind), static_cast<std::uint32_t>(i));
}

bool Raid::is_given_any(std::size_t b, std::size_t i) const {
  for (std::size_t k = 0; k < theatre_.batteries[b].rounds.size(); ++k)
    if (given(b, k, i) > 0) return true;
  return false;
}

} // namespace equipoise::simulation
