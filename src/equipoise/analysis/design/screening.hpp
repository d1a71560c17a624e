#pragma once
// What a number depends on, read out of drawn sets that were played anyway.
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "equipoise/results/study_result.hpp"

namespace equipoise::analysis {

/// Inputs that move together, and the uniform number in (0, 1) that moved them in a set.
struct MovedGroup {
  std::string name;
  std::vector<std::string> members;
  std::function<double(std::uint64_t set)> uniform;
};

/// For each group: the mean value of the sets that draw it from the upper third, less that of the sets that
/// draw it from the lower third, all else drawn too; with Welch's 95 % interval, largest first. Groups of
/// fewer than four sets a third are left out. A screening from given data: effects that cancel over a range
/// do not show.
std::vector<results::Hinge> screen(const std::map<std::uint64_t, double>& values,
                                   const std::vector<MovedGroup>& groups);

} // namespace equipoise::analysis
