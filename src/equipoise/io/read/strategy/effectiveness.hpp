#pragma once
// Effectiveness curves as files: what a study of raids leaves for studies of strategy.
//
//   format = "equipoise-effectiveness/1"
//   title  = "..."
//   origin = "studies/false-security-2020.toml"            # optional
//   [[set]]
//   belief = "assessed"
//   set    = 0                                           # 0: nominal values; drawn sets count from 1
//   values = { "48n6e3.kill_probability" = 0.7 }        # optional: what was drawn, SI
//   raid   = [ { size = 0, leakers = [1] }, { size = 4, leakers = [812, 120, 50, 14, 4] } ]
//
// `leakers`: replications with 0, 1, ... leakers, or their chances; read as shares of their sum. A sweep
// writes the sizes it played; those between are read as strategy/curve.hpp says.
#include <filesystem>
#include <string>

#include "equipoise/core/diagnostics.hpp"
#include "equipoise/results/effectiveness.hpp"

namespace equipoise::io {

results::Effectiveness parse_effectiveness(const std::string& text, const std::string& file,
                                           core::Diagnostics& diagnostics);
/// Reads back as the same doubles.
std::string effectiveness_toml(const results::Effectiveness& effectiveness);

} // namespace equipoise::io
