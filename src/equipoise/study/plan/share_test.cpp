#include "equipoise/study/plan/share.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <vector>

#include "equipoise/core/hash.hpp"

using namespace equipoise;

TEST_CASE("costs are split so that no part has more than the bound of the rule above its share") {
  std::vector<double> costs;
  double all = 0.0;
  for (std::uint64_t i = 0; i < 100; ++i) {
    costs.push_back(1.0 + static_cast<double>(core::mix(i) % 60));
    all += costs.back();
  }
  for (const unsigned parts : {1U, 2U, 3U, 7U}) {
    const auto owner = study::split(costs, parts);
    std::vector<double> load(parts, 0.0);
    for (std::size_t i = 0; i < costs.size(); ++i) load.at(owner[i]) += costs[i];
    // With many units the excess is below the cost of one of the last, the least.
    CHECK(*std::max_element(load.begin(), load.end()) - all / parts < 4.0);
    CHECK(study::split(costs, parts) == owner);
  }
  CHECK(study::split(std::vector<double>{1, 1, 1}, 2) == std::vector<unsigned>{0, 1, 0});
  CHECK(study::split(std::vector<double>{}, 3).empty());
}

TEST_CASE("units of one cost go around") {
  const study::Share second{1, 3};
  for (std::uint64_t unit = 0; unit < 9; ++unit) CHECK(second.holds(unit) == (unit % 3 == 1));
  CHECK(study::Share{}.holds(7));
  CHECK(study::Share{}.all());
  CHECK_FALSE(second.all());
}
