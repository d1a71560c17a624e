#include "equipoise/simulation/world/world.hpp"

#include <algorithm>

#include "equipoise/core/hash.hpp"

namespace equipoise::simulation {
namespace {

/// Rounds of one battery that can be in flight at once.
std::size_t max_in_flight(const BatteryModel& battery, std::size_t threats) {
  double rounds = 0.0, channels = battery.unit.missile_channels;
  for (const RoundKind& kind : battery.rounds) rounds += kind.magazine + static_cast<double>(kind.stock);
  if (!battery.links.empty()) channels = rounds; // those of others guide too
  const command::Doctrine& doctrine = battery.doctrine;
  const int salvo = std::max({doctrine.shots, doctrine.last_shots, doctrine.last_chance});
  const double ordered =
      doctrine.mode == command::Mode::even_barrage ? rounds : static_cast<double>(threats) * salvo;
  return static_cast<std::size_t>(std::min({rounds, channels, ordered}));
}

/// Most events that can be pending at once: for each pair its last chance and another's end, and what each
/// link says of it; for each battery its turns and reloads, and every round in flight.
std::size_t capacity(const Theatre& theatre) {
  const std::size_t threats = theatre.threats.size();
  std::size_t events = 0;
  for (const BatteryModel& battery : theatre.batteries)
    events += threats * (2 + 4 * battery.links.size()) + max_in_flight(battery, threats) +
              battery.rounds.size() + 8;
  return events;
}

bool is_filtered(const Theatre& theatre) {
  return theatre.sensing == scenario::Sensing::dwell &&
         std::any_of(theatre.batteries.begin(), theatre.batteries.end(),
                     [](const BatteryModel& battery) { return !battery.perfect_picture; });
}

/// That one radar follows.
std::size_t max_tracks(const Theatre& theatre) {
  int max = 0;
  for (const BatteryModel& battery : theatre.batteries)
    for (const sensing::Radar& radar : battery.radar) max = std::max(max, radar.tracks);
  return static_cast<std::size_t>(max);
}

} // namespace

World::World(const Theatre& theatre)
    : flights(theatre.raids.size()),
      threats(theatre.threats.size()),
      batteries(theatre.batteries.size()),
      chains(theatre.threats.size() * theatre.batteries.size() * sensors),
      engagements(theatre.threats.size() * theatre.batteries.size()),
      candidates(theatre.threats.size() * theatre.batteries.size()),
      files(is_filtered(theatre) ? chains.size() : 0),
      batch(is_filtered(theatre) ? theatre.threats.size() : 0, max_tracks(theatre)) {
  std::size_t kinds = 0, links = 0;
  pair_names.reserve(engagements.size());
  for (const BatteryModel& battery : theatre.batteries) {
    for (const Threat& threat : theatre.threats)
      pair_names.push_back(core::combine(battery.name, threat.name));
    first_kind.push_back(kinds);
    first_link.push_back(links);
    kinds += battery.rounds.size();
    links += battery.links.size();
  }
  rounds.resize(kinds);
  stock.resize(kinds);
  lot_fails.resize(kinds);
  shot_histories.resize(kinds * engagement::target_class_names.size());
  links_up.resize(links);
  if (theatre.fire_distribution != command::FireDistribution::doctrine)
    joint = command::JointDecision(static_cast<int>(kinds), threats.size());
  track_events.reserve(4 * theatre.threats.size() + 4);
  const auto pairs = static_cast<std::uint32_t>(engagements.size());
  timer_ids.ready = static_cast<std::uint32_t>(chains.size());
  timer_ids.assess = timer_ids.ready + pairs;
  timer_ids.serve = timer_ids.assess + pairs;
  timer_ids.expire = timer_ids.serve + static_cast<std::uint32_t>(batteries.size());
  timer_ids.size = timer_ids.expire + pairs;
  ends.reserve(threats.size() + 1);
  timers.resize(timer_ids.size);
  queue.reserve(capacity(theatre));
}

void World::reset(const Theatre& theatre) {
  std::fill(threats.begin(), threats.end(), ThreatState{});
  std::fill(chains.begin(), chains.end(), Chain{});
  std::fill(engagements.begin(), engagements.end(), Engagement{});
  std::fill(candidates.begin(), candidates.end(), command::Candidate{});
  std::fill(shot_histories.begin(), shot_histories.end(), engagement::ShotHistory{});
  for (std::size_t b = 0; b < batteries.size(); ++b) {
    batteries[b] = BatteryState{};
    batteries[b].next_launch = theatre.batteries[b].ready;
    for (std::size_t k = 0; k < theatre.batteries[b].rounds.size(); ++k) {
      rounds[first_kind[b] + k] = theatre.batteries[b].rounds[k].magazine;
      stock[first_kind[b] + k] = theatre.batteries[b].rounds[k].stock;
    }
  }
  ends.clear();
  timers.clear();
  queue.clear();
  steps = 0;
}

} // namespace equipoise::simulation
