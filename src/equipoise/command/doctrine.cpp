#include "equipoise/command/doctrine.hpp"

namespace equipoise::command {
namespace {

bool before(const Candidate& a, const Candidate& b, Order order) {
  if (order == Order::value && a.value != b.value) return a.value > b.value;
  return a.impact < b.impact;
}

} // namespace

int max_urgent(std::span<const Candidate> candidates, Order order, core::SimTime now) {
  int best = -1;
  for (std::size_t i = 0; i < candidates.size(); ++i) {
    const Candidate& c = candidates[i];
    if (!c.waiting || c.passed_over || c.deferred > 0 || c.last_launch < now) continue;
    if (best < 0 || before(c, candidates[static_cast<std::size_t>(best)], order)) best = static_cast<int>(i);
  }
  return best;
}

int salvo_size(const Doctrine& doctrine, const Situation& s) {
  const int free = s.max_valued ? s.rounds_left : s.rounds_left - doctrine.reserve;
  if (free <= 0) return 0;
  if (doctrine.mode == Mode::even_barrage) return (free + s.unserved - 1) / std::max(s.unserved, 1);
  const bool last = doctrine.mode == Mode::shoot_look_shoot_shoot && !s.another_assessment;
  return std::min(last ? doctrine.last_shots : doctrine.shots, free);
}

} // namespace equipoise::command
