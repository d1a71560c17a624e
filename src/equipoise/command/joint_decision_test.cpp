#include "equipoise/command/joint_decision.hpp"

#include <doctest/doctest.h>

#include "equipoise/core/hash.hpp"

using namespace equipoise;
using namespace equipoise::command;

namespace {

double uniform(std::uint64_t& state) {
  return static_cast<double>(core::mix(++state) >> 11) * 0x1p-53;
}

struct Posed {
  double surviving = 0.0;
  assignment::WeaponTargetMethod used{};
};

/// A problem of random numbers and what the decision leaves of it.
Posed decide(JointDecision& joint, FireDistribution by, int kinds, int targets, int rounds,
             std::uint64_t seed, bool alike = false) {
  std::uint64_t state = core::mix(seed) << 8;
  joint.clear();
  for (int j = 0; j < targets; ++j)
    joint.add(
        {static_cast<std::uint32_t>(j), uniform(state), static_cast<core::SimTime>(uniform(state) * 1e9)});
  const auto considered = joint.considered();
  std::vector<double> kill(static_cast<std::size_t>(kinds) * considered.size());
  for (int i = 0; i < kinds; ++i) {
    joint.set_rounds(i, rounds);
    for (std::size_t j = 0; j < considered.size(); ++j) {
      const double p = alike ? 0.3 + 0.01 * static_cast<double>(j) : uniform(state);
      joint.set_kill(i, j, p);
      kill[static_cast<std::size_t>(i) * considered.size() + j] = p;
    }
  }
  joint.decide(by, 1000);
  Posed posed{0.0, joint.used()};
  for (std::size_t j = 0; j < considered.size(); ++j) {
    double value = considered[j].value;
    for (int i = 0; i < kinds; ++i)
      for (int x = joint.given(i, considered[j].threat); x > 0; --x)
        value *= 1.0 - kill[static_cast<std::size_t>(i) * considered.size() + j];
    posed.surviving += value;
  }
  return posed;
}

} // namespace

TEST_CASE(
    "together: the optimum never leaves more than marginal return, and often less, that than the "
    "deadline's") {
  JointDecision joint(4, 16);
  int better = 0;
  for (std::uint64_t seed = 0; seed < 300; ++seed) {
    const Posed deadline = decide(joint, FireDistribution::deadline, 4, 16, 3, seed);
    const Posed greedy = decide(joint, FireDistribution::greedy, 4, 16, 3, seed);
    const Posed optimal = decide(joint, FireDistribution::optimal, 4, 16, 3, seed);
    CHECK(optimal.used == assignment::WeaponTargetMethod::optimal);
    CHECK(optimal.surviving <= greedy.surviving * (1 + 1e-12));
    CHECK(greedy.surviving < deadline.surviving);
    better += optimal.surviving < greedy.surviving * (1 - 1e-9) ? 1 : 0;
  }
  CHECK(better > 200);
}

TEST_CASE("a problem beyond the sizes, and one where greedy is optimal, are solved greedily") {
  const DecisionLimits limits;
  JointDecision joint(4, 200);
  const auto used = [&](int targets, int rounds, bool alike = false) {
    return decide(joint, FireDistribution::optimal, 4, targets, rounds, 1, alike).used;
  };
  CHECK(used(limits.optimal_targets, 32) == assignment::WeaponTargetMethod::optimal);
  CHECK(used(limits.optimal_targets + 1, 32) == assignment::WeaponTargetMethod::greedy);
  CHECK(used(8, 33) == assignment::WeaponTargetMethod::greedy);
  CHECK(used(8, 8, true) == assignment::WeaponTargetMethod::greedy);
}

TEST_CASE("only the most urgent are considered, nothing is given to the rest") {
  DecisionLimits limits;
  limits.targets = 4;
  JointDecision joint(1, 100, limits);
  for (std::uint32_t j = 0; j < 100; ++j) joint.add({j, 1.0, 1000 - static_cast<core::SimTime>(j)});
  const auto considered = joint.considered();
  REQUIRE(considered.size() == 4);
  CHECK(considered.front().threat == 96);
  joint.set_rounds(0, 100);
  for (std::size_t place = 0; place < 4; ++place) joint.set_kill(0, place, 0.5);
  joint.decide(FireDistribution::greedy, 2);
  for (std::uint32_t j = 0; j < 100; ++j) CHECK(joint.given(0, j) == (j < 96 ? 0 : 2)); // two each can use
  joint.clear();
  CHECK(joint.considered().empty());
  joint.decide(FireDistribution::optimal, 2);
  for (std::uint32_t j = 0; j < 100; ++j) CHECK(joint.given(0, j) == 0);
}

TEST_CASE("a copy has memory of its own") {
  JointDecision one(2, 8);
  JointDecision other = one;
  const double a = decide(one, FireDistribution::optimal, 2, 8, 3, 5).surviving;
  CHECK(decide(other, FireDistribution::optimal, 2, 8, 3, 5).surviving == a);
}
