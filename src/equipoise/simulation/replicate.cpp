#include "equipoise/simulation/replicate.hpp"

#include "equipoise/simulation/raid.hpp"

namespace equipoise::simulation {

results::Outcome replicate(const Theatre& theatre, std::uint64_t seed, std::uint64_t replication,
                           World& world, std::vector<results::ReplayEvent>* events) {
  return Raid(theatre, seed, replication, world, events).play();
}

} // namespace equipoise::simulation
