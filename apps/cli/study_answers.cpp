#include "study_answers.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "equipoise/analysis/paired.hpp"
#include "equipoise/core/units.hpp"

namespace equipoise::cli {

void print_differences(const results::StudyResult& result) {
  bool first = true;
  for (const results::Point& point : result.points) {
    if (!point.pairs || point.pairs->no_leaker.trials() == 0) continue;
    if (first)
      fmt::print(
          "\nchange of that chance in points, the same raids on both sides (95 % interval of chance)\n");
    first = false;
    const auto e = analysis::paired_difference(point.pairs->no_leaker, point.level);
    fmt::print("{:<32} {:<10} {:+.2f} ({:.2f} to {:.2f})\n", point.variant, point.belief, 100 * e.value,
               100 * e.interval.low, 100 * e.interval.high);
  }
}

void print_precision(const results::StudyResult& result) {
  bool first = true;
  for (const results::Point& point : result.points) {
    if (!point.precision) continue;
    if (first) fmt::print("\nhalf-width at 95 %, in points, and what it cost\n");
    first = false;
    std::string where = point.belief;
    for (const auto& [address, value] : point.factors)
      where += fmt::format(", {}", core::format_number(value));
    if (!point.variant.empty()) where += ", " + point.variant;
    fmt::print("{:<44} {:.2f} ({} {:.4g})   {} replications, {:.2f} s\n", where,
               100 * point.precision->half_width, point.precision->reached ? "wanted" : "NOT REACHED; wanted",
               100 * point.precision->wanted, point.nominal.replications, point.seconds);
  }
}

void print_requirements(const std::string& title, const results::StudyResult& result) {
  fmt::print("{}\n\n", title);
  const auto text = [](const std::optional<double>& v, const char* none) {
    return v ? core::format_number(*v) : none;
  };
  for (const results::Requirement& r : result.requirements) {
    fmt::print(
        "{:<10} a chance of {:.3g} that nothing gets through takes {} of {} (95 %: more than {}, at most "
        "{})\n",
        r.belief, r.wanted, text(r.count, ("more than " + core::format_number(r.most)).c_str()), r.address,
        text(r.too_few, "unknown"), text(r.enough, "unknown"));
    for (const results::Point& p : result.points)
      if (p.belief == r.belief)
        fmt::print(
            "  {:>8}   {:.4f} of {} raids\n", core::format_number(p.factors.front().second),
            static_cast<double>(p.nominal.without_leaker) / static_cast<double>(p.nominal.replications),
            p.nominal.replications);
  }
}

void print_sensitivity(const results::StudyResult& result) {
  if (!result.sensitivity) return;
  const results::Sensitivity& s = *result.sensitivity;
  fmt::print(
      "\nwhat that chance depends on over what is not known: {:.2f} on average, standard deviation {:.2f}\n"
      "{} parameter sets, {} cannot fly; shares of the variance (95 % interval); mean size of the effect of "
      "the "
      "whole range, in points\n\n{:<44} {:<26} {:<26} {}\n",
      s.mean, std::sqrt(std::max(0.0, s.variance.value)), s.sets, s.cannot_fly, "", "alone",
      "with the others", "effect");
  const auto cell = [](const results::Measured& m) {
    return fmt::format("{:.3f} ({:.3f} to {:.3f})", m.value, m.low, m.high);
  };
  for (const auto& input : s.inputs)
    fmt::print("{:<44} {:<26} {:<26} {:.1f} ({:.1f} to {:.1f})\n", input.group, cell(input.first),
               cell(input.total), 100 * input.mean_absolute.value, 100 * input.mean_absolute.low,
               100 * input.mean_absolute.high);
}

} // namespace equipoise::cli
