#include "equipoise/assignment/column.hpp"

#include <algorithm>

#include "equipoise/core/elementary/elementary.hpp"
#include "equipoise/core/precondition.hpp"

namespace equipoise::assignment {
namespace {

constexpr std::int64_t max_steps = 200'000;

std::size_t size(int n) {
  return static_cast<std::size_t>(n);
}

} // namespace

ColumnSearch::ColumnSearch(int kinds) {
  items_.reserve(size(kinds));
  taken_.reserve(size(kinds));
  best_taken_.reserve(size(kinds));
  entries_.reserve(size(kinds));
}

double ColumnSearch::relaxed(std::size_t from, double value) const {
  double cost = 0.0;
  for (std::size_t k = from; k < items_.size(); ++k) {
    const Item& item = items_[k];
    if (value <= item.ratio) break;
    for (int n = item.left; n > 0; --n) {
      const double next = value * item.survives;
      if (next < item.ratio) return cost + item.ratio * (1.0 + core::log(value / item.ratio));
      value = next;
      cost += item.price;
    }
  }
  return cost + value;
}

void ColumnSearch::keep(double value, double cost, int sure_kind) {
  best_ = value + cost;
  surviving_ = value;
  best_sure_ = sure_kind;
  best_taken_ = taken_;
}

void ColumnSearch::search(std::size_t from, double value, double cost) {
  if (value + cost < best_) keep(value, cost, -1);
  for (std::size_t k = from; k < items_.size(); ++k) {
    if (--steps_left_ < 0 || cost + relaxed(k, value) >= best_ - tolerance_) return;
    Item& item = items_[k];
    // A round that saves less than its price here saves no more beside others.
    if (item.left == 0 || value * (1.0 - item.survives) <= item.price) continue;
    --item.left;
    ++taken_[k];
    search(k, value * item.survives, cost + item.price);
    ++item.left;
    --taken_[k];
  }
}

double ColumnSearch::operator()(const ColumnProblem& p) {
  EQUIPOISE_PRECONDITION(p.value >= 0.0 && std::all_of(p.prices.begin(), p.prices.end(),
                                                       [](double price) { return price >= 0.0; }));
  EQUIPOISE_PRECONDITION(p.hardness.size() == p.survives.size() && p.prices.size() == p.survives.size());
  EQUIPOISE_PRECONDITION(p.min.size() == p.survives.size() && p.max.size() == p.survives.size());
  double value = p.value, cost = 0.0;
  const int kinds = static_cast<int>(p.survives.size());
  for (int i = 0; i < kinds; ++i)
    for (int n = p.min[size(i)]; n > 0; --n) {
      value *= p.survives[size(i)];
      cost += p.prices[size(i)];
    }
  // A round that never fails is fired alone or not at all, the cheapest of its like.
  int sure = -1;
  items_.clear();
  for (int i = 0; i < kinds; ++i) {
    const double price = p.prices[size(i)];
    const int left = p.max[size(i)] - p.min[size(i)];
    if (left <= 0 || value * (1.0 - p.survives[size(i)]) <= price) continue;
    if (p.survives[size(i)] > 0.0)
      items_.push_back({i, left, p.survives[size(i)], price, price / p.hardness[size(i)]});
    else if (sure < 0 || price < p.prices[size(sure)])
      sure = i;
  }
  std::sort(items_.begin(), items_.end(), [](const Item& a, const Item& b) {
    if (a.ratio != b.ratio) return a.ratio < b.ratio;
    return a.survives != b.survives ? a.survives < b.survives : a.kind < b.kind;
  });
  taken_.assign(items_.size(), 0);
  tolerance_ = 1e-13 * p.value;
  steps_left_ = max_steps;
  keep(value, cost, -1);
  if (sure >= 0 && cost + p.prices[size(sure)] < best_) keep(0.0, cost + p.prices[size(sure)], sure);
  const double weakest = std::min(best_, cost + relaxed(0, value));
  search(0, value, cost);

  entries_.clear();
  for (int i = 0; i < kinds; ++i)
    if (p.min[size(i)] > 0 || i == best_sure_)
      entries_.push_back({i, p.min[size(i)] + (i == best_sure_ ? 1 : 0)});
  for (std::size_t k = 0; k < items_.size(); ++k) {
    if (best_taken_[k] == 0) continue;
    const auto same = std::find_if(entries_.begin(), entries_.end(),
                                   [&](const ColumnEntry& e) { return e.kind == items_[k].kind; });
    if (same != entries_.end())
      same->count += best_taken_[k];
    else
      entries_.push_back({items_[k].kind, best_taken_[k]});
  }
  std::sort(entries_.begin(), entries_.end(), [](const auto& a, const auto& b) { return a.kind < b.kind; });
  return steps_left_ >= 0 ? best_ - tolerance_ : weakest - tolerance_;
}

} // namespace equipoise::assignment
