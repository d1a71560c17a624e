#include "equipoise/command/assignment.hpp"

#include <algorithm>
#include <numeric>

#include "equipoise/command/assignment_heuristics.hpp"
#include "equipoise/command/assignment_optimal.hpp"
#include "equipoise/core/precondition.hpp"

namespace equipoise::command {

struct Assigner::Workspace {
  explicit Workspace(const AssignmentSize& size)
      : most(size), partial(size.kinds, size.targets, size.rounds), branch_and_price(size) {}
  AssignmentSize most;
  PartialAssignment partial;
  BranchAndPrice branch_and_price;
};

namespace {

/// For conditions.
[[maybe_unused]] bool is_problem(const AssignmentProblem& p) {
  const auto all = [](const auto& numbers, auto holds) {
    return std::all_of(numbers.begin(), numbers.end(), holds);
  };
  return p.kill_probability.size() == p.rounds.size() * p.values.size() && p.salvo >= 1 &&
         (p.deadlines.empty() || p.deadlines.size() == p.values.size()) &&
         all(p.values, [](double w) { return w >= 0.0 && core::is_finite(w); }) &&
         all(p.rounds, [](int b) { return b >= 0; }) && all(p.kill_probability, core::is_chance);
}
[[maybe_unused]] bool is_within(const AssignmentProblem& p, const AssignmentSize& most,
                                AssignmentMethod method) {
  return p.kinds() <= most.kinds && p.targets() <= most.targets &&
         (method != AssignmentMethod::optimal ||
          std::accumulate(p.rounds.begin(), p.rounds.end(), 0) <= most.rounds);
}

} // namespace

Assigner::Assigner(const AssignmentSize& most) : workspace_(std::make_unique<Workspace>(most)) {}
Assigner::~Assigner() = default;
// Made anew rather than copied: a copied vector has no room beyond what it holds, and nothing is kept between
// two problems.
Assigner::Assigner(const Assigner& other) : workspace_(std::make_unique<Workspace>(other.workspace_->most)) {}
Assigner& Assigner::operator=(const Assigner& other) {
  return *this = Assigner(other);
}
Assigner::Assigner(Assigner&&) noexcept = default;
Assigner& Assigner::operator=(Assigner&&) noexcept = default;

AssignmentResult Assigner::assign(const AssignmentProblem& problem, AssignmentMethod method,
                                  std::span<int> fired, const AssignmentLimits& limits) {
  EQUIPOISE_PRECONDITION(is_problem(problem) && is_within(problem, workspace_->most, method));
  EQUIPOISE_PRECONDITION(fired.size() == problem.kill_probability.size());
  PartialAssignment& partial = workspace_->partial;
  partial.start(problem, fired);
  if (method == AssignmentMethod::optimal)
    return workspace_->branch_and_price.solve(problem, partial, fired, limits);
  if (method == AssignmentMethod::greedy)
    partial.greedy();
  else
    partial.nearest_deadline();
  return {partial.surviving_value(), 0.0, 0, 0};
}

double surviving_value(const AssignmentProblem& problem, std::span<const int> fired) {
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

} // namespace equipoise::command
