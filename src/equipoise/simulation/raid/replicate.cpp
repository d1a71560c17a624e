#include "equipoise/simulation/raid/replicate.hpp"

#include "equipoise/core/precondition.hpp"
#include "equipoise/simulation/raid/raid.hpp"

namespace equipoise::simulation {

results::Outcome replicate(const Theatre& theatre, std::uint64_t seed, std::uint64_t replication,
                           World& world, results::ReplayLog* log) {
  EQUIPOISE_PRECONDITION(world.threats.size() == theatre.threats.size() &&
                         world.batteries.size() == theatre.batteries.size());
  return Raid(theatre, seed, replication, world, log).play();
}

WeightedOutcome replicate_weighted(const Theatre& theatre, std::uint64_t seed, std::uint64_t replication,
                                   World& world, ImportanceSampling& sampling) {
  EQUIPOISE_PRECONDITION(world.threats.size() == theatre.threats.size() &&
                         world.batteries.size() == theatre.batteries.size());
  sampling.begin(seed, replication);
  const results::Outcome row = Raid(theatre, seed, replication, world, nullptr, &sampling).play();
  return {row, sampling.weight(), sampling.plain(), world.steps};
}

} // namespace equipoise::simulation
