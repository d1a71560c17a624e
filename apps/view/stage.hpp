#pragma once
// A scenario as a stage, and any raid of its run, played when it is asked for.
#include <string>

#include "equipoise/scenario/scenario.hpp"
#include "equipoise/simulation/theatre/theatre.hpp"
#include "reply.hpp"

namespace equipoise::view {

struct Stage {
  std::string file;
  std::string command; ///< tells a raid of this run, once " --replication K" is added
  scenario::Scenario scenario;
  simulation::Theatre theatre; ///< prepared from it
};

inline constexpr std::uint64_t max_replication = 999'999'999'999; ///< the last of the longest run

/// "/", "/api/view", "/api/raid/K" for the page, "/replay/K.FORMAT" as `equipoise replay` writes it.
Answer stage_answer(Stage stage);

} // namespace equipoise::view
