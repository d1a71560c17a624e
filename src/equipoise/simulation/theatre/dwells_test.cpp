#include "equipoise/simulation/theatre/dwells.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <map>
#include <vector>

using namespace equipoise;
using namespace equipoise::simulation;
using tracking::TrackRule;

namespace {

/// Forty dwells of a radar that stares: from hardly any chance to near certainty and back.
DwellSchedule rising_and_falling() {
  DwellTable table;
  table.step_s = 1.0;
  table.duration_s = 39.0;
  for (int k = 0; k <= 40; ++k) {
    const double x = (k - 22) / 9.0;
    table.detection.push_back(0.97 * std::exp(-x * x));
    table.azimuth_turns.push_back(0.0);
    table.snr.push_back(1.0);
  }
  return {Ticks{1.0, 1}, false, 3, table};
}

/// How a track can form, by dwell: confirmed in .first, dropped in .second.
struct Law {
  std::map<std::uint32_t, double> confirmed, dropped;
  double neither = 1.0;
};

/// Slow and obvious: every state of the rule, dwell by dwell. `scale` falsifies the chances.
Law exact(const DwellSchedule::Phase& dwells, const TrackRule& rule, std::uint32_t from,
          std::uint32_t history, double scale = 1.0) {
  Law law;
  std::map<std::uint32_t, double> states{{history, 1.0}};
  for (std::uint32_t dwell = from; dwell < dwells.size(); ++dwell) {
    std::map<std::uint32_t, double> after;
    for (const auto& [state, chance] : states)
      for (const bool seen : {true, false}) {
        const double p = scale * dwells.chance(dwell), share = chance * (seen ? p : 1.0 - p);
        const tracking::TrackState next = tracking::dwell(rule, {false, state, 0}, seen);
        if (next.confirmed)
          law.confirmed[dwell] += share;
        else if (state != 0 && next.history == 0)
          law.dropped[dwell] += share;
        else
          after[next.history] += share;
      }
    states = after;
  }
  for (const auto& [dwell, chance] : law.confirmed) law.neither -= chance;
  for (const auto& [dwell, chance] : law.dropped) law.neither -= chance;
  return law;
}

constexpr int draws = 300'000;

Law sampled(const DwellSchedule::Phase& dwells, const TrackRule& rule, std::uint32_t from,
            std::uint32_t history) {
  Law law;
  for (int k = 0; k < draws; ++k) {
    const random::Stream stream(11, static_cast<std::uint64_t>(k), 7, random::Purpose::surveillance_search);
    const Formation f = form_track(dwells, rule, from, history, false, stream);
    if (f.dwell < dwells.size()) {
      (f.confirmed ? law.confirmed : law.dropped)[f.dwell] += 1.0 / draws;
      law.neither -= 1.0 / draws;
    }
  }
  return law;
}

/// The largest distance of a count from its expectation, in standard deviations, over all that can happen.
double worst(const Law& expected, const Law& counted) {
  double max = 0.0;
  const auto compare = [&](double p, double share) {
    if (p * draws >= 20.0) max = std::max(max, std::abs(share - p) / std::sqrt(p * (1.0 - p) / draws));
  };
  for (const auto& [dwell, p] : expected.confirmed)
    compare(p, counted.confirmed.contains(dwell) ? counted.confirmed.at(dwell) : 0.0);
  for (const auto& [dwell, p] : expected.dropped)
    compare(p, counted.dropped.contains(dwell) ? counted.dropped.at(dwell) : 0.0);
  compare(expected.neither, counted.neither);
  return max;
}

} // namespace

// Fixed seed. At most 80 counts a case, seven cases: had the seed been free, 6.1 standard deviations would be
// a false alarm of about 1e-6 for all together (counts of 20 and more; the normal law is near enough for
// them). The test can fail: chances that are 5 % off are seen.
TEST_CASE("a track forms as the exact chain of looks says") {
  const DwellSchedule schedule = rising_and_falling();
  const DwellSchedule::Phase dwells = schedule.phase(0);
  REQUIRE(dwells.size() > 30);
  struct Case {
    TrackRule rule;
    std::uint32_t from, history;
  };
  for (const Case& c :
       {Case{{3, 5, 3}, 0, 0}, Case{{3, 5, 3}, 4, 1}, Case{{3, 5, 3}, 18, 0}, Case{{2, 3, 3}, 8, 1},
        Case{{1, 1, 3}, 0, 0}, Case{{4, 8, 3}, 10, 5}, Case{{2, 2, 3}, 30, 0}}) {
    CAPTURE(c.rule.hits);
    CAPTURE(c.from);
    const Law drawn = sampled(dwells, c.rule, c.from, c.history);
    CHECK(worst(exact(dwells, c.rule, c.from, c.history), drawn) < 6.1);
    CHECK(worst(exact(dwells, c.rule, c.from, c.history, 0.95), drawn) > 6.1);
  }
}

TEST_CASE("the next look that sees is the inverse of its distribution function, near and far") {
  const DwellSchedule schedule = rising_and_falling();
  const DwellSchedule::Phase dwells = schedule.phase(0);
  for (const std::uint32_t from : {0U, 5U, 20U, 35U})
    for (int k = 1; k < 2000; ++k) {
      const double u = k / 2000.0;
      double missed = 1.0;
      std::uint32_t expected = from;
      while (expected < dwells.size() && u < (missed *= 1.0 - dwells.chance(expected))) ++expected;
      CHECK(dwells.next_seen(from, u) == expected);
    }
  CHECK(dwells.next_seen(dwells.size(), 0.5) == dwells.size());
}

TEST_CASE("looks at and after a tick") {
  const DwellSchedule schedule = rising_and_falling();
  const DwellSchedule::Phase dwells = schedule.phase(0);
  for (std::int64_t tick = -3; tick < 50; ++tick) {
    std::uint32_t expected = 0;
    while (expected < dwells.size() && dwells.tick(expected) < tick) ++expected;
    CHECK(dwells.not_before(tick) == expected);
  }
}
