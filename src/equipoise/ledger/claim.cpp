#include "equipoise/ledger/claim.hpp"

#include <fmt/format.h>

#include <cmath>

namespace equipoise::ledger {

bool holds(const Proposition& proposition, double value) {
  return proposition.at_least ? value >= proposition.threshold : value <= proposition.threshold;
}

namespace {

std::string number_of(const MeasureWords& words, double value) {
  if (std::isinf(value)) return "never";
  if (!std::isfinite(value)) return "no value";
  const std::string number = fmt::format("{:.{}f}", std::abs(value) * words.scale, words.decimals);
  const bool none = number.find_first_not_of("0.") == std::string::npos;
  return (value < 0.0 && !none ? "\u2212" : "") + number;
}

} // namespace

std::string told(Measure measure, double value) {
  const MeasureWords& words = words_of(measure);
  const std::string number = number_of(words, value);
  if (!std::isfinite(value)) return number;
  const bool one =
      (number == "1" || number == "\u22121") && words.unit.ends_with('s') && words.unit.size() > 1;
  return fmt::format("{} {}", number, one ? words.unit.substr(0, words.unit.size() - 1) : words.unit);
}

std::string told(Measure measure, const results::Estimate& m) {
  if (std::isnan(m.low)) return told(measure, m.value);
  const MeasureWords& words = words_of(measure);
  return fmt::format("{} ({} to {})", told(measure, m.value), number_of(words, m.low),
                     number_of(words, m.high));
}

} // namespace equipoise::ledger
