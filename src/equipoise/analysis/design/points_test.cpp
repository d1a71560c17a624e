#include "equipoise/analysis/design/points.hpp"

#include <doctest/doctest.h>

#include <boost/random/sobol.hpp>
#include <cmath>
#include <set>

using namespace equipoise;

// Boost carries Joe & Kuo's table and walks it in Gray code: an independent reader of the same publication.
TEST_CASE("validation: Sobol points beside Boost's, in every dimension") {
  constexpr std::size_t dimensions = analysis::max_sobol_dimensions;
  const analysis::SobolSequence ours(dimensions);
  boost::random::sobol theirs(dimensions);
  theirs.seed(0);
  for (std::uint32_t n = 1; n < 1000; ++n) // Boost leaves out the origin
    for (std::size_t j = 0; j < dimensions; ++j) {
      const double u = static_cast<double>(theirs()) * 0x1p-64;
      const std::uint32_t gray = n ^ (n >> 1);
      REQUIRE(ours.at(gray, j) == doctest::Approx(u + 0x1p-33).epsilon(1e-9));
    }
}

TEST_CASE("Sobol: one point in every slice, scrambled or not, scrambles differ by seed and block") {
  for (const analysis::SobolSequence& s :
       {analysis::SobolSequence(64), analysis::SobolSequence(64, 7, 0), analysis::SobolSequence(64, 7, 1)})
    for (std::size_t j = 0; j < 64; ++j) {
      std::set<int> slices;
      for (std::uint32_t i = 512; i < 1024; ++i) slices.insert(static_cast<int>(s.at(i, j) * 512));
      REQUIRE(slices.size() == 512);
    }
  const double a = analysis::SobolSequence(2, 7, 0).at(5, 1);
  CHECK(a == analysis::SobolSequence(40, 7, 0).at(5, 1)); // a wider study asks the same first coordinates
  CHECK(a != analysis::SobolSequence(2, 7, 1).at(5, 1));
  CHECK(a != analysis::SobolSequence(2, 8, 0).at(5, 1));
}

// 4000 scrambles: each fixed point must be uniform (mean, variance; |z| < 4.9, a false alarm of 1e-6), and
// the mean of 64 points of x1 x2 must be unbiased with far less than random variance.
TEST_CASE("Sobol: a scrambled point is uniform, a scrambled mean unbiased") {
  constexpr int n = 4000;
  double sum = 0.0, squares = 0.0, mean = 0.0, mean_squares = 0.0;
  for (int b = 0; b < n; ++b) {
    const analysis::SobolSequence s(4, 3, static_cast<std::uint64_t>(b));
    const double u = s.at(3, 2) - 0.5;
    sum += u;
    squares += u * u;
    double product = 0.0;
    for (std::uint32_t i = 0; i < 64; ++i) product += s.at(i, 2) * s.at(i, 3) / 64;
    mean += product / n;
    mean_squares += product * product / n;
  }
  CHECK(std::abs(sum / n / std::sqrt(1.0 / 12 / n)) < 4.9);
  CHECK(std::abs((squares / n - 1.0 / 12) / std::sqrt(1.0 / 180 / n)) < 4.9);
  const double variance = mean_squares - mean * mean;
  CHECK(std::abs(mean - 0.25) < 4.9 * std::sqrt(variance / n));
  CHECK(variance < 0.05 * (7.0 / 144 / 64)); // Var(x1 x2) = 7/144
}

TEST_CASE("Latin hypercube: one point a slice in every coordinate, coordinates not tied to each other") {
  const analysis::Points p = analysis::latin_hypercube(1000, 3, 11);
  for (std::size_t j = 0; j < 3; ++j) {
    std::set<int> slices;
    for (std::size_t i = 0; i < p.size(); ++i) slices.insert(static_cast<int>(p.row(i)[j] * 1000));
    CHECK(slices.size() == 1000);
  }
  double product = 0.0;
  for (std::size_t i = 0; i < p.size(); ++i) product += (p.row(i)[0] - 0.5) * (p.row(i)[1] - 0.5);
  CHECK(std::abs(product * 12 / 1000) < 4.9 / std::sqrt(1000.0)); // correlation
  CHECK(analysis::latin_hypercube(0, 3, 11).size() == 0);
  CHECK(analysis::latin_hypercube(1, 1, 11).row(0)[0] > 0.0);
}

TEST_CASE("grid: every combination, the last factor fastest") {
  const auto grid = analysis::full_grid({2, 3});
  REQUIRE(grid.size() == 6);
  CHECK(grid[1] == std::vector<std::size_t>{0, 1});
  CHECK(grid[3] == std::vector<std::size_t>{1, 0});
  CHECK(analysis::full_grid({}).size() == 1);
  CHECK(analysis::full_grid({2, 0}).empty());
}
