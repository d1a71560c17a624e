#include "equipoise/scenario/ignorance.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <vector>

using namespace equipoise;
using catalogue::Parameter;
using catalogue::Spread;

namespace {

Parameter number(const std::string& name, double low, double nominal, double high, Spread spread,
                 const std::string& group = "") {
  Parameter p;
  p.name = name;
  p.low = low;
  p.nominal = nominal;
  p.high = high;
  p.spread = spread;
  p.group = group;
  return p;
}

catalogue::Catalogue one_entry(const std::vector<Parameter>& parameters) {
  catalogue::Catalogue c;
  catalogue::Entry& e = c.entries["thing"];
  e.key = "thing";
  e.kind = "battery";
  for (const Parameter& p : parameters) e.parameters[p.name] = p;
  return c;
}

double value(const scenario::Draw& draw, const std::string& name) {
  return draw.catalogue.at({"thing", name});
}

} // namespace

TEST_CASE("a draw covers the whole range and stays inside it, values without a spread are not drawn") {
  const auto c =
      one_entry({number("a", 1, 2, 10, Spread::triangular), number("b", 0.1, 1, 100, Spread::log_uniform),
                 number("fixed", 1, 2, 3, Spread::none)});
  double min = 1e9, max = -1e9;
  int below_nominal = 0;
  for (std::uint64_t s = 0; s < 4000; ++s) {
    const auto d = scenario::draw(c, {}, 1, s);
    const double a = value(d, "a");
    min = std::min(min, a);
    max = std::max(max, a);
    below_nominal += a < 2 ? 1 : 0;
    CHECK(d.catalogue.size() == 2);
  }
  CHECK(min > 1.0);
  CHECK(min < 1.05);
  CHECK(max < 10.0);
  CHECK(max > 9.7);
  CHECK(std::abs(below_nominal - 2000) < 155); // half the mass on each side; |z| < 4.9
}

TEST_CASE("members of a group move together, a reversed one against them") {
  Parameter against = number("c", 0, 5, 10, Spread::uniform, "g");
  against.reversed = true;
  const auto c = one_entry(
      {number("a", 0, 1, 2, Spread::uniform, "g"), number("b", 0, 10, 20, Spread::uniform, "g"), against});
  for (std::uint64_t s = 0; s < 100; ++s) {
    const auto d = scenario::draw(c, {}, 1, s);
    CHECK(value(d, "b") == doctest::Approx(10 * value(d, "a")));
    CHECK(value(d, "c") == doctest::Approx(10 - 5 * value(d, "a")));
  }
}

TEST_CASE("choices of one group are chosen together: two configurations, not four") {
  const auto c = one_entry({number("targets", 6, 6, 10, Spread::choice, "g"),
                            number("rounds", 12, 12, 20, Spread::choice, "g"),
                            number("x", 0, 0.5, 1, Spread::uniform, "g")});
  int large = 0;
  for (std::uint64_t s = 0; s < 400; ++s) {
    const auto d = scenario::draw(c, {}, 1, s);
    CHECK((value(d, "targets") == 10) == (value(d, "rounds") == 20));
    large += value(d, "targets") == 10 ? 1 : 0;
  }
  CHECK(large > 100); // of 400 at a half each: ten standard deviations
  CHECK(large < 300);
}

TEST_CASE("a choice in a group leaves the others their whole range, whichever way it falls") {
  Parameter choice = number("choice", 0, 0, 1, Spread::choice, "g");
  const auto c = one_entry({choice, number("x", 0, 0.5, 1, Spread::uniform, "g")});
  double max[2] = {0, 0}, min[2] = {1, 1};
  int count[2] = {0, 0};
  for (std::uint64_t s = 0; s < 2000; ++s) {
    const auto d = scenario::draw(c, {}, 1, s);
    const auto k = static_cast<std::size_t>(value(d, "choice"));
    ++count[k];
    max[k] = std::max(max[k], value(d, "x"));
    min[k] = std::min(min[k], value(d, "x"));
  }
  for (const std::size_t k : {0U, 1U}) {
    CHECK(count[k] > 880);
    CHECK(max[k] > 0.98);
    CHECK(min[k] < 0.02);
  }
}

TEST_CASE("adding a parameter or an entry changes no other draw") {
  const auto a = one_entry({number("a", 0, 1, 2, Spread::uniform)});
  auto b = one_entry({number("a", 0, 1, 2, Spread::uniform), number("b", 0, 1, 2, Spread::uniform)});
  b.entries["other"].parameters["a"] = number("a", 0, 1, 2, Spread::uniform);
  for (std::uint64_t s = 0; s < 20; ++s)
    CHECK(value(scenario::draw(a, {}, 1, s), "a") == value(scenario::draw(b, {}, 1, s), "a"));
  CHECK(value(scenario::draw(a, {}, 1, 0), "a") != value(scenario::draw(a, {}, 2, 0), "a"));
}

TEST_CASE("counts are drawn whole, and a scenario's own values are drawn too") {
  const auto c = one_entry({number("launchers", 4, 8, 12, Spread::triangular)});
  const scenario::UncertainValue own{"salvo.launch.interval",
                                     number("salvo.launch.interval", 0, 1, 5, Spread::uniform)};
  for (std::uint64_t s = 0; s < 50; ++s) {
    const auto d = scenario::draw(c, {own}, 1, s);
    const double n = value(d, "launchers");
    CHECK(n == static_cast<double>(static_cast<int>(n)));
    REQUIRE(d.scenario_values.size() == 1);
    CHECK(d.scenario_values[0].first == "salvo.launch.interval");
    CHECK(d.scenario_values[0].second >= 0.0);
    CHECK(d.scenario_values[0].second <= 5.0);
  }
}

TEST_CASE("a reading takes every range alike, on the scale it is spread on, choices and exact values stay") {
  using catalogue::RangeShape;
  using scenario::quantile;
  const Parameter flat = number("a", 1.0, 2.0, 5.0, Spread::uniform),
                  log = number("b", 0.01, 0.1, 10.0, Spread::log_uniform);
  for (const double u : {0.01, 0.25, 0.5, 0.9}) {
    CHECK(quantile(flat, u, RangeShape::uniform) == doctest::Approx(1.0 + 4.0 * u));
    CHECK(quantile(log, u, RangeShape::uniform) == doctest::Approx(std::pow(10.0, -2.0 + 3.0 * u)));
    CHECK(quantile(flat, u, RangeShape::stated) == quantile(flat, u));
    const Parameter triangle = number("c", 1.0, 2.0, 5.0, Spread::triangular);
    CHECK(quantile(flat, u, RangeShape::triangular) == quantile(triangle, u));
    CHECK(quantile(triangle, u, RangeShape::uniform) == quantile(flat, u));
    const Parameter either = number("d", 1.0, 2.0, 5.0, Spread::choice),
                    exact = number("e", 3.0, 3.0, 3.0, Spread::none);
    for (const RangeShape shape : {RangeShape::triangular, RangeShape::uniform}) {
      CHECK(quantile(either, u, shape) == quantile(either, u));
      CHECK(quantile(exact, u, shape) == 3.0);
    }
  }
  // Half of a triangle lies on each side of its nominal, on the scale it is spread on; a quarter is at
  // 1 + (2 - 1) sqrt(2 / 4).
  CHECK(quantile(flat, 0.5, RangeShape::triangular) == doctest::Approx(2.0));
  CHECK(quantile(flat, 0.25, RangeShape::triangular) == doctest::Approx(1.0 + std::sqrt(0.5)));
  CHECK(quantile(log, 0.25, RangeShape::triangular) ==
        doctest::Approx(std::pow(10.0, -2.0 + std::sqrt(0.5))));
}
