#include <fmt/format.h>

#include "equipoise/analysis/crossing.hpp"
#include "equipoise/analysis/ignorance_band.hpp"
#include "equipoise/core/units.hpp"
#include "played_study.hpp"
#include "study_answers.hpp"

namespace equipoise::cli {
namespace {

using results::Point;
using results::StudyResult;

std::vector<const Point*> points_of(const StudyResult& result, const std::string& belief) {
  std::vector<const Point*> list;
  for (const Point& p : result.points)
    if (p.belief == belief && p.variant.empty() && p.nominal.replications > 0) list.push_back(&p);
  return list;
}

double chance(const Point& p) {
  return static_cast<double>(p.nominal.without_leaker) / static_cast<double>(p.nominal.replications);
}

/// Whether the study sweeps a count, in rising order: only then do N50 and N90 mean anything.
bool is_raid_size(const study::Study& study) {
  if (study.factors.size() != 1 || !study.factors.front().address.ends_with(".count")) return false;
  double last = 0.0;
  for (const std::string& value : study.factors.front().values) {
    const auto count = core::parse_quantity(value);
    if (!count || count->value <= last) return false;
    last = count->value;
  }
  return true;
}

/// First belief less the last, in points: nominal (5 % to 95 % of the sets).
std::string gap(const Point& first, const Point& last) {
  std::string cell = fmt::format("   {:.0f}", 100 * (chance(first) - chance(last)));
  if (!first.sets.empty()) {
    const analysis::Interval sets = analysis::gap_band(first.sets, last.sets).interval;
    cell += fmt::format(" ({:.0f} to {:.0f})", 100 * sets.low, 100 * sets.high);
  }
  return cell;
}

/// The answer as a short table: one row per size, one column per belief.
void print_table(const study::Study& study, const StudyResult& result) {
  fmt::print(
      "{}\n\nchance that nothing gets through, at nominal values (5 % to 95 % of {} parameter sets; not a "
      "probability)\n\n{:>8}",
      study.title, result.parameter_sets_done - result.cannot_fly.size(),
      study.factors.empty() ? "" : study.factors.front().address.substr(0, 16));
  std::vector<std::vector<const Point*>> columns;
  for (const auto belief : study.beliefs) {
    fmt::print("   {:<22}", name_of(belief));
    columns.push_back(points_of(result, std::string(name_of(belief))));
  }
  const bool has_gap = columns.size() > 1;
  fmt::print("{}\n", has_gap ? "   gap, points" : "");
  std::size_t rows = columns.empty() ? 0 : columns.front().size();
  for (const auto& column : columns) rows = std::min(rows, column.size());
  for (std::size_t r = 0; r < rows; ++r) {
    const Point& first = *columns.front()[r];
    fmt::print("{:>8}", first.factors.empty() ? "" : core::format_number(first.factors.front().second));
    for (const auto& column : columns) {
      const Point& p = *column[r];
      std::string cell = fmt::format("{:.3f}", chance(p));
      if (!p.sets.empty()) {
        const analysis::Band band = analysis::no_leaker_band(p.sets);
        cell += fmt::format(" ({:.2f} to {:.2f})", band.interval.low, band.interval.high);
      }
      fmt::print("   {:<22}", cell);
    }
    fmt::print("{}\n", has_gap ? gap(*columns.front()[r], *columns.back()[r]) : "");
  }
  if (!result.cannot_fly.empty())
    fmt::print("{} of {} parameter sets cannot fly and are left out\n", result.cannot_fly.size(),
               result.parameter_sets_done);
  if (!result.held.empty())
    fmt::print("\nshare of threats stopped, beside the record (5 % to 95 % of what the sets predict)\n");
  for (const results::HeldClaim& held : result.held)
    fmt::print("{:<52} {:.2f} ({:.2f} to {:.2f})   {:<10} {:.2f} ({:.2f} to {:.2f})   {}\n", held.claim,
               held.nominal, held.low, held.high, held.belief, held.predicted_median, held.predicted_low,
               held.predicted_high, held.covered ? "covered" : "not covered");
  if (!is_raid_size(study) || rows == 0) return;
  for (const double level : {0.5, 0.9}) {
    fmt::print("{:>8}", fmt::format("N{:.0f}", 100 * level));
    for (const auto& column : columns) {
      std::vector<analysis::CurvePoint> curve;
      for (const Point* p : column) curve.push_back({p->factors.front().second, chance(*p)});
      fmt::print("   {:<22}", analysis::to_string(analysis::falls_to(curve, level)));
    }
    fmt::print("\n");
  }
}

void print_answers(const study::Study& study, const StudyResult& result) {
  if (study.kind == study::Kind::requirement) return print_requirements(study.title, result);
  print_table(study, result);
  print_differences(result);
  print_sensitivity(result);
}

} // namespace

int study(const Options& options) {
  const std::string kind = io::kind_of_study(options.file);
  if (io::is_strategy(kind)) return strategy_study(options);
  if (kind == "ledger") return ledger_study(options);
  auto study = read_raid_study(options);
  if (!study) return wrong_input;
  Progress progress(options.json);
  const bool played = play(*study, [&](double share, const std::string& now) { progress.show(share, now); });
  progress.finish();
  if (!played) return wrong_input;
  const StudyResult& result = study->document.result;
  if (options.json)
    fmt::print("{}", study->json);
  else
    print_answers(study->file.study, result);
  if (!options.output.empty() && !options.json)
    fmt::print("\n{}\n", (std::filesystem::path(options.output) / "report.html").string());
  if (result.status == results::Status::partial) {
    fmt::print(stderr, "interrupted: the result holds what was done and says so{}\n",
               options.output.empty() ? "" : "; go on with --resume");
    return interrupted;
  }
  return done;
}

} // namespace equipoise::cli
