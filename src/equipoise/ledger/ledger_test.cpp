#include "equipoise/ledger/ledger.hpp"

#include <doctest/doctest.h>

#include <limits>

#include "equipoise/ledger/evidence.hpp"
#include "equipoise/results/outcome.hpp"

using namespace equipoise;
using ledger::Answer;
using ledger::Measure;
using ledger::Nominal;
using ledger::Proposition;

namespace {

Proposition at_least(double threshold) {
  Proposition p;
  p.measure = Measure::gap;
  p.threshold = threshold;
  return p;
}

Answer answer(results::Estimate value, ledger::SetValues triangular, ledger::SetValues uniform) {
  return {"assessed", value, std::move(triangular), std::move(uniform), 0, {}};
}

} // namespace

TEST_CASE("a verdict says for how many sets of each reading a proposition holds") {
  const Answer a = answer({0.4, 0.38, 0.42}, {0.1, 0.3, 0.5, 0.7}, {0.3, 0.35, 0.5, 0.7});
  const ledger::Verdict v = verdict(at_least(0.25), a);
  CHECK(v.nominal == Nominal::holds);
  CHECK(v.sets == 4);
  CHECK(v.min == 3);
  CHECK(v.max == 4);
  CHECK(sentence(at_least(0.25), a) ==
        "At nominal values it holds: 40 points (38 to 42); it holds for 3 to 4 of 4 parameter sets drawn "
        "from the "
        "published ranges, depending on how the ranges are read; this is not a probability.");
}

TEST_CASE("where chance lies across the threshold the nominal answer is open") {
  CHECK(verdict(at_least(0.4), answer({0.4, 0.38, 0.42}, {0.4}, {0.4})).nominal == Nominal::open);
  CHECK(verdict(at_least(0.5), answer({0.4, 0.38, 0.42}, {0.4}, {0.4})).nominal == Nominal::holds_not);
  CHECK(verdict(at_least(0.4), answer({0.4, results::none, results::none}, {}, {})).nominal ==
        Nominal::holds);
}

TEST_CASE("a proposition of at most holds below its threshold, and years that do not end hold for none") {
  Proposition p = at_least(10.0);
  p.measure = Measure::years_to_restore;
  p.at_least = false;
  CHECK(holds(p, 10.0));
  CHECK(!holds(p, 11.0));
  CHECK(!holds(p, std::numeric_limits<double>::infinity()));
  CHECK(told(p.measure, std::numeric_limits<double>::infinity()) == "never");
  CHECK(told(p.measure, 1.0) == "1 year");
}

TEST_CASE("sets that fly under one reading alone are told as shares of those that fly under both") {
  const ledger::Verdict v = verdict(at_least(0.5), answer({0.6, 0.5, 0.7}, {1.0, 1.0, 0.0, 0.0}, {1.0, 1.0}));
  CHECK(v.sets == 2);
  CHECK(v.min == 1);
  CHECK(v.max == 2);
}

TEST_CASE("every measure stands where its number says, with a name of its own") {
  for (std::size_t i = 0; i < ledger::measures.size(); ++i) {
    CHECK(static_cast<std::size_t>(ledger::measures[i].measure) == i);
    for (std::size_t j = 0; j < i; ++j) CHECK(ledger::measures[i].name != ledger::measures[j].name);
  }
}

namespace {

/// One side with two missiles, the other with one battery that stops one of two, whatever comes.
strategy::ExchangeQuestion two_missiles(double kill) {
  strategy::ExchangeQuestion q;
  q.sides[0].forces = {"A", {{"missiles", 2, 1.0, 1.0, 1.0, 1, true}}};
  q.sides[1].forces = {"B", {{"missiles", 1, 1.0, 1.0, 1.0, 1, true}}};
  q.beliefs = {"assessed"};
  strategy::Defence d;
  d.deployment = {1, 1, 1};
  d.share = 1.0;
  for (std::uint64_t set = 0; set < 3; ++set) {
    strategy::Curve curve = strategy::barrage_curve({set == 2 ? 0.0 : kill, 1, 10, 1.0, 1.0, 0.0}, 3);
    curve.belief = "assessed";
    curve.set = set;
    d.curves.push_back(curve);
  }
  q.sides[1].defence = d;
  return q;
}

} // namespace

TEST_CASE("arrivals lost follow from the curve of each set") {
  Proposition p;
  p.measure = Measure::arrivals_lost;
  p.by = "A";
  p.arrive = 2;
  const auto answers =
      ledger::answers(p, ledger::Readings<strategy::ExchangeQuestion>{two_missiles(0.5), two_missiles(1.0)});
  REQUIRE(answers.size() == 2); // blind and informed
  // Both arrive with chance 1 without the battery, 1/4 with one shot of 1/2 at each.
  CHECK(answers[0].value.value == doctest::Approx(0.75));
  REQUIRE(answers[0].triangular.size() == 2);
  CHECK(answers[0].triangular[0] == doctest::Approx(0.75));
  CHECK(answers[0].triangular[1] == doctest::Approx(0.0)); // the set whose rounds never kill
  CHECK(answers[0].uniform[0] == doctest::Approx(1.0));
}

TEST_CASE("a proposition that its study cannot answer is a fault of the key that asks") {
  Proposition p;
  p.measure = Measure::gap;
  CHECK(ledger::faults(p, two_missiles(0.5)).front().first == "measure");
  p.measure = Measure::arrivals_lost;
  p.by = "C";
  CHECK(ledger::faults(p, two_missiles(0.5)).front().first == "by");
  p.by = "B"; // A has no defence
  CHECK(ledger::faults(p, two_missiles(0.5)).front().first == "by");
  p.by = "A";
  CHECK(ledger::faults(p, two_missiles(0.5)).empty());

  study::Study study;
  study.beliefs = {catalogue::Belief::brochure, catalogue::Belief::assessed};
  study.factors = {{"salvo.count", {"1", "12"}, {}}};
  p = {};
  CHECK(ledger::faults(p, study).front().first == "at"); // where along the factor?
  p.at = {{"salvo.count", "13"}};
  CHECK(ledger::faults(p, study).front().first == "at");
  p.at = {{"salvo.count", "12"}};
  CHECK(ledger::faults(p, study).empty());
  p.measure = Measure::leakers_change;
  CHECK(ledger::faults(p, study).size() == 2); // no variant, no comparison
  study.beliefs = {catalogue::Belief::assessed};
  p.measure = Measure::gap;
  CHECK(ledger::faults(p, study).front().first == "measure");
}
