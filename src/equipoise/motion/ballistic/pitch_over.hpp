#pragma once
// The pitch-overs that are flown, and the best of them.
#include <utility>

#include "equipoise/core/constants.hpp"

namespace equipoise::motion {

inline constexpr double min_pitch_over_rad = 0.2 * core::degree;
inline constexpr double max_pitch_over_rad = 45.0 * core::degree;

/// Where a function with one peak is largest, and its value. Golden section (Kiefer 1953), until the interval
/// is shorter than `tolerance` or `enough(value)`.
template <class F, class Enough>
std::pair<double, double> peak(double a, double b, double tolerance, F&& f, Enough&& enough) {
  constexpr double golden = 0.6180339887498949;
  double c = b - golden * (b - a), d = a + golden * (b - a);
  double fc = f(c);
  if (enough(fc)) return {c, fc};
  double fd = f(d);
  while (b - a > tolerance && !enough(fc) && !enough(fd)) {
    if (fc > fd) {
      b = d;
      d = c;
      fd = fc;
      c = b - golden * (b - a);
      fc = f(c);
    } else {
      a = c;
      c = d;
      fc = fd;
      d = a + golden * (b - a);
      fd = f(d);
    }
  }
  return fc > fd ? std::pair{c, fc} : std::pair{d, fd};
}
template <class F>
std::pair<double, double> peak(double a, double b, double tolerance, F&& f) {
  return peak(a, b, tolerance, f, [](double) { return false; });
}

} // namespace equipoise::motion
