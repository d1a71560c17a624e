#pragma once
// When each radar has to do with each threat next: at most one timer each, which can be moved or
// dropped.
#include <algorithm>
#include <bit>
#include <cstdint>
#include <vector>

#include "equipoise/core/precondition.hpp"
#include "equipoise/core/sim_time.hpp"

namespace equipoise::simulation {

/// A binary tree over the ids 0 to size - 1 whose nodes hold the earliest timer below them; among
/// equals the lower id is first. A change costs its way to the root and no branch that chance decides.
/// Nothing is allocated after `resize`.
class Timers {
 public:
  void resize(std::size_t size) {
    leaves_ = std::bit_ceil(std::max<std::size_t>(size, 1));
    earliest_.assign(2 * leaves_, core::never);
    whose_.assign(2 * leaves_, 0);
  }
  void clear() { std::fill(earliest_.begin(), earliest_.end(), core::never); }
  bool empty() const { return next_time() == core::never; }
  core::SimTime next_time() const { return earliest_[1]; }
  /// Domain: not empty.
  std::uint32_t next() const {
    EQUIPOISE_PRECONDITION(!empty());
    return whose_[1];
  }
  /// Takes the place of an timer that the id already has. Domain, here and below: an id within the
  /// size.
  void set(std::uint32_t id, core::SimTime time) {
    EQUIPOISE_PRECONDITION(id < leaves_);
    std::size_t node = leaves_ + id;
    earliest_[node] = time;
    whose_[node] = id;
    for (; node > 1; node /= 2) {
      const core::SimTime other = earliest_[node ^ 1];
      // Children are 2k and 2k + 1: of equals the left one is first.
      const bool other_first = other - static_cast<core::SimTime>(node & 1) < time;
      id ^= (id ^ whose_[node ^ 1]) & (0U - static_cast<std::uint32_t>(other_first));
      time = std::min(time, other);
      earliest_[node / 2] = time;
      whose_[node / 2] = id;
    }
  }
  /// Unless it has an earlier one.
  void set_earlier(std::uint32_t id, core::SimTime time) {
    EQUIPOISE_PRECONDITION(id < leaves_);
    if (time < earliest_[leaves_ + id]) set(id, time);
  }
  void drop(std::uint32_t id) {
    EQUIPOISE_PRECONDITION(id < leaves_);
    if (earliest_[leaves_ + id] != core::never) set(id, core::never);
  }
  /// Keeps the next one: drops it, then does `what`, which may set any but asks nothing here. The way to the
  /// root is gone once, mostly by `what`.
  template <class What>
  void keep(std::uint32_t id, What&& what) {
    EQUIPOISE_PRECONDITION(id < leaves_);
    earliest_[leaves_ + id] = core::never;
    what();
    if (earliest_[leaves_ + id] == core::never) set(id, core::never);
  }

 private:
  std::size_t leaves_ = 1;
  // By node; the root is 1.
  std::vector<core::SimTime> earliest_ = {core::never, core::never};
  std::vector<std::uint32_t> whose_ = {0, 0};
};

} // namespace equipoise::simulation
