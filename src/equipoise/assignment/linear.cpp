#include "equipoise/assignment/linear.hpp"

#include <algorithm>

#include "equipoise/core/precondition.hpp"

namespace equipoise::assignment {

LinearAssignment::LinearAssignment(std::size_t max_rows, std::size_t max_columns)
    : column_of_(std::min(max_rows, max_columns)),
      row_of_(std::max(max_rows, max_columns)),
      before_(row_of_.size()),
      open_(row_of_.size()),
      result_(max_rows),
      row_price_(column_of_.size()),
      column_price_(row_of_.size()),
      shortest_(row_of_.size()),
      row_seen_(column_of_.size()),
      column_seen_(row_of_.size()) {}

std::span<const int> LinearAssignment::solve(std::span<const double> costs, std::size_t rows,
                                             std::size_t columns) {
  EQUIPOISE_PRECONDITION(costs.size() >= rows * columns);
  EQUIPOISE_PRECONDITION(rows <= result_.size() && std::max(rows, columns) <= row_of_.size() &&
                         std::min(rows, columns) <= column_of_.size());
  EQUIPOISE_PRECONDITION(std::find(costs.begin(), costs.end(), -forbidden) == costs.end());
  const bool turned = rows > columns;
  const std::size_t few = turned ? columns : rows, many = turned ? rows : columns;
  columns_ = static_cast<int>(many);
  row_stride_ = turned ? 1 : columns;
  column_stride_ = turned ? columns : 1;
  std::fill_n(column_of_.begin(), few, none);
  std::fill_n(row_of_.begin(), many, none);
  std::fill_n(row_price_.begin(), few, 0.0);
  std::fill_n(column_price_.begin(), many, 0.0);
  for (std::size_t row = 0; row < few; ++row)
    if (!augment(costs, static_cast<int>(row))) return {};
  std::copy_n(turned ? row_of_.begin() : column_of_.begin(), rows, result_.begin());
  return {result_.data(), rows};
}

/// Dijkstra over reduced costs from an unpaired row to the nearest unpaired column; then prices and pairs
/// change along the path. False if no column can be reached.
bool LinearAssignment::augment(std::span<const double> costs, int start) {
  const auto at = [](int i) { return static_cast<std::size_t>(i); };
  const auto many = at(columns_);
  std::fill_n(shortest_.begin(), many, forbidden);
  std::fill_n(column_seen_.begin(), many, char{0});
  std::fill(row_seen_.begin(), row_seen_.end(), char{0});
  for (int j = 0; j < columns_; ++j) open_[at(j)] = j;
  int open = columns_, row = start, sink = none;
  double distance = 0.0;
  while (sink == none) {
    row_seen_[at(row)] = 1;
    const double offset = distance - row_price_[at(row)];
    double min = forbidden;
    int chosen = none;
    for (int k = 0; k < open; ++k) {
      const auto j = at(open_[at(k)]);
      const double length = offset + cost(costs, row, open_[at(k)]) - column_price_[j];
      if (length < shortest_[j]) {
        shortest_[j] = length;
        before_[j] = row;
      }
      // Of columns as near, one that is free ends the search.
      if (shortest_[j] < min || (shortest_[j] == min && min < forbidden && row_of_[j] == none)) {
        min = shortest_[j];
        chosen = k;
      }
    }
    if (chosen == none) return false;
    distance = min;
    const int column = open_[at(chosen)];
    open_[at(chosen)] = open_[at(--open)];
    column_seen_[at(column)] = 1;
    if (row_of_[at(column)] == none)
      sink = column;
    else
      row = row_of_[at(column)];
  }
  row_price_[at(start)] += distance;
  for (std::size_t i = 0; i < row_seen_.size(); ++i)
    if (row_seen_[i] != 0 && i != at(start)) row_price_[i] += distance - shortest_[at(column_of_[i])];
  for (std::size_t j = 0; j < many; ++j)
    if (column_seen_[j] != 0) column_price_[j] -= distance - shortest_[j];
  for (int column = sink, next = none; column != none; column = next) {
    const int owner = before_[at(column)];
    row_of_[at(column)] = owner;
    next = owner == start ? none : column_of_[at(owner)];
    column_of_[at(owner)] = column;
  }
  return true;
}

} // namespace equipoise::assignment
