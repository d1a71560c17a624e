// The engine with textbook entries against closed forms. Fixed seeds; each check asks for the 99.9 %
// interval, the contract's own gate. Of some 800 comparisons at a free seed about one would fall outside by
// chance; the seeds are fixed.
#include <doctest/doctest.h>

#include <cmath>

#include "equipoise/analysis/interval.hpp"
#include "equipoise/study/executor.hpp"
#include "tests/case.hpp"
#include "tests/csv.hpp"

using namespace equipoise;
using tests::number;

namespace {

results::Tally play(const tests::Settings& settings, std::uint64_t n, std::uint64_t seed) {
  const simulation::Theatre theatre = tests::theatre("textbook/wilkening.toml", settings);
  return study::execute(theatre, seed, 0, n, {2}).tally;
}

bool holds(const results::Tally& t, double p_no_leaker, double mean, double variance) {
  const auto interval = analysis::clopper_pearson(t.without_leaker, t.replications, 0.999);
  const auto n = static_cast<double>(t.replications);
  const double error = static_cast<double>(t.leaked.sum) / n - mean;
  return interval.low <= p_no_leaker && p_no_leaker <= interval.high &&
         std::abs(error) <= 3.2905 * std::sqrt(variance / n) + 1.0 / n;
}

tests::Settings barrage(const tests::Row& row) {
  return {{"warheads.count", row.at("warheads")},
          {"battery.doctrine.shots", row.at("shots_per_warhead")},
          {"battery.track_probability", row.at("p_track")},
          {"textbook-interceptor.kill_probability", row.at("sspk")}};
}

} // namespace

TEST_CASE("validation: every barrage of wilkening_layered_defence.csv") {
  int rows = 0;
  for (const auto& row : tests::read_csv("wilkening_layered_defence.csv")) {
    if (number(row, "decoys") > 0) continue;
    const std::uint64_t n = rows % 16 == 0 ? 20'000 : 1'000;
    const results::Tally t = play(barrage(row), n, 100 + static_cast<std::uint64_t>(rows));
    const double sd = number(row, "sd_leakers");
    CHECK_MESSAGE(holds(t, number(row, "p_no_leaker"), number(row, "expected_leakers"), sd * sd), "row ",
                  rows);
    CHECK(t.fired.sum == n * static_cast<std::uint64_t>(number(row, "interceptors")));
    ++rows;
  }
  CHECK(rows > 300);
}

TEST_CASE("validation: every finite magazine of finite_inventory_leakers.csv") {
  int rows = 0;
  for (const auto& row : tests::read_csv("finite_inventory_leakers.csv")) {
    const bool even = row.at("doctrine") == "even_barrage";
    const results::Tally t = play({{"warheads.count", row.at("W")},
                                   {"battery.magazine.textbook-interceptor", row.at("I")},
                                   {"battery.doctrine.mode", even ? "even-barrage" : "shoot-look-shoot"},
                                   {"battery.doctrine.shots", "1"},
                                   {"battery.doctrine.looks", row.at("rounds")},
                                   {"battery.track_probability", row.at("p_track")},
                                   {"textbook-interceptor.kill_probability", row.at("sspk")}},
                                  20'000, 1000 + static_cast<std::uint64_t>(rows));
    CHECK_MESSAGE(
        holds(t, number(row, "p_no_leaker"), number(row, "expected_leakers"), number(row, "var_leakers")),
        "row ", rows);
    const double shots = static_cast<double>(t.fired.sum) / 20'000.0,
                 expected = number(row, "expected_shots");
    CHECK(shots == doctest::Approx(expected).epsilon(0.02));
    ++rows;
  }
  CHECK(rows > 80);
}

TEST_CASE("validation: a failure common to the battery, (1 - beta) K^W and W (1 - (1 - beta) K)") {
  const results::Tally t = play({{"warheads.count", "10"},
                                 {"battery.doctrine.shots", "1"},
                                 {"battery.track_probability", "1"},
                                 {"battery.common_failure_probability", "0.05"},
                                 {"textbook-interceptor.kill_probability", "0.9"}},
                                100'000, 5);
  CHECK(holds(t, 0.331245, 1.45, 10 * 0.855 * 0.145 + 90 * (0.95 * 0.81 - 0.855 * 0.855)));
}

TEST_CASE("power: a kill probability off by 0.01 is seen") {
  const auto rows = tests::read_csv("wilkening_layered_defence.csv");
  tests::Settings settings = barrage(rows.at(1));
  const results::Tally right = play(settings, 100'000, 7);
  CHECK(holds(right, number(rows[1], "p_no_leaker"), number(rows[1], "expected_leakers"),
              std::pow(number(rows[1], "sd_leakers"), 2)));
  settings.back().second = std::to_string(number(rows[1], "sspk") - 0.01);
  const results::Tally wrong = play(settings, 100'000, 7);
  CHECK_FALSE(holds(wrong, number(rows[1], "p_no_leaker"), number(rows[1], "expected_leakers"),
                    std::pow(number(rows[1], "sd_leakers"), 2)));
}
