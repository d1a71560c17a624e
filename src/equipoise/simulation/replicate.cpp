#include "equipoise/simulation/replicate.hpp"

#include "equipoise/simulation/raid.hpp"

namespace equipoise::simulation {

results::Outcome replicate(const Theatre& theatre, std::uint64_t seed, std::uint64_t replication,
                           World& world, std::vector<results::ReplayEvent>* events) {
  return Raid(theatre, seed, replication, world, events).play();
}

WeightedOutcome replicate_tilted(const Theatre& theatre, std::uint64_t seed, std::uint64_t replication,
                                 World& world, Tilt& tilt) {
  tilt.begin(seed, replication);
  const results::Outcome row = Raid(theatre, seed, replication, world, nullptr, &tilt).play();
  return {row, tilt.weight(), tilt.plain(), world.queue.posted()};
}

} // namespace equipoise::simulation
