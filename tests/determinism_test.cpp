// The same row from any thread, in any order, alone or in a batch.
#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <map>
#include <tuple>

#include "equipoise/core/hash.hpp"
#include "equipoise/simulation/raid/replicate.hpp"
#include "equipoise/study/play/executor.hpp"
#include "tests/case.hpp"

using namespace equipoise;

namespace {
std::array<std::uint8_t, results::row_bytes> bytes(const results::Outcome& row) {
  std::array<std::uint8_t, results::row_bytes> b{};
  results::to_bytes(row, b);
  return b;
}
} // namespace

TEST_CASE("one digest for 1, 2 and 8 threads, another for another seed") {
  const auto theatre = tests::theatre("reference-raid.toml");
  const auto digest = [&](unsigned threads, std::uint64_t seed) {
    return study::execute(theatre, seed, 0, 3000, {threads}).outcomes_sha256;
  };
  const std::string one = digest(1, 1);
  CHECK(digest(2, 1) == one);
  CHECK(digest(8, 1) == one);
  CHECK(digest(2, 2) != one);
}

TEST_CASE(
    "indices in any order, alone or in a batch, give the same rows, a shorter run is the head of a longer "
    "one") {
  for (const char* scenario : {"reference-raid.toml", "f-35-approach.toml", "textbook/wilkening.toml"}) {
    const auto theatre = tests::theatre(scenario);
    std::vector<results::Outcome> batch;
    study::execute(theatre, 9, 0, 500,
                   {2, {}, {}, [&](std::uint64_t, std::span<const results::Outcome> rows) {
                      batch.assign(rows.begin(), rows.end());
                    }});
    simulation::World world(theatre);
    for (std::uint64_t k = 0; k < 500; ++k) {
      const std::uint64_t i = core::mix(k) % 500; // repeats and jumps
      CHECK(bytes(simulation::replicate(theatre, 9, i, world)) == bytes(batch[i]));
    }
    simulation::World fresh(theatre);
    CHECK(bytes(simulation::replicate(theatre, 9, 499, fresh)) == bytes(batch[499]));
  }
}

TEST_CASE("work split over two calls at a chunk's edge gives the rows of one call") {
  const auto theatre = tests::theatre("textbook/wilkening.toml", {{"warheads.count", "1"}});
  std::vector<std::array<std::uint8_t, results::row_bytes>> whole, parts;
  const auto play = [&](auto& rows, std::uint64_t first, std::uint64_t count) {
    study::Execution execution;
    execution.threads = 2;
    execution.rows = [&](std::uint64_t, std::span<const results::Outcome> part) {
      for (const auto& row : part) rows.push_back(bytes(row));
    };
    study::execute(theatre, 1, first, count, execution);
  };
  play(whole, 0, study::chunk_replications + 100);
  play(parts, 0, study::chunk_replications);
  play(parts, study::chunk_replications, 100);
  CHECK(whole.size() == study::chunk_replications + 100);
  CHECK((whole == parts));
}

TEST_CASE("recording a raid changes no draw, and the replay ends as the row does") {
  const auto theatre = tests::theatre("reference-raid.toml");
  simulation::World world(theatre);
  for (std::uint64_t i = 0; i < 50; ++i) {
    const auto row = simulation::replicate(theatre, 3, i, world);
    const results::Replay replay = simulation::replay(theatre, 3, i);
    CHECK(bytes(replay.outcome) == bytes(row));
    std::uint32_t leaked = 0, fired = 0;
    for (const auto& threat : replay.threats) leaked += threat.fate == "leaked" ? 1U : 0U;
    for (const auto& event : replay.events)
      fired += event.kind == results::EventKind::round_launched ? 1U : 0U;
    CHECK(leaked == row.leaked);
    CHECK(fired == row.fired);
    CHECK(replay.shots.size() == row.fired);
  }
}

TEST_CASE(
    "a replay holds every detection in order of time where looks are drawn, and none where they are not") {
  const auto by_time = [](const auto& a, const auto& b) { return a.time_s < b.time_s; };
  std::size_t detections = 0;
  for (std::uint64_t i = 0; i < 10; ++i) {
    const auto replay = simulation::replay(tests::theatre("reference-raid.toml"), 3, i);
    detections += replay.detections.size();
    CHECK(std::is_sorted(replay.detections.begin(), replay.detections.end(), by_time));
    CHECK(std::is_sorted(replay.estimates.begin(), replay.estimates.end(), by_time));
    // A filter is updated by a detection of its instant, and a detection updates one filter. It may begin
    // another, of its own target, which is tentative then; or there is no room for one.
    std::map<std::tuple<double, int, bool>, int> left;
    for (const auto& d : replay.detections) ++left[{d.time_s, d.battery, d.engagement_radar}];
    std::ptrdiff_t updated = 0;
    for (const auto& e : replay.estimates) {
      if (!e.updated) continue;
      ++updated;
      const auto detected = left.find({e.time_s, e.battery, e.engagement_radar});
      REQUIRE(detected != left.end());
      if (e.confirmed) CHECK(--detected->second >= 0);
    }
    const auto of_targets = std::count_if(replay.detections.begin(), replay.detections.end(),
                                          [](const auto& d) { return d.threat >= 0; });
    CHECK(10 * updated >= 9 * of_targets);
    const auto sampled = simulation::replay(
        tests::theatre("reference-raid.toml", {}, catalogue::Belief::assessed, scenario::Sensing::table), 3,
        i);
    CHECK(sampled.detections.empty());
    CHECK(sampled.estimates.empty());
  }
  CHECK(detections > 1000);
}

TEST_CASE("adding missiles to a salvo changes no draw of those before them") {
  // Without a channel limit, an interval or a magazine nothing passes from one missile to another.
  const tests::Settings free{
      {"battalion.target_channels", "1000"}, {"battalion.missile_channels", "1000"},
      {"battalion.launch_interval", "0 s"},  {"battalion.magazine.48n6e3", "unlimited"},
      {"battalion.availability", "1"},       {"battalion.common_failure_probability", "0"}};
  tests::Settings few = free, many = free;
  few.emplace_back("salvo.count", "3");
  many.emplace_back("salvo.count", "9");
  // By the table: where looks are filtered, neighbours may take each other's detections.
  const auto theatre = [](const tests::Settings& settings) {
    return tests::theatre("reference-raid.toml", settings, catalogue::Belief::assessed,
                          scenario::Sensing::table);
  };
  const auto a = theatre(few), b = theatre(many);
  for (std::uint64_t i = 0; i < 40; ++i) {
    const auto ra = simulation::replay(a, 4, i), rb = simulation::replay(b, 4, i);
    for (std::size_t k = 0; k < 3; ++k) CHECK(ra.threats[k].fate == rb.threats[k].fate);
  }
}

TEST_CASE("every row adds up: launched = failed + intercepted + leaked, reasons = leaked") {
  for (const char* scenario :
       {"reference-raid.toml", "reference-raid-front.toml", "reference-raid-jammed.toml"}) {
    for (const auto belief :
         {catalogue::Belief::brochure, catalogue::Belief::frictions, catalogue::Belief::assessed}) {
      const auto theatre = tests::theatre(scenario, {{"salvo.count", "20"}}, belief);
      simulation::World world(theatre);
      for (std::uint64_t i = 0; i < 300; ++i) {
        const auto o = simulation::replicate(theatre, 11, i, world);
        CHECK(o.launched == o.failed + o.intercepted + o.leaked);
        std::uint32_t reasons = 0;
        for (const auto r : o.reasons) reasons += r;
        CHECK(reasons == o.leaked);
        CHECK(o.tracked <= o.detected);
        CHECK(o.engaged <= o.assigned);
        CHECK(o.fired <= 32);
      }
    }
  }
}
