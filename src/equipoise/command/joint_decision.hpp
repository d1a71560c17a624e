#pragma once
// Who of the batteries that share a picture shoots at what, decided for all of them together, anew at every
// decision. One interface, three methods (assignment.hpp). Decides from what the batteries know; draws
// nothing.
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "equipoise/assignment/weapon_target.hpp"
#include "equipoise/core/precondition.hpp"

namespace equipoise::command {

/// How batteries with one picture come to who shoots at what.
enum class FireDistribution {
  doctrine, ///< each by its own doctrine: its most urgent target first, unless another has it under fire
  deadline,
  greedy,
  optimal
};

inline constexpr std::string_view fire_distribution_names[]{"doctrine", "deadline", "greedy", "optimal"};
constexpr std::string_view name_of(FireDistribution distribution) {
  return fire_distribution_names[static_cast<std::size_t>(distribution)];
}
constexpr std::optional<FireDistribution> fire_distribution_from(std::string_view name) {
  for (const FireDistribution a : {FireDistribution::doctrine, FireDistribution::deadline,
                                   FireDistribution::greedy, FireDistribution::optimal})
    if (name_of(a) == name) return a;
  return std::nullopt;
}

/// What bounds the time of one decision. Only the most urgent targets are considered; a problem larger than
/// the sizes for which the optimal method proves its answer within milliseconds is solved greedily.
struct DecisionLimits {
  int targets = 128;
  int optimal_targets = 32, optimal_rounds = 128, optimal_kinds = 32;
  std::uint64_t optimal_iterations = 100;
};

/// A target that someone of the group may shoot at.
struct JointTarget {
  std::uint32_t threat = 0;
  double value = 0.0;         ///< of what it threatens; >= 0
  core::SimTime deadline = 0; ///< the last launch that meets it
};

/// One decision after another. Takes its memory when it is made.
class JointDecision {
 public:
  JointDecision() = default; ///< for groups that decide nothing together
  /// `kinds`: of rounds, of all batteries; `threats`: numbered from 0.
  JointDecision(int kinds, std::size_t threats, const DecisionLimits& limits = {});

  void clear();
  /// Domain: a threat by its number, a value >= 0.
  void add(const JointTarget& target) {
    EQUIPOISE_PRECONDITION(target.threat < place_.size() && target.value >= 0.0);
    targets_.push_back(target);
  }
  /// Keeps the most urgent, in the order of their threats. To be called after the last target, before what
  /// follows.
  std::span<const JointTarget> considered();
  void set_rounds(int kind, int at_hand) {
    EQUIPOISE_PRECONDITION(static_cast<std::size_t>(kind) < rounds_.size() && at_hand >= 0);
    rounds_[static_cast<std::size_t>(kind)] = at_hand;
  }
  /// Of one round at the target of this place among those considered. 0 unless set: it cannot be fired at it.
  void set_kill(int kind, std::size_t place, double probability) {
    EQUIPOISE_PRECONDITION(static_cast<std::size_t>(kind) < rounds_.size() && place < targets_.size());
    EQUIPOISE_PRECONDITION(core::is_chance(probability) && kill_.size() == rounds_.size() * targets_.size());
    kill_[static_cast<std::size_t>(kind) * targets_.size() + place] = probability;
  }
  /// `salvo`: the most rounds at a target in one look. Domain: 1 or more, after `considered`.
  void decide(FireDistribution by, int salvo);
  /// Rounds of a kind that the last decision gave to a threat.
  int given(int kind, std::uint32_t threat) const;
  /// The method of the last decision: greedy in place of optimal, where greedy is optimal or the problem too
  /// large.
  assignment::WeaponTargetMethod used() const { return used_; }

 private:
  assignment::WeaponTargetMethod method(FireDistribution by) const;
  bool kinds_are_alike() const;

  DecisionLimits limits_;
  std::vector<JointTarget> targets_;
  std::vector<double> values_, kill_;
  std::vector<int> rounds_, fired_, place_; ///< place_ of each threat among those considered; -1: none
  std::vector<core::SimTime> deadlines_;
  std::vector<assignment::WeaponTargetSolver> solver_; ///< one, or none
  assignment::WeaponTargetLimits effort_;
  assignment::WeaponTargetMethod used_ = assignment::WeaponTargetMethod::greedy;
};

} // namespace equipoise::command
