#pragma once
#include <cmath>

namespace equipoise::motion {

/// Time within [a, b] at which `height(time)` crosses zero, to 0.1 us, by the Illinois variant of false
/// position (Dowell & Jarratt 1971). `height` has one crossing there.
template <class Height>
double crossing_time(double a, double b, Height&& height) {
  double fa = height(a), fb = height(b);
  for (int i = 0; i < 60 && std::abs(b - a) > 1e-7; ++i) {
    const double t = fa == fb ? 0.5 * (a + b) : b - fb * (b - a) / (fb - fa);
    const double f = height(t);
    if ((f < 0.0) == (fb < 0.0)) {
      fa *= 0.5;
    } else {
      a = b;
      fa = fb;
    }
    const double moved = std::abs(t - b);
    b = t;
    fb = f;
    if (f == 0.0 || moved < 1e-8) break;
  }
  return b;
}

} // namespace equipoise::motion
