#include <algorithm>
#include <tuple>

#include "equipoise/simulation/raid/raid.hpp"

namespace equipoise::simulation {

using core::from_seconds;
using core::SimTime;
using random::Purpose;
using random::Stream;
using results::EventKind;

int Raid::rounds_left(std::size_t b) const {
  int left = 0;
  for (std::size_t k = 0; k < theatre_.batteries[b].rounds.size(); ++k) left += rounds(b, k);
  return left;
}

/// The earliest launch from now on that meets the target, whatever is free.
std::optional<engagement::Intercept> Raid::next_opportunity(std::size_t b, std::size_t i) const {
  std::optional<engagement::Intercept> best;
  for (std::size_t g = 0; g < guides(b); ++g) {
    if (!can_guide(b, g, i)) continue;
    for (std::size_t k = 0; k < theatre_.batteries[b].rounds.size(); ++k) {
      const auto next = plan(b, g, k, i).earliest(since_launch_s(i, now_));
      if (next && (!best || next->launch_s < best->launch_s)) best = next;
    }
  }
  return best;
}

bool Raid::channel_is_free(std::size_t guide) const {
  const engagement::FireUnit& unit = theatre_.batteries[guide].unit;
  const BatteryState& state = world_.batteries[guide];
  return state.targets_held < unit.target_channels && state.in_flight < unit.missile_channels;
}

/// A launch now: its own radar before linked ones, the first kind of round that meets the target, is at hand,
/// and is given to it where batteries decide together.
std::optional<Raid::Choice> Raid::free_choice(std::size_t b, std::size_t i) const {
  for (std::size_t g = 0; g < guides(b); ++g) {
    if (!can_guide(b, g, i) || !channel_is_free(guide(b, g))) continue;
    for (std::size_t k = 0; k < theatre_.batteries[b].rounds.size(); ++k) {
      if (rounds(b, k) <= 0 || given(b, k, i) <= 0) continue;
      const auto next = plan(b, g, k, i).earliest(since_launch_s(i, now_));
      if (next && absolute(i, next->launch_s) <= now_) return Choice{g, k, *next};
    }
  }
  return std::nullopt;
}

void Raid::ask_for_decision(std::size_t b) {
  post_decision(b);
  if (theatre_.fire_distribution == command::FireDistribution::doctrine) return;
  for (const Link& link : theatre_.batteries[b].links) post_decision(link.battery); // it is theirs too
}

void Raid::post_decision(std::size_t b) {
  const SimTime next_launch = world_.batteries[b].next_launch;
  if (now_ < next_launch) return serve_at(b, next_launch);
  if (!has_nothing_to_decide(b)) serve_at(b, now_);
}

/// With no target that waits. Whoever makes one wait asks again.
bool Raid::has_nothing_to_decide(std::size_t b) const {
  const BatteryState& battery = world_.batteries[b];
  if (battery.salvo_at >= 0 || theatre_.fire_distribution != command::FireDistribution::doctrine)
    return false;
  const std::span<const command::Candidate> own(&world_.candidates[pair(b, 0)], theatre_.threats.size());
  return std::none_of(own.begin(), own.end(), [](const command::Candidate& c) { return c.waiting; });
}

void Raid::serve(std::size_t b) {
  BatteryState& battery = world_.batteries[b];
  for (;;) {
    if (now_ < battery.next_launch) return serve_at(b, battery.next_launch);
    const int target = battery.salvo_at >= 0 ? battery.salvo_at : order_salvo(b);
    if (target < 0) return;
    if (!launch_round(b, static_cast<std::size_t>(target))) return;
  }
}

/// Chooses the next target, gives it a channel and orders its salvo. -1 if nothing can be ordered now.
int Raid::order_salvo(std::size_t b) {
  const BatteryModel& model = theatre_.batteries[b];
  BatteryState& battery = world_.batteries[b];
  if (rounds_left(b) <= 0 || (model.links.empty() && !channel_is_free(b))) return -1;
  const std::span<command::Candidate> own(&world_.candidates[pair(b, 0)], theatre_.threats.size());
  renew_predictions(b);
  if (theatre_.fire_distribution != command::FireDistribution::doctrine && !decide_together(b)) return -1;
  std::optional<Choice> choice;
  int target = -1, size = 0;
  bool passed_over = false;
  while ((target = command::max_urgent(own, model.doctrine.order, now_)) >= 0) {
    const auto i = static_cast<std::size_t>(target);
    command::Candidate& c = own[i];
    choice = free_choice(b, i);
    if (const auto next = choice ? choice->at : next_opportunity(b, i);
        !next || absolute(i, next->launch_s) > now_) {
      // A gap between its opportunities: it waits for the next one outside the queue.
      c.waiting = false;
      if (next) ready_at(b, i, absolute(i, next->launch_s));
      continue;
    }
    if (choice) {
      command::Situation s;
      s.rounds_left = rounds(b, choice->kind);
      if (model.doctrine.mode == command::Mode::even_barrage) {
        s.unserved = 0;
        for (const command::Candidate& other : own) s.unserved += other.waiting && other.looks == 0 ? 1 : 0;
      }
      if (model.doctrine.reserve > 0) {
        s.max_valued = c.value >= model.max_value;
        s.rounds_left = rounds_left(b);
      }
      if (model.doctrine.mode == command::Mode::shoot_look_shoot_shoot)
        s.another_assessment = plan(b, choice->guide, choice->kind, i)
                                   .earliest(choice->at.intercept_s + model.unit.assessment_delay_s)
                                   .has_value();
      const int wanted = engagement(b, i).last_chance_posted ? model.doctrine.last_chance
                                                             : command::salvo_size(model.doctrine, s);
      size = std::min({wanted, rounds(b, choice->kind), given(b, choice->kind, i)});
      if (size > 0) break;
    }
    engagement(b, i).left_out = !is_given_any(b, i);
    c.passed_over = passed_over = true; // nothing for it now; another may still be served
  }
  if (passed_over)
    for (command::Candidate& c : own) c.passed_over = false;
  if (target < 0) return -1;
  const auto i = static_cast<std::size_t>(target);
  Engagement& e = engagement(b, i);
  e.guide = static_cast<std::uint16_t>(choice->guide);
  e.kind = static_cast<std::uint16_t>(choice->kind);
  e.salvo_left = static_cast<std::uint32_t>(size);
  e.channel_held = true;
  ++world_.batteries[guide(b, choice->guide)].targets_held;
  own[i].waiting = false;
  ++own[i].looks;
  battery.salvo_at = target;
  tell_links(b, i, EventType::taken_by_another);
  return target;
}

/// Launches the next round of the salvo being fired. False if it has to wait for a round in flight to come
/// home.
bool Raid::launch_round(std::size_t b, std::size_t i) {
  const BatteryModel& model = theatre_.batteries[b];
  BatteryState& battery = world_.batteries[b];
  Engagement& e = engagement(b, i);
  BatteryState& guiding = world_.batteries[guide(b, e.guide)];
  const auto next =
      can_guide(b, e.guide, i) ? plan(b, e.guide, e.kind, i).earliest(since_launch_s(i, now_)) : std::nullopt;
  const bool meets = next && absolute(i, next->launch_s) <= now_;
  if (!meets || rounds(b, e.kind) <= 0) { // time, track or rounds ran out inside the salvo
    e.salvo_left = 0;
    battery.salvo_at = -1;
    if (e.in_flight == 0) post_assessment(b, i);
    return true;
  }
  if (guiding.in_flight >= theatre_.batteries[guide(b, e.guide)].unit.missile_channels) return false;

  ThreatState& threat = world_.threats[i];
  threat.engaged = true;
  if (threat.first_shot_s < 0.0) threat.first_shot_s = since_launch_s(i, now_);
  ++guiding.in_flight;
  ++e.in_flight;
  --e.salvo_left;
  if (e.salvo_left == 0) battery.salvo_at = -1;
  ++fired_;
  if (threat.killed <= now_) ++wasted_;
  if (raid_of(i).friendly) ++friendly_shots_;
  for (std::size_t other = 0; other < theatre_.batteries.size(); ++other)
    if (other != b && engagement(other, i).channel_held) {
      ++doubled_;
      break;
    }
  if (first_shot_ == core::never && !raid_of(i).friendly) first_shot_ = now_;
  battery.next_launch = now_ + from_seconds(model.unit.launch_interval_s);
  if (--rounds(b, e.kind) == 0 && model.rounds[e.kind].stock > 0)
    post(now_ + from_seconds(model.unit.reload_time_s), Phase::command, EventType::reload, b, i, e.kind);
  record(EventKind::round_launched, now_, i, static_cast<int>(b), static_cast<int>(e.rounds_fired));
  post(absolute(i, next->intercept_s), Phase::engagement, EventType::intercept, b, i, e.rounds_fired++);
  return true;
}

/// The track needed by every shot at a target: one draw for all of a battery's shots at it.
bool Raid::holds_to_the_end(std::size_t b, std::size_t i, const engagement::ShotDraws& draws) {
  Engagement& e = engagement(b, i);
  if (e.hold < 0.0) {
    e.hold = draws.stream(Purpose::track_holds).uniform();
    if (sampling_ != nullptr)
      e.hold = sampling_->own_above(i, e.hold, theatre_.batteries[b].unit.track_probability,
                                    sampling_->one_of_batteries());
  }
  return e.hold < theatre_.batteries[guide(b, e.guide)].unit.track_probability;
}

/// Every draw of one shot. It needs its target's track to the end.
bool Raid::stops(std::size_t b, std::size_t i, std::uint32_t round) {
  const Engagement& e = engagement(b, i);
  const std::size_t by = guide(b, e.guide);
  const engagement::Interceptor& interceptor = theatre_.batteries[b].rounds[e.kind].interceptor;
  const engagement::ShotDraws draws = shots(b, i);
  const std::size_t kind_of = world_.first_kind[b] + e.kind;
  const bool fails = world_.batteries[b].fails_as_a_whole || world_.batteries[by].fails_as_a_whole ||
                     world_.lot_fails[kind_of];
  const bool track_holds = picture_.holds(by, i) && holds_to_the_end(b, i, draws);
  const std::size_t target = engagement::index(raid_of(i).target);
  engagement::ShotHistory& shot_history =
      world_.shot_histories[kind_of * engagement::target_class_names.size() + target];
  const double kill = engagement::correlated_kill_probability(interceptor.kill_probability[target],
                                                              interceptor.shot_correlation, shot_history);
  const engagement::Shot shot = engagement::draw_shot(draws, round);
  bool works = shot.works < interceptor.reliability;
  bool kills = shot.kills < kill;
  if (sampling_ != nullptr && track_holds && !fails)
    std::tie(works, kills) = sampling_->shot(i, shot.works, shot.kills, interceptor.reliability, kill);
  if (works) {
    ++shot_history.shots;
    shot_history.kills += kills ? 1 : 0;
  }
  return works && kills && track_holds && !fails;
}

void Raid::intercept(std::size_t b, std::size_t i, std::uint32_t round) {
  Engagement& e = engagement(b, i);
  const std::size_t by = guide(b, e.guide);
  --world_.batteries[by].in_flight;
  --e.in_flight;
  ThreatState& threat = world_.threats[i];
  const bool stopped = !threat.gone && stops(b, i, round);
  if (stopped) {
    threat.killed = now_;
    threat.gone = true;
    for (std::size_t other = 0; other < theatre_.batteries.size(); ++other)
      if (other != b && world_.batteries[other].available && !engagement(other, i).channel_held)
        post(now_ + from_seconds(theatre_.batteries[other].unit.assessment_delay_s), Phase::assessment,
             EventType::seen_to_end, other, i);
  }
  record(stopped ? EventKind::round_stopped_it : EventKind::round_missed, now_, i, static_cast<int>(b),
         static_cast<int>(round));
  if (e.in_flight == 0 && e.salvo_left == 0) post_assessment(b, i);
  channel_came_free(by);
}

/// A channel or a missile of this unit's radar is free: for it and for those whose rounds it can guide.
void Raid::channel_came_free(std::size_t guide) {
  ask_for_decision(guide);
  for (const Link& link : theatre_.batteries[guide].links) ask_for_decision(link.battery);
}

void Raid::post_assessment(std::size_t b, std::size_t i) {
  const double delay_s = theatre_.batteries[b].unit.assessment_delay_s;
  world_.timers.set(world_.timer_ids.assess + static_cast<std::uint32_t>(pair(b, i)),
                    now_ + from_seconds(delay_s));
}

void Raid::assess(std::size_t b, std::size_t i) {
  const BatteryModel& model = theatre_.batteries[b];
  Engagement& e = engagement(b, i);
  command::Candidate& c = candidate(b, i);
  e.channel_held = false;
  const std::size_t by = guide(b, e.guide);
  --world_.batteries[by].targets_held;
  const bool dead = world_.threats[i].killed <= now_;
  bool judged_dead = engagement::judged_dead(shots(b, i), c.looks, dead, model.unit);
  if (sampling_ != nullptr && !dead) { // likeliest at the first look: the weights of all looks stay within 2
    const double u = shots(b, i).stream(Purpose::kill_assessment).uniform(c.looks), next = c.looks + 1.0;
    judged_dead = sampling_->own_below(i, u, model.unit.miss_seen_as_kill, 1.0 / (next * next)) <
                  model.unit.miss_seen_as_kill;
  }
  record(judged_dead ? EventKind::judged_dead : EventKind::judged_alive, now_, i, static_cast<int>(b));
  tell_links(b, i, judged_dead ? EventType::killed_by_another : EventType::left_alive_by_another);
  channel_came_free(by);
  const bool again = shoots_again(model.doctrine, c.looks);
  const bool another_fits = again && rounds_left(b) > 0 && next_opportunity(b, i).has_value();
  if (judged_dead && !dead && another_fits) e.misjudged = true;
  if (judged_dead) {
    c.over = true;
    if (dead) picture_.drop(b, i, now_);
    return;
  }
  if (again) return ready(b, i);
  if (model.doctrine.last_chance == 0 || e.last_chance_posted) {
    c.over = true;
    return;
  }
  // Early enough for its rounds to leave one after the other.
  e.last_chance_posted = true;
  const SimTime lead = from_seconds(model.unit.launch_interval_s * (model.doctrine.last_chance - 1));
  post(std::max(now_, c.last_launch - lead), Phase::tracking, EventType::last_chance, b, i);
}

/// Another unit's shot was seen to end it, or was not.
void Raid::seen_to_end(std::size_t b, std::size_t i) {
  if (engagement(b, i).channel_held) return; // it will judge by itself
  constexpr std::uint32_t as_onlooker = 1U << 20;
  if (!engagement::judged_dead(shots(b, i), as_onlooker, true, theatre_.batteries[b].unit)) return;
  candidate(b, i).over = true;
  candidate(b, i).waiting = false;
  picture_.drop(b, i, now_);
}

/// One more salvo, outside the doctrine's count.
void Raid::last_chance(std::size_t b, std::size_t i) {
  if (candidate(b, i).over || engagement(b, i).channel_held) return;
  ready(b, i);
}

/// The last launch that met a waiting target has passed: what was missing?
void Raid::expire(std::size_t b, std::size_t i) {
  command::Candidate& c = candidate(b, i);
  if (!c.waiting || c.last_launch > now_) return;
  c.waiting = false;
  if (c.deferred > 0) return;
  Engagement& e = engagement(b, i);
  bool channel = false;
  for (std::size_t g = 0; g < guides(b); ++g)
    channel = channel || ((g == 0 || link_is_up(b, g - 1)) && channel_is_free(guide(b, g)));
  if (!channel)
    e.expired_without_channel = true;
  else if (rounds_left(b) <= 0 || e.left_out)
    e.expired_without_round = true;
  else
    e.expired_without_slot = true;
}

void Raid::reload(std::size_t b, std::size_t kind) {
  int& stock = world_.stock[world_.first_kind[b] + kind];
  const int more = std::min(theatre_.batteries[b].rounds[kind].magazine, stock);
  stock -= more;
  rounds(b, kind) += more;
  ask_for_decision(b);
}

void Raid::tell_links(std::size_t b, std::size_t i, EventType what) {
  const auto& links = theatre_.batteries[b].links;
  for (std::size_t k = 0; k < links.size(); ++k)
    if (link_is_up(b, k))
      post(now_ + from_seconds(links[k].latency_s), Phase::assessment, what, links[k].battery, i);
}

} // namespace equipoise::simulation
