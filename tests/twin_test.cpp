// The table source against the reference: the same raids by every look drawn and filtered, and by the chain
// of looks sampled from change to change. Fixed seeds; each comparison has a false-alarm rate of 1e-6 had
// they been free.
#include <doctest/doctest.h>

#include <cstdlib>

#include "equipoise/study/play/executor.hpp"
#include "tests/case.hpp"
#include "tests/two_sample.hpp"

using namespace equipoise;
using scenario::Sensing;

namespace {

/// 100,000 are played where the environment says so (./test --nightly); as many as fit a quick test
/// otherwise.
std::uint64_t replications() {
  const char* text = std::getenv("EQUIPOISE_TWIN_REPLICATIONS");
  return text == nullptr ? 1500 : std::strtoull(text, nullptr, 10);
}

struct Sample {
  std::map<std::uint32_t, double> leaked, fired, seen;
  std::vector<double> first_shot_s, detection_range_m;
  double launched = 0, leakers = 0;

  void add(const results::Outcome& o) {
    ++leaked[o.leaked];
    ++fired[o.fired];
    ++seen[o.tracked + o.transits_tracked];
    launched += o.launched + o.transits;
    leakers += o.leaked;
    if (o.first_shot_s == o.first_shot_s) first_shot_s.push_back(o.first_shot_s);
    if (o.transit_detection_range_m == o.transit_detection_range_m)
      detection_range_m.push_back(o.transit_detection_range_m);
  }
};

double mean(const std::map<std::uint32_t, double>& counts) {
  double sum = 0, n = 0;
  for (const auto& [value, count] : counts) sum += value * count, n += count;
  return n > 0 ? sum / n : 0;
}

void play(const simulation::Theatre& theatre, std::uint64_t seed, std::uint64_t n, Sample& sample) {
  study::Execution execution;
  execution.threads = 2;
  execution.rows = [&](std::uint64_t, std::span<const results::Outcome> rows) {
    for (const auto& row : rows) sample.add(row);
  };
  study::execute(theatre, seed, 0, n, execution);
}

/// The least of the chances that what two samples show is of one distribution.
double alike(const Sample& a, const Sample& b) {
  return std::min({tests::same_counts(a.leaked, b.leaked), tests::same_counts(a.fired, b.fired),
                   tests::same_counts(a.seen, b.seen), tests::same_values(a.first_shot_s, b.first_shot_s),
                   tests::same_values(a.detection_range_m, b.detection_range_m)});
}

struct Twin {
  std::string name;
  std::string scenario;
  tests::Settings settings;
};

const std::vector<Twin> twins{
    {"reference raid", "reference-raid.toml", {}},
    {"aircraft at the edge of detection", "f-35-approach.toml", {{"f-35a.cross_section", "0.0015 m2"}}},
    {"cruise missiles at the horizon", "cruise-raid.toml", {}},
    {"a pair of radars, one cued by the other, jammed", "reference-raid-jammed.toml", {}},
    {"more targets than tracks",
     "reference-raid.toml",
     {{"92n6e.tracks", "4"}, {"91n6e.tracks", "8"}, {"salvo.count", "16"}}},
    {"the sector's edge", "reference-raid-side.toml", {}},
};

simulation::Theatre theatre(const Twin& twin, Sensing sensing) {
  return tests::theatre(twin.scenario, twin.settings, catalogue::Belief::assessed, sensing);
}

} // namespace

TEST_CASE("twin: dwell and table play the same raids") {
  for (const Twin& twin : twins) {
    CAPTURE(twin.name);
    Sample dwell, table;
    play(theatre(twin, Sensing::dwell), 1, replications(), dwell);
    play(theatre(twin, Sensing::table), 2, replications(), table);
    const double leaked = tests::same_counts(dwell.leaked, table.leaked),
                 fired = tests::same_counts(dwell.fired, table.fired),
                 seen = tests::same_counts(dwell.seen, table.seen),
                 first_shot = tests::same_values(dwell.first_shot_s, table.first_shot_s),
                 detection = tests::same_values(dwell.detection_range_m, table.detection_range_m);
    CHECK(leaked > 1e-6);
    CHECK(fired > 1e-6);
    CHECK(seen > 1e-6);
    CHECK(first_shot > 1e-6);
    CHECK(detection > 1e-6);
    // Half a percent of the raid at 100,000 replications; with fewer, what chance alone allows.
    const double allowed = 0.005 + 4.9 * std::sqrt(2.0 * 0.25 / static_cast<double>(replications()));
    const double of_dwell = dwell.leakers / dwell.launched, of_table = table.leakers / table.launched;
    CHECK(std::abs(of_dwell - of_table) < (replications() < 100'000 ? allowed : 0.005));
    MESSAGE(twin.name << ": leaked " << leaked << ", fired " << fired << ", tracked " << seen
                      << ", first shot " << first_shot << ", detection " << detection
                      << "; mean leakers of the raid " << of_dwell << " and " << of_table << ", rounds "
                      << mean(dwell.fired) << " and " << mean(table.fired));
  }
}

TEST_CASE("what the filter errs by is prepared for tracks that last") {
  // A body that separates is lost and found late. Of a track begun under thrust, and not fed for four
  // minutes, an error of 36 s was said to follow. Reference: 8,000 predictions of the filter in 3,000 raids
  // by dwell, at 304 to 308 s, whose error is -2.68 s on average and 0.30 s in standard deviation.
  const simulation::Theatre prepared = theatre(twins.back(), Sensing::table);
  const simulation::Flight& flight = prepared.raids[0].flights.back();
  REQUIRE(flight.arrival == "high path, body separated");
  REQUIRE_FALSE(flight.encounters[0].doubts.empty());
  for (const simulation::ImpactPredictionError& doubt : flight.encounters[0].doubts) {
    CAPTURE(doubt.start_s);
    CHECK(std::abs(doubt.first_s - 307.0) < 0.5);
    CHECK(std::abs(doubt.instants.front().time_bias_s + 2.68) < 0.05);
    CHECK(std::abs(doubt.instants.front().time_sigma_s - 0.30) < 0.05);
  }
}

TEST_CASE("the twin test sees that the filters err") {
  // Where the sector opens late, many wait and are served by what their tracks say: without the errors of the
  // predicted impact the table serves them in another order.
  const Twin& twin = twins.back();
  simulation::Theatre sure = theatre(twin, Sensing::table);
  for (auto& flight : sure.raids[0].flights)
    for (auto& encounter : flight.encounters) encounter.doubts.clear();
  Sample dwell, wrong;
  play(theatre(twin, Sensing::dwell), 1, 2500, dwell);
  play(sure, 2, 2500, wrong);
  CHECK(tests::same_counts(dwell.fired, wrong.fired) < 1e-6);
}

TEST_CASE("the twin test sees a cross-section averaged into the detection chance") {
  // Ignorance belongs outside: a small aircraft is hard to see at every look, an average one at some.
  constexpr int sets = 24;
  const std::uint64_t each = 60;
  Sample apart;
  std::optional<simulation::Theatre> averaged;
  for (int k = 0; k < sets; ++k) {
    const double area = 0.0005 * std::pow(200.0, (k + 0.5) / sets);
    const auto theatre =
        tests::theatre("f-35-approach.toml", {{"f-35a.cross_section", std::to_string(area) + " m2"}},
                       catalogue::Belief::assessed, Sensing::table);
    play(theatre, 100 + static_cast<std::uint64_t>(k), each, apart);
    if (!averaged) averaged = theatre;
    for (std::size_t s = 0; s < simulation::sensors; ++s) {
      auto& mean = averaged->raids[0].flights[0].encounters[0].table[s];
      const auto& one = theatre.raids[0].flights[0].encounters[0].table[s];
      if (k == 0)
        for (double& p : mean.detection) p = 0.0;
      for (std::size_t j = 0; j < mean.detection.size(); ++j) mean.detection[j] += one.detection[j] / sets;
    }
  }
  auto& battery = averaged->batteries[0];
  auto& encounter = averaged->raids[0].flights[0].encounters[0];
  for (std::size_t s = 0; s < simulation::sensors; ++s)
    encounter.dwells[s] = simulation::DwellSchedule(battery.ticks[s], battery.radar[s].rotating,
                                                    battery.radar[s].track_misses, encounter.table[s]);
  Sample wrong;
  play(*averaged, 7, sets * each, wrong);
  CHECK(alike(apart, wrong) < 1e-6);
}
