#include <fmt/format.h>

#include <algorithm>

#include "equipoise/analysis/curve/crossing.hpp"
#include "equipoise/analysis/interval/ignorance_band.hpp"
#include "equipoise/core/units.hpp"
#include "equipoise/io/file.hpp"
#include "equipoise/study/play/effectiveness.hpp"
#include "played_study.hpp"
#include "study_answers.hpp"
#include "work.hpp"

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
  if (!study::sweeps_a_count(study) || rows == 0) return; // only then do N50 and N90 mean anything
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

bool is_of_transits(const StudyResult& result) {
  return std::all_of(result.points.begin(), result.points.end(),
                     [](const Point& p) { return p.nominal.transits.count > 0 && p.nominal.launched == 0; });
}

/// Ranges and exposure of transits: one row a point.
void print_transits(const study::Study& study, const StudyResult& result) {
  fmt::print("{}\n\nmeans at nominal values (5 % to 95 % of {} parameter sets; not a probability)\n\n",
             study.title, result.parameter_sets_done - result.cannot_fly.size());
  for (const study::Factor& factor : study.factors) fmt::print("{:>24}", factor.address.substr(0, 22));
  fmt::print("   {:<24}{:<24}{:<24}{:<24}\n", "first detection, km", "first shot, km", "exposed, s",
             "exposed, km");
  for (const Point& p : result.points) {
    for (const auto& [address, value] : p.factors) fmt::print("{:>24}", core::format_number(value));
    fmt::print("   ");
    const auto cell = [&](results::Average results::TransitTally::*value, double scale) {
      const results::Average& average = p.nominal.transits.*value;
      std::string text = average.count == 0 ? "never" : fmt::format("{:.1f}", scale * average.mean());
      if (const auto band = analysis::mean_band(p.sets, value))
        text += fmt::format(" ({:.1f} to {:.1f})", scale * band->interval.low, scale * band->interval.high);
      fmt::print("{:<24}", text);
    };
    cell(&results::TransitTally::detection_range_m, 1e-3);
    cell(&results::TransitTally::first_shot_range_m, 1e-3);
    cell(&results::TransitTally::exposed_s, 1.0);
    cell(&results::TransitTally::exposed_m, 1e-3);
    fmt::print("\n");
  }
}

void print_answers(const study::Study& study, const StudyResult& result) {
  if (study.kind == study::Kind::requirement) return print_requirements(study.title, result);
  if (result.by_year) return print_by_year(study.title, result);
  if (study.kind == study::Kind::rare) return print_rare(study.title, result);
  if (study.kind == study::Kind::footprint && result.footprint) return print_footprint(study.title, result);
  if (is_of_transits(result)) return print_transits(study, result);
  print_table(study, result);
  print_differences(result);
  print_precision(result);
  print_sensitivity(result);
  print_uncertainty(result);
}

} // namespace

int study(const Options& options) {
  const std::string kind = io::kind_of_study(io::DiskFiles(), options.file);
  if (io::is_strategy(kind)) {
    if (options.share.all() || options.gather)
      return options.share.index == 0 ? strategy_study(options) : done;
    fmt::print(stderr, "--shard: a study of this kind is not played in parts; run it without\n");
    return wrong_input;
  }
  if (kind == "ledger") return ledger_study(options);
  auto study = read_raid_study(options);
  if (!study) return wrong_input;
  Progress progress(options.json);
  const bool played = play(*study, [&](double share, const std::string& now) { progress.show(share, now); });
  progress.finish();
  if (!played) return wrong_input;
  if (study->part) {
    if (stop_signal().requested()) return interrupted;
    fmt::print(stderr, "{}", part_is_done(options));
    return done;
  }
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
