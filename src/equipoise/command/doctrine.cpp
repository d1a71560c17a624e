#include "equipoise/command/doctrine.hpp"

namespace equipoise::command {

int most_urgent(std::span<const Candidate> candidates, core::SimTime now) {
  int best = -1;
  for (std::size_t i = 0; i < candidates.size(); ++i) {
    const Candidate& c = candidates[i];
    if (!c.waiting || c.last_launch < now) continue;
    if (best < 0 || c.impact < candidates[static_cast<std::size_t>(best)].impact) best = static_cast<int>(i);
  }
  return best;
}

int salvo_size(const Doctrine& doctrine, int rounds_left, int unserved) {
  if (doctrine.mode == Mode::even_barrage) return (rounds_left + unserved - 1) / std::max(unserved, 1);
  return std::min(doctrine.shots, rounds_left);
}

} // namespace equipoise::command
