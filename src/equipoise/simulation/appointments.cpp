#include "equipoise/simulation/appointments.hpp"

#include <algorithm>

namespace equipoise::simulation {

void Appointments::resize(std::size_t size) {
  heap_.reserve(size);
  slot_.assign(size, absent);
  time_.assign(size, core::never);
}

void Appointments::clear() {
  for (const std::uint32_t id : heap_) slot_[id] = absent;
  heap_.clear();
}

void Appointments::set(std::uint32_t id, core::SimTime time) {
  if (slot_[id] == absent) {
    time_[id] = time;
    heap_.push_back(id);
    slot_[id] = static_cast<std::uint32_t>(heap_.size() - 1);
    return rise(slot_[id]);
  }
  const bool earlier = time < time_[id];
  time_[id] = time;
  if (earlier)
    rise(slot_[id]);
  else
    sink(slot_[id]);
}

void Appointments::drop(std::uint32_t id) {
  const std::uint32_t slot = slot_[id];
  if (slot == absent) return;
  slot_[id] = absent;
  const std::uint32_t last = heap_.back();
  heap_.pop_back();
  if (last == id) return;
  place(slot, last);
  rise(slot);
  sink(slot_[last]);
}

void Appointments::rise(std::size_t slot) {
  const std::uint32_t id = heap_[slot];
  while (slot > 0) {
    const std::size_t parent = (slot - 1) / 2;
    if (!before(id, heap_[parent])) break;
    place(slot, heap_[parent]);
    slot = parent;
  }
  place(slot, id);
}

void Appointments::sink(std::size_t slot) {
  const std::uint32_t id = heap_[slot];
  for (;;) {
    std::size_t child = 2 * slot + 1;
    if (child >= heap_.size()) break;
    if (child + 1 < heap_.size() && before(heap_[child + 1], heap_[child])) ++child;
    if (!before(heap_[child], id)) break;
    place(slot, heap_[child]);
    slot = child;
  }
  place(slot, id);
}

} // namespace equipoise::simulation
