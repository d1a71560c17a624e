#pragma once
#include <cstdint>

#include "equipoise/results/outcome.hpp"
#include "equipoise/results/replay.hpp"
#include "equipoise/simulation/theatre.hpp"
#include "equipoise/simulation/world.hpp"

namespace equipoise::simulation {

/// Plays the raid once. A pure function of (theatre, seed, replication): any thread, any order, any machine
/// gives the same row. `world` is scratch made for this theatre; nothing is allocated. `log`, where given,
/// receives what happened and what the radars saw, in order, and changes no draw.
results::Outcome replicate(const Theatre& theatre, std::uint64_t seed, std::uint64_t replication,
                           World& world, results::ReplayLog* log = nullptr);

/// The same raid with everything a picture of it needs.
results::Replay replay(const Theatre& theatre, std::uint64_t seed, std::uint64_t replication);

} // namespace equipoise::simulation
