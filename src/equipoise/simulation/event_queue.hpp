#pragma once
// Events in one total order: time, then the order of the pipeline within an instant, then the order of
// posting.
#include <cstdint>
#include <vector>

#include "equipoise/core/sim_time.hpp"

namespace equipoise::simulation {

/// Within one instant data moves forward only.
enum class Phase : std::uint8_t { engagement, assessment, tracking, command, expiry, motion };

enum class Happening : std::uint8_t {
  intercept,   ///< a round meets its target
  assess,      ///< a look is over
  seen_to_end, ///< an onlooker judges whether another's shot ended a target
  serve,       ///< a battery decides whom to shoot at
  expire,      ///< the last launch that met a target has passed
  last_chance, ///< it is about to pass
  reload,      ///< a magazine is full again
  look_round,  ///< a battery that can turn considers it
  turned,
  taken_by_another, ///< a linked battery has a target under fire; then what it judged
  left_alive_by_another,
  killed_by_another,
  end_of_flight
};

struct Event {
  core::SimTime time = 0;
  std::uint64_t order = 0; ///< within the instant: the phase, then the number posted
  Happening what{};
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
  /// Domain: not empty.
  core::SimTime next_time() const { return heap_.front().time; }
  void post(Phase phase, Event event);
  std::uint32_t posted() const { return posted_; } ///< since it was cleared
  Event pop();

 private:
  std::vector<Event> heap_;
  std::uint32_t posted_ = 0;
};

} // namespace equipoise::simulation
