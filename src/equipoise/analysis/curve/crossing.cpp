#include "equipoise/analysis/curve/crossing.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "equipoise/core/precondition.hpp"

namespace equipoise::analysis {

namespace {

[[maybe_unused]] bool rises(const std::vector<CurvePoint>& curve) { // for a condition
  const auto falls = [](const CurvePoint& a, const CurvePoint& b) { return !(a.size < b.size); };
  return std::adjacent_find(curve.begin(), curve.end(), falls) == curve.end();
}

} // namespace

Crossing falls_to(const std::vector<CurvePoint>& curve, double level) {
  EQUIPOISE_PRECONDITION(!curve.empty() && rises(curve));
  if (curve.front().chance < level) return {Side::below, curve.front().size};
  for (std::size_t i = 1; i < curve.size(); ++i) {
    const CurvePoint& a = curve[i - 1];
    const CurvePoint& b = curve[i];
    if (b.chance >= level) continue;
    return {Side::inside, a.size + (a.chance - level) / (a.chance - b.chance) * (b.size - a.size)};
  }
  return {Side::above, curve.back().size};
}

std::string to_string(const Crossing& crossing) {
  const std::string size = std::to_string(static_cast<long long>(std::lround(crossing.size)));
  switch (crossing.side) {
    case Side::below:
      return "below " + size;
    case Side::inside:
      return size;
    case Side::above:
      return "above " + size;
  }
  return size;
}

double rank(const Crossing& crossing) {
  switch (crossing.side) {
    case Side::below:
      return -1.0;
    case Side::inside:
      return crossing.size;
    case Side::above:
      return std::numeric_limits<double>::max();
  }
  return 0.0;
}

} // namespace equipoise::analysis
