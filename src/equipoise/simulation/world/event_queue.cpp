#include "equipoise/simulation/world/event_queue.hpp"

#include "equipoise/core/precondition.hpp"

namespace equipoise::simulation {
namespace {

/// Without a branch: which of two events is first is chance.
bool before(const Event& a, const Event& b) {
  return (a.time < b.time) | ((a.time == b.time) & (a.order < b.order));
}

/// Moves the events above the hole down until the one that belongs there is found.
void fill(std::vector<Event>& heap, std::size_t hole, const Event& event) {
  for (; hole > 0 && before(event, heap[(hole - 1) / 2]); hole = (hole - 1) / 2)
    heap[hole] = heap[(hole - 1) / 2];
  heap[hole] = event;
}

} // namespace

void EventQueue::post(Phase phase, Event event) {
  event.order = (static_cast<std::uint64_t>(phase) << 32) | posted_++;
  heap_.push_back(event);
  fill(heap_, heap_.size() - 1, event);
}

/// The hole that the first leaves goes down to a leaf, where the last nearly always belongs.
Event EventQueue::pop() {
  EQUIPOISE_PRECONDITION(!empty());
  const Event first = heap_.front(), last = heap_.back();
  heap_.pop_back();
  if (heap_.empty()) return first;
  std::size_t hole = 0, child = 1;
  for (; child + 1 < heap_.size(); child = 2 * hole + 1) {
    child += static_cast<std::size_t>(before(heap_[child + 1], heap_[child]));
    heap_[hole] = heap_[child];
    hole = child;
  }
  if (child < heap_.size()) {
    heap_[hole] = heap_[child];
    hole = child;
  }
  fill(heap_, hole, last);
  return first;
}

} // namespace equipoise::simulation
