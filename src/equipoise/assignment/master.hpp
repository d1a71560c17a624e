#pragma once
// The linear programme over per-target columns: every target takes one column (or a mixture of them), and no
// kind of round is used more than there is of it. Revised primal simplex with a dense inverse: small, without
// allocation, and allowed to be inexact, because the bound of assignment_optimal.hpp holds for whatever
// prices come out. Source: Dantzig & Wolfe (1960).
#include <cstdint>
#include <functional>
#include <span>
#include <vector>

#include "equipoise/assignment/column.hpp"

namespace equipoise::assignment {

class ColumnMaster {
 public:
  ColumnMaster(int kinds, int targets, int columns, int rounds);

  /// Forgets all columns. Every target gets the empty one, at its value.
  void start(std::span<const int> rounds, std::span<const double> values);

  /// Adds a column, if need be in the place of the least promising of those that are in no basis. False if it
  /// is there already or there is no room.
  bool add(int target, double surviving, std::span<const ColumnEntry> entries);

  /// Columns that break the bounds [target * kinds + kind] no longer take part.
  void restrict_to(std::span<const int> min, std::span<const int> max);

  /// To the optimum over the columns at hand, or until `stop`.
  void solve(const std::function<bool()>& stop);

  /// Of one round of a kind, >= 0; of engaging a target.
  double price(int kind) const {
    return dual_[static_cast<std::size_t>(kind)] < 0.0 ? -dual_[static_cast<std::size_t>(kind)] : 0.0;
  }
  double charge(int target) const { return dual_[static_cast<std::size_t>(kinds_ + target)]; }

  /// Share of each column in the mixture: calls f(target, share, entries, admitted).
  template <typename F>
  void for_each_used(F f) const {
    for (std::size_t r = 0; r < basis_.size(); ++r)
      if (basis_[r] >= kinds_ && share_[r] > 1e-6) {
        const Column& c = column(basis_[r]);
        f(c.target, share_[r], entries_of(c), c.admitted);
      }
  }

 private:
  struct Column {
    int target, begin, length;
    double surviving;
    std::uint64_t hash;
    bool admitted, basic;
  };
  static std::size_t at(int n) { return static_cast<std::size_t>(n); }
  // Variables below kinds_ are the rounds of a kind not used; the others are columns.
  const Column& column(int variable) const { return columns_[at(variable - kinds_)]; }
  std::span<const ColumnEntry> entries_of(const Column& c) const {
    return {entries_.data() + c.begin, at(c.length)};
  }
  double cost(int variable) const;
  double reduced_cost(const Column& c) const;
  void transform(int variable);
  void pivot(int row, int variable);
  int entering(double& rate) const;
  int leaving() const;
  void refactor();
  void start_basis();
  void price_basis();
  void drop_columns();
  double* inverse(int column) { return inverse_.data() + at(column) * rows_; }

  int kinds_ = 0, targets_ = 0;
  std::size_t rows_ = 0, max_columns_, max_entries_;
  double penalty_ = 0.0;
  std::vector<Column> columns_;
  std::vector<ColumnEntry> entries_;
  std::vector<double> inverse_; ///< of the basis, column by column
  std::vector<double> right_;   ///< what each row has
  std::vector<double> share_;   ///< of the basic variable of each row
  std::vector<double> dual_, direction_, order_;
  std::vector<int> basis_; ///< variable of each row
  std::vector<int> renumbered_;
  int pivots_ = 0; ///< since the inverse was made anew
};

} // namespace equipoise::assignment
