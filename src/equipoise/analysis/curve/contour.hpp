#pragma once
// Lines of equal value over a grid.
#include <cstddef>
#include <vector>

namespace equipoise::analysis {

struct GridPoint {
  double x = 0.0, y = 0.0;
};

/// Values at the nodes of a rectangular grid, row by row in y.
struct Grid {
  std::vector<double> x, y;   ///< of the columns and rows, rising
  std::vector<double> values; ///< value at (x[i], y[j]) is values[j * x.size() + i]
  double at(std::size_t i, std::size_t j) const { return values[j * x.size() + i]; }
};

/// One line, with higher ground on its left. A closed one does not repeat its first point.
struct Contour {
  std::vector<GridPoint> points;
  bool closed = false;
};

/// Where the values pass `level`, linear along the edges of the grid; at a saddle the mean of the four
/// corners decides what is joined. Lines end at the border of the grid. A node at the level counts as above
/// it. Domain: finite values, at least two columns and rows. Source: Lorensen & Cline (1987), in two
/// dimensions.
std::vector<Contour> contours(const Grid& grid, double level);

/// Area enclosed, by the shoelace formula: positive around higher ground, negative around a hole in it.
/// Domain: a closed contour.
double enclosed_area(const Contour& contour);

/// Area inside the grid where the values are at `level` or above, bounded by the lines of `contours` and by
/// the border. Domain: as contours.
double area_above(const Grid& grid, double level);

/// Whether any node of the border is at `level` or above: the region may go on beyond the grid.
bool touches_border(const Grid& grid, double level);

} // namespace equipoise::analysis
