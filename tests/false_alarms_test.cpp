// False alarms: how their mean numbers go with the chance of one, when a scenario is warned about, and what
// those in gates do where they are played.
#include "equipoise/simulation/theatre/false_alarms.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <map>
#include <tuple>

#include "equipoise/simulation/raid/replicate.hpp"
#include "equipoise/simulation/theatre/review.hpp"
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

/// What false alarms do in the same raids, with all other draws the same: those of the theatre, and none.
struct Played {
  double alarms = 0, taken = 0; ///< of the surveillance radars; `taken` where their target was missed
  double tracks = 0,
         astray = 0; ///< estimates of confirmed tracks; three sigma and more from those of no alarms
};

simulation::Theatre without_alarms(simulation::Theatre theatre) {
  theatre.plays_false_alarms = false;
  return theatre;
}

Played play(const std::string& chance, std::uint64_t raids) {
  const simulation::Theatre theatre =
      tests::theatre("reference-raid.toml", {{"any-radar.false_alarm_probability", chance}});
  const simulation::Theatre clean = without_alarms(theatre);
  using Look = std::tuple<double, int, int, bool>;
  Played sum;
  for (std::uint64_t i = 0; i < raids; ++i) {
    const results::Replay replay = simulation::replay(theatre, 5, i),
                          without = simulation::replay(clean, 5, i);
    std::map<Look, bool> own;
    std::map<Look, const results::ReplayEstimate*> undisturbed;
    for (const auto& d : without.detections) REQUIRE(d.threat >= 0);
    for (const auto& e : without.estimates)
      undisturbed[{e.time_s, e.threat, e.battery, e.engagement_radar}] = &e;
    for (const auto& d : replay.detections) {
      if (d.threat >= 0) own[{d.time_s, d.threat, d.battery, d.engagement_radar}] = true;
      if (d.threat < 0 && !d.engagement_radar) ++sum.alarms;
    }
    for (const auto& e : replay.estimates) {
      const Look look{e.time_s, e.threat, e.battery, e.engagement_radar};
      if (e.updated && !e.engagement_radar && !own.contains(look)) ++sum.taken;
      const auto other = undisturbed.find(look);
      if (!e.confirmed || other == undisturbed.end()) continue;
      ++sum.tracks;
      double max = 0.0;
      for (std::size_t k = 0; k < 3; ++k)
        max = std::max(max, std::abs(e.mean[k] - other->second->mean[k]) / other->second->sigma[k]);
      sum.astray += max > 3.0 ? 1 : 0;
    }
  }
  for (double* total : {&sum.alarms, &sum.taken}) *total /= static_cast<double>(raids);
  sum.astray /= sum.tracks;
  return sum;
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

TEST_CASE("a chance at which tracks go astray is warned about, the catalogue's is not") {
  CHECK(warned("1e-3"));
  CHECK_FALSE(warned("1e-6"));
}

TEST_CASE(
    "false alarms in gates are played, fewer than the estimate that errs upwards, and lead tracks astray") {
  const Played some = play("1e-7", 40), more = play("1e-6", 40), many = play("1e-3", 40);
  const results::FalseAlarms estimate = at("1e-6");
  MESSAGE("a raid at 1e-6: " << more.alarms << " in gates, " << more.taken
                             << " taken where the target was missed; estimated at most " << estimate.in_gates
                             << " and " << estimate.taken_surveillance);
  MESSAGE("confirmed tracks astray: " << some.astray << " at 1e-7, " << more.astray << " at 1e-6, "
                                      << many.astray << " at 1e-3");
  CHECK(more.alarms < estimate.in_gates);
  CHECK(more.alarms > 0.1 * estimate.in_gates);
  CHECK(more.taken < estimate.taken_surveillance);
  CHECK(more.taken > 0.1 * estimate.taken_surveillance);
  // By the density; what has been led astray has a wider gate for more. 40 raids know 2 a raid to a third.
  CHECK(more.alarms > 5.0 * some.alarms);
  CHECK(more.alarms < 20.0 * some.alarms);
  CHECK(some.astray < more.astray);
  // Where they are as dense as that, nothing but what lies close to where it was foreseen is taken.
  CHECK(many.alarms > 20.0 * more.alarms);
  CHECK(many.astray < more.astray);
}

TEST_CASE("false alarms in gates change few raids, and the mean of the leakers by no more than chance") {
  const simulation::Theatre theatre = tests::theatre("reference-raid.toml");
  const simulation::Theatre clean = without_alarms(theatre);
  simulation::World with(theatre), without(clean);
  double changed = 0, sum = 0, squares = 0;
  constexpr double raids = 1000;
  for (std::uint64_t i = 0; i < static_cast<std::uint64_t>(raids); ++i) {
    const results::Outcome a = simulation::replicate(theatre, 5, i, with),
                           b = simulation::replicate(clean, 5, i, without);
    const bool shots_alike =
        a.first_shot_s == b.first_shot_s || (std::isnan(a.first_shot_s) && std::isnan(b.first_shot_s));
    changed += a.leaked != b.leaked || a.fired != b.fired || !shots_alike ? 1 : 0;
    const double more = static_cast<double>(a.leaked) - static_cast<double>(b.leaked);
    sum += more;
    squares += more * more;
  }
  MESSAGE("of 1,000 raids " << changed << " end otherwise; leakers " << sum / raids << " +- "
                            << std::sqrt(squares) / raids << " more");
  CHECK(changed > 0);
  CHECK(changed < 0.1 * raids);
  CHECK(std::abs(sum) < 4.892 * std::sqrt(squares)); // 1e-6, had the seed been free
}
