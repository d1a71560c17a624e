#pragma once
// Events in one total order: time, then the order of the pipeline within an instant, then the order of
// posting.
#include <cstdint>
#include <vector>

#include "equipoise/core/sim_time.hpp"

namespace equipoise::simulation {

/// Within one instant data moves forward only.
enum class Phase : std::uint8_t { engagement, assessment, tracking, command };

enum class EventType : std::uint8_t {
  intercept,   ///< a round meets its target
  seen_to_end, ///< an onlooker judges whether another's shot ended a target
  last_chance, ///< the last launch that meets a target is about to pass
  reload,      ///< a magazine is full again
  dwell_round, ///< a battery that can turn considers it
  turned,
  taken_by_another, ///< a linked battery has a target under fire; then what it judged
  left_alive_by_another,
  killed_by_another
};

struct Event {
  core::SimTime time = 0;
  std::uint64_t order = 0; ///< within the instant: the phase, then the number posted
  EventType what{};
  std::uint16_t battery = 0;
  std::uint32_t threat = 0;
  std::uint32_t round = 0;
};

/// A binary heap. Nothing is allocated while it holds no more than was reserved.
class EventQueue {
 public:
  void reserve(std::size_t capacity) { heap_.reserve(capacity); }
  void clear() {
    heap_.clear();
    posted_ = 0;
  }
  bool empty() const { return heap_.empty(); }
  core::SimTime next_time() const { return heap_.empty() ? core::never : heap_.front().time; }
  void post(Phase phase, Event event);
  /// Domain: not empty.
  Event pop();

 private:
  std::vector<Event> heap_;
  std::uint32_t posted_ = 0;
};

} // namespace equipoise::simulation
