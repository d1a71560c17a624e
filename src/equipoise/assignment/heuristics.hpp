#pragma once
// The two heuristics of assignment.hpp, and how a good assignment becomes one that no single move betters.
// All write into memory they are given.
#include <functional>
#include <span>
#include <vector>

#include "equipoise/assignment/weapon_target.hpp"

namespace equipoise::assignment {

/// Rounds at each target and rounds left while an assignment is made.
class PartialAssignment {
 public:
  PartialAssignment(int kinds, int targets, int rounds);

  /// Nothing fired yet, into `fired`. Domain: a problem within the size, a number for each kind and target.
  /// Assumes: `fired` outlives the work.
  void start(const WeaponTargetProblem& problem, std::span<int> fired);
  /// Fires one round. Domain: left(kind) > 0.
  void fire(int kind, int target);
  int left(int kind) const { return left_[static_cast<std::size_t>(kind)]; }

  void nearest_deadline();
  /// Goes on from what is fired already.
  void greedy();
  /// Moves one round, or exchanges two, while that leaves less and `stop` does not say so. Rounds that are
  /// left are fired where they save most.
  void improve(const std::function<bool()>& stop);

  double surviving_value() const;

 private:
  struct Shot {
    int kind, target;
    double rest; ///< what would survive of the target without this round
  };
  double value_without(int target, int kind) const;
  int surest(int target) const;
  int& fired(int kind, int target) { return fired_[index(kind, target)]; }
  std::size_t index(int kind, int target) const {
    return static_cast<std::size_t>(kind) * problem_.values.size() + static_cast<std::size_t>(target);
  }
  void list_shots();
  bool move_one();
  bool exchange_two(const std::function<bool()>& stop);
  void move(int kind, int from, int to);

  WeaponTargetProblem problem_;
  std::span<int> fired_;
  std::vector<int> left_;         ///< by kind
  std::vector<double> surviving_; ///< by target
  std::vector<int> best_kind_;    ///< by target; -1: none is left that could do anything
  std::vector<int> order_;        ///< of targets
  std::vector<Shot> shots_;
};

} // namespace equipoise::assignment
