#include <fmt/format.h>

#include <chrono>
#include <filesystem>

#include "common.hpp"
#include "study_answers.hpp"
#include "equipoise/analysis/crossing.hpp"
#include "equipoise/analysis/ignorance_band.hpp"
#include "equipoise/analysis/interval.hpp"
#include "equipoise/catalogue/closure.hpp"
#include "equipoise/catalogue/schema.hpp"
#include "equipoise/core/sha256.hpp"
#include "equipoise/core/units.hpp"
#include "equipoise/io/checkpoint.hpp"
#include "equipoise/io/file.hpp"
#include "equipoise/io/strategy_file.hpp"
#include "equipoise/io/study_file.hpp"
#include "equipoise/report/document.hpp"
#include "equipoise/study/hinges.hpp"
#include "equipoise/study/requirement.hpp"
#include "equipoise/study/sensitivity.hpp"
#include "equipoise/study/shown_raids.hpp"
#include "equipoise/study/sweep.hpp"
#include "equipoise/study/waterfall.hpp"
#include "web/front_end.hpp"

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

/// The point at the study's reference under one belief.
const Point* reference_of(const study::Study& study, const StudyResult& result, catalogue::Belief belief) {
  const double size = study::reference_point(study).size;
  for (const Point* p : points_of(result, std::string(name_of(belief))))
    if (p->factors.empty() || p->factors.front().second == size) return p;
  return nullptr;
}

/// On what the gap between the brochure and the assessed belief hinges; with one belief alone, its chance.
std::vector<results::Hinge> hinges_of(const study::Study& study, const StudyResult& result,
                                      const scenario::Case& base) {
  const auto has = [&](catalogue::Belief b) {
    return std::count(study.beliefs.begin(), study.beliefs.end(), b) > 0;
  };
  const bool gap = has(catalogue::Belief::brochure) && has(catalogue::Belief::assessed);
  const Point* low = reference_of(study, result, gap ? catalogue::Belief::assessed : study.beliefs.back());
  const Point* high = gap ? reference_of(study, result, catalogue::Belief::brochure) : nullptr;
  if (low == nullptr) return {};
  return study::hinges(base, study.seed, high == nullptr ? low->sets : high->sets,
                       high == nullptr ? std::vector<results::SetEstimate>{} : low->sets);
}

void add_parameters(report::Document& document, const scenario::Case& resolved) {
  for (const std::string& key : scenario::used_entries(resolved))
    for (const auto& [owner, parameter] : resolved.catalogue.all_of(key)) {
      const catalogue::Entry& entry = *resolved.catalogue.find(key);
      const catalogue::Field* field =
          catalogue::find_field(*catalogue::find_kind(entry.kind), parameter->name);
      if (owner == key && (field == nullptr || !field->recorded))
        document.parameters.push_back({key, *parameter});
    }
  for (const auto& value : resolved.scenario.ignorance)
    document.parameters.push_back({"scenario", value.range});
  for (const std::string& key : scenario::used_entries(resolved)) {
    const catalogue::Closures closures = catalogue::close(resolved.catalogue, key);
    for (const catalogue::Computed& c : closures.values)
      document.computed.push_back({key, c.name, core::format_quantity(c.value, c.dimension), c.how});
    for (const std::string& contradiction : closures.contradictions)
      document.contradictions.push_back(key + ": " + contradiction);
  }
}

std::string today() {
  const auto day = std::chrono::floor<std::chrono::days>(std::chrono::system_clock::now());
  return core::format_quantity(static_cast<double>(day.time_since_epoch().count()), core::Dimension::date);
}

/// The command that tells one raid at the study's reference point.
std::string replay_command(const io::StudyFile& file, const Options& options, std::uint64_t replication) {
  std::string line = fmt::format("equipoise replay {} --replication {} --seed {} --belief {}",
                                 file.scenario.lexically_normal().string(), replication, file.study.seed,
                                 name_of(file.study.beliefs.back()));
  if (file.study.sensing != scenario::Sensing::dwell)
    line += fmt::format(" --sensing {}", name_of(file.study.sensing));
  for (const auto& setting : study::reference_point(file.study).settings)
    line += fmt::format(" --set '{}={}'", setting.address, setting.value);
  for (const std::string& s : options.settings) line += " --set '" + s + "'";
  for (const std::string& c : options.catalogues) line += " --catalogue " + c;
  return line;
}

/// What the swept address counts, in words.
std::string label_of(const std::string& address, const scenario::Case& resolved) {
  for (const auto& raid : resolved.scenario.raids)
    if (address == raid.id + ".count") return "missiles in the salvo";
  return address;
}

} // namespace

int study(const Options& options) {
  if (io::is_strategy(io::kind_of_study(options.file))) return strategy_study(options);
  core::Diagnostics diagnostics;
  io::StudyFile file = io::read_study(options.file, diagnostics);
  if (report(diagnostics)) return wrong_input;
  diagnostics.clear(); // warnings are said once
  if (options.seed) file.study.seed = *options.seed;
  if (options.replications) file.study.replications = *options.replications;
  const auto reader = io::open_scenario(file, catalogue_folders(options), diagnostics);
  const auto laid_over = settings(options, diagnostics);
  for (const study::Factor& factor : file.study.factors)
    for (const scenario::Setting& setting : laid_over)
      if (setting.address == factor.address)
        diagnostics.push_back({core::Severity::error, setting.at, setting.address,
                               "is what the study varies; change the study's factor instead"});
  if (report(diagnostics) || !reader) return wrong_input;
  diagnostics.clear();
  // What the user sets comes last: it holds over the study's own factors.
  const scenario::CaseSource source = [&](const std::vector<scenario::Setting>& own,
                                          core::Diagnostics& faults) {
    std::vector<scenario::Setting> all = own;
    all.insert(all.end(), laid_over.begin(), laid_over.end());
    return (*reader)(all, faults);
  };
  const auto base = source({}, diagnostics);
  if (base) {
    warn_of_idle_settings(*base, laid_over, diagnostics);
    study::check_ends(source, *base, diagnostics);
    study::check_record(file.study, base->catalogue, diagnostics);
    study::check_sensitivity(file.study, *base, diagnostics);
    study::check_points(file.study, source, diagnostics);
    study::admit(file.study, *base, options.file, diagnostics);
  }
  if (report(diagnostics) || !base) return wrong_input;
  diagnostics.clear();

  const std::string inputs = io::resolved_inputs(*base, reader->text(), settings_text(options), &file.study);
  io::RunInfo info{
      program(), core::sha256_hex(inputs), file.study.seed, std::string(name_of(file.study.sensing)), "",
      0.0};
  const std::filesystem::path folder(options.output);
  std::optional<io::Checkpoint> checkpoint;
  if (!options.output.empty()) {
    checkpoint.emplace(
        folder / "checkpoint.jsonl",
        io::CheckpointKey{"study", info.inputs_sha256, info.sensing, info.seed, info.program.version},
        options.resume, diagnostics);
    if (report(diagnostics)) return wrong_input;
  }

  Progress progress(options.json);
  study::SweepControl control;
  control.threads = thread_count(options);
  control.stop = &stop_requested();
  control.progress = [&](double share, const std::string& now) { progress.show(share, now); };
  if (checkpoint) {
    control.known_points = checkpoint->points();
    control.known_sets = checkpoint->sets();
    control.commit_point = [&](const results::PointRecord& point) { checkpoint->commit(point); };
    control.commit_set = [&](const results::SetRecord& set) { checkpoint->commit(set); };
  }
  const bool searches = file.study.kind == study::Kind::requirement;
  StudyResult result = searches ? study::find_requirements(file.study, source, control, diagnostics)
                                : study::sweep(file.study, source, control, diagnostics);
  progress.finish();
  if (report(diagnostics)) return wrong_input;
  info.elapsed_s = result.elapsed_s;
  if (result.status == results::Status::complete && file.study.sensitivity) {
    study::add_sensitivity(file.study, source, *base, control, result);
    progress.finish();
  }
  if (result.status == results::Status::complete && !searches) {
    result.waterfall = study::split_gap(file.study, source, control);
    progress.finish();
    result.hinges = hinges_of(file.study, result, *base);
  }
  result.held = study::hold_against_record(file.study, base->catalogue, result);

  const std::string json = io::study_result(file.study, result, info);
  if (!options.output.empty()) {
    report::Document document;
    document.title = file.study.title;
    document.scenario_title = base->scenario.title;
    if (file.study.factors.size() == 1) {
      document.swept = file.study.factors.front().address;
      document.swept_label = label_of(document.swept, *base);
    }
    document.result = result;
    if (searches) {
      document.swept = file.study.requirement->ends.address;
      document.swept_label = label_of(document.swept, *base);
    }
    add_parameters(document, *base);
    document.sources = base->catalogue.sources;
    document.command = command_line("study", options);
    document.as_of = today();
    document.raids = study::shown_raids(file.study, source);
    for (results::ShownRaid& raid : document.raids)
      raid.command = replay_command(file, options, raid.replay.replication);
    document.seed = file.study.seed;
    document.replications = file.study.replications;
    document.replications_per_set = file.study.replications_per_set;
    document.sensing = info.sensing;
    document.version = info.program.version;
    document.revision = info.program.revision;
    document.inputs_sha256 = info.inputs_sha256;
    io::write_file(folder / "result.json", json);
    io::write_file(folder / "manifest.json", io::manifest(inputs, info, document.command));
    io::write_file(folder / "report.html", report::to_html(document, {web::script, web::style}));
    if (result.status == results::Status::complete) checkpoint->remove();
  }
  if (options.json)
    fmt::print("{}", json);
  else
    print_answers(file.study, result);
  if (!options.output.empty() && !options.json) fmt::print("\n{}\n", (folder / "report.html").string());
  if (result.status == results::Status::partial) {
    fmt::print(stderr, "interrupted: the result holds what was done and says so{}\n",
               options.output.empty() ? "" : "; go on with --resume");
    return interrupted;
  }
  return done;
}

} // namespace equipoise::cli
