#include "equipoise/analysis/curve/contour.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <numbers>

using namespace equipoise;

namespace {

template <class F>
analysis::Grid grid(std::size_t n, double low, double high, const F& f) {
  analysis::Grid g;
  for (std::size_t i = 0; i < n; ++i)
    g.x.push_back(low + (high - low) * static_cast<double>(i) / static_cast<double>(n - 1));
  g.y = g.x;
  for (const double y : g.y)
    for (const double x : g.x) g.values.push_back(f(x, y));
  return g;
}

} // namespace

// Linear interpolation of a cone: points lie within h^2 / (8 r) of the circle, and the area converges as h^2.
TEST_CASE("a circle: one closed line, every point on it, the area of a disc") {
  for (const std::size_t n : {41U, 161U}) {
    const double h = 4.0 / static_cast<double>(n - 1);
    const auto lines =
        analysis::contours(grid(n, -2, 2, [](double x, double y) { return -std::hypot(x, y); }), -1.5);
    REQUIRE(lines.size() == 1);
    CHECK(lines[0].closed);
    for (const auto& p : lines[0].points) CHECK(std::abs(std::hypot(p.x, p.y) - 1.5) < h * h / 8);
    CHECK(std::abs(analysis::enclosed_area(lines[0]) - std::numbers::pi * 2.25) < 2 * h * h);
    CHECK(analysis::enclosed_area(lines[0]) > 0); // higher ground on the left
  }
}

TEST_CASE("a ring: the hole is turned the other way round") {
  const auto lines = analysis::contours(
      grid(81, -2, 2, [](double x, double y) { return -std::abs(std::hypot(x, y) - 1); }), -0.4);
  REQUIRE(lines.size() == 2);
  double area = 0.0;
  for (const auto& line : lines) area += analysis::enclosed_area(line);
  CHECK(area == doctest::Approx(std::numbers::pi * (1.96 - 0.36)).epsilon(0.01));
  CHECK(analysis::enclosed_area(lines[0]) * analysis::enclosed_area(lines[1]) < 0);
}

TEST_CASE("a slope: one open line from border to border, exactly where it should be") {
  const auto lines = analysis::contours(grid(11, 0, 1, [](double x, double) { return x; }), 0.33);
  REQUIRE(lines.size() == 1);
  CHECK_FALSE(lines[0].closed);
  CHECK(lines[0].points.size() == 11);
  for (const auto& p : lines[0].points) CHECK(p.x == doctest::Approx(0.33));
  CHECK(lines[0].points.front().y >
        lines[0].points.back().y); // high ground, to the right on the page, is on its left going down
}

TEST_CASE("a saddle: the mean decides, flat ground has no line, a node at the level is above it") {
  const analysis::Grid low{{0, 1}, {0, 1}, {1, 0, 0, 1}};
  const auto apart = analysis::contours(low, 0.6), joined = analysis::contours(low, 0.4);
  REQUIRE(apart.size() == 2);
  REQUIRE(joined.size() == 2);
  // Apart, each line turns round a high corner: near (0, 0) it joins the bottom and the left edge.
  for (const auto& line : apart) {
    const auto &a = line.points.front(), &b = line.points.back();
    CHECK(std::abs((a.x + a.y) - (b.x + b.y)) < 1e-12);
  }
  for (const auto& line : joined) {
    const auto &a = line.points.front(), &b = line.points.back();
    CHECK(std::abs((a.x - a.y) - (b.x - b.y)) < 1e-12);
  }
  CHECK(analysis::contours(grid(5, 0, 1, [](double, double) { return 0.5; }), 0.5).empty());
  CHECK(analysis::contours(grid(5, 0, 1, [](double, double) { return 0.5; }), 0.6).empty());
  CHECK(
      analysis::contours(grid(5, -2, 2, [](double x, double y) { return x == 0 && y == 0 ? 1.0 : 0.0; }), 1.0)
          .size() == 1);
}

// Inside closed lines the area is what they enclose, holes taken out; at the border it is cut off there.
TEST_CASE("the area above a level is what its lines enclose, up to the border") {
  const auto bumps = grid(41, -2, 2, [](double x, double y) {
    return std::cos(4 * x + 1) * std::cos(5 * y) - 0.2 * (x * x + y * y);
  });
  for (const double level : {0.05, 0.3, 0.6}) {
    double enclosed = 0.0;
    bool closed = true;
    for (const auto& line : analysis::contours(bumps, level)) {
      closed = closed && line.closed;
      enclosed += analysis::enclosed_area(line);
    }
    REQUIRE(closed);
    CHECK(enclosed > 0.1);
    CHECK(analysis::area_above(bumps, level) == doctest::Approx(enclosed).epsilon(1e-12));
    CHECK_FALSE(analysis::touches_border(bumps, level));
  }
  const auto slope = grid(11, 0, 1, [](double x, double) { return x; });
  CHECK(analysis::area_above(slope, 0.33) == doctest::Approx(0.67));
  CHECK(analysis::touches_border(slope, 0.33));
  const analysis::Grid saddle{{0, 1}, {0, 1}, {1, 0, 0, 1}};
  CHECK(analysis::area_above(saddle, 0.6) == doctest::Approx(2 * 0.5 * 0.4 * 0.4));
  CHECK(analysis::area_above(saddle, 0.4) == doctest::Approx(1 - 2 * 0.5 * 0.4 * 0.4));
}
