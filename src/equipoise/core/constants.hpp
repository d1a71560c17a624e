#pragma once

namespace equipoise::core {

inline constexpr double pi = 3.14159265358979323846;
inline constexpr double degree = pi / 180.0;

/// Standard acceleration of gravity, m/s2: the definition behind every specific impulse in seconds.
inline constexpr double standard_gravity_m_per_s2 = 9.80665;

} // namespace equipoise::core
