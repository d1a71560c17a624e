#include "equipoise/ledger/claim.hpp"

#include <fmt/format.h>

#include <cmath>

namespace equipoise::ledger {

bool holds(const Proposition& proposition, double value) {
  return proposition.at_least ? value >= proposition.threshold : value <= proposition.threshold;
}

std::string told(Measure measure, double value) {
  const MeasureWords& words = words_of(measure);
  if (std::isinf(value)) return "never";
  if (!std::isfinite(value)) return "no value";
  std::string number = fmt::format("{:.{}f}", std::abs(value) * words.scale, words.decimals);
  const bool none = number.find_first_not_of("0.") == std::string::npos;
  const bool one = number == "1" && words.unit.ends_with('s') && words.unit != "s";
  const std::string_view unit = one ? words.unit.substr(0, words.unit.size() - 1) : words.unit;
  return fmt::format("{}{} {}", value < 0.0 && !none ? "\u2212" : "", number, unit);
}

} // namespace equipoise::ledger
