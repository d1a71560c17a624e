#pragma once
// When a track is formed: the chance over many dwells, without drawing any.
#include <vector>

namespace equipoise::sensing {

/// Chance that a track is confirmed by dwell j at the latest, for every j: at the first dwell at which at
/// least `hits` of the last `window` dwells detected, dwells being independent with the given chances. Exact,
/// by the Markov chain whose state is the last window - 1 dwells. Domain: 1 <= hits <= window <= 16. Source:
/// Bar-Shalom, Li & Kirubarajan (2001), section 3.3; Castella (1976), "Sliding window detection
/// probabilities".
std::vector<double> track_formation(int hits, int window, const std::vector<double>& detection);

} // namespace equipoise::sensing
