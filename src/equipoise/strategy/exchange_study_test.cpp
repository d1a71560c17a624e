#include "equipoise/strategy/exchange_study.hpp"

#include <doctest/doctest.h>

#include <cmath>

using namespace equipoise;
using namespace equipoise::strategy;

namespace {

ExchangeQuestion sample() {
  ExchangeQuestion q;
  q.sides[0] = {{"A", {{"mobile", 20, 0.8, 0.6, 0.9, 1, true}, {"air", 8, 0.7, 0.5, 0.9, 1, false}}},
                15,
                0.8,
                Cost{1, 2, 4},
                {},
                {}};
  q.sides[1] = {{"B", {{"silo", 24, 0.9, 0.4, 0.9, 1, true}}},     30, 0.7, Cost{3, 4, 5},
                Defence{{20, 4, 1}, 0.4, {}, Cost{400, 500, 600}}, {}};
  q.sides[1].preemption = PreemptionTable{0, -0.6, -0.95, -0.8};
  q.beliefs = {"brochure", "assessed"};
  for (const auto& [belief, kill] : {std::pair{"brochure", 0.9}, std::pair{"assessed", 0.4}})
    for (const Curve& c : draw_curves({belief,
                                       {kill - 0.2, kill, kill + 0.05},
                                       Range::exactly(1),
                                       {0.7, 0.9, 1.0},
                                       Range::exactly(0),
                                       2,
                                       16},
                                      30, 5, 20))
      q.sides[1].defence->curves.push_back(c);
  q.shares = {0.0, 0.2, 0.4, 0.6, 0.8, 1.0};
  q.arrive = {1, 5, 10};
  q.outlook = Outlook{{0, 1}, {1, 0}};
  return q;
}

bool same(double a, double b) {
  return a == b || (a != a && b != b);
}

} // namespace

TEST_CASE("An exchange: share 0 is no defence, more share fewer leakers, informed above blind") {
  const ExchangeQuestion q = sample();
  const ExchangeAnswer a = answer(q);
  const Retaliation& r = a.retaliation[0];
  CHECK(r.by == "A");
  CHECK(a.retaliation[1].points.empty()); // A has no defence
  CHECK(r.points.size() == 2 * 2 * 6);
  CHECK(r.curve_ends == 0);
  double last = 1e9;
  for (const SharePoint& p : r.points) {
    if (p.share == 0.0) {
      CHECK(std::abs(p.leakers.value - r.arriving) < 1e-12);
      CHECK(std::abs(p.destroyed.value - r.destroyed_without) < 1e-12);
      for (std::size_t i = 0; i < 3; ++i)
        CHECK(std::abs(p.at_least[i].value - r.at_least_without[i]) < 1e-12);
      last = 1e9;
    }
    CHECK(p.leakers.value <= last + 1e-12);
    last = p.leakers.value;
    CHECK(p.leakers.low <= p.leakers.high);
    CHECK(p.chance_low <= p.chance_high);
    CHECK(p.destroyed.value <= value_destroyed(p.leakers.value, 30) + 1e-12); // E[D(L)] <= D(E[L])
  }
  for (std::size_t i = 0; i < 6; ++i)
    CHECK(r.points[6 + i].leakers.value >= r.points[i].leakers.value - 1e-12);
  // Between the beliefs the chance is a straight line, because the weights are on distributions.
  REQUIRE(r.outlook.size() == 5);
  CHECK(r.outlook[2].at_least[1] ==
        doctest::Approx(0.5 * (r.outlook[0].at_least[1] + r.outlook[4].at_least[1])).epsilon(1e-12));
  CHECK(r.outlook[0].at_least[1] > r.outlook[4].at_least[1]);
  CHECK(a.preemption[1].value_or(0) == doctest::Approx(0.8).epsilon(1e-14));
  REQUIRE(r.restore.size() == 2);
  CHECK(r.restore[0].restoration.missiles.value_or(0) >
        r.restore[1].restoration.missiles.value_or(0)); // brochure asks for more
  REQUIRE(r.restore[0].margin);
  CHECK(r.restore[0].margin->low < r.restore[0].margin->high);
}

TEST_CASE("Roles exchanged, the same answer with the names exchanged") {
  const ExchangeQuestion q = sample();
  ExchangeQuestion mirror = q;
  std::swap(mirror.sides[0], mirror.sides[1]);
  const ExchangeAnswer a = answer(q), b = answer(mirror);
  for (std::size_t side = 0; side < 2; ++side) {
    const Retaliation &x = a.retaliation[side], &y = b.retaliation[1 - side];
    CHECK(x.by == y.by);
    CHECK(x.arriving == y.arriving);
    REQUIRE(x.points.size() == y.points.size());
    for (std::size_t i = 0; i < x.points.size(); ++i) {
      CHECK(same(x.points[i].leakers.value, y.points[i].leakers.value));
      CHECK(same(x.points[i].destroyed.high, y.points[i].destroyed.high));
    }
  }
  for (std::size_t i = 0; i < a.stability.size(); ++i) {
    CHECK(a.stability[i].stability.index == b.stability[i].stability.index);
    CHECK(a.stability[i].stability.ratio_a == b.stability[i].stability.ratio_b);
  }
}
