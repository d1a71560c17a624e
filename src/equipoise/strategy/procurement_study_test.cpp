#include "equipoise/strategy/procurement_study.hpp"

#include <doctest/doctest.h>

#include <cmath>

using namespace equipoise;
using namespace equipoise::strategy;

namespace {

ProcurementQuestion sample() {
  ProcurementQuestion q;
  q.offence = {
      {80, 90, 100}, Range::exactly(5), {15, 20, 25}, {1e6, 2.5e6, 5e6}, {50e6, 100e6, 200e6}, 2, 1, 0.2};
  q.defence = {
      Range::exactly(0), Range::exactly(0), {1, 2, 3}, {400e6, 500e6, 600e6}, {1e9, 1.5e9, 2e9}, 3, 1, 0.3};
  q.purchase = {{{2021, 4}, {2023, 6}}, {{2022, 4}, {2026, 6}}, 0};
  q.purchase_cost = {500e6, 540e6, 600e6};
  q.sanctions = Sanctions{2021, 1.2};
  q.arriving = 0.8;
  q.deployment = {40, 4, 1};
  for (const auto& [belief, kill] : {std::pair{"brochure", 0.9}, std::pair{"assessed", 0.4}})
    for (const Curve& c : draw_curves({belief,
                                       {kill - 0.2, kill, kill + 0.05},
                                       Range::exactly(1),
                                       {0.7, 0.9, 1.0},
                                       Range::exactly(0),
                                       2,
                                       16},
                                      60, 5, 20))
      q.curves.push_back(c);
  q.offence_believes = "brochure";
  q.defence_believes = "assessed";
  for (int y = 2010; y <= 2025; ++y)
    q.record.push_back({y, {85.0 + 6 * (y - 2010), 90.0 + 6 * (y - 2010), 95.0 + 6 * (y - 2010)}});
  q.record_until = 2018;
  q.sets = 20;
  q.replications = 20;
  return q;
}

} // namespace

TEST_CASE(
    "A procurement study: bands around the nominal, the purchase off is the baseline, the record its trend") {
  const ProcurementQuestion q = sample();
  const ProcurementAnswer a = answer(q);
  REQUIRE(a.runs.size() == 3);
  CHECK(a.baseline == doctest::Approx(6).epsilon(1e-12));
  const auto& without = a.runs[0].years;
  const auto& contracted = a.runs[1].years;
  const auto& delivered = a.runs[2].years;
  REQUIRE(without.size() == 26);
  for (std::size_t y = 0; y < 26; ++y) {
    CHECK(without[y].missiles.value == doctest::Approx(90 + 6.0 * static_cast<double>(y + 1)).epsilon(1e-12));
    CHECK(without[y].share.value == 0.0);
    CHECK(contracted[y].missiles.value >= without[y].missiles.value);
    CHECK(contracted[y].missiles.known.low <= contracted[y].missiles.known.high);
    CHECK(contracted[y].missiles.chance_high <= contracted[y].missiles.value + 1e-9); // late, never early
  }
  CHECK(contracted[11].share.value == 0.4);
  CHECK(delivered[11].share.value == 0.0);
  CHECK(contracted[20].missiles.value > without[20].missiles.value);
  // The same purchase never made: bit for bit.
  ProcurementQuestion never = q;
  never.purchase.contracted.clear();
  never.purchase.delivered.clear();
  const ProcurementAnswer b = answer(never);
  for (const auto& run : b.runs)
    for (std::size_t y = 0; y < 26; ++y) {
      CHECK(run.years[y].missiles.value == without[y].missiles.value);
      CHECK(run.years[y].missiles.known.high == without[y].missiles.known.high);
      CHECK(run.years[y].offence_spending.value == without[y].offence_spending.value);
      CHECK(run.years[y].leakers.known.low == without[y].leakers.known.low);
    }
}
