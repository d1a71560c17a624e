#pragma once
// Whether a target still moves as its filter believes: a fading sum of normalised innovations squared.

namespace equipoise::tracking {

/// Each dwell fades the earlier ones: about five count. Source: Bar-Shalom, Li & Kirubarajan (2001),
/// section 11.2.2.
inline constexpr double fading = 0.8;

/// What a right filter has on average, 3 degrees of freedom a dwell.
inline constexpr double usual_disturbance = 3.0 / (1.0 - fading);

/// What a right filter passes once in 1e5 dwells or less often: the sum has mean 15 and variance 6 / (1 -
/// 0.8^2) = 16.7, so it is close to 0.556 times chi-square of 27 degrees of freedom; measured in
/// disturbance_test.cpp.
inline constexpr double unusual_disturbance = 42.0;

constexpr double disturbed(double disturbance, double distance_squared) {
  return fading * disturbance + distance_squared;
}

} // namespace equipoise::tracking
