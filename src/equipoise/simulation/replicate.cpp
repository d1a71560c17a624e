#include "equipoise/simulation/replicate.hpp"

#include "equipoise/simulation/raid.hpp"

namespace equipoise::simulation {

results::Outcome replicate(const Theatre& theatre, std::uint64_t seed, std::uint64_t replication,
                           World& world, results::ReplayLog* log) {
  return Raid(theatre, seed, replication, world, log).play();
}

} // namespace equipoise::simulation
