#include "study_answers.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "equipoise/analysis/interval/paired.hpp"
#include "equipoise/analysis/interval/separation.hpp"
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
        r.belief, r.wanted, text(r.count, ("more than " + core::format_number(r.max)).c_str()), r.address,
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
  const auto cell = [](const results::Estimate& m) {
    return fmt::format("{:.3f} ({:.3f} to {:.3f})", m.value, m.low, m.high);
  };
  for (const auto& input : s.inputs)
    fmt::print("{:<44} {:<26} {:<26} {:.1f} ({:.1f} to {:.1f})\n", input.group, cell(input.first),
               cell(input.total), 100 * input.mean_absolute.value, 100 * input.mean_absolute.low,
               100 * input.mean_absolute.high);
}

void print_uncertainty(const results::StudyResult& result) {
  if (!result.uncertainty) return;
  const results::Uncertainties& all = *result.uncertainty;
  const auto cell = [](const results::Estimate& m) {
    return fmt::format("{:.3f} ({:.3f} to {:.3f})", m.value, m.low, m.high);
  };
  const auto row = [&](const char* name, const results::Estimate& no_leaker,
                       const results::Estimate& leakers) {
    fmt::print("  {:<34} {:<26} {}\n", name, cell(no_leaker), cell(leakers));
  };
  fmt::print(
      "\nover what is not known, the chance inside each of {} sets of {} raids taken out (95 % interval of "
      "each)\n",
      result.parameter_sets_done - result.cannot_fly.size(), all.replications);
  for (const results::Uncertainty& u : all.beliefs) {
    const results::Separated &p = u.no_leaker, &l = u.leakers;
    fmt::print("{:<36} {:<26} {}\n", u.belief, "nothing gets through", "leakers a raid");
    row("mean over the sets", p.mean, l.mean);
    row("5 % of the sets lie below", p.low, l.low);
    row("5 % of the sets lie above", p.high, l.high);
    row("share of the variance: not known", p.ignorance, l.ignorance);
    row("share of the variance: chance", p.chance, l.chance);
    const auto word = [](bool reached) { return reached ? "reached" : "NOT REACHED"; };
    fmt::print(
        "  half-widths in points: not known {:.1f} (wanted {:.3g}: {}), chance inside a set {:.1f} (wanted "
        "{:.3g}: {})\n",
        100 * analysis::half_width(p), 100 * all.ignorance_wanted, word(u.ignorance_reached), 100 * p.within,
        100 * all.chance_wanted, word(u.chance_reached));
  }
}

void print_by_year(const std::string& title, const results::StudyResult& result) {
  fmt::print(
      "{}\n\nleakers in percent of the threats launched, at the end of each year (95 % interval of chance; "
      "5 % to 95 % of {} parameter sets)\n\n{:<6} {:<11} {:<10} {:>9} {:>9}   leakers\n",
      title, result.parameter_sets_done - result.cannot_fly.size(), "", "schedule", "belief", "batteries",
      "defended");
  const auto range = [](const results::Estimate& m) {
    return fmt::format("{:.1f} to {:.1f}", 100 * m.low, 100 * m.high);
  };
  for (std::size_t i = 0; i < result.by_year->forces.size(); ++i) {
    const auto& f = result.by_year->forces[i];
    fmt::print("{:<6} {:<11} {:<10} {:>9} {:>7.0f} %   {:.1f} ({}{}{})\n", f.year, f.schedule,
               result.points[i].belief, f.batteries.size(), 100 * f.defended, 100 * f.leaker_share.value,
               range(f.leaker_share), f.leaker_share_band ? "; " : "",
               f.leaker_share_band ? range(*f.leaker_share_band) : "");
  }
  fmt::print(
      "\nas delivered less as contracted, in points of the threats launched, the same raids on both sides\n");
  for (const auto& d : result.by_year->differences) {
    const results::Estimate late{0.0 - d.leaker_share.value, 0.0 - d.leaker_share.high,
                                 0.0 - d.leaker_share.low};
    fmt::print("{:<6} {:<10} {:+.1f} ({})\n", d.year, d.belief, 100 * late.value, range(late));
  }
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
