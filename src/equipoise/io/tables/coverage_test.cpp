#include "equipoise/io/tables/coverage.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <nlohmann/json.hpp>

using namespace equipoise;
using io::Ring;

namespace {

/// Signed area of a ring in square degrees: positive runs counter-clockwise.
double area(const Ring& ring) {
  double twice = 0.0;
  for (std::size_t i = 0; i + 1 < ring.size(); ++i)
    twice += ring[i].first * ring[i + 1].second - ring[i + 1].first * ring[i].second;
  return 0.5 * twice;
}

simulation::RadarStation station(const earth::Stage& stage, double sector_rad) {
  sensing::Radar radar;
  radar.reference_range_m = 200e3;
  radar.instrumented_range_m = 300e3;
  radar.antenna_height_m = 20.0;
  radar.sector_width_rad = sector_rad;
  sensing::Site site;
  site.position = stage.point({});
  site.axes = stage.local_axes(site.position);
  return {"=one, \"two\"", "surveillance", {radar, sensing::receiver(radar), site, {}}};
}

nlohmann::json drawn(double latitude_rad, double sector_rad) {
  const earth::Stage stage(earth::wgs84, latitude_rad);
  const simulation::RadarStation one = station(stage, sector_rad);
  return nlohmann::json::parse(io::coverage_geojson({&one, 1}, stage, {{10e3}, {1.0}, 250.0}));
}

} // namespace

TEST_CASE("an area over the antimeridian is cut there, and nothing of it is lost") {
  const Ring across{{170, 0}, {190, 0}, {190, 10}, {170, 10}, {170, 0}};
  const auto parts = io::cut_at_antimeridian({across});
  REQUIRE(parts.size() == 2);
  double together = 0.0;
  for (const auto& part : parts)
    for (const Ring& ring : part) {
      CHECK(ring.front() == ring.back());
      CHECK(area(ring) > 0.0);
      together += area(ring);
      for (const auto& [longitude, latitude] : ring) {
        CHECK(std::abs(longitude) <= 180.0);
        CHECK(std::abs(latitude) <= 10.0);
      }
    }
  CHECK(together == doctest::Approx(area(across)));
  const Ring apart{{10, 0}, {20, 0}, {20, 10}, {10, 10}, {10, 0}};
  const auto whole = io::cut_at_antimeridian({apart});
  REQUIRE(whole.size() == 1);
  CHECK(area(whole.front().front()) == doctest::Approx(100.0));
}

TEST_CASE("a hole is cut with its area, and stays where it belongs") {
  const Ring outer{{170, 0}, {190, 0}, {190, 10}, {170, 10}, {170, 0}};
  const Ring hole{{184, 4}, {184, 6}, {186, 6}, {186, 4}, {184, 4}};
  const auto parts = io::cut_at_antimeridian({outer, hole});
  REQUIRE(parts.size() == 2);
  std::size_t holes = 0;
  for (const auto& part : parts) holes += part.size() - 1;
  CHECK(holes == 1);
}

TEST_CASE("areas are closed rings, counter-clockwise outside, and the radar stands inside the outer one") {
  for (const double sector : {0.0, 1.8}) {
    const auto map = drawn(0.5, sector);
    CHECK(map["type"] == "FeatureCollection");
    int areas = 0;
    for (const auto& feature : map["features"]) {
      if (feature["geometry"]["type"] == "Point") continue;
      ++areas;
      const auto& polygon = feature["geometry"];
      const auto& rings = polygon["type"] == "Polygon" ? polygon["coordinates"] : polygon["coordinates"][0];
      const Ring outer = rings[0].get<Ring>();
      REQUIRE(outer.size() >= 4);
      CHECK(outer.front() == outer.back());
      CHECK(area(outer) > 0.0);
    }
    CHECK(areas >= 2);
  }
}

TEST_CASE("an area around a pole is refused, not drawn wrong, beside it a table is still to be had") {
  CHECK_THROWS_AS(drawn(1.5707963, 0.0), io::CannotDraw);
  const earth::Stage stage(earth::wgs84, 1.5707963);
  const simulation::RadarStation one = station(stage, 0.0);
  const std::string table = io::coverage_csv({&one, 1}, stage, {{10e3}, {1.0}, 250.0});
  CHECK(std::count(table.begin(), table.end(), '\n') == 37); // a heading, and every ten degrees
  CHECK(table.find("\"'=one, \"\"two\"\"\",surveillance") != std::string::npos); // no formula, no broken cell
}
