#pragma once
// The cheapest way to pair rows with columns, each at most once.
#include <cstddef>
#include <limits>
#include <span>
#include <vector>

namespace equipoise::assignment {

/// Rectangular optimal assignment in a workspace that is made once: solving allocates nothing.
/// Method: shortest augmenting paths with dual variables. Source: Jonker & Volgenant (1987); Crouse (2016),
/// "On implementing 2D rectangular assignment algorithms", section III.
class LinearAssignment {
 public:
  static constexpr int none = -1;
  static constexpr double forbidden = std::numeric_limits<double>::infinity();

  LinearAssignment(std::size_t max_rows, std::size_t max_columns);

  /// The column of each row, or `none`, such that as many rows as columns allow (the lesser of both numbers)
  /// are paired at the least total cost. `costs` by rows; any finite value, or `forbidden`; none that is no
  /// number is chosen either. Empty if no full pairing avoids those. Valid until the next call. Domain: at
  /// least rows * columns values, none -infinity; rows and columns within the workspace, whichever are more.
  std::span<const int> solve(std::span<const double> costs, std::size_t rows, std::size_t columns);

 private:
  bool augment(std::span<const double> costs, int row);
  double cost(std::span<const double> costs, int row, int column) const {
    return costs[static_cast<std::size_t>(row) * row_stride_ +
                 static_cast<std::size_t>(column) * column_stride_];
  }

  // Of the side with fewer members here "row", of the other "column", whichever way the caller has them.
  int columns_ = 0;
  std::size_t row_stride_ = 0, column_stride_ = 0;
  std::vector<int> column_of_, row_of_, before_, open_, result_;
  std::vector<double> row_price_, column_price_, shortest_;
  std::vector<char> row_seen_, column_seen_;
};

} // namespace equipoise::assignment
