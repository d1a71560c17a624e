#pragma once
#include <cstdint>

#include "equipoise/core/precondition.hpp"

namespace equipoise::core {

/// Simulation time in whole nanoseconds, so that instants compare exactly.
using SimTime = std::int64_t;

inline constexpr SimTime never = INT64_MAX;

/// Nearest nanosecond. Domain: |seconds| < 9e9.
constexpr SimTime from_seconds(double seconds) {
  EQUIPOISE_PRECONDITION(-9e9 < seconds && seconds < 9e9);
  return static_cast<SimTime>(seconds * 1e9 + (seconds < 0.0 ? -0.5 : 0.5));
}
constexpr double to_seconds(SimTime time) {
  return static_cast<double>(time) * 1e-9;
}

} // namespace equipoise::core
