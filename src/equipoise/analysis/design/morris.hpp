#pragma once
// Screening: which inputs matter at all, at a few questions an input.
#include <cstddef>
#include <cstdint>
#include <vector>

#include "equipoise/analysis/design/points.hpp"
#include "equipoise/analysis/interval/interval.hpp"

namespace equipoise::analysis {

struct MorrisDesign {
  std::size_t trajectories = 0;
  Points rows{0, 0};                           ///< trajectory by trajectory, each of inputs + 1 points
  std::vector<std::vector<std::size_t>> order; ///< by trajectory: which input moves at each step
};

/// Trajectories on a grid of `levels`, each step moving one input by levels / (2 (levels - 1)); coordinates
/// at the cube's faces are moved inside by 1 % of a grid step. Domain: levels even, >= 4; trajectories >= 2.
/// Source: Morris (1991), section 3.
MorrisDesign morris_design(std::size_t inputs, std::size_t trajectories, std::size_t levels,
                           std::uint64_t seed);

/// Elementary effects of one input: change of the answer for a move over its whole range at this rate.
struct MorrisEffect {
  Estimate mean;          ///< mu
  Estimate mean_absolute; ///< mu*: how much it matters. Source: Campolongo, Cariboni & Saltelli (2007)
  Estimate deviation;     ///< sigma: how far that depends on the others, or bends
};

/// Student's intervals over the trajectories (mu, mu*), jackknife (sigma). Domain: a value for each row;
/// where it is not a number its steps are left out, and what is left of an input may be too little (NaN).
std::vector<MorrisEffect> morris_effects(const MorrisDesign& design, const std::vector<double>& values,
                                         double level = confidence);

} // namespace equipoise::analysis
