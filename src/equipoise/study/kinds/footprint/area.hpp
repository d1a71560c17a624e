#pragma once
// From raids held at every place of a grid to areas and their lines.
#include <vector>

#include "equipoise/study/kinds/footprint/field.hpp"

namespace equipoise::study {

/// P(no leaker) over the grid, leaving out one part of the replications where asked.
analysis::Grid surface_of(const analysis::Grid& grid, const std::vector<PartCounts>& counts,
                          std::uint64_t replications, std::size_t without = footprint_parts);

/// The region where P(no leaker) is at the level or above; the interval of its area is Tukey's jackknife.
results::Footprint::Level level_of(const analysis::Grid& grid, const std::vector<PartCounts>& counts,
                                   std::uint64_t replications, double level);

/// The areas that hold 90 % of the parameter sets: `areas` by set, then by level.
void add_sets(const std::vector<std::vector<double>>& areas, results::Footprint& footprint);

} // namespace equipoise::study
