// The published cases of `equipoise validate`, one test a field, and the page that shows them.
#include <doctest/doctest.h>

#include <cmath>
#include <filesystem>
#include <fstream>

#include "equipoise/io/file.hpp"
#include "equipoise/io/read/published_cases.hpp"
#include "tests/source.hpp"

using namespace equipoise;
using validation::Case;
using validation::Cases;

namespace {

const std::filesystem::path root = equipoise::tests::source();

const validation::Published& published() {
  static const validation::Published all = [] {
    core::Diagnostics diagnostics;
    auto read = io::read_published(io::DiskFiles(), root, diagnostics);
    for (const auto& d : diagnostics) FAIL_CHECK(core::to_string(d));
    return read;
  }();
  return all;
}

void check(const Cases& cases, std::size_t min) {
  CHECK(cases.size() >= min);
  for (const Case& c : cases) {
    CHECK_MESSAGE(c.holds(), c.name, ", ", c.quantity, ": ours ", c.ours, ", theirs ", c.theirs,
                  ", tolerance ", c.tolerance, " at ", c.at);
    CHECK_MESSAGE(!c.note.empty(), c.name, " has no argument for its tolerance");
    CHECK(c.points > 0);
  }
}

/// The chances are drawn once for the tests below.
const Cases& defence() {
  static const Cases cases = validation::defence_cases(published(), {2});
  return cases;
}

std::string check_case_file(const std::string& change_from = "", const std::string& change_to = "") {
  std::string text = io::read_file(root / "data" / "nesc" / "Atmos_06_sim_04.csv");
  if (const auto at = text.find(change_from); !change_from.empty() && at != std::string::npos)
    text.replace(at, change_from.size(), change_to);
  return text;
}

} // namespace

TEST_CASE("validation: atmosphere, gravity, horizon") {
  check(validation::earth_cases(published()), 13);
}

TEST_CASE("validation: stability, cost exchange, arms race, without SIPRI's figures the rest holds") {
  const bool recorded = !published().spending.empty();
  check(validation::strategy_cases(published()), recorded ? 11 : 9);
  validation::Published without = published();
  without.spending.clear();
  check(validation::strategy_cases(without), 9);
  CHECK(validation::strategy_cases(without).size() ==
        validation::strategy_cases(published()).size() - (recorded ? 2 : 0));
  // A planted error is seen.
  without.race_states.front().cells["x_t"].number *= 1 + 1e-8;
  bool holds = true;
  for (const Case& c : validation::strategy_cases(without)) holds = holds && c.holds();
  CHECK_FALSE(holds);
}

TEST_CASE("validation: NASA's atmospheric check cases") {
  check(validation::check_cases(published()), 4 * 3 + 8 * 2);
}

TEST_CASE("validation: arcs, fly-outs, entry") {
  check(validation::motion_cases(published()), 31);
}

TEST_CASE("validation: detection") {
  check(validation::sensing_cases(published()), 16);
}

TEST_CASE("validation: tracking") {
  check(validation::tracking_cases(published()), 3);
}

TEST_CASE("validation: intervals") {
  check(validation::analysis_cases(published()), 4);
  check(validation::sensitivity_cases(published()), 2);
  check(validation::rare_event_cases(published()), 2);
}

TEST_CASE("validation: textbook models") {
  check(validation::textbook_cases(published()), 25);
}

TEST_CASE("validation: weapon-target assignment") {
  check(validation::assignment_cases(published()), 2);
}

TEST_CASE("validation: whole raids against closed forms") {
  check(defence(), 8);
}

TEST_CASE("docs/validation.md is what the program says") {
  const Cases all = validation::all_cases(published(), {2});
  CHECK(io::read_file(root / "docs" / "validation.md") == io::validation_page(all));
}

TEST_CASE("power: a kill probability off by 0.01 is seen") {
  const validation::Row& row = published().barrages.at(1);
  const double p = row.number("p_no_leaker");
  auto settings = validation::detail::barrage_settings(row);
  // 100,000 raids see a change of the mean by 0.1 leakers with a standard error of 0.005.
  const auto off = [&] {
    const auto t = validation::detail::play(published(), settings, 100'000, 7, {2});
    REQUIRE(t.replications == 100'000);
    const double share = static_cast<double>(t.without_leaker) / 1e5;
    const double mean = static_cast<double>(t.leaked.sum) / 1e5;
    const double sd = row.number("sd_leakers");
    return std::max(std::abs(share - p) / std::sqrt(p * (1.0 - p) / 1e5),
                    std::abs(mean - row.number("expected_leakers")) / (sd / std::sqrt(1e5)));
  };
  CHECK(off() < 3.3);
  settings.back().second = std::to_string(row.number("sspk") - 0.01);
  CHECK(off() > 3.3);
}

TEST_CASE("the worst of many is kept, and what is no number is worst of all") {
  validation::Worst worst("name", "source", "quantity", "note");
  CHECK_FALSE(worst.result().holds());
  worst.add(1.0, 1.0, 0.1, "a");
  CHECK(worst.result().holds());
  worst.add(1.0, 1.05, 0.1, "b");
  worst.add(1.0, 1.2, 10.0, "c");
  CHECK(worst.result().at == "b");
  CHECK(worst.result().points == 3);
  worst.add(1.0, validation::not_a_number, 0.1, "d");
  worst.add(1.0, 9.0, 0.1, "e");
  CHECK(worst.result().at == "d");
  CHECK_FALSE(worst.result().holds());
}

TEST_CASE("check-case files: a change is seen, a wrong file says where") {
  core::Diagnostics diagnostics;
  validation::Published only;
  const auto cases_of = [&](const std::string& text) {
    only.check_cases = {io::read_check_case(text, "x/Atmos_06_sim_04.csv", diagnostics)};
    return validation::check_cases(only);
  };
  check(cases_of(check_case_file()), 3);
  CHECK(diagnostics.empty());
  const Cases changed = cases_of(check_case_file("29999.8400245", "29999.8650245"));
  REQUIRE(changed.size() == 3);
  CHECK_FALSE(changed[0].holds());
  CHECK(changed[0].at == "0.1 s");
  CHECK(changed[2].holds());

  io::read_check_case(check_case_file("29999.8400245", "high"), "x/Atmos_06_sim_04.csv", diagnostics);
  REQUIRE(diagnostics.size() == 1);
  CHECK(core::to_string(diagnostics[0]).starts_with("x/Atmos_06_sim_04.csv:3:"));
  CHECK(diagnostics[0].key == "altitudeMsl_ft");
  for (const std::string text : {"", "time\n1\n", "\n\n#\n", "time,altitudeMsl_ft"}) {
    diagnostics.clear();
    io::read_check_case(text, "Atmos_06.csv", diagnostics);
    CHECK(core::has_errors(diagnostics));
  }
  // The same in metres.
  diagnostics.clear();
  const auto metric = io::read_check_case(
      "time,altitudeMsl_m,longitude_deg,latitude_deg,feVelocity_m_s_X,feVelocity_m_s_Y,feVelocity_m_s_Z\n"
      "0,9144,0,0,0,0,0\r\n",
      "Atmos_10.csv", diagnostics);
  CHECK(diagnostics.empty());
  CHECK(metric.number == 10);
  CHECK(metric.simulator.empty());
  REQUIRE(metric.samples.size() == 1);
  CHECK(metric.samples[0].altitude_m == 9144.0);
}
