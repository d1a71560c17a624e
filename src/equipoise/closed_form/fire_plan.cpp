#include "equipoise/closed_form/fire_plan.hpp"

#include <algorithm>
#include <limits>

#include "equipoise/core/precondition.hpp"

namespace equipoise::closed_form {

std::vector<double> uniform_number(int min, int max) {
  EQUIPOISE_PRECONDITION(0 <= min && min <= max && max >= 1);
  std::vector<double> comes(static_cast<std::size_t>(max), 1.0);
  // After i came, all but one of the numbers i..most that are still possible mean one more.
  for (int i = min; i < max; ++i)
    comes[static_cast<std::size_t>(i)] = static_cast<double>(max - i) / (max - i + 1);
  return comes;
}

std::size_t FirePlan::at(int threat, int looks_left, int stock) const {
  return (static_cast<std::size_t>(threat) * static_cast<std::size_t>(looks_ + 1) +
          static_cast<std::size_t>(looks_left)) *
             static_cast<std::size_t>(stock_ + 1) +
         static_cast<std::size_t>(stock);
}

int FirePlan::rounds(int threat, int looks_left, int stock) const {
  EQUIPOISE_PRECONDITION(threat >= 0 && 1 <= looks_left && looks_left <= looks_ && 0 <= stock &&
                         stock <= stock_);
  EQUIPOISE_PRECONDITION(at(threat, looks_left, stock) < rounds_.size());
  return rounds_[at(threat, looks_left, stock)];
}

double FirePlan::expected_leakers(int threat, int stock) const {
  EQUIPOISE_PRECONDITION(threat >= 0 && 0 <= stock && stock <= stock_);
  return leakers_[at(threat, 0, stock)];
}

FirePlan::FirePlan(const FireProblem& problem) : looks_(problem.looks), stock_(problem.stock) {
  EQUIPOISE_PRECONDITION(problem.looks >= 1 && problem.stock >= 0 && 0.0 < problem.single_shot &&
                         problem.single_shot < 1.0);
  EQUIPOISE_PRECONDITION(std::all_of(problem.comes.begin(), problem.comes.end(), core::is_chance));
  constexpr double alike = 1e-12;
  const int threats = static_cast<int>(problem.comes.size());
  leakers_.assign(at(threats + 1, 0, 0), 0.0);
  rounds_.assign(leakers_.size(), 0);
  for (int t = threats - 1; t >= 0; --t) {
    for (int k = 1; k <= looks_; ++k)
      for (int m = 0; m <= stock_; ++m) {
        double best = std::numeric_limits<double>::infinity(), survives = 1.0;
        for (int n = 0; n <= m; ++n, survives *= 1.0 - problem.single_shot) {
          const double after_kill = expected_leakers(t + 1, m - n);
          const double after_miss = k > 1 ? leakers_[at(t, k - 1, m - n)] : 1.0 + after_kill;
          const double value = (1.0 - survives) * after_kill + survives * after_miss;
          if (value > best * (1.0 + alike)) continue;
          best = std::min(best, value);
          rounds_[at(t, k, m)] = n;
        }
        leakers_[at(t, k, m)] = best;
      }
    for (int m = 0; m <= stock_; ++m)
      leakers_[at(t, 0, m)] = problem.comes[static_cast<std::size_t>(t)] * leakers_[at(t, looks_, m)];
  }
}

} // namespace equipoise::closed_form
