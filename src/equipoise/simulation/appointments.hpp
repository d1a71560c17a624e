#pragma once
// When each radar has to do with each threat next: at most one appointment each, which can be moved or
// dropped.
#include <cstdint>
#include <vector>

#include "equipoise/core/sim_time.hpp"

namespace equipoise::simulation {

/// A binary heap over the ids 0 to size - 1, ordered by time, then id. Nothing is allocated after `resize`.
class Appointments {
 public:
  void resize(std::size_t size);
  void clear();
  bool empty() const { return heap_.empty(); }
  /// Domain: not empty.
  core::SimTime next_time() const { return time_[heap_.front()]; }
  std::uint32_t next() const { return heap_.front(); }
  /// Takes the place of an appointment that the id already has.
  void set(std::uint32_t id, core::SimTime time);
  /// Unless it has an earlier one.
  void set_earlier(std::uint32_t id, core::SimTime time) {
    if (slot_[id] == absent || time < time_[id]) set(id, time);
  }
  void drop(std::uint32_t id);

 private:
  static constexpr std::uint32_t absent = UINT32_MAX;
  bool before(std::uint32_t a, std::uint32_t b) const {
    return time_[a] != time_[b] ? time_[a] < time_[b] : a < b;
  }
  void place(std::size_t slot, std::uint32_t id) {
    heap_[slot] = id;
    slot_[id] = static_cast<std::uint32_t>(slot);
  }
  void rise(std::size_t slot);
  void sink(std::size_t slot);

  std::vector<std::uint32_t> heap_, slot_;
  std::vector<core::SimTime> time_;
};

} // namespace equipoise::simulation
