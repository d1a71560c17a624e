#include "equipoise/study/kinds/footprint/area.hpp"

#include <algorithm>
#include <cmath>

#include "equipoise/analysis/interval/jackknife.hpp"

namespace equipoise::study {
namespace {

/// Replications [part * n / parts, ...) hold so many.
double size_of_part(std::size_t part, std::uint64_t replications) {
  const auto begin = [&](std::uint64_t k) {
    return (k * replications + footprint_parts - 1) / footprint_parts;
  };
  return static_cast<double>(begin(part + 1) - begin(part));
}

/// Every second row and column: what the area would be on a coarser grid.
analysis::Grid coarser(const analysis::Grid& grid) {
  analysis::Grid result;
  for (std::size_t i = 0; i < grid.x.size(); i += 2) result.x.push_back(grid.x[i]);
  for (std::size_t j = 0; j < grid.y.size(); j += 2) result.y.push_back(grid.y[j]);
  for (std::size_t j = 0; j < grid.y.size(); j += 2)
    for (std::size_t i = 0; i < grid.x.size(); i += 2) result.values.push_back(grid.at(i, j));
  return result;
}

} // namespace

analysis::Grid surface_of(const analysis::Grid& grid, const std::vector<PartCounts>& counts,
                          std::uint64_t replications, std::size_t without) {
  analysis::Grid surface = grid;
  for (const PartCounts& point : counts) {
    double held = 0.0, played = 0.0;
    for (std::size_t k = 0; k < footprint_parts; ++k) {
      if (k == without) continue;
      held += static_cast<double>(point[k]);
      played += size_of_part(k, replications);
    }
    surface.values.push_back(held / played);
  }
  return surface;
}

results::Footprint::Level level_of(const analysis::Grid& grid, const std::vector<PartCounts>& counts,
                                   std::uint64_t replications, double level) {
  const analysis::Grid surface = surface_of(grid, counts, replications);
  results::Footprint::Level result;
  result.level = level;
  std::vector<double> without;
  for (std::size_t k = 0; k < footprint_parts; ++k)
    without.push_back(analysis::area_above(surface_of(grid, counts, replications, k), level));
  const analysis::Estimate area = analysis::jackknife(analysis::area_above(surface, level), without);
  const double whole = (surface.x.back() - surface.x.front()) * (surface.y.back() - surface.y.front());
  result.area_m2 = {area.value, std::max(0.0, area.interval.low), std::min(whole, area.interval.high)};
  const analysis::Grid coarse = coarser(surface);
  if (coarse.x.size() >= 2 && coarse.y.size() >= 2)
    result.coarser_area_m2 = analysis::area_above(coarse, level);
  result.beyond = analysis::touches_border(surface, level);
  for (const analysis::Contour& contour : analysis::contours(surface, level)) {
    results::Footprint::Line line;
    line.closed = contour.closed;
    for (const analysis::GridPoint& p : contour.points) line.points.emplace_back(p.x, p.y);
    result.lines.push_back(std::move(line));
  }
  return result;
}

void add_sets(const std::vector<std::vector<double>>& areas, results::Footprint& footprint) {
  for (std::size_t l = 0; l < footprint.levels.size(); ++l) {
    std::vector<double> list;
    for (const auto& set : areas) list.push_back(set[l]);
    if (list.empty()) continue;
    std::sort(list.begin(), list.end());
    const double last = static_cast<double>(list.size() - 1);
    footprint.levels[l].over_sets = {list[static_cast<std::size_t>(std::floor(0.05 * last))],
                                     list[static_cast<std::size_t>(std::ceil(0.95 * last))]};
  }
  footprint.sets = areas.size();
}

} // namespace equipoise::study
