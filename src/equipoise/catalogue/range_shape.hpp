#pragma once
// How a published low, nominal and high value is read.
#include <string_view>

namespace equipoise::catalogue {

/// `stated`: as each value's own spread says. The two others read every range alike, on the logarithm where
/// the value is spread so; choices and exact values stay as they are. A verdict is told under both, because
/// no source says which of them it means.
enum class RangeShape { stated, triangular, uniform };

constexpr std::string_view name_of(RangeShape shape) {
  return shape == RangeShape::stated ? "stated" : shape == RangeShape::triangular ? "triangular" : "uniform";
}

} // namespace equipoise::catalogue
