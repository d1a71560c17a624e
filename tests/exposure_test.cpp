// What a transit's row says of its exposure, held against the events of the same raid told.
#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>

#include "equipoise/analysis/interval/interval.hpp"
#include "equipoise/simulation/raid/replicate.hpp"
#include "tests/case.hpp"
#include "tests/two_sample.hpp"

using namespace equipoise;
using results::EventKind;
using scenario::Sensing;

namespace {

const tests::Settings never_stopped{{"48n6e3.kill_probability.aircraft", "0"},
                                    {"battalion.availability", "1"}};

tests::Settings with(tests::Settings settings, const tests::Settings& more) {
  settings.insert(settings.end(), more.begin(), more.end());
  return settings;
}

/// Slow twin: the tracks as they are told, walked in steps of 10 ms; a moment counts if a launch then would
/// meet the transit. The reaction time runs from the surveillance radar's track, which is not told, so that
/// the first moment of readiness is taken from the event "in reach" where that comes later than the track.
double exposed_as_told(const simulation::Theatre& theatre, const results::Replay& replay) {
  const auto& plan = theatre.raids[0].flights[0].encounters[0].plans[0];
  double tracked_from = -1.0, total = 0.0;
  bool ready = false;
  const auto close = [&](double until_s) {
    if (tracked_from < 0.0) return;
    constexpr double step_s = 0.01;
    for (double t = tracked_from + 0.5 * step_s; t < until_s; t += step_s) {
      const auto next = plan.earliest(t);
      if (next && next->launch_s <= t + 1e-9) total += step_s;
    }
    tracked_from = -1.0;
  };
  double end_s = theatre.raids[0].flights[0].trajectory->duration_s;
  for (const auto& event : replay.events) {
    if (event.kind == EventKind::tracked && ready) tracked_from = event.time_s;
    if (event.kind == EventKind::in_reach && !ready) {
      ready = true;
      tracked_from = event.time_s;
    }
    if (event.kind == EventKind::track_lost) close(event.time_s);
    if (event.kind == EventKind::round_stopped_it) {
      close(event.time_s);
      return total;
    }
  }
  close(end_s);
  return total;
}

} // namespace

TEST_CASE("twin: a visitor is exposed while it is tracked, ready and a launch meets it") {
  int lost = 0, stopped = 0;
  for (const tests::Settings& settings : {never_stopped, tests::Settings{}}) {
    const auto theatre =
        tests::theatre("f-35-approach.toml", settings, catalogue::Belief::assessed, Sensing::table);
    for (std::uint64_t i = 0; i < 60; ++i) {
      const results::Replay replay = simulation::replay(theatre, 7, i);
      CAPTURE(i);
      CHECK(replay.outcome.transit_exposed_s ==
            doctest::Approx(exposed_as_told(theatre, replay)).epsilon(1e-3).scale(20));
      for (const auto& event : replay.events) {
        lost += event.kind == EventKind::track_lost ? 1 : 0;
        stopped += event.kind == EventKind::round_stopped_it ? 1 : 0;
      }
    }
  }
  CHECK(lost > 10); // both ends of exposure were there
  CHECK(stopped > 10);
}

TEST_CASE("the way exposed is the speed times the time exposed") {
  const auto theatre =
      tests::theatre("f-35-approach.toml", never_stopped, catalogue::Belief::assessed, Sensing::table);
  simulation::World world(theatre);
  for (std::uint64_t i = 0; i < 50; ++i) {
    const results::Outcome row = simulation::replicate(theatre, 3, i, world);
    CHECK(row.transit_exposed_m == doctest::Approx(250.0 * row.transit_exposed_s).epsilon(1e-4));
    CHECK(row.transit_exposed_s > 0.0);
  }
}

TEST_CASE("a round that stops it ends its exposure, and what is never seen has none") {
  const auto mean = [](const tests::Settings& settings) {
    const auto theatre =
        tests::theatre("f-35-approach.toml", settings, catalogue::Belief::assessed, Sensing::table);
    simulation::World world(theatre);
    results::TransitTally tally;
    for (std::uint64_t i = 0; i < 300; ++i) tally.add(simulation::replicate(theatre, 3, i, world));
    return tally;
  };
  const auto whole = mean(never_stopped);
  const auto ended = mean({{"battalion.availability", "1"}});
  const auto unseen = mean({{"battalion.availability", "0"}});
  CHECK(whole.exposed_s.mean() > 2.0 * ended.exposed_s.mean());
  CHECK(whole.first_shot_range_m.mean() == doctest::Approx(ended.first_shot_range_m.mean()));
  CHECK(unseen.detection_range_m.count == 0); // told as never, not as a range of zero
  CHECK(unseen.exposed_s.count == 300);
  CHECK(unseen.exposed_s.mean() == 0.0);
}

// Two samples of 1500 raids, seeds 1 and 2: false alarm 1e-6.
TEST_CASE("twin: dwell and table expose a visitor alike") {
  std::vector<double> exposed[2];
  for (int k = 0; k < 2; ++k) {
    const auto theatre = tests::theatre("f-35-approach.toml", never_stopped, catalogue::Belief::assessed,
                                        k == 0 ? Sensing::dwell : Sensing::table);
    simulation::World world(theatre);
    for (std::uint64_t i = 0; i < 1500; ++i)
      exposed[k].push_back(
          simulation::replicate(theatre, static_cast<std::uint64_t>(k + 1), i, world).transit_exposed_s);
  }
  CHECK(tests::same_values(exposed[0], exposed[1]) > 1e-6);
}

TEST_CASE(
    "the height of a route can be set: low flight is seen from the horizon on, whatever its cross-section") {
  const auto range = [](const char* height, const char* area) {
    const auto theatre =
        tests::theatre("f-35-approach.toml",
                       with(never_stopped, {{"visitor.altitude", height}, {"f-35a.cross_section", area}}),
                       catalogue::Belief::assessed, Sensing::table);
    const auto& path = *theatre.raids[0].flights[0].trajectory;
    CHECK(path.altitudes_m.front() == doctest::Approx(core::parse_quantity(height)->value));
    simulation::World world(theatre);
    results::TransitTally tally;
    for (std::uint64_t i = 0; i < 100; ++i) tally.add(simulation::replicate(theatre, 3, i, world));
    return tally.detection_range_m.mean();
  };
  CHECK(range("300 m", "10 m2") == doctest::Approx(range("300 m", "0.1 m2")).epsilon(0.02));
  CHECK(range("9 km", "0.1 m2") > 3.0 * range("300 m", "0.1 m2"));
}
