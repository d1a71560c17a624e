#include "equipoise/sensing/track_formation.hpp"

#include <algorithm>
#include <bit>
#include <cstddef>

#include "equipoise/core/precondition.hpp"

namespace equipoise::sensing {

std::vector<double> track_formation(int hits, int window, const std::vector<double>& detection) {
  EQUIPOISE_PRECONDITION(1 <= hits && hits <= window && window <= 16);
  EQUIPOISE_PRECONDITION(std::all_of(detection.begin(), detection.end(), core::is_chance));
  const std::size_t states = std::size_t{1} << static_cast<unsigned>(window - 1);
  // By the last window - 1 dwells, the latest in the lowest bit; only of what is not confirmed.
  std::vector<double> chance(states, 0.0), next(states);
  chance[0] = 1.0;
  double confirmed = 0.0;
  std::vector<double> by_dwell;
  by_dwell.reserve(detection.size());
  for (const double p : detection) {
    next.assign(states, 0.0);
    for (std::size_t s = 0; s < states; ++s) {
      if (chance[s] == 0.0) continue;
      const std::size_t missed = (s << 1U) & (states - 1), seen = missed | (states > 1 ? 1U : 0U);
      next[missed] += (1.0 - p) * chance[s];
      if (std::popcount(s) + 1 >= hits)
        confirmed += p * chance[s];
      else
        next[seen] += p * chance[s];
    }
    chance.swap(next);
    by_dwell.push_back(confirmed < 1.0 ? confirmed : 1.0);
  }
  return by_dwell;
}

} // namespace equipoise::sensing
