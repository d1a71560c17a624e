#include "equipoise/command/assignment.hpp"

#include "equipoise/command/assignment_heuristics.hpp"
#include "equipoise/command/assignment_optimal.hpp"

namespace equipoise::command {

struct Assigner::Workspace {
  explicit Workspace(const AssignmentSize& most)
      : partial(most.kinds, most.targets, most.rounds), branch_and_price(most) {}
  PartialAssignment partial;
  BranchAndPrice branch_and_price;
};

Assigner::Assigner(const AssignmentSize& most) : workspace_(std::make_unique<Workspace>(most)) {}
Assigner::~Assigner() = default;
Assigner::Assigner(const Assigner& other) : workspace_(std::make_unique<Workspace>(*other.workspace_)) {}
Assigner& Assigner::operator=(const Assigner& other) {
  return *this = Assigner(other);
}
Assigner::Assigner(Assigner&&) noexcept = default;
Assigner& Assigner::operator=(Assigner&&) noexcept = default;

AssignmentResult Assigner::assign(const AssignmentProblem& problem, AssignmentMethod method,
                                  std::span<int> fired, const AssignmentLimits& limits) {
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
