#include "equipoise/simulation/world.hpp"

#include <algorithm>

namespace equipoise::simulation {
namespace {

/// Most events that can be pending at once: for each pair its track, opening, expiry and assessment, for each
/// threat its end, for each battery a decision, and every round in flight.
std::size_t capacity(const Theatre& theatre) {
  const std::size_t threats = theatre.threats.size();
  std::size_t events = threats;
  for (const BatteryModel& battery : theatre.batteries) {
    const std::size_t in_flight =
        std::min({static_cast<std::size_t>(battery.unit.rounds),
                  static_cast<std::size_t>(battery.unit.missile_channels),
                  battery.doctrine.mode == command::Mode::even_barrage
                      ? static_cast<std::size_t>(battery.unit.rounds)
                      : threats * static_cast<std::size_t>(battery.doctrine.shots)});
    events += threats * 5 + in_flight + 8;
  }
  return events;
}

} // namespace

World::World(const Theatre& theatre)
    : threats(theatre.threats.size()),
      batteries(theatre.batteries.size()),
      engagements(theatre.threats.size() * theatre.batteries.size()),
      candidates(theatre.threats.size() * theatre.batteries.size()) {
  queue.reserve(capacity(theatre));
}

void World::reset(const Theatre& theatre) {
  std::fill(threats.begin(), threats.end(), ThreatState{});
  std::fill(engagements.begin(), engagements.end(), Engagement{});
  std::fill(candidates.begin(), candidates.end(), command::Candidate{});
  for (std::size_t b = 0; b < batteries.size(); ++b) {
    batteries[b] = BatteryState{};
    batteries[b].rounds = theatre.batteries[b].unit.rounds;
  }
  queue.clear();
}

} // namespace equipoise::simulation
