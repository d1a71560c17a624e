#include "equipoise/assignment/linear.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <random>

using equipoise::assignment::LinearAssignment;

namespace {

/// The slow twin: every way to give the fewer a place among the more.
double min_by_trial(const std::vector<double>& costs, std::size_t rows, std::size_t columns) {
  const bool turned = rows > columns;
  const std::size_t few = std::min(rows, columns), many = std::max(rows, columns);
  std::vector<std::size_t> order(many);
  std::iota(order.begin(), order.end(), 0);
  double min = LinearAssignment::forbidden;
  do {
    double sum = 0.0;
    for (std::size_t i = 0; i < few; ++i)
      sum += turned ? costs[order[i] * columns + i] : costs[i * columns + order[i]];
    min = std::min(min, sum);
  } while (std::next_permutation(order.begin(), order.end()));
  return min;
}

} // namespace

TEST_CASE(
    "twin: assignment costs what the best of all permutations does, either way round, ties and forbidden "
    "included") {
  std::mt19937_64 bits(1);
  LinearAssignment workspace(6, 6);
  int impossible = 0;
  for (int round = 0; round < 4000; ++round) {
    const std::size_t rows = 1 + bits() % 6, columns = 1 + bits() % 6;
    std::vector<double> costs(rows * columns);
    const auto levels = round % 2 == 0 ? 5U : 1000003U;
    for (double& c : costs)
      c = bits() % 4 == 0 && round % 3 == 0 ? LinearAssignment::forbidden
                                            : static_cast<double>(bits() % levels) - 2.0;
    const double min = min_by_trial(costs, rows, columns);
    const auto found = workspace.solve(costs, rows, columns);
    if (min == LinearAssignment::forbidden) {
      REQUIRE(found.empty());
      ++impossible;
      continue;
    }
    REQUIRE(found.size() == rows);
    double sum = 0.0;
    std::vector<int> used(columns, 0);
    std::size_t pairs = 0;
    for (std::size_t i = 0; i < rows; ++i) {
      if (found[i] == LinearAssignment::none) continue;
      const auto j = static_cast<std::size_t>(found[i]);
      REQUIRE(++used[j] == 1);
      sum += costs[i * columns + j];
      ++pairs;
    }
    REQUIRE(pairs == std::min(rows, columns));
    REQUIRE(sum == doctest::Approx(min).epsilon(1e-12));
  }
  CHECK(impossible > 20);
}

// Too large for permutations: a pairing that costs nothing is hidden among costs of 1 and more.
TEST_CASE("assignment: a hidden free pairing among 200 by 300 is found") {
  std::mt19937_64 bits(2);
  constexpr std::size_t rows = 200, columns = 300;
  std::vector<double> costs(rows * columns);
  for (double& c : costs) c = 1.0 + static_cast<double>(bits() % 1000) / 1000.0;
  std::vector<std::size_t> order(columns);
  std::iota(order.begin(), order.end(), 0);
  for (std::size_t i = columns - 1; i > 0; --i) std::swap(order[i], order[bits() % (i + 1)]);
  for (std::size_t i = 0; i < rows; ++i) costs[i * columns + order[i]] = 0.0;
  LinearAssignment workspace(rows, columns);
  const auto found = workspace.solve(costs, rows, columns);
  REQUIRE(found.size() == rows);
  for (std::size_t i = 0; i < rows; ++i) CHECK(static_cast<std::size_t>(found[i]) == order[i]);
}

TEST_CASE("assignment: nothing with nothing, and a cost that is no number is never chosen") {
  LinearAssignment workspace(3, 3);
  CHECK(workspace.solve({}, 0, 3).empty());
  const auto found = workspace.solve({}, 3, 0);
  CHECK(std::all_of(found.begin(), found.end(), [](int j) { return j == LinearAssignment::none; }));
  const std::vector<double> costs{std::nan(""), 1.0, 1.0, std::nan("")};
  const auto pairs = workspace.solve(costs, 2, 2);
  REQUIRE(pairs.size() == 2);
  CHECK(pairs[0] == 1);
  CHECK(pairs[1] == 0);
}
