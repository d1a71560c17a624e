// The reference raid is not degenerate, and its pieces do what the rules of a raid say.
#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <set>

#include "equipoise/catalogue/bind.hpp"
#include "equipoise/simulation/raid/replicate.hpp"
#include "equipoise/study/play/executor.hpp"
#include "tests/case.hpp"

using namespace equipoise;
using catalogue::Belief;

namespace {

double no_leaker(const std::string& scenario, int count, tests::Settings settings,
                 Belief belief = Belief::frictions) {
  settings.emplace_back("salvo.count", std::to_string(count));
  const auto theatre = tests::theatre(scenario, settings, belief, scenario::Sensing::table);
  const auto t = study::execute(theatre, 2020, 0, 4000, {2}).tally;
  return static_cast<double>(t.without_leaker) / static_cast<double>(t.replications);
}

/// Largest change of P(no leaker) over the sizes. All points share their draws; at 4,000 replications the
/// standard error of a paired difference is below 0.008, so that 0.05 stands six of them off zero.
double min_influence(const std::string& scenario, const tests::Settings& settings,
                     const std::vector<int>& sizes) {
  double max = 0.0;
  for (const int n : sizes)
    max = std::max(max, std::abs(no_leaker(scenario, n, settings) - no_leaker(scenario, n, {})));
  return max;
}

} // namespace

TEST_CASE("no friction is idle: each moves P(no leaker) by 0.05 or more somewhere in the shipped scenarios") {
  CHECK(min_influence("reference-raid.toml", {{"battalion.availability", "0.5"}}, {2}) > 0.05);
  CHECK(min_influence("reference-raid.toml", {{"battalion.common_failure_probability", "0.15"}}, {2, 4}) >
        0.05);
  CHECK(min_influence("reference-raid.toml",
                      {{"battalion.target_channels", "10"}, {"battalion.missile_channels", "20"}},
                      {12}) > 0.05);
  CHECK(min_influence("reference-raid.toml", {{"battalion.launch_interval", "5 s"}}, {8, 10}) > 0.05);
  CHECK(min_influence("reference-raid.toml", {{"battalion.magazine.48n6e3", "16"}}, {8, 10}) > 0.05);
  CHECK(min_influence("reference-raid.toml", {{"any-radar.range_factor", "0.6"}}, {8, 10}) > 0.05);
  CHECK(min_influence("reference-raid-jammed.toml", {{"battalion.reaction_time", "20 s"}}, {8, 10}) > 0.05);
}

TEST_CASE("beliefs are ordered, and a larger salvo never helps the defence") {
  for (const int n : {2, 6, 12}) {
    const double brochure = no_leaker("reference-raid.toml", n, {}, Belief::brochure);
    const double frictions = no_leaker("reference-raid.toml", n, {}, Belief::frictions);
    const double assessed = no_leaker("reference-raid.toml", n, {}, Belief::assessed);
    CHECK(brochure > frictions);
    CHECK(frictions > assessed);
  }
  CHECK(no_leaker("reference-raid.toml", 4, {}) > no_leaker("reference-raid.toml", 16, {}));
}

TEST_CASE(
    "limits: a defence that cannot kill stops nothing, one that never errs stops a single missile that "
    "works") {
  CHECK(no_leaker("reference-raid.toml", 1,
                  {{"48n6e3.kill_probability", "0"}, {"ghaznavi.reliability", "1"}}) == 0.0);
  CHECK(no_leaker("reference-raid.toml", 1,
                  {{"48n6e3.kill_probability", "1"},
                   {"48n6e3.reliability", "1"},
                   {"battalion.availability", "1"},
                   {"battalion.common_failure_probability", "0"},
                   {"battalion.track_probability", "1"}}) == 1.0);
  CHECK(no_leaker("reference-raid.toml", 3,
                  {{"battalion.availability", "0"}, {"ghaznavi.reliability", "1"}}) == 0.0);
  CHECK(no_leaker("reference-raid.toml", 3, {{"ghaznavi.reliability", "0"}}) == 1.0);
}

TEST_CASE("rules: launches keep their interval, channels their number, a target's salvo its order") {
  const auto theatre = tests::theatre("reference-raid.toml", {{"battalion.availability", "1"}});
  const auto& unit = theatre.batteries[0].unit;
  for (std::uint64_t replication = 0; replication < 200; ++replication) {
    const results::Replay r = simulation::replay(theatre, 5, replication);
    const auto too_late = [&](int threat, double time_s) {
      const auto& t = theatre.threats[static_cast<std::size_t>(threat)];
      return !theatre.flight(t.raid, replication)
                  .encounters[0]
                  .plans[0]
                  .earliest(time_s - core::to_seconds(t.launch));
    };
    double last_launch = -1e9;
    int last_threat = -1, in_salvo = 0;
    std::set<int> held, lost;
    for (const auto& e : r.events) {
      if (e.kind == results::EventKind::round_launched) {
        CHECK(e.time_s - last_launch >= unit.launch_interval_s - 1e-6);
        last_launch = e.time_s;
        // The whole salvo goes before the next target's, unless its track, its time or the rounds ran out.
        if (e.threat != last_threat) {
          CHECK((in_salvo != 1 || r.outcome.fired == 32 || lost.contains(last_threat) ||
                 too_late(last_threat, e.time_s)));
          in_salvo = 0;
        }
        in_salvo = in_salvo % 2 + 1;
        last_threat = e.threat;
        held.insert(e.threat);
        CHECK(static_cast<int>(held.size()) <= unit.target_channels);
      }
      if (e.kind == results::EventKind::track_lost) lost.insert(e.threat);
      if (e.kind == results::EventKind::judged_dead || e.kind == results::EventKind::judged_alive)
        held.erase(e.threat);
    }
  }
}

TEST_CASE("rules: every intercept lies in the envelope and in the sector") {
  const auto theatre = tests::theatre("reference-raid.toml", {{"battalion.availability", "1"}});
  const auto& battery = theatre.batteries[0];
  int intercepts = 0;
  for (std::uint64_t replication = 0; replication < 40; ++replication) {
    const results::Replay r = simulation::replay(theatre, 6, replication);
    for (const auto& e : r.events) {
      if (e.kind != results::EventKind::round_stopped_it) continue;
      const auto& threat = theatre.threats[static_cast<std::size_t>(e.threat)];
      const auto& path = *theatre.flight(threat.raid, replication).trajectory;
      const double t = e.time_s - core::to_seconds(threat.launch);
      const auto sighting = sensing::sight(battery.site, path.at(t).position);
      CHECK(sighting.range_m < 60.5e3);
      CHECK(sighting.range_m > 4.9e3);
      CHECK(path.altitude_at(t) < 27.4e3);
      CHECK(sensing::in_sector(battery.engagement(), battery.site, sighting));
      ++intercepts;
    }
  }
  CHECK(intercepts > 50);
}

TEST_CASE("twin: the look table gives the chance of the formula at any time") {
  const auto theatre = tests::theatre("reference-raid.toml");
  const auto& battery = theatre.batteries[0];
  const auto receiver = sensing::receiver(battery.surveillance());
  double worst = 0.0;
  for (const auto& flight : theatre.raids[0].flights) {
    const bool separated = flight.arrival.find("separated") != std::string::npos;
    const auto& table = flight.encounters[0].table[0];
    for (double t = *flight.trajectory->burnout_s + 1; t < flight.trajectory->duration_s; t += 0.631) {
      const auto sighting = sensing::sight(battery.site, flight.trajectory->at(t).position);
      const double exact =
          sensing::dwell_detection(battery.surveillance(), receiver, sighting.range_m,
                                   flight.trajectory->altitude_at(t), separated ? 0.02 : 0.4, {});
      worst = std::max(worst, std::abs(exact - table.detection_at(t)));
    }
  }
  CHECK(worst < 1e-3);
}
