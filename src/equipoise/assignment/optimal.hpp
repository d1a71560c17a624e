#pragma once
// The optimal assignment, with its proof: branch and price. A column is one way to engage one target; the
// linear programme over columns gives every round a price, and for any prices at all
//   sum_j min_x (w_j prod_i (1 - p_ij)^x_i + sum_i lambda_i x_i) - sum_i lambda_i b_i
// is a bound that holds, because each target's minimum is found exactly. Branching is on "at least n" or
// "fewer than n rounds of kind i at target j". Sources: Dantzig & Wolfe (1960); Geoffrion (1974); Barnhart et
// al. (1998); for this problem Bertsimas & Paskov (2025).
#include <span>
#include <vector>

#include "equipoise/assignment/column.hpp"
#include "equipoise/assignment/heuristics.hpp"
#include "equipoise/assignment/master.hpp"
#include "equipoise/assignment/weapon_target.hpp"

namespace equipoise::assignment {

class BranchAndPrice {
 public:
  explicit BranchAndPrice(const WeaponTargetSize& max);

  /// Domain: as WeaponTargetSolver::assign. Assumes: `partial` has been started on `fired`. All memory was
  /// taken before.
  WeaponTargetResult solve(const WeaponTargetProblem& problem, PartialAssignment& partial,
                           std::span<int> fired, const WeaponTargetLimits& limits);

 private:
  /// One more bound on the rounds of a kind at a target than its parent has.
  struct Node {
    int parent, kind, target;
    int min, max;
    double lower; ///< of the parent
  };
  struct Branch {
    int kind = -1, target = -1;
    int floor = 0;
  };

  void prepare();
  ColumnProblem column_problem(int target, const std::vector<double>& prices) const;
  void enter(int node);
  void start_prices();
  void bound_by_subgradients();
  void bound_by_columns();
  double price_targets(const std::vector<double>& prices, bool only_entering, bool& added);
  bool interrupted();
  bool stopped();
  void round_off();
  void fire_mixture();
  void improve();
  Branch max_fractional();
  double open_bound() const;
  bool closed(double lower) const;
  std::size_t pair(int kind, int target) const {
    return static_cast<std::size_t>(target) * problem_.rounds.size() + static_cast<std::size_t>(kind);
  }

  ColumnSearch search_;
  ColumnMaster master_;
  std::vector<double> survives_, hardness_; ///< by target and kind, as the columns want them
  std::vector<int> min_, max_;              ///< bounds at this node, by target and kind
  std::vector<double> mixture_;             ///< rounds in the linear programme, by target and kind
  std::vector<double> prices_, best_prices_, slope_;
  std::vector<int> free_rounds_; ///< by kind: not bound to a target at this node
  std::vector<int> best_fired_;
  std::vector<Node> nodes_;
  std::vector<int> open_; ///< heap of nodes, the lowest bound on top
  struct Share {
    double share;
    int target, kind, count;
  };
  std::vector<Share> shares_;
  std::size_t max_nodes_;

  WeaponTargetProblem problem_;
  const WeaponTargetLimits* limits_ = nullptr;
  PartialAssignment* partial_ = nullptr;
  std::span<int> fired_;
  double total_ = 0.0;  ///< value of all targets
  double best_ = 0.0;   ///< surviving value of best_fired_
  double lower_ = 0.0;  ///< proved for this node
  double centre_ = 0.0; ///< bound of best_prices_ at this node
  double proved_ = 0.0; ///< least bound of the nodes that are closed
  std::uint64_t iterations_ = 0;
  bool stop_ = false;
};

} // namespace equipoise::assignment
