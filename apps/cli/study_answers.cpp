#include "study_answers.hpp"

#include <fmt/format.h>

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

} // namespace equipoise::cli
