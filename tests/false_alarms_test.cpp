// False alarms that raids leave out: how their numbers go with the chance of one, and when a scenario is
// warned about.
#include "equipoise/simulation/false_alarms.hpp"

#include <doctest/doctest.h>

#include <cmath>

#include "equipoise/simulation/review.hpp"
#include "tests/case.hpp"

using namespace equipoise;

namespace {

results::FalseAlarms at(const std::string& chance) {
  return simulation::false_alarms(
      tests::theatre("reference-raid.toml", {{"any-radar.false_alarm_probability", chance}}));
}

bool warned(const std::string& chance) {
  const tests::Settings settings{{"any-radar.false_alarm_probability", chance}};
  core::Diagnostics diagnostics;
  const auto read = tests::reader("reference-raid.toml")(
      {{settings[0].first, settings[0].second, {"test", 0, 0}}}, diagnostics);
  REQUIRE(read);
  for (const auto& d : simulation::review(read->scenario, tests::theatre("reference-raid.toml", settings)))
    if (d.key == "false_alarm_probability") return true;
  return false;
}

} // namespace

TEST_CASE("a scan's false alarms are its cells by the chance of one") {
  const simulation::Theatre theatre = tests::theatre("reference-raid.toml");
  const sensing::Radar& search = theatre.batteries[0].surveillance();
  // Cell by cell along the range and over the half sphere above: bands of elevation, beams in each.
  double cells = 0.0;
  const double beam = search.beamwidth_elevation_rad;
  for (double up = 0.5 * beam; up < 1.5707963267948966; up += beam)
    cells += 6.283185307179586 * std::cos(up) / search.beamwidth_azimuth_rad * search.instrumented_range_m /
             search.range_resolution_m;
  REQUIRE(search.sector_width_rad == 0.0);
  REQUIRE(search.sector_elevation_rad == 0.0);
  CHECK(simulation::false_alarms(theatre).per_scan ==
        doctest::Approx(cells * search.false_alarm).epsilon(0.01));
}

TEST_CASE("what gates take goes with the chance, what noise alone confirms with its powers") {
  const results::FalseAlarms some = at("1e-7"), more = at("1e-6");
  CHECK(more.per_scan == doctest::Approx(10.0 * some.per_scan));
  // The threshold moves too: targets are seen later.
  CHECK(more.taken_engagement > 5.0 * some.taken_engagement);
  CHECK(more.taken_engagement < 20.0 * some.taken_engagement);
  CHECK(more.surveillance_tracks > 30.0 * some.surveillance_tracks);
  CHECK(more.in_gates >= more.taken_surveillance + more.taken_engagement);
  CHECK(more.either == doctest::Approx(more.taken_engagement + more.engagement_tracks));
  CHECK(at("1e-3").either == 1.0);
}

TEST_CASE("nothing is counted where the picture is perfect") {
  const auto theatre =
      tests::theatre("reference-raid.toml", {}, catalogue::Belief::assessed, scenario::Sensing::perfect);
  const results::FalseAlarms none = simulation::false_alarms(theatre);
  CHECK(none.per_scan == 0.0);
  CHECK(none.in_gates == 0.0);
  CHECK(none.either == 0.0);
}

TEST_CASE("a chance at which tracks go astray is warned about; the catalogue's is not") {
  CHECK(warned("1e-3"));
  CHECK_FALSE(warned("1e-6"));
}
