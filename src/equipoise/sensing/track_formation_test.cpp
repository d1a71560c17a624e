#include "equipoise/sensing/track_formation.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>

#include "equipoise/random/stream.hpp"

using namespace equipoise;

// 20,000 rows of drawn dwells against the exact chain; fixed seed; false-alarm rate 1e-6 (|z| < 4.892) for
// each dwell and rule had the seed been free. Power: a chance off by 0.03 is seen.
TEST_CASE("track formation: the exact chain gives what drawn looks give") {
  constexpr double critical = 4.892;
  constexpr int rows = 20'000;
  std::vector<double> detection;
  for (int k = 0; k < 15; ++k) detection.push_back(0.05 + 0.9 * std::abs(std::sin(0.4 * k)));
  for (const auto& [hits, window] : {std::pair{1, 1}, {2, 3}, {3, 5}, {4, 6}}) {
    const auto formed = sensing::track_formation(hits, window, detection);
    std::vector<int> by(detection.size(), 0);
    for (std::uint64_t row = 0; row < rows; ++row) {
      const random::Stream draws(5, row, static_cast<std::uint64_t>(window),
                                 random::Purpose::surveillance_dwell);
      std::vector<int> dwells;
      bool stands = false;
      for (std::size_t k = 0; k < detection.size(); ++k) {
        dwells.push_back(draws.happens(detection[k], static_cast<std::uint32_t>(k)) ? 1 : 0);
        const auto last = std::min<std::ptrdiff_t>(window, std::ssize(dwells));
        stands = std::count(dwells.end() - last, dwells.end(), 1) >= hits || stands;
        by[k] += stands ? 1 : 0;
      }
    }
    for (std::size_t k = 0; k < detection.size(); ++k) {
      const double p = formed[k], sd = std::sqrt(rows * p * (1 - p));
      CHECK(std::abs(by[k] - rows * p) < critical * sd + 1e-6);
      if (p > 0.1 && p < 0.9) CHECK(std::abs(by[k] - rows * (p + 0.03)) > critical * sd);
    }
  }
}
