#include "equipoise/simulation/event_queue.hpp"

#include <algorithm>
#include <functional>

namespace equipoise::simulation {

void EventQueue::post(Event event) {
  event.sequence = posted_++;
  heap_.push_back(event);
  std::push_heap(heap_.begin(), heap_.end(), std::greater<>{});
}

Event EventQueue::pop() {
  std::pop_heap(heap_.begin(), heap_.end(), std::greater<>{});
  const Event event = heap_.back();
  heap_.pop_back();
  return event;
}

} // namespace equipoise::simulation
