#pragma once
// Events in one total order: time, then the order of the pipeline within an instant, then the order of
// posting.
#include <algorithm>
#include <compare>
#include <cstdint>
#include <vector>

#include "equipoise/core/sim_time.hpp"

namespace equipoise::simulation {

/// Within one instant data moves forward only.
enum class Phase : std::uint8_t { engagement, assessment, tracking, command, expiry, motion };

enum class Happening : std::uint8_t {
  intercept, ///< a round meets its target
  assess,    ///< a look is over
  ready,     ///< a battery may engage a target from now on
  serve,     ///< a battery decides whom to shoot at
  expire,    ///< the last launch that met a target has passed
  end_of_flight
};

struct Event {
  core::SimTime time = 0;
  Phase phase{};
  Happening what{};
  std::uint16_t battery = 0;
  std::uint32_t sequence = 0;
  std::uint32_t threat = 0;
  std::uint32_t round = 0;

  friend bool operator>(const Event& a, const Event& b) {
    if (a.time != b.time) return a.time > b.time;
    if (a.phase != b.phase) return a.phase > b.phase;
    return a.sequence > b.sequence;
  }
};

/// A binary heap with room for `capacity` events; posting more is a fault of the caller and ends the program.
class EventQueue {
 public:
  void reserve(std::size_t capacity) {
    heap_.reserve(capacity);
    capacity_ = capacity;
  }
  void clear() {
    heap_.clear();
    posted_ = 0;
  }
  bool empty() const { return heap_.empty(); }
  void post(Event event);
  Event pop();

 private:
  std::vector<Event> heap_;
  std::size_t capacity_ = 0;
  std::uint32_t posted_ = 0;
};

} // namespace equipoise::simulation
