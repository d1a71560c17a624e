#include "equipoise/simulation/replicate.hpp"

#include "equipoise/core/precondition.hpp"
#include "equipoise/simulation/raid.hpp"

namespace equipoise::simulation {

results::Outcome replicate(const Theatre& theatre, std::uint64_t seed, std::uint64_t replication,
                           World& world, results::ReplayLog* log) {
  EQUIPOISE_PRECONDITION(world.threats.size() == theatre.threats.size() &&
                         world.batteries.size() == theatre.batteries.size());
  return Raid(theatre, seed, replication, world, log).play();
}

WeightedOutcome replicate_tilted(const Theatre& theatre, std::uint64_t seed, std::uint64_t replication,
                                 World& world, Tilt& tilt) {
  EQUIPOISE_PRECONDITION(world.threats.size() == theatre.threats.size() &&
                         world.batteries.size() == theatre.batteries.size());
  tilt.begin(seed, replication);
  const results::Outcome row = Raid(theatre, seed, replication, world, nullptr, &tilt).play();
  return {row, tilt.weight(), tilt.plain(), world.steps};
}

} // namespace equipoise::simulation
