#include "equipoise/tracking/metrics.hpp"

#include <algorithm>

#include "equipoise/core/elementary/elementary.hpp"
#include "equipoise/core/precondition.hpp"

namespace equipoise::tracking {
namespace {

using Points = std::span<const core::Vec3<core::Stage>>;

double power(double x, double order) {
  return order == 1.0 ? x : order == 2.0 ? x * x : core::pow(x, order);
}
double root(double x, double order) {
  return order == 1.0 ? x : order == 2.0 ? core::sqrt(x) : core::pow(x, 1.0 / order);
}

/// Of the best pairing of the smaller set into the larger.
struct Pairing {
  double near = 0.0;     ///< sum of the powers of distances below the cut-off
  std::size_t pairs = 0; ///< that are nearer than the cut-off
};

Pairing pair(Points tracks, Points targets, double cutoff, double order,
             assignment::LinearAssignment& workspace, std::span<double> costs) {
  EQUIPOISE_PRECONDITION(order >= 1.0 && core::is_finite(order) && cutoff > 0.0);
  EQUIPOISE_PRECONDITION(costs.size() >= tracks.size() * targets.size());
  const double max = power(cutoff, order);
  for (std::size_t i = 0; i < tracks.size(); ++i)
    for (std::size_t j = 0; j < targets.size(); ++j)
      costs[i * targets.size() + j] = std::min(max, power(norm(tracks[i] - targets[j]), order));
  const auto columns = workspace.solve(costs, tracks.size(), targets.size());
  Pairing p;
  for (std::size_t i = 0; i < columns.size(); ++i) {
    if (columns[i] == assignment::LinearAssignment::none) continue;
    const double cost = costs[i * targets.size() + static_cast<std::size_t>(columns[i])];
    if (!(cost < max)) continue;
    p.near += cost;
    ++p.pairs;
  }
  return p;
}

} // namespace

Ospa ospa(Points tracks, Points targets, double cutoff, double order, assignment::LinearAssignment& workspace,
          std::span<double> costs) {
  const std::size_t few = std::min(tracks.size(), targets.size()),
                    many = std::max(tracks.size(), targets.size());
  if (many == 0) return {};
  const Pairing p = pair(tracks, targets, cutoff, order, workspace, costs);
  const double max = power(cutoff, order), n = static_cast<double>(many);
  const double local = (p.near + static_cast<double>(few - p.pairs) * max) / n;
  const double cardinality = static_cast<double>(many - few) * max / n;
  return {root(local + cardinality, order), root(local, order), root(cardinality, order)};
}

Gospa gospa(Points tracks, Points targets, double cutoff, double order,
            assignment::LinearAssignment& workspace, std::span<double> costs) {
  // A pair at the cut-off or beyond costs as much as a missed target and a false track, so it is counted as
  // those.
  const Pairing p = pair(tracks, targets, cutoff, order, workspace, costs);
  const std::size_t missed = targets.size() - p.pairs, false_tracks = tracks.size() - p.pairs;
  const double alone = 0.5 * power(cutoff, order) * static_cast<double>(missed + false_tracks);
  return {root(p.near + alone, order), root(p.near, order), missed, false_tracks};
}

} // namespace equipoise::tracking
