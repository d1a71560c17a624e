#include "equipoise/assignment/heuristics.hpp"

#include <algorithm>

#include "equipoise/core/precondition.hpp"

namespace equipoise::assignment {
namespace {

std::size_t size(int n) {
  return static_cast<std::size_t>(n);
}

/// Less by more than rounding: what makes the improvement end.
bool is_less(double after, double before) {
  return after < before - 1e-12 * before;
}

} // namespace

PartialAssignment::PartialAssignment(int kinds, int targets, int rounds)
    : left_(size(kinds)), surviving_(size(targets)), best_kind_(size(targets)), order_(size(targets)) {
  // A shot per kind and target that meet, which is no more than there are rounds or pairs.
  shots_.reserve(std::min(size(rounds), size(kinds) * size(targets)));
}

void PartialAssignment::start(const WeaponTargetProblem& problem, std::span<int> fired) {
  EQUIPOISE_PRECONDITION(problem.rounds.size() <= left_.size() && problem.values.size() <= surviving_.size());
  EQUIPOISE_PRECONDITION(fired.size() == problem.rounds.size() * problem.values.size());
  problem_ = problem;
  fired_ = fired;
  std::fill(fired.begin(), fired.end(), 0);
  std::copy(problem.rounds.begin(), problem.rounds.end(), left_.begin());
  std::copy(problem.values.begin(), problem.values.end(), surviving_.begin());
}

void PartialAssignment::fire(int kind, int target) {
  EQUIPOISE_PRECONDITION(left(kind) > 0);
  --left_[size(kind)];
  ++fired(kind, target);
  surviving_[size(target)] *= 1.0 - problem_.kill(kind, target);
}

int PartialAssignment::surest(int target) const {
  int best = -1;
  for (int i = 0; i < problem_.kinds(); ++i)
    if (left(i) > 0 && problem_.kill(i, target) > (best < 0 ? 0.0 : problem_.kill(best, target))) best = i;
  return best;
}

void PartialAssignment::nearest_deadline() {
  const auto begin = order_.begin(), end = begin + problem_.targets();
  for (int j = 0; j < problem_.targets(); ++j) order_[size(j)] = j;
  if (!problem_.deadlines.empty())
    std::sort(begin, end, [&](int a, int b) {
      const auto da = problem_.deadlines[size(a)], db = problem_.deadlines[size(b)];
      return da != db ? da < db : a < b;
    });
  for (bool fired_any = true; fired_any;) {
    fired_any = false;
    for (auto target = begin; target != end; ++target)
      for (int n = 0; n < problem_.salvo; ++n) {
        const int kind = surest(*target);
        if (kind < 0) break;
        fire(kind, *target);
        fired_any = true;
      }
  }
}

void PartialAssignment::greedy() {
  for (int j = 0; j < problem_.targets(); ++j) best_kind_[size(j)] = surest(j);
  for (;;) {
    int target = -1;
    double max = 0.0;
    for (int j = 0; j < problem_.targets(); ++j) {
      const int kind = best_kind_[size(j)];
      const double saved = kind < 0 ? 0.0 : surviving_[size(j)] * problem_.kill(kind, j);
      if (saved > max) {
        max = saved;
        target = j;
      }
    }
    if (target < 0) return;
    const int kind = best_kind_[size(target)];
    fire(kind, target);
    if (left(kind) > 0) continue;
    for (int j = 0; j < problem_.targets(); ++j)
      if (best_kind_[size(j)] == kind) best_kind_[size(j)] = surest(j);
  }
}

double PartialAssignment::value_without(int target, int kind) const {
  double value = problem_.values[size(target)];
  for (int i = 0; i < problem_.kinds(); ++i)
    for (int n = fired_[index(i, target)] - (i == kind ? 1 : 0); n > 0; --n)
      value *= 1.0 - problem_.kill(i, target);
  return value;
}

void PartialAssignment::list_shots() {
  shots_.clear();
  for (int i = 0; i < problem_.kinds(); ++i)
    for (int j = 0; j < problem_.targets(); ++j)
      if (fired_[index(i, j)] > 0) shots_.push_back({i, j, value_without(j, i)});
}

void PartialAssignment::move(int kind, int from, int to) {
  --fired(kind, from);
  ++fired(kind, to);
  surviving_[size(from)] = value_without(from, -1);
  surviving_[size(to)] = value_without(to, -1);
  for (Shot& shot : shots_)
    if (shot.target == from || shot.target == to)
      shot.rest = fired(shot.kind, shot.target) > 0 ? value_without(shot.target, shot.kind) : -1.0;
}

bool PartialAssignment::move_one() {
  bool moved = false;
  for (std::size_t s = 0; s < shots_.size(); ++s) {
    const Shot shot = shots_[s];
    if (shot.rest < 0.0) continue; // moved away
    const double here = surviving_[size(shot.target)];
    int best = -1;
    double min = here;
    for (int k = 0; k < problem_.targets(); ++k) {
      const double change = shot.rest - surviving_[size(k)] * problem_.kill(shot.kind, k);
      if (k != shot.target && change < min) {
        min = change;
        best = k;
      }
    }
    if (best < 0 || !is_less(min + surviving_[size(best)], here + surviving_[size(best)])) continue;
    move(shot.kind, shot.target, best);
    moved = true;
  }
  if (moved) list_shots();
  return moved;
}

bool PartialAssignment::exchange_two(const std::function<bool()>& stop) {
  bool exchanged = false;
  for (std::size_t a = 0; a < shots_.size(); ++a) {
    if (stop && stop()) break;
    for (std::size_t b = 0; b < a; ++b) {
      const Shot one = shots_[a], other = shots_[b];
      if (one.rest < 0.0) break;
      if (other.rest < 0.0 || one.target == other.target || one.kind == other.kind) continue;
      const double before = surviving_[size(one.target)] + surviving_[size(other.target)];
      const double after = one.rest * (1.0 - problem_.kill(other.kind, one.target)) +
                           other.rest * (1.0 - problem_.kill(one.kind, other.target));
      if (!is_less(after, before)) continue;
      move(one.kind, one.target, other.target);
      move(other.kind, other.target, one.target);
      exchanged = true;
    }
  }
  if (exchanged) list_shots();
  return exchanged;
}

void PartialAssignment::improve(const std::function<bool()>& stop) {
  greedy();
  list_shots();
  while (!(stop && stop()) && (move_one() || exchange_two(stop))) continue;
}

double PartialAssignment::surviving_value() const {
  return assignment::surviving_value(problem_, fired_);
}

} // namespace equipoise::assignment
