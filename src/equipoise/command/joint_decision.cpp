#include "equipoise/command/joint_decision.hpp"

#include <algorithm>
#include <numeric>

#include "equipoise/core/precondition.hpp"

namespace equipoise::command {

JointDecision::JointDecision(int kinds, std::size_t threats, const DecisionLimits& limits)
    : limits_(limits), rounds_(static_cast<std::size_t>(kinds)), place_(threats, -1) {
  const auto max = std::min(threats, static_cast<std::size_t>(limits.targets));
  const std::size_t pairs = max * static_cast<std::size_t>(kinds);
  targets_.reserve(threats);
  values_.reserve(max);
  deadlines_.reserve(max);
  kill_.reserve(pairs);
  fired_.reserve(pairs);
  assignment::WeaponTargetSize size;
  size.kinds = kinds;
  size.targets = static_cast<int>(max);
  size.rounds = limits.optimal_rounds; // the two heuristics need no room for them
  size.columns = 1000;
  size.nodes = 200;
  solver_.emplace_back(size);
  effort_.iterations = limits.optimal_iterations;
}

void JointDecision::clear() {
  for (const JointTarget& target : targets_) place_[target.threat] = -1;
  targets_.clear();
  std::fill(rounds_.begin(), rounds_.end(), 0);
}

std::span<const JointTarget> JointDecision::considered() {
  if (targets_.size() > static_cast<std::size_t>(limits_.targets)) {
    const auto end = targets_.begin() + limits_.targets;
    std::nth_element(targets_.begin(), end, targets_.end(), [](const JointTarget& a, const JointTarget& b) {
      return a.deadline != b.deadline ? a.deadline < b.deadline : a.threat < b.threat;
    });
    targets_.erase(end, targets_.end());
    std::sort(targets_.begin(), targets_.end(),
              [](const JointTarget& a, const JointTarget& b) { return a.threat < b.threat; });
  }
  kill_.assign(rounds_.size() * targets_.size(), 0.0);
  return targets_;
}

/// Greedy is optimal where every kind at hand does the same to a target. denBroeder, Ellison & Emerling
/// (1959).
bool JointDecision::kinds_are_alike() const {
  for (std::size_t j = 0; j < targets_.size(); ++j) {
    double seen = -1.0;
    for (std::size_t i = 0; i < rounds_.size(); ++i) {
      if (rounds_[i] == 0) continue;
      const double p = kill_[i * targets_.size() + j];
      if (seen >= 0.0 && p != seen) return false;
      seen = p;
    }
  }
  return true;
}

assignment::WeaponTargetMethod JointDecision::method(FireDistribution by) const {
  if (by == FireDistribution::deadline) return assignment::WeaponTargetMethod::nearest_deadline;
  if (by == FireDistribution::greedy) return assignment::WeaponTargetMethod::greedy;
  const bool small = static_cast<int>(targets_.size()) <= limits_.optimal_targets &&
                     std::accumulate(rounds_.begin(), rounds_.end(), 0) <= limits_.optimal_rounds &&
                     static_cast<int>(rounds_.size()) <= limits_.optimal_kinds;
  return small && !kinds_are_alike() ? assignment::WeaponTargetMethod::optimal
                                     : assignment::WeaponTargetMethod::greedy;
}

void JointDecision::decide(FireDistribution by, int salvo) {
  EQUIPOISE_PRECONDITION(salvo >= 1 && by != FireDistribution::doctrine && !solver_.empty());
  EQUIPOISE_PRECONDITION(kill_.size() == rounds_.size() * targets_.size());
  values_.clear();
  deadlines_.clear();
  for (std::size_t j = 0; j < targets_.size(); ++j) {
    place_[targets_[j].threat] = static_cast<int>(j);
    values_.push_back(targets_[j].value);
    deadlines_.push_back(targets_[j].deadline);
  }
  // More than a salvo each they cannot use in this look, however many are at hand.
  const int usable = salvo * static_cast<int>(targets_.size());
  for (int& rounds : rounds_) rounds = std::min(rounds, usable);
  fired_.resize(kill_.size());
  used_ = method(by);
  if (targets_.empty()) return;
  solver_.front().assign({values_, rounds_, kill_, deadlines_, salvo}, used_, fired_, effort_);
}

int JointDecision::given(int kind, std::uint32_t threat) const {
  EQUIPOISE_PRECONDITION(static_cast<std::size_t>(kind) < rounds_.size() && threat < place_.size());
  const int place = place_[threat];
  if (place < 0) return 0;
  return fired_[static_cast<std::size_t>(kind) * targets_.size() + static_cast<std::size_t>(place)];
}

} // namespace equipoise::command
