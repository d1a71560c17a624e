#pragma once
// A header's "Domain:" is checked where it is entered, in builds without NDEBUG; in others the check is not
// evaluated and leaves no code. What cannot be computed stands in headers as "Assumes:".

namespace equipoise::core {

/// Prints file, line and condition to the standard error, and aborts.
[[noreturn]] void precondition_failed(const char* file, int line, const char* condition) noexcept;

/// For conditions: neither infinite nor not a number.
constexpr bool is_finite(double x) {
  return x - x == 0.0;
}

/// For conditions: in [0, 1].
constexpr bool is_chance(double p) {
  return 0.0 <= p && p <= 1.0;
}

} // namespace equipoise::core

#ifdef NDEBUG
#define EQUIPOISE_PRECONDITION(...) static_cast<void>(sizeof(static_cast<bool>(__VA_ARGS__)))
#else
#define EQUIPOISE_PRECONDITION(...) \
  (static_cast<bool>(__VA_ARGS__)   \
       ? static_cast<void>(0)       \
       : ::equipoise::core::precondition_failed(__FILE__, __LINE__, #__VA_ARGS__))
#endif
