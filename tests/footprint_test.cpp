// The area defended against a straight flight, held against its closed form.
#include "equipoise/study/kinds/footprint/footprint.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <numbers>

#include "equipoise/analysis/curve/contour.hpp"
#include "equipoise/simulation/raid/replicate.hpp"
#include "equipoise/study/play.hpp"
#include "tests/case.hpp"

using namespace equipoise;

namespace {

constexpr const char* scenario_file = "../tests/data/footprint.toml";

study::Study footprint_study(double step_m, std::vector<scenario::Setting> settings = {}) {
  study::Study study;
  study.kind = study::Kind::footprint;
  study.beliefs = {catalogue::Belief::brochure};
  study.sensing = scenario::Sensing::perfect;
  study.replications = 20;
  study.seed = 3;
  study.footprint.emplace();
  study::Footprint& f = *study.footprint;
  f.asset = "town";
  f.west_m = -60e3, f.east_m = 84e3, f.south_m = -54e3, f.north_m = 66e3, f.step_m = step_m;
  f.levels = {0.5};
  f.settings = std::move(settings);
  return study;
}

results::StudyResult play(const study::Study& study, unsigned threads = 2) {
  core::Diagnostics diagnostics;
  const scenario::CaseSource source = [](const std::vector<scenario::Setting>& s, core::Diagnostics& d) {
    return tests::reader(scenario_file)(s, d);
  };
  const auto base = source({}, diagnostics);
  study::SweepControl control;
  control.threads = threads;
  study::check(study, "study", source, *base, diagnostics);
  REQUIRE(diagnostics.empty());
  return study::play(study, source, *base, control, diagnostics);
}

/// Where the town may stand, seen from the battery: the missile is met if it is in the disc of the envelope
/// late enough for a round launched once the battery is ready. It leaves the disc downrange of `length`, so
/// that the last instant at which it can be met decides: a disc and the same disc drawn out by what is left
/// of the flight.
struct Stadium {
  double radius, length;
  double area() const { return std::numbers::pi * radius * radius + 2 * radius * length; }
  /// Away from its boundary; positive outside.
  double away(double east, double north) const {
    return std::hypot(east - std::clamp(east, 0.0, length), north) - radius;
  }
};

Stadium closed_form() {
  const auto theatre =
      tests::theatre(scenario_file, {}, catalogue::Belief::brochure, scenario::Sensing::perfect);
  const auto& round = theatre.batteries[0].rounds[0].interceptor;
  const double radius =
      round.envelope[engagement::index(engagement::TargetClass::cruise_missile)].max_range_m;
  const double flight_s = *engagement::time_to(round, 0.0, radius, 0.0);
  const auto& path = *theatre.raids[0].flights[0].trajectory;
  const double first_s =
      core::to_seconds(theatre.batteries[0].ready) + theatre.batteries[0].unit.reaction_time_s + flight_s;
  const double speed = 150e3 / path.duration_s;
  return {radius, speed * (path.duration_s - first_s)};
}

} // namespace

// Between a node inside and one outside the line takes the middle: it lies within half a step of the
// boundary, and within a step of its area along the border if all erred to one side; they do not, and a fifth
// of that is allowed.
TEST_CASE("validation: the footprint against a straight flight is a disc drawn out downrange") {
  const Stadium exact = closed_form();
  MESSAGE("radius " << exact.radius << " m, drawn out by " << exact.length << " m, area "
                    << exact.area() / 1e6 << " km2");
  CHECK(exact.length > 10e3);
  for (const double step : {6e3, 3e3}) {
    const auto map = *play(footprint_study(step)).footprint;
    const results::Footprint& f = map.beliefs.at(0);
    const auto& level = f.levels.at(0);
    REQUIRE(level.lines.size() == 1);
    CHECK(level.lines[0].closed);
    CHECK_FALSE(level.beyond);
    double worst = 0.0;
    for (const auto& [east, north] : level.lines[0].points)
      worst = std::max(
          worst, std::abs(exact.away(east - map.batteries[0].east_m, north - map.batteries[0].north_m)));
    CHECK(worst < 0.5 * step + 200.0); // 200 m: the dive, the curve of the Earth, a step in time
    const double around = 2 * std::numbers::pi * exact.radius + 2 * exact.length;
    CHECK(std::abs(level.area_m2.value - exact.area()) < 0.1 * step * around);
    MESSAGE("step " << step << " m: area " << level.area_m2.value / 1e6 << ", farthest point " << worst
                    << " m off");
    for (std::size_t n = 0; n < f.without_leaker.size(); ++n) { // every point of the grid, one by one
      const double away = exact.away(f.east_m[n % f.east_m.size()] - map.batteries[0].east_m,
                                     f.north_m[n / f.east_m.size()] - map.batteries[0].north_m);
      if (std::abs(away) > 300.0) CHECK(f.without_leaker[n] == (away < 0.0 ? 20U : 0U));
    }
  }
}

// The jackknife's interval of an area that chance decides, over 30 seeds: it covers the mean of all in at
// least 24 (95 % less 3.8 binomial deviations).
TEST_CASE("the interval of an area covers, threads change nothing") {
  study::Study study = footprint_study(24e3, {{"babur.reliability", "0.5", {"test", 0, 0}},
                                              {"48n6e3.kill_probability", "0.4", {"test", 0, 0}}});
  study.footprint->levels = {0.6};
  study.replications = 200;
  std::vector<results::Estimate> areas;
  double mean = 0.0;
  for (std::uint64_t seed = 1; seed <= 30; ++seed) {
    study.seed = seed;
    areas.push_back(play(study).footprint->beliefs[0].levels[0].area_m2);
    mean += areas.back().value / 30;
  }
  const auto covered = std::count_if(areas.begin(), areas.end(),
                                     [&](const auto& a) { return a.low <= mean && mean <= a.high; });
  MESSAGE("area " << mean / 1e6 << " km2, covered by " << covered << " of 30");
  CHECK(covered >= 24);
  CHECK(areas[0].low < areas[0].high);
  CHECK(play(study, 1).outcomes_sha256 == play(study, 3).outcomes_sha256);
}

TEST_CASE("moving the batteries is moving what they defend, and the raid with it, the other way") {
  const auto read = [] {
    core::Diagnostics d;
    return *tests::reader(scenario_file)({}, d);
  }();
  const auto moved = study::seen_from(read.scenario, 0, 30e3, -5e3);
  CHECK(moved.batteries[0].at.east_m == doctest::Approx(-10e3));
  CHECK(moved.batteries[0].at.north_m == doctest::Approx(20e3));
  CHECK(moved.assets[0].at.east_m == read.scenario.assets[0].at.east_m);
  // The same place played both ways, in a raid that chance decides.
  const tests::Settings there{{"town.at.east", "30 km"},
                              {"town.at.north", "-5 km"},
                              {"missile.from.east", "-120 km"},
                              {"missile.from.north", "-5 km"}};
  const auto a = tests::theatre(scenario_file, there, catalogue::Belief::brochure, scenario::Sensing::table);
  simulation::FlightCache cache;
  const catalogue::ParameterSet nominal;
  const auto b = simulation::prepare(moved, {read.catalogue, nominal}, catalogue::Belief::brochure,
                                     scenario::Sensing::table, cache);
  simulation::World wa(a), wb(*b.theatre);
  for (std::uint64_t i = 0; i < 50; ++i)
    CHECK(simulation::replicate(a, 1, i, wa).leaked == simulation::replicate(*b.theatre, 1, i, wb).leaked);
}
