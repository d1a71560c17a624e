#include "equipoise/ledger/ledger.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace equipoise::ledger {

std::string_view name_of(Nominal nominal) {
  return nominal == Nominal::holds ? "holds" : nominal == Nominal::holds_not ? "does not hold" : "open";
}

Verdict verdict(const Proposition& proposition, const Answer& answer) {
  const auto holding = [&](const SetValues& values) {
    return static_cast<std::size_t>(
        std::count_if(values.begin(), values.end(), [&](double v) { return holds(proposition, v); }));
  };
  const auto share = [&](const SetValues& values, std::size_t of) {
    return values.empty() ? std::size_t{0}
                          : static_cast<std::size_t>(
                                std::llround(static_cast<double>(holding(values)) * static_cast<double>(of) /
                                             static_cast<double>(values.size())));
  };
  Verdict v;
  v.sets = std::min(answer.triangular.size(), answer.uniform.size());
  const std::size_t a = share(answer.triangular, v.sets), b = share(answer.uniform, v.sets);
  v.min = std::min(a, b);
  v.max = std::max(a, b);
  const bool certain = std::isnan(answer.value.low);
  const bool low = holds(proposition, certain ? answer.value.value : answer.value.low);
  const bool high = holds(proposition, certain ? answer.value.value : answer.value.high);
  v.nominal = low != high ? Nominal::open : low ? Nominal::holds : Nominal::holds_not;
  return v;
}

std::string sentence(const Proposition& proposition, const Answer& answer) {
  const Verdict v = verdict(proposition, answer);
  const Measure measure = proposition.measure;
  std::string text = v.nominal == Nominal::holds       ? "At nominal values it holds: "
                     : v.nominal == Nominal::holds_not ? "At nominal values it does not hold: "
                                                       : "At nominal values chance leaves it open: ";
  text += told(measure, answer.value);
  if (v.sets == 0) return text + ". No parameter sets were drawn.";
  const std::string count = v.min == v.max ? fmt::format("{}", v.min) : fmt::format("{} to {}", v.min, v.max);
  text += fmt::format(
      "; it holds for {} of {} parameter sets drawn from the published ranges{}; this is not a "
      "probability.",
      count, v.sets,
      v.min == v.max ? ", however the ranges are read" : ", depending on how the ranges are read");
  return text;
}

} // namespace equipoise::ledger
