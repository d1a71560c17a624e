#pragma once
#include <cstdint>

#include "equipoise/results/outcome.hpp"
#include "equipoise/results/replay.hpp"
#include "equipoise/simulation/sampling/importance.hpp"
#include "equipoise/simulation/theatre/theatre.hpp"
#include "equipoise/simulation/world/world.hpp"

namespace equipoise::simulation {

/// Plays the raid once. A pure function of (theatre, seed, replication): any thread, any order, any machine
/// gives the same row. Nothing is allocated. `log`, where given,
/// receives what happened and what the radars saw, in order, and changes no draw. Domain: a world as large as
/// the theatre. Assumes: it is scratch made for this one.
results::Outcome replicate(const Theatre& theatre, std::uint64_t seed, std::uint64_t replication,
                           World& world, results::ReplayLog* log = nullptr);

/// One path of a rare-event estimate: see ImportanceSampling. The mean of weights over paths with a leaker is
/// unbiased for the chance of a leaker.
struct WeightedOutcome {
  results::Outcome row;
  double weight = 1.0;
  bool plain = true;        ///< drawn at the raid's own chances
  std::uint32_t events = 0; ///< that happened while it was played: its work
};

/// As `replicate`, pure and without allocation. Assumes: `tilt` is scratch made for this theatre.
WeightedOutcome replicate_weighted(const Theatre& theatre, std::uint64_t seed, std::uint64_t replication,
                                   World& world, ImportanceSampling& sampling);

/// The same raid with everything a picture of it needs.
results::Replay replay(const Theatre& theatre, std::uint64_t seed, std::uint64_t replication);
/// Row `replication` of a run of the scenario that `theatre` was prepared from, with its title and place.
results::Replay replay(const Theatre& theatre, const scenario::Scenario& scenario, std::uint64_t replication);

} // namespace equipoise::simulation
