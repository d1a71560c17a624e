#pragma once
// The open benchmark format of weapon-target assignment (Andersen, Pavlikov & Toffolo 2022):
//   W T mu        weapons, targets, rounds of each weapon
//   w             the weight of each target, T numbers
//   i j p         the kill probability of a round of weapon i at target j, from 0, every pair once, one a
//   line
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "equipoise/assignment/weapon_target.hpp"
#include "equipoise/core/diagnostics.hpp"

namespace equipoise::io {

struct AssignmentInstance {
  std::vector<double> values;
  std::vector<int> rounds;
  std::vector<double> kill_probability;

  assignment::WeaponTargetProblem problem() const { return {values, rounds, kill_probability, {}, 1}; }
  /// What an WeaponTargetSolver must have room for.
  assignment::WeaponTargetSize size() const;
};

/// Nothing if something is wrong. Faults name their place in `file`; more than twenty are not shown.
std::optional<AssignmentInstance> read_assignment(std::string_view text, const std::string& file,
                                                  core::Diagnostics& diagnostics);

} // namespace equipoise::io
