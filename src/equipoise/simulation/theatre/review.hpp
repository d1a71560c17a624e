#pragma once
#include "equipoise/core/diagnostics.hpp"
#include "equipoise/scenario/scenario.hpp"
#include "equipoise/simulation/theatre/theatre.hpp"

namespace equipoise::simulation {

/// What an analyst would question in a scenario that is well-formed and can be played: a battery that sees or
/// reaches nothing, a raid that nobody can meet, an asset that nobody aims at, a magazine too small for one
/// salvo. Warnings only.
core::Diagnostics review(const scenario::Scenario& scenario, const Theatre& theatre);

} // namespace equipoise::simulation
