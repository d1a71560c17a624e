#include "equipoise/assignment/weapon_target.hpp"

#include <algorithm>
#include <numeric>

#include "equipoise/assignment/heuristics.hpp"
#include "equipoise/assignment/optimal.hpp"
#include "equipoise/core/precondition.hpp"

namespace equipoise::assignment {

struct WeaponTargetSolver::Workspace {
  explicit Workspace(const WeaponTargetSize& size)
      : max(size), partial(size.kinds, size.targets, size.rounds), branch_and_price(size) {}
  WeaponTargetSize max;
  PartialAssignment partial;
  BranchAndPrice branch_and_price;
};

namespace {

/// For conditions.
[[maybe_unused]] bool is_problem(const WeaponTargetProblem& p) {
  const auto all = [](const auto& numbers, auto holds) {
    return std::all_of(numbers.begin(), numbers.end(), holds);
  };
  return p.kill_probability.size() == p.rounds.size() * p.values.size() && p.salvo >= 1 &&
         (p.deadlines.empty() || p.deadlines.size() == p.values.size()) &&
         all(p.values, [](double w) { return w >= 0.0 && core::is_finite(w); }) &&
         all(p.rounds, [](int b) { return b >= 0; }) && all(p.kill_probability, core::is_chance);
}
[[maybe_unused]] bool is_within(const WeaponTargetProblem& p, const WeaponTargetSize& max,
                                WeaponTargetMethod method) {
  return p.kinds() <= max.kinds && p.targets() <= max.targets &&
         (method != WeaponTargetMethod::optimal ||
          std::accumulate(p.rounds.begin(), p.rounds.end(), 0) <= max.rounds);
}

} // namespace

WeaponTargetSolver::WeaponTargetSolver(const WeaponTargetSize& max)
    : workspace_(std::make_unique<Workspace>(max)) {}
WeaponTargetSolver::~WeaponTargetSolver() = default;
// Made anew rather than copied: a copied vector has no room beyond what it holds, and nothing is kept between
// two problems.
WeaponTargetSolver::WeaponTargetSolver(const WeaponTargetSolver& other)
    : workspace_(std::make_unique<Workspace>(other.workspace_->max)) {}
WeaponTargetSolver& WeaponTargetSolver::operator=(const WeaponTargetSolver& other) {
  return *this = WeaponTargetSolver(other);
}
WeaponTargetSolver::WeaponTargetSolver(WeaponTargetSolver&&) noexcept = default;
WeaponTargetSolver& WeaponTargetSolver::operator=(WeaponTargetSolver&&) noexcept = default;

WeaponTargetResult WeaponTargetSolver::assign(const WeaponTargetProblem& problem, WeaponTargetMethod method,
                                              std::span<int> fired, const WeaponTargetLimits& limits) {
  EQUIPOISE_PRECONDITION(is_problem(problem) && is_within(problem, workspace_->max, method));
  EQUIPOISE_PRECONDITION(fired.size() == problem.kill_probability.size());
  PartialAssignment& partial = workspace_->partial;
  partial.start(problem, fired);
  if (method == WeaponTargetMethod::optimal)
    return workspace_->branch_and_price.solve(problem, partial, fired, limits);
  if (method == WeaponTargetMethod::greedy)
    partial.greedy();
  else
    partial.nearest_deadline();
  return {partial.surviving_value(), 0.0, 0, 0};
}

double surviving_value(const WeaponTargetProblem& problem, std::span<const int> fired) {
  EQUIPOISE_PRECONDITION(is_problem(problem) && fired.size() == problem.kill_probability.size());
  double sum = 0.0;
  for (int j = 0; j < problem.targets(); ++j) {
    double value = problem.values[static_cast<std::size_t>(j)];
    for (int i = 0; i < problem.kinds(); ++i)
      for (int n = fired[static_cast<std::size_t>(i) * problem.values.size() + static_cast<std::size_t>(j)];
           n > 0; --n)
        value *= 1.0 - problem.kill(i, j);
    sum += value;
  }
  return sum;
}

} // namespace equipoise::assignment
