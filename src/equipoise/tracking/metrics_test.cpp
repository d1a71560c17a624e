#include "equipoise/tracking/metrics.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "equipoise/tracking/filter/testing.hpp"
#include "tests/source.hpp"

using namespace equipoise;
using namespace equipoise::tracking;

namespace {

using V = core::Vec3<core::Stage>;

std::vector<V> points(std::string text) {
  std::vector<V> all;
  for (char& c : text)
    if (c == ';' || c == '"') c = ' ';
  std::istringstream in(text);
  for (V p; in >> p.x >> p.y;) all.push_back(p);
  return all;
}

struct Metrics {
  Ospa ospa;
  Gospa gospa;
};
Metrics metrics(const std::vector<V>& x, const std::vector<V>& y, double c, double p) {
  assignment::LinearAssignment workspace(10, 10);
  std::vector<double> costs(100);
  return {ospa(x, y, c, p, workspace, costs), gospa(x, y, c, p, workspace, costs)};
}

} // namespace

// The columns have ten digits: half a unit of the last is 5e-10 relative.
TEST_CASE("published: OSPA and GOSPA, every row of ospa_gospa.csv") {
  std::ifstream file(tests::source() / "data/ospa_gospa.csv");
  int rows = 0;
  for (std::string line; std::getline(file, line);) {
    if (line.empty() || line[0] == '#' || line.starts_with("case,")) continue;
    std::vector<std::string> cells;
    std::istringstream in(line);
    for (std::string cell; std::getline(in, cell, ',');) cells.push_back(cell);
    REQUIRE(cells.size() == 12);
    const auto number = [&](std::size_t i) { return std::stod(cells[i]); };
    const Metrics m = metrics(points(cells[1]), points(cells[2]), number(3), number(4));
    CHECK(m.ospa.distance == doctest::Approx(number(5)).epsilon(5e-10));
    CHECK(m.ospa.localisation == doctest::Approx(number(6)).epsilon(5e-10));
    CHECK(m.ospa.cardinality == doctest::Approx(number(7)).epsilon(5e-10));
    CHECK(m.gospa.distance == doctest::Approx(number(8)).epsilon(5e-10));
    CHECK(m.gospa.localisation == doctest::Approx(number(9)).epsilon(5e-10));
    CHECK(static_cast<double>(m.gospa.missed) == number(10));
    CHECK(static_cast<double>(m.gospa.false_tracks) == number(11));
    ++rows;
  }
  CHECK(rows == 13);
}

// The same rows in closed form, to 1e-12: what the ten digits cannot show.
TEST_CASE("OSPA and GOSPA in closed form, to 1e-12") {
  const auto x = points("0 0;100 0;0 100"), y = points("3 4;100 5");
  CHECK(metrics(x, y, 100, 2).ospa.distance == doctest::Approx(std::sqrt((50 + 1e4) / 3.0)).epsilon(1e-12));
  CHECK(metrics(x, y, 100, 2).gospa.distance == doctest::Approx(std::sqrt(50 + 5e3)).epsilon(1e-12));
  CHECK(metrics(x, y, 100, 1).ospa.distance == doctest::Approx(110 / 3.0).epsilon(1e-12));
  CHECK(metrics(x, y, 100, 3).ospa.distance == doctest::Approx(std::cbrt((250 + 1e6) / 3.0)).epsilon(1e-12));
  // Five tracks half a metre beside five targets: 0.5 and 2.5, one metre: 5 (the anchors of the table's
  // heading).
  std::vector<V> tracks, targets;
  for (int i = 0; i < 5; ++i) {
    tracks.push_back({i + 0.5, 0, 0});
    targets.push_back({i + 0.0, 0, 0});
  }
  CHECK(metrics(tracks, targets, 10, 1).ospa.distance == doctest::Approx(0.5).epsilon(1e-12));
  CHECK(metrics(tracks, targets, 10, 1).gospa.distance == doctest::Approx(2.5).epsilon(1e-12));
  CHECK(metrics({}, {}, 10, 2).ospa.distance == 0.0);
  CHECK(metrics({}, targets, 10, 2).ospa.distance == doctest::Approx(10).epsilon(1e-12));
  CHECK(metrics({}, targets, 10, 2).gospa.missed == 5);
}

TEST_CASE("property: both are metrics: zero only for equals, symmetric, and no detour is shorter") {
  testing::Noise noise(41);
  const auto drawn = [&] {
    std::vector<V> set(static_cast<std::size_t>(noise.uniform() * 5.99));
    for (V& v : set) v = {20 * noise.normal(), 20 * noise.normal(), 20 * noise.normal()};
    return set;
  };
  for (int round = 0; round < 2000; ++round) {
    const auto x = drawn(), y = drawn(), z = drawn();
    const double c = 5 + 50 * noise.uniform(), p = 1 + 2 * noise.uniform();
    const auto xy = metrics(x, y, c, p), yx = metrics(y, x, c, p), yz = metrics(y, z, c, p),
               xz = metrics(x, z, c, p);
    REQUIRE(metrics(x, x, c, p).ospa.distance < 1e-9);
    REQUIRE(xy.ospa.distance == doctest::Approx(yx.ospa.distance).epsilon(1e-12));
    REQUIRE(xy.gospa.distance == doctest::Approx(yx.gospa.distance).epsilon(1e-12));
    REQUIRE(xz.ospa.distance <= xy.ospa.distance + yz.ospa.distance + 1e-9);
    REQUIRE(xz.gospa.distance <= xy.gospa.distance + yz.gospa.distance + 1e-9);
    REQUIRE(xy.ospa.distance <= c * (1 + 1e-12));
  }
}
