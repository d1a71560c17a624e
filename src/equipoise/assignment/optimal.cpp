#include "equipoise/assignment/optimal.hpp"

#include <algorithm>
#include <limits>

#include "equipoise/core/elementary/elementary.hpp"
#include "equipoise/core/precondition.hpp"

namespace equipoise::assignment {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr double whole_to =
    1e-5; ///< a mixture this near to whole numbers is whole: the master nudges its rows by 1e-8
constexpr int subgradient_steps = 30; ///< more hardly shorten the rest

std::size_t size(int n) {
  return static_cast<std::size_t>(n);
}

} // namespace

BranchAndPrice::BranchAndPrice(const WeaponTargetSize& max)
    : search_(max.kinds),
      master_(max.kinds, max.targets, max.columns, max.rounds),
      max_nodes_(size(std::max(max.nodes, 1))) {
  const std::size_t pairs = size(max.kinds) * size(max.targets);
  for (auto* v : {&survives_, &hardness_, &mixture_}) v->reserve(pairs);
  for (auto* v : {&min_, &max_, &best_fired_}) v->reserve(pairs);
  for (auto* v : {&prices_, &best_prices_, &slope_}) v->reserve(size(max.kinds));
  free_rounds_.reserve(size(max.kinds));
  nodes_.reserve(max_nodes_ + 2);
  open_.reserve(max_nodes_ + 2);
  shares_.reserve(pairs);
}

void BranchAndPrice::prepare() {
  const std::size_t pairs = problem_.rounds.size() * problem_.values.size();
  for (auto* v : {&survives_, &hardness_, &mixture_}) v->resize(pairs);
  min_.resize(pairs);
  max_.resize(pairs);
  for (auto* v : {&prices_, &best_prices_, &slope_}) v->assign(problem_.rounds.size(), 0.0);
  free_rounds_.resize(problem_.rounds.size());
  total_ = 0.0;
  for (int j = 0; j < problem_.targets(); ++j) {
    total_ += problem_.values[size(j)];
    for (int i = 0; i < problem_.kinds(); ++i) {
      survives_[pair(i, j)] = 1.0 - problem_.kill(i, j);
      hardness_[pair(i, j)] = -core::log(survives_[pair(i, j)]);
    }
  }
  nodes_.clear();
  open_.clear();
  iterations_ = 0;
  stop_ = false;
  proved_ = infinity;
}

ColumnProblem BranchAndPrice::column_problem(int target, const std::vector<double>& prices) const {
  const std::size_t first = pair(0, target), kinds = prices.size();
  return {problem_.values[size(target)],
          std::span(survives_).subspan(first, kinds),
          std::span(hardness_).subspan(first, kinds),
          prices,
          std::span(min_).subspan(first, kinds),
          std::span(max_).subspan(first, kinds)};
}

/// The bounds of a node: what its ancestors say, and for the rest no more rounds than are not bound
/// elsewhere.
void BranchAndPrice::enter(int node) {
  std::fill(min_.begin(), min_.end(), 0);
  std::fill(max_.begin(), max_.end(), std::numeric_limits<int>::max());
  for (int n = node; n >= 0; n = nodes_[size(n)].parent) {
    const Node& at = nodes_[size(n)];
    if (at.kind < 0) continue;
    int &min = min_[pair(at.kind, at.target)], &max = max_[pair(at.kind, at.target)];
    min = std::max(min, at.min);
    max = std::min(max, at.max);
  }
  std::copy(problem_.rounds.begin(), problem_.rounds.end(), free_rounds_.begin());
  for (int j = 0; j < problem_.targets(); ++j)
    for (int i = 0; i < problem_.kinds(); ++i) free_rounds_[size(i)] -= min_[pair(i, j)];
  for (int j = 0; j < problem_.targets(); ++j) {
    bool bound = false;
    for (int i = 0; i < problem_.kinds(); ++i) {
      const std::size_t ij = pair(i, j);
      max_[ij] = survives_[ij] < 1.0 ? std::min(max_[ij], min_[ij] + free_rounds_[size(i)]) : 0;
      bound = bound || min_[ij] > 0;
    }
    if (!bound) continue;
    // The column of the bound rounds alone keeps the programme solvable.
    std::fill(prices_.begin(), prices_.end(), total_);
    search_(column_problem(j, prices_));
    master_.add(j, search_.surviving(), search_.entries());
  }
  master_.restrict_to(min_, max_);
}

/// The bound of these prices. Columns go to the master, if it is told so only those that would enter; slope_
/// is how much more of every kind the targets ask for than there is.
double BranchAndPrice::price_targets(const std::vector<double>& prices, bool only_entering, bool& added) {
  ++iterations_;
  added = false;
  double bound = 0.0;
  for (std::size_t i = 0; i < prices.size(); ++i) {
    slope_[i] = -problem_.rounds[i];
    bound -= prices[i] * problem_.rounds[i];
  }
  for (int j = 0; j < problem_.targets(); ++j) {
    if (j % 32 == 31 && interrupted()) return -infinity;
    bound += search_(column_problem(j, prices));
    double charged = search_.surviving();
    for (const ColumnEntry& e : search_.entries()) {
      slope_[size(e.kind)] += e.count;
      charged += e.count * master_.price(e.kind);
    }
    if (!only_entering || charged < master_.charge(j) - 1e-13 * total_)
      added = master_.add(j, search_.surviving(), search_.entries()) || added;
  }
  if (bound > centre_) {
    centre_ = bound;
    best_prices_ = prices;
  }
  lower_ = std::max(lower_, bound);
  return bound;
}

bool BranchAndPrice::interrupted() {
  if (!stop_ && limits_->stop) stop_ = limits_->stop({best_, std::min(best_, open_bound()), iterations_});
  return stop_;
}

bool BranchAndPrice::stopped() {
  stop_ = stop_ || iterations_ >= limits_->iterations;
  return stop_ || interrupted();
}

bool BranchAndPrice::closed(double lower) const {
  return lower >= best_ - limits_->gap * best_ - 1e-15 * total_;
}

/// What a round of each kind saves in the best assignment so far where it saves least.
void BranchAndPrice::start_prices() {
  std::fill(prices_.begin(), prices_.end(), infinity);
  for (int j = 0; j < problem_.targets(); ++j) {
    double surviving = problem_.values[size(j)];
    for (int i = 0; i < problem_.kinds(); ++i)
      for (int n = best_fired_[size(i) * problem_.values.size() + size(j)]; n > 0; --n)
        surviving *= survives_[pair(i, j)];
    for (int i = 0; i < problem_.kinds(); ++i) {
      const double q = survives_[pair(i, j)];
      if (best_fired_[size(i) * problem_.values.size() + size(j)] > 0 && q > 0.0)
        prices_[size(i)] = std::min(prices_[size(i)], surviving * (1.0 / q - 1.0));
    }
  }
  for (double& price : prices_) price = price < infinity ? price : 0.0;
  best_prices_ = prices_;
}

/// Polyak's steps towards the best found, from the prices at hand: cheap, and they fill the master with
/// columns that matter.
void BranchAndPrice::bound_by_subgradients() {
  double pace = 1.0;
  for (int n = 0, idle = 0; n < subgradient_steps && !stopped() && !closed(lower_); ++n) {
    bool added;
    const double before = centre_;
    const double bound = price_targets(prices_, false, added);
    if (stop_) return;
    double norm = 0.0;
    for (const double s : slope_) norm += s * s;
    if (norm == 0.0) break;
    idle = bound > before ? 0 : idle + 1;
    if (idle == 4) {
      pace *= 0.5;
      idle = 0;
      prices_ = best_prices_;
      continue;
    }
    const double step = pace * (best_ - bound) / norm;
    for (std::size_t i = 0; i < prices_.size(); ++i)
      prices_[i] = std::max(0.0, prices_[i] + step * slope_[i]);
  }
}

/// Column generation to the optimum of the node. Prices are taken between those of the master and the best so
/// far, which keeps them from swinging. Source: Wentges (1997).
void BranchAndPrice::bound_by_columns() {
  const std::function<bool()> stop = [this] { return interrupted(); };
  bool smoothed = true;
  while (!stopped() && !closed(lower_)) {
    master_.solve(stop);
    const double weight = smoothed ? 0.6 : 0.0;
    for (std::size_t i = 0; i < prices_.size(); ++i)
      prices_[i] = weight * best_prices_[i] + (1.0 - weight) * master_.price(static_cast<int>(i));
    bool added;
    price_targets(prices_, true, added);
    if (!added && !smoothed) return;
    smoothed = added;
  }
}

/// From the mixture to an assignment: the largest shares first, as far as the rounds go; then as any
/// heuristic.
void BranchAndPrice::round_off() {
  shares_.clear();
  master_.for_each_used([&](int target, double share, std::span<const ColumnEntry> entries, bool) {
    for (const ColumnEntry& e : entries) {
      if (shares_.size() == shares_.capacity()) return;
      shares_.push_back({share, target, e.kind, e.count});
    }
  });
  std::sort(shares_.begin(), shares_.end(), [](const Share& a, const Share& b) {
    if (a.share != b.share) return a.share > b.share;
    if (a.target != b.target) return a.target < b.target;
    return a.kind != b.kind ? a.kind < b.kind : a.count > b.count;
  });
  partial_->start(problem_, fired_);
  for (const Share& s : shares_)
    for (int n = s.count - fired_[size(s.kind) * problem_.values.size() + size(s.target)];
         n > 0 && partial_->left(s.kind) > 0; --n)
      partial_->fire(s.kind, s.target);
  improve();
}

void BranchAndPrice::improve() {
  partial_->improve([this] { return interrupted(); });
  const double value = partial_->surviving_value();
  if (value >= best_) return;
  best_ = value;
  best_fired_.assign(fired_.begin(), fired_.end());
}

/// A mixture of whole numbers is an assignment, and no worse than what it mixes, because the value that
/// survives is convex in the rounds.
void BranchAndPrice::fire_mixture() {
  partial_->start(problem_, fired_);
  for (int j = 0; j < problem_.targets(); ++j)
    for (int i = 0; i < problem_.kinds(); ++i)
      for (double x = mixture_[pair(i, j)]; x > 0.5 && partial_->left(i) > 0; x -= 1.0) partial_->fire(i, j);
  improve();
}

BranchAndPrice::Branch BranchAndPrice::max_fractional() {
  std::fill(mixture_.begin(), mixture_.end(), 0.0);
  master_.for_each_used([&](int target, double share, std::span<const ColumnEntry> entries, bool) {
    for (const ColumnEntry& e : entries) mixture_[pair(e.kind, target)] += share * e.count;
  });
  Branch best;
  double max = whole_to;
  for (int j = 0; j < problem_.targets(); ++j)
    for (int i = 0; i < problem_.kinds(); ++i) {
      const double x = mixture_[pair(i, j)];
      const int floor = static_cast<int>(x);
      const double fraction = std::min(x - floor, floor + 1.0 - x);
      if (fraction <= max || min_[pair(i, j)] > floor || max_[pair(i, j)] <= floor) continue;
      max = fraction;
      best = {i, j, floor};
    }
  return best;
}

double BranchAndPrice::open_bound() const {
  const double waiting = open_.empty() ? infinity : nodes_[size(open_.front())].lower;
  return std::max(0.0, std::min({proved_, waiting, lower_}));
}

WeaponTargetResult BranchAndPrice::solve(const WeaponTargetProblem& problem, PartialAssignment& partial,
                                         std::span<int> fired, const WeaponTargetLimits& limits) {
  EQUIPOISE_PRECONDITION(fired.size() == problem.rounds.size() * problem.values.size());
  EQUIPOISE_PRECONDITION(problem.kill_probability.size() == fired.size() &&
                         fired.size() <= mixture_.capacity());
  problem_ = problem;
  partial_ = &partial;
  fired_ = fired;
  limits_ = &limits;
  prepare();
  lower_ = 0.0;
  partial.greedy();
  best_ = partial.surviving_value();
  best_fired_.assign(fired.begin(), fired.end());
  improve();
  master_.start(problem.rounds, problem.values);

  const auto later = [this](int a, int b) {
    const double la = nodes_[size(a)].lower, lb = nodes_[size(b)].lower;
    return la != lb ? la > lb : a < b;
  };
  nodes_.push_back({-1, -1, -1, 0, 0, 0.0});
  for (int node = 0; node >= 0;) {
    lower_ = nodes_[size(node)].lower;
    centre_ = -infinity;
    enter(node);
    if (node == 0) {
      start_prices();
      bound_by_subgradients();
    }
    bound_by_columns();
    if (!closed(lower_) && !stop_) round_off();
    Branch branch;
    if (!closed(lower_) && !stop_) branch = max_fractional();
    if (!closed(lower_) && !stop_ && branch.kind < 0) fire_mixture();
    int next = -1;
    if (branch.kind >= 0 && nodes_.size() + 2 <= max_nodes_) {
      const int big = std::numeric_limits<int>::max();
      nodes_.push_back({node, branch.kind, branch.target, 0, branch.floor, lower_});
      open_.push_back(static_cast<int>(nodes_.size()) - 1);
      std::push_heap(open_.begin(), open_.end(), later);
      nodes_.push_back({node, branch.kind, branch.target, branch.floor + 1, big, lower_});
      next = static_cast<int>(nodes_.size()) - 1; // nearer to an assignment; the other waits for its turn
    } else {
      proved_ = std::min(proved_, lower_);
      lower_ = infinity;
    }
    if (stop_) break;
    while (next < 0 && !open_.empty()) {
      std::pop_heap(open_.begin(), open_.end(), later);
      const int candidate = open_.back();
      open_.pop_back();
      if (closed(nodes_[size(candidate)].lower))
        proved_ = std::min(proved_, nodes_[size(candidate)].lower);
      else
        next = candidate;
    }
    node = next;
    if (node < 0) lower_ = infinity;
  }
  std::copy(best_fired_.begin(), best_fired_.end(), fired.begin());
  return {best_, std::min(best_, open_bound()), iterations_, nodes_.size()};
}

} // namespace equipoise::assignment
