#pragma once
// What share of an answer's variance each input accounts for, alone and together with others.
#include <cstddef>
#include <cstdint>
#include <vector>

#include "equipoise/analysis/design/points.hpp"
#include "equipoise/analysis/interval/interval.hpp"

namespace equipoise::analysis {

/// Columns that move together count as one input.
using Groups = std::vector<std::vector<std::size_t>>;

enum class Sampling { quasi_random, random };

/// Which questions to ask: per base sample one row A, one row B, and for each group a row of A with the
/// group's columns taken from B. Blocks are independent (scrambles, or draws), for the intervals.
struct IndexDesign {
  std::size_t groups = 0, base = 0, blocks = 0; ///< base: samples of one block
  Points rows{0, 0}; ///< block by block, sample by sample: A, B, AB of group 0, 1, ...
};

/// Domain: every column in exactly one group; 2 * columns <= max_sobol_dimensions for quasi_random; base a
/// power of two for quasi_random (for its balance); base >= 2, blocks >= 1.
/// Source: Saltelli et al. (2010), the radial design AB of table 2.
IndexDesign index_design(const Groups& groups, std::size_t base, std::size_t blocks, Sampling sampling,
                         std::uint64_t seed);

struct SobolIndex {
  Estimate first; ///< share of the variance that vanishes on average when the group is known
  Estimate total; ///< share left on average when all else is known
};

struct SobolIndices {
  double mean = 0.0;
  Estimate variance;
  std::size_t samples = 0; ///< without those that hold a value that is not a number
  std::vector<SobolIndex> groups;
};

/// First: Saltelli et al. (2010), eq. b of table 2, each sample centred by the mean of the others, which
/// leaves it unbiased. Total: Jansen (1999). Numerators and variance are unbiased for random rows; their
/// ratio is off by O(1/base). Intervals: delete-one-block jackknife with Student's t (Tukey 1958), not known
/// (NaN) with one block. `noise_variances`, where not empty, is the variance of the chance in each value
/// (independent from row to row): it is taken out of the variance and of the totals, which it would swell.
/// Domain: a value for each row of the design; one that is not a number leaves its whole sample out, and a
/// block with fewer than two samples left is left out. Where the answer does not vary, indices are 0.
SobolIndices sobol_indices(const IndexDesign& design, const std::vector<double>& values,
                           const std::vector<double>& noise_variances = {}, double level = confidence);

} // namespace equipoise::analysis
