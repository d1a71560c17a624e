#include "equipoise/analysis/curve/contour.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <utility>

#include "equipoise/core/precondition.hpp"

namespace equipoise::analysis {
namespace {

/// An edge of the grid: from node (i, j) to the right, or upwards.
struct Edge {
  std::size_t i = 0, j = 0;
  bool upwards = false;
  auto operator<=>(const Edge&) const = default;
};

/// For conditions.
[[maybe_unused]] bool is_grid(const Grid& g) {
  const auto rising = [](const std::vector<double>& v) {
    return v.size() >= 2 &&
           std::adjacent_find(v.begin(), v.end(), [](double a, double b) { return !(a < b); }) == v.end();
  };
  return rising(g.x) && rising(g.y) && g.values.size() == g.x.size() * g.y.size() &&
         std::all_of(g.values.begin(), g.values.end(), core::is_finite);
}

GridPoint crossing(const Grid& g, const Edge& e, double level) {
  const std::size_t i = e.upwards ? e.i : e.i + 1, j = e.upwards ? e.j + 1 : e.j;
  const double a = g.at(e.i, e.j), b = g.at(i, j), t = (level - a) / (b - a);
  return {g.x[e.i] + t * (g.x[i] - g.x[e.i]), g.y[e.j] + t * (g.y[j] - g.y[e.j])};
}

/// Segments of one cell from edge to edge, higher ground on the left.
void cell_segments(const Grid& g, std::size_t i, std::size_t j, double level, std::map<Edge, Edge>& next) {
  const double v[4] = {g.at(i, j), g.at(i + 1, j), g.at(i + 1, j + 1), g.at(i, j + 1)}; // counterclockwise
  const Edge edges[4] = {{i, j, false}, {i + 1, j, true}, {i, j + 1, false}, {i, j, true}};
  const auto above = [&](std::size_t k) { return v[k % 4] >= level; };
  // Higher ground on the left: the line comes in where the corners, going round, fall from high to low.
  std::vector<std::size_t> enters, leaves;
  for (std::size_t k = 0; k < 4; ++k) {
    if (above(k) && !above(k + 1)) enters.push_back(k);
    if (!above(k) && above(k + 1)) leaves.push_back(k);
  }
  const bool joined =
      0.25 * (v[0] + v[1] + v[2] + v[3]) >= level; // the high corners of a saddle, across the middle
  for (const std::size_t in : enters) {
    std::size_t out = leaves.front();
    if (leaves.size() == 2)
      out = joined ? (in + 1) % 4 : (in + 3) % 4; // round the low corner, or the high one
    next[edges[in]] = edges[out];
  }
}

double shoelace(const std::vector<GridPoint>& points) {
  double sum = 0.0;
  for (std::size_t k = 0; k < points.size(); ++k) {
    const GridPoint &a = points[k], &b = points[(k + 1) % points.size()];
    sum += a.x * b.y - b.x * a.y;
  }
  return 0.5 * sum;
}

/// The part of one cell at the level or above: its high corners and the crossings between, going round. At a
/// saddle whose middle is low, two triangles.
double cell_area(const Grid& g, std::size_t i, std::size_t j, double level) {
  const std::size_t ci[4] = {i, i + 1, i + 1, i}, cj[4] = {j, j, j + 1, j + 1};
  double v[4], sum = 0.0;
  for (std::size_t k = 0; k < 4; ++k) sum += v[k] = g.at(ci[k], cj[k]);
  const auto between = [&](std::size_t k, std::size_t n) {
    const double t = (level - v[k]) / (v[n] - v[k]);
    return GridPoint{g.x[ci[k]] + t * (g.x[ci[n]] - g.x[ci[k]]), g.y[cj[k]] + t * (g.y[cj[n]] - g.y[cj[k]])};
  };
  std::vector<GridPoint> inside;
  double area = 0.0;
  std::size_t passed = 0;
  for (std::size_t k = 0; k < 4; ++k) {
    const std::size_t n = (k + 1) % 4, before = (k + 3) % 4;
    if (v[k] >= level) inside.push_back({g.x[ci[k]], g.y[cj[k]]});
    if ((v[k] >= level) != (v[n] >= level)) {
      inside.push_back(between(k, n));
      ++passed;
    }
    if (v[k] >= level && v[before] < level && v[n] < level)
      area += shoelace({between(before, k), {g.x[ci[k]], g.y[cj[k]]}, between(k, n)});
  }
  return passed == 4 && 0.25 * sum < level ? area : shoelace(inside);
}

} // namespace

std::vector<Contour> contours(const Grid& grid, double level) {
  EQUIPOISE_PRECONDITION(is_grid(grid));
  std::map<Edge, Edge>
      next; // every edge is entered from by at most one cell: one line passes it, in one direction
  for (std::size_t j = 0; j + 1 < grid.y.size(); ++j)
    for (std::size_t i = 0; i + 1 < grid.x.size(); ++i) cell_segments(grid, i, j, level, next);
  std::set<Edge> ends;
  for (const auto& [from, to] : next) ends.insert(to);
  std::vector<Contour> all;
  const auto follow = [&](Edge edge, bool closed) {
    Contour line{{}, closed};
    for (;;) {
      line.points.push_back(crossing(grid, edge, level));
      const auto found = next.find(edge);
      if (found == next.end()) break;
      const Edge to = found->second;
      next.erase(found);
      if (closed && !next.contains(to)) break;
      edge = to;
    }
    all.push_back(std::move(line));
  };
  std::vector<Edge> begins;
  for (const auto& [from, to] : next)
    if (!ends.contains(from)) begins.push_back(from);
  for (const Edge& edge : begins) follow(edge, false);
  while (!next.empty()) follow(next.begin()->first, true);
  return all;
}

double enclosed_area(const Contour& contour) {
  EQUIPOISE_PRECONDITION(contour.closed);
  return shoelace(contour.points);
}

double area_above(const Grid& grid, double level) {
  EQUIPOISE_PRECONDITION(is_grid(grid));
  double area = 0.0;
  for (std::size_t j = 0; j + 1 < grid.y.size(); ++j)
    for (std::size_t i = 0; i + 1 < grid.x.size(); ++i) area += cell_area(grid, i, j, level);
  return area;
}

bool touches_border(const Grid& grid, double level) {
  const std::size_t right = grid.x.size() - 1, top = grid.y.size() - 1;
  for (std::size_t i = 0; i <= right; ++i)
    if (grid.at(i, 0) >= level || grid.at(i, top) >= level) return true;
  for (std::size_t j = 0; j <= top; ++j)
    if (grid.at(0, j) >= level || grid.at(right, j) >= level) return true;
  return false;
}

} // namespace equipoise::analysis
