#include "equipoise/assignment/master.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "equipoise/core/hash.hpp"
#include "equipoise/core/precondition.hpp"

namespace equipoise::assignment {
namespace {

constexpr double optimal_to = 1e-13; ///< of a reduced cost, relative to the penalty
constexpr double smallest_pivot = 1e-9;
constexpr int pivots_between_inversions = 150;

std::uint64_t hash_of(int target, std::span<const ColumnEntry> entries) {
  std::uint64_t h = core::mix(static_cast<std::uint64_t>(target));
  for (const ColumnEntry& e : entries)
    h = core::mix(h ^ (static_cast<std::uint64_t>(e.kind) << 32) ^ static_cast<std::uint64_t>(e.count));
  return h;
}

/// A little more of everything, different in every row, so that hardly ever two rows tie: a degenerate
/// programme could pivot for ever. Too little to change which columns are used.
double nudge(std::size_t row) {
  return 1e-8 * (0.5 + static_cast<double>(core::mix(row) >> 11) * 0x1p-53);
}

} // namespace

ColumnMaster::ColumnMaster(int kinds, int targets, int columns, int rounds)
    : max_columns_(std::max(at(columns), 4 * at(kinds + targets))),
      max_entries_(max_columns_ * 8 + at(std::min(kinds, rounds)) * 4) {
  const std::size_t rows = at(kinds + targets);
  columns_.reserve(max_columns_);
  entries_.reserve(max_entries_);
  inverse_.reserve(rows * rows);
  for (auto* v : {&right_, &share_, &dual_, &direction_}) v->reserve(rows);
  basis_.reserve(rows);
  order_.reserve(max_columns_);
  renumbered_.reserve(max_columns_);
}

void ColumnMaster::start(std::span<const int> rounds, std::span<const double> values) {
  kinds_ = static_cast<int>(rounds.size());
  targets_ = static_cast<int>(values.size());
  rows_ = rounds.size() + values.size();
  columns_.clear();
  entries_.clear();
  penalty_ = 0.0;
  for (const double value : values) penalty_ += 4.0 * value;
  right_.resize(rows_);
  share_.resize(rows_);
  dual_.resize(rows_);
  direction_.resize(rows_);
  inverse_.resize(rows_ * rows_);
  basis_.resize(rows_);
  for (std::size_t r = 0; r < rows_; ++r) right_[r] = nudge(r) + (r < rounds.size() ? rounds[r] : 1.0);
  for (int j = 0; j < targets_; ++j) add(j, values[at(j)], {});
  start_basis();
}

/// Nothing fired: the empty columns, which are the first, and every kind's rounds left over.
void ColumnMaster::start_basis() {
  for (std::size_t k = 0; k < columns_.size(); ++k) columns_[k].basic = k < at(targets_);
  for (std::size_t r = 0; r < rows_; ++r) basis_[r] = static_cast<int>(r);
  refactor();
}

double ColumnMaster::cost(int variable) const {
  if (variable < kinds_) return 0.0;
  const Column& c = column(variable);
  return c.surviving + (c.admitted ? 0.0 : penalty_);
}

double ColumnMaster::reduced_cost(const Column& c) const {
  double d = c.surviving - dual_[at(kinds_ + c.target)];
  for (const ColumnEntry& e : entries_of(c)) d -= e.count * dual_[at(e.kind)];
  return d;
}

bool ColumnMaster::add(int target, double surviving, std::span<const ColumnEntry> entries) {
  EQUIPOISE_PRECONDITION(0 <= target && target < targets_);
  const std::uint64_t hash = hash_of(target, entries);
  for (const Column& c : columns_)
    if (c.hash == hash && c.target == target && std::ranges::equal(entries_of(c), entries)) return false;
  if (columns_.size() >= max_columns_ || entries_.size() + entries.size() > max_entries_) drop_columns();
  if (columns_.size() >= max_columns_ || entries_.size() + entries.size() > max_entries_) return false;
  columns_.push_back({target, static_cast<int>(entries_.size()), static_cast<int>(entries.size()), surviving,
                      hash, true, false});
  entries_.insert(entries_.end(), entries.begin(), entries.end());
  return true;
}

void ColumnMaster::drop_columns() {
  const double never = std::numeric_limits<double>::infinity();
  order_.clear();
  for (std::size_t k = 0; k < columns_.size(); ++k) {
    const Column& c = columns_[k];
    order_.push_back(c.basic || k < at(targets_) ? -never : c.admitted ? reduced_cost(c) : never);
  }
  renumbered_.clear();
  for (const double d : order_) renumbered_.push_back(d == -never ? 1 : 0);
  // The third with the least reduced cost stays, beside the basis.
  const auto third = order_.begin() + static_cast<std::ptrdiff_t>(order_.size() / 3);
  std::nth_element(order_.begin(), third, order_.end());
  const double limit = *third;
  int kept = 0, end = 0;
  for (std::size_t k = 0; k < columns_.size(); ++k) {
    Column c = columns_[k];
    const bool stays = renumbered_[k] == 1 || (c.admitted && reduced_cost(c) < limit);
    renumbered_[k] = kept;
    if (!stays) continue;
    std::copy_n(entries_.begin() + c.begin, c.length, entries_.begin() + end);
    c.begin = end;
    end += c.length;
    columns_[at(kept++)] = c;
  }
  columns_.resize(at(kept));
  entries_.resize(at(end));
  for (int& variable : basis_)
    if (variable >= kinds_) variable = kinds_ + renumbered_[at(variable - kinds_)];
}

void ColumnMaster::restrict_to(std::span<const int> min, std::span<const int> max) {
  EQUIPOISE_PRECONDITION(min.size() == at(kinds_) * at(targets_) && max.size() == min.size());
  for (Column& c : columns_) {
    const auto lo = min.subspan(at(c.target) * at(kinds_), at(kinds_));
    const auto hi = max.subspan(at(c.target) * at(kinds_), at(kinds_));
    int wanted = 0;
    for (const int n : lo) wanted += n;
    c.admitted = true;
    for (const ColumnEntry& e : entries_of(c)) {
      c.admitted = c.admitted && e.count <= hi[at(e.kind)];
      wanted -= std::min(e.count, lo[at(e.kind)]);
    }
    c.admitted = c.admitted && wanted == 0;
  }
  price_basis();
}

void ColumnMaster::transform(int variable) {
  if (variable < kinds_) {
    std::copy_n(inverse(variable), rows_, direction_.begin());
    return;
  }
  const Column& c = column(variable);
  std::copy_n(inverse(kinds_ + c.target), rows_, direction_.begin());
  for (const ColumnEntry& e : entries_of(c)) {
    const double* from = inverse(e.kind);
    const double times = e.count;
    for (std::size_t r = 0; r < rows_; ++r) direction_[r] += times * from[r];
  }
}

/// The basic variable of `row` becomes `variable`, whose transformed column is direction_.
void ColumnMaster::pivot(int row, int variable) {
  const double element = direction_[at(row)];
  direction_[at(row)] = 0.0;
  for (std::size_t c = 0; c < rows_; ++c) {
    double* column = inverse(static_cast<int>(c));
    if (column[row] == 0.0) continue;
    const double t = column[row] / element;
    column[row] = t;
    for (std::size_t r = 0; r < rows_; ++r) column[r] -= t * direction_[r];
  }
  basis_[at(row)] = variable;
}

void ColumnMaster::price_basis() {
  for (std::size_t c = 0; c < rows_; ++c) {
    const double* column = inverse(static_cast<int>(c));
    double sum = 0.0;
    for (std::size_t r = 0; r < rows_; ++r)
      if (column[r] != 0.0) sum += cost(basis_[r]) * column[r];
    dual_[c] = sum;
  }
}

/// The inverse of the basis from nothing, column after column, each in the free row where it is largest.
void ColumnMaster::refactor() {
  std::fill(inverse_.begin(), inverse_.end(), 0.0);
  for (std::size_t r = 0; r < rows_; ++r) inverse_[r * rows_ + r] = 1.0;
  renumbered_.assign(basis_.begin(), basis_.end());
  constexpr int none = -1;
  for (int& variable : basis_) variable = none;
  for (const int variable : renumbered_)
    if (variable < kinds_) basis_[at(variable)] = variable;
  for (const int variable : renumbered_) {
    if (variable < kinds_) continue;
    transform(variable);
    int row = none;
    for (std::size_t r = 0; r < rows_; ++r)
      if (basis_[r] == none && (row == none || std::abs(direction_[r]) > std::abs(direction_[at(row)])))
        row = static_cast<int>(r);
    if (!(std::abs(direction_[at(row)]) > smallest_pivot))
      return start_basis(); // rounding has made it singular
    pivot(row, variable);
  }
  for (std::size_t r = 0; r < rows_; ++r) share_[r] = 0.0;
  for (std::size_t c = 0; c < rows_; ++c) {
    const double* column = inverse(static_cast<int>(c));
    for (std::size_t r = 0; r < rows_; ++r) share_[r] += column[r] * right_[c];
  }
  price_basis();
  pivots_ = 0;
}

int ColumnMaster::entering(double& rate) const {
  int best = -1;
  rate = -optimal_to * penalty_;
  for (int i = 0; i < kinds_; ++i)
    if (-dual_[at(i)] < rate) {
      rate = -dual_[at(i)];
      best = i;
    }
  for (std::size_t k = 0; k < columns_.size(); ++k) {
    const Column& c = columns_[k];
    if (!c.admitted || c.basic) continue;
    if (const double d = reduced_cost(c); d < rate) {
      rate = d;
      best = kinds_ + static_cast<int>(k);
    }
  }
  return best;
}

int ColumnMaster::leaving() const {
  int best = -1;
  double min = std::numeric_limits<double>::infinity();
  for (std::size_t r = 0; r < rows_; ++r) {
    if (direction_[r] <= smallest_pivot) continue;
    const double ratio = std::max(share_[r], 0.0) / direction_[r];
    if (ratio < min || (ratio == min && direction_[r] > direction_[at(best)])) {
      min = ratio;
      best = static_cast<int>(r);
    }
  }
  return best;
}

void ColumnMaster::solve(const std::function<bool()>& stop) {
  const int max_pivots = 50 * static_cast<int>(rows_) + 1000;
  for (int n = 0; n < max_pivots; ++n) {
    if (n % 64 == 63 && stop && stop()) return;
    if (pivots_ >= pivots_between_inversions) refactor();
    double rate = 0.0;
    const int variable = entering(rate);
    if (variable < 0) return;
    transform(variable);
    const int row = leaving();
    if (row < 0) return;
    const double element = direction_[at(row)];
    const double step = std::max(share_[at(row)], 0.0) / element;
    for (std::size_t r = 0; r < rows_; ++r) share_[r] -= step * direction_[r];
    share_[at(row)] = step;
    const int leaves = basis_[at(row)];
    const double rise = rate / element;
    for (std::size_t c = 0; c < rows_; ++c) dual_[c] += rise * inverse(static_cast<int>(c))[row];
    pivot(row, variable);
    if (leaves >= kinds_) columns_[at(leaves - kinds_)].basic = false;
    if (variable >= kinds_) columns_[at(variable - kinds_)].basic = true;
    ++pivots_;
  }
}

} // namespace equipoise::assignment
