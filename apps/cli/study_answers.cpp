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
    const auto e = analysis::paired_difference(point.pairs->no_leaker);
    fmt::print("{:<32} {:<10} {:+.2f} ({:.2f} to {:.2f})\n", point.variant, point.belief, 100 * e.value,
               100 * e.interval.low, 100 * e.interval.high);
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

void print_rare(const std::string& title, const results::StudyResult& result) {
  fmt::print("{}\n\nchance that anything gets through (95 % interval of chance)\n", title);
  for (const results::RareEstimate& e : result.rare) {
    fmt::print("\n{}{}\n", e.variant.empty() ? "" : e.variant + ", ", e.belief);
    if (e.trusted)
      fmt::print("  {:.3g} ({:.3g} to {:.3g}); {:.0f} effective events in {} weighted raids\n",
                 e.probability.value, e.probability.low, e.probability.high, e.effective_events, e.samples);
    else
      fmt::print(
          "  at most {:.3g}; {:.0f} effective events in {} weighted raids are too few for an estimate\n",
          e.probability.high, e.effective_events, e.samples);
    if (std::isfinite(e.gain)) fmt::print("  {:.3g} times less work than plain raids\n", e.gain);
    if (e.unseen_at_most > 0.0)
      fmt::print("  ways of leaking that no raid met may add at most {:.2g}\n", e.unseen_at_most);
    std::string reasons;
    for (const auto& [reason, share] : e.reasons)
      if (share >= 0.005)
        reasons += fmt::format("{}{} {:.0f} %", reasons.empty() ? "" : ", ", reason, 100 * share);
    if (!reasons.empty()) fmt::print("  {}\n", reasons);
  }
}

void print_footprint(const std::string& title, const results::StudyResult& result) {
  fmt::print("{}\n\narea in which nothing gets through, by the chance of it, km2 (95 % interval of chance)\n",
             title);
  for (const results::Footprint& f : result.footprint->beliefs)
    for (const auto& level : f.levels) {
      fmt::print("{:<10} {:.2f} or more: {}{:.0f} ({:.0f} to {:.0f}); by every second point {:.0f}", f.belief,
                 level.level, level.beyond ? "at least " : "", level.area_m2.value / 1e6,
                 level.area_m2.low / 1e6, level.area_m2.high / 1e6, level.coarser_area_m2 / 1e6);
      if (level.over_sets)
        fmt::print("; {:.0f} to {:.0f} over {} parameter sets", level.over_sets->first / 1e6,
                   level.over_sets->second / 1e6, f.sets);
      fmt::print("\n");
    }
}

} // namespace equipoise::cli
