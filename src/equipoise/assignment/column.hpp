#pragma once
// The best way to engage one target when every round has a price: the subproblem of column generation, solved
// exactly.
#include <cstdint>
#include <span>
#include <vector>

namespace equipoise::assignment {

/// `count` rounds of a kind at the target in question.
struct ColumnEntry {
  int kind, count;
  bool operator==(const ColumnEntry&) const = default;
};

/// One target as the subproblem sees it. Domain: all spans run over the kinds; value and prices >= 0.
struct ColumnProblem {
  double value = 0.0;               ///< w of the target
  std::span<const double> survives; ///< q = 1 - p of one round
  std::span<const double> hardness; ///< -log q; infinite where q = 0
  std::span<const double> prices;   ///< lambda of one round
  std::span<const int> min, max;    ///< bounds of the rounds fired
};

class ColumnSearch {
 public:
  explicit ColumnSearch(int kinds);

  /// min over least <= x <= most of w prod q^x + sum lambda x, by depth-first search under the bound of the
  /// convex relaxation (rounds taken in parts, the cheapest per unit of log survival first). Returns a proved
  /// lower bound on that minimum: the minimum itself less 1e-13 w, or weaker where the search ran into its
  /// limit of 200,000 steps.
  double operator()(const ColumnProblem& problem);

  /// The best column found, by rising kind; what it costs without and with the prices.
  std::span<const ColumnEntry> entries() const { return entries_; }
  double surviving() const { return surviving_; }
  double priced() const { return best_; }

 private:
  struct Item {
    int kind, left;
    double survives, price, ratio; ///< price per unit of log survival
  };
  double relaxed(std::size_t from, double value) const;
  void search(std::size_t from, double value, double cost);
  void keep(double value, double cost, int sure_kind);

  std::vector<Item> items_;
  std::vector<int> taken_, best_taken_; ///< by item
  std::vector<ColumnEntry> entries_;
  double best_ = 0.0, surviving_ = 0.0, tolerance_ = 0.0;
  int best_sure_ = -1;
  std::int64_t steps_left_ = 0;
};

} // namespace equipoise::assignment
