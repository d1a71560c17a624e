#pragma once
// Static weapon-target assignment: which rounds at which targets, so that the least value survives. Decides
// once, for all rounds at hand; draws nothing; knows no clock.
//
// Minimise sum_j w_j prod_i (1 - p_ij)^x_ij over whole x_ij >= 0 with sum_j x_ij <= b_i. Source: Manne
// (1958); NP-complete: Lloyd & Witsenhausen (1986).
#include <cstdint>
#include <functional>
#include <memory>
#include <span>

#include "equipoise/core/sim_time.hpp"

namespace equipoise::assignment {

/// A view of what is to be decided. Rounds of one kind (a battery's missiles of one type) are alike.
struct WeaponTargetProblem {
  std::span<const double> values; ///< w_j of target j; finite, >= 0
  std::span<const int> rounds;    ///< b_i of kind i at hand; >= 0
  std::span<const double>
      kill_probability; ///< p_ij of one round, [i * targets + j]; 0 where it cannot be fired
  /// d_j, the last instant at which a launch still meets target j. Read by nearest_deadline alone; if empty,
  /// the order of the targets is that of their deadlines.
  std::span<const core::SimTime> deadlines;
  int salvo = 1; ///< rounds at a target when its turn comes; read by nearest_deadline alone; >= 1

  int kinds() const { return static_cast<int>(rounds.size()); }
  int targets() const { return static_cast<int>(values.size()); }
  double kill(int kind, int target) const {
    return kill_probability[static_cast<std::size_t>(kind) * values.size() +
                            static_cast<std::size_t>(target)];
  }
};

enum class WeaponTargetMethod {
  /// Targets in the order of their deadlines, `salvo` rounds each, the surest kind first; over again while
  /// rounds
  /// are left.
  nearest_deadline,
  /// Round by round where it saves most (maximum marginal return). Optimal where a target's p_ij is the same
  /// for all
  /// kinds. Source: denBroeder, Ellison & Emerling (1959).
  greedy,
  /// Branch and price over per-target columns; see assignment_optimal.hpp.
  optimal
};

struct WeaponTargetProgress {
  double surviving_value; ///< best found
  double lower_bound;     ///< proved
  std::uint64_t iterations;
};

/// Where `optimal` stops before its proof is complete. With limits that are counts the result is a function
/// of the problem and of them.
struct WeaponTargetLimits {
  std::uint64_t iterations = UINT64_MAX; ///< in which every target is priced once
  double gap = 1e-9;                     ///< relative to the best found: less is called proved
  /// Asked now and then; true stops, and what is best so far is kept. It may know a clock; then the result
  /// depends on it.
  std::function<bool(const WeaponTargetProgress&)> stop = nullptr;
};

struct WeaponTargetResult {
  double surviving_value = 0.0; ///< sum over the targets, w_j times the chance to survive
  double lower_bound = 0.0;     ///< no assignment leaves less; 0 from the two heuristics, which prove nothing
  std::uint64_t iterations = 0;
  std::uint64_t nodes = 0; ///< of the branching tree
};

/// The most that an WeaponTargetSolver has room for.
struct WeaponTargetSize {
  int kinds = 0, targets = 0;
  int rounds = 0;     ///< of all kinds together
  int columns = 4000; ///< ways to engage one target, held at a time
  int nodes = 4000;   ///< of the branching tree; where they end, `optimal` ends with what it has
};

/// Solves problems up to a size. Takes its memory when it is made; `assign` takes none.
class WeaponTargetSolver {
 public:
  explicit WeaponTargetSolver(const WeaponTargetSize& max);
  ~WeaponTargetSolver();
  WeaponTargetSolver(const WeaponTargetSolver& other); ///< with memory of its own
  WeaponTargetSolver& operator=(const WeaponTargetSolver& other);
  WeaponTargetSolver(WeaponTargetSolver&&) noexcept;
  WeaponTargetSolver& operator=(WeaponTargetSolver&&) noexcept;

  /// Writes x_ij to fired[i * targets + j]. Domain: a problem within the size (rounds count for `optimal`
  /// alone); as many numbers in `fired` as in kill_probability. Ties go to the lower number of kind and
  /// target.
  WeaponTargetResult assign(const WeaponTargetProblem& problem, WeaponTargetMethod method,
                            std::span<int> fired, const WeaponTargetLimits& limits = {});

 private:
  struct Workspace;
  std::unique_ptr<Workspace> workspace_;
};

/// The objective of an assignment. Domain: as many numbers in `fired` as in kill_probability.
double surviving_value(const WeaponTargetProblem& problem, std::span<const int> fired);

} // namespace equipoise::assignment
