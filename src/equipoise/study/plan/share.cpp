#include "equipoise/study/plan/share.hpp"

#include <algorithm>
#include <functional>
#include <numeric>
#include <queue>
#include <utility>

namespace equipoise::study {

std::vector<unsigned> split(std::span<const double> costs, unsigned parts) {
  std::vector<std::size_t> order(costs.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return costs[a] > costs[b]; });
  using Load = std::pair<double, unsigned>; // the least first, then the lowest number
  std::priority_queue<Load, std::vector<Load>, std::greater<>> loads;
  for (unsigned part = 0; part < parts; ++part) loads.emplace(0.0, part);
  std::vector<unsigned> owner(costs.size());
  for (const std::size_t unit : order) {
    const auto [load, part] = loads.top();
    loads.pop();
    owner[unit] = part;
    loads.emplace(load + costs[unit], part);
  }
  return owner;
}

} // namespace equipoise::study
