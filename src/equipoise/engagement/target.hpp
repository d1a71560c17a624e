#pragma once
#include <array>
#include <cstddef>
#include <string_view>

namespace equipoise::engagement {

enum class TargetClass { ballistic, aircraft, cruise_missile };

inline constexpr std::array<std::string_view, 3> target_class_names{"ballistic", "aircraft",
                                                                    "cruise_missile"};

template <class T>
using PerClass = std::array<T, target_class_names.size()>;

constexpr std::size_t index(TargetClass target) {
  return static_cast<std::size_t>(target);
}

} // namespace equipoise::engagement
