#include <fmt/format.h>

#include <chrono>

#include "common.hpp"
#include "equipoise/analysis/interval/interval.hpp"
#include "equipoise/core/sha256.hpp"
#include "equipoise/io/checkpoint/rows.hpp"
#include "equipoise/io/file.hpp"
#include "equipoise/io/tables/table_file.hpp"
#include "equipoise/simulation/theatre/false_alarms.hpp"
#include "equipoise/study/play/executor.hpp"
#include "work.hpp"

namespace equipoise::cli {
namespace {

void print_transits(const results::TransitTally& v, std::uint64_t replications) {
  const auto share = [&](std::uint64_t k) {
    const auto i = analysis::clustered_proportion(k, v.count, replications);
    return fmt::format("{:.3f} ({:.3f} to {:.3f})", static_cast<double>(k) / static_cast<double>(v.count),
                       i.low, i.high);
  };
  fmt::print("transits: detected {}, tracked {}, shot at {}, stopped {}\n", share(v.detected),
             share(v.tracked), share(v.engaged), share(v.stopped));
  const auto row = [&](const char* name, const results::Average& average, double scale, const char* unit) {
    const analysis::Estimate e = analysis::mean(average);
    if (average.count == 0) return fmt::print("{:<22} never\n", name);
    fmt::print("{:<22} {:.1f} {}", name, scale * e.value, unit);
    if (average.count > 1)
      fmt::print("   95 % interval {:.1f} to {:.1f}", scale * e.interval.low, scale * e.interval.high);
    fmt::print("   in {} of {} raids\n", average.count, replications);
  };
  row("first detection at", v.detection_range_m, 1e-3, "km");
  row("first shot at", v.first_shot_range_m, 1e-3, "km");
  row("exposed for", v.exposed_s, 1.0, "s");
  row("exposed along", v.exposed_m, 1e-3, "km");
}

void print_table(const results::Point& point, const scenario::Case& resolved, const io::RunInfo& info) {
  const results::Tally& t = point.nominal;
  const auto n = static_cast<double>(t.replications);
  const auto interval = analysis::clopper_pearson(t.without_leaker, t.replications);
  fmt::print("{}\n", resolved.scenario.title);
  fmt::print("belief {}, sensing {}, {} replications, seed {}\n\n", info.belief, info.sensing, t.replications,
             info.seed);
  if (t.launched > 0) {
    fmt::print("nothing gets through   {:.3f}   95 % interval {:.3f} to {:.3f}\n",
               static_cast<double>(t.without_leaker) / n, interval.low, interval.high);
    const auto row = [&](const char* name, const results::Moments& moments) {
      const analysis::Estimate e = analysis::mean(moments, t.replications);
      fmt::print("{:<22} {:.3f}   95 % interval {:.3f} to {:.3f}\n", name, e.value, e.interval.low,
                 e.interval.high);
    };
    row("leakers a raid", t.leaked);
    row("intercepted a raid", t.intercepted);
    row("rounds fired a raid", t.fired);
    fmt::print(
        "\nthreats a raid: launched {:.2f}, failed {:.2f}, detected {:.2f}, tracked {:.2f}, assigned {:.2f}, "
        "engaged {:.2f}, intercepted {:.2f}, leaked {:.2f}\n",
        static_cast<double>(t.launched) / n, static_cast<double>(t.failed) / n,
        static_cast<double>(t.detected) / n, static_cast<double>(t.tracked) / n,
        static_cast<double>(t.assigned) / n, static_cast<double>(t.engaged) / n,
        static_cast<double>(t.intercepted.sum) / n, static_cast<double>(t.leaked.sum) / n);
    if (t.leaked.sum > 0) fmt::print("why they leaked:");
    for (std::size_t i = 0; i < t.reasons.size(); ++i)
      if (t.reasons[i] > 0)
        fmt::print("  {} {:.1f} %", results::reason_names[i],
                   100.0 * static_cast<double>(t.reasons[i]) / static_cast<double>(t.leaked.sum));
    fmt::print("\n");
    for (const auto& a : point.arrivals) {
      if (a.tally.replications == 0) continue;
      const auto i = analysis::clopper_pearson(a.tally.without_leaker, a.tally.replications);
      fmt::print("  {:<28} nothing gets through {:.3f} ({:.3f} to {:.3f})\n", a.arrival,
                 static_cast<double>(a.tally.without_leaker) / static_cast<double>(a.tally.replications),
                 i.low, i.high);
    }
  }
  if (t.transits.count > 0) print_transits(t.transits, t.replications);
  fmt::print("\noutcomes {}\n{:.0f} replications a second\n", point.outcomes_sha256.substr(0, 16),
             info.elapsed_s > 0 ? n / info.elapsed_s : 0.0);
}

/// The rows of a run on disk, sized before the first is played.
void admit_rows(const std::filesystem::path& folder, std::uint64_t replications,
                core::Diagnostics& diagnostics) {
  constexpr double bytes_a_row = 200.0; // outcomes.csv of the reference raid: 66 to 90, and its parts
  std::filesystem::path there = std::filesystem::absolute(folder);
  while (!std::filesystem::exists(there) && there.has_relative_path()) there = there.parent_path();
  std::error_code error;
  const auto space = std::filesystem::space(there, error);
  const double wanted = bytes_a_row * static_cast<double>(replications);
  if (error || space.capacity == 0 || wanted <= static_cast<double>(space.available))
    return; // 0: it does not say
  diagnostics.push_back({core::Severity::error,
                         {folder.string(), 0, 0},
                         "replications",
                         fmt::format("a row for each of {} makes {:.3g} GB; free: {:.3g} GB; {:.0f} "
                                     "replications fit, or any number without -o",
                                     replications, wanted / 1e9, static_cast<double>(space.available) / 1e9,
                                     static_cast<double>(space.available) / bytes_a_row)});
}

} // namespace

int run(const Options& options) {
  const auto begin = std::chrono::steady_clock::now();
  const auto loaded = load(options);
  const auto theatre = loaded ? prepare_nominal(loaded->resolved) : std::nullopt;
  if (!theatre) return wrong_input;
  const scenario::Scenario& s = loaded->resolved.scenario;
  core::Diagnostics diagnostics;
  const std::string inputs =
      io::resolved_inputs(loaded->resolved, loaded->reader.text(), settings_text(options), nullptr);
  io::RunInfo info{program(),
                   core::sha256_hex(inputs),
                   s.seed,
                   std::string(name_of(s.sensing)),
                   std::string(name_of(s.belief)),
                   0.0,
                   simulation::false_alarms(*theatre)};
  const std::filesystem::path folder(options.output);
  if (!options.output.empty()) admit_rows(folder, s.replications, diagnostics);
  if (report(diagnostics)) return wrong_input;
  Work work(options,
            {"run", info.inputs_sha256, info.sensing + " " + info.belief, info.seed, info.program.version},
            diagnostics);
  if (report(diagnostics)) return wrong_input;
  const io::RowParts rows(folder);
  if (options.resume)
    for (const auto& [place, chunk] : results::Records(work.known()).chunks)
      if (!rows.has(place.second, chunk.tally.replications)) work.forget(0, place.second);

  Progress progress(options.json);
  const auto play = [&](const study::Share& share) {
    study::Execution execution;
    execution.threads = thread_count(options);
    execution.stop = stop_signal();
    execution.progress = [&](std::uint64_t played) {
      progress.show(static_cast<double>(played) / static_cast<double>(s.replications),
                    std::to_string(played) + " replications");
    };
    execution.known = &work.known();
    execution.mine = [&](std::uint64_t chunk) { return share.holds(chunk); };
    if (!options.output.empty())
      execution.rows = [&](std::uint64_t first, std::span<const results::Outcome> chunk) {
        rows.write(first / study::chunk_replications, io::outcomes_rows(first, 0, chunk));
      };
    execution.commit = [&](const results::ChunkRecord& chunk) { work.commit(chunk); };
    return study::execute(*theatre, s.seed, 0, s.replications, execution);
  };
  if (!options.share.all()) {
    play(options.share);
    progress.finish();
    if (options.gather) work.gather();
    const int code = stop_signal().requested() ? interrupted : done;
    if (options.share.index > 0 && options.gather) return code;
    if (!options.gather && code == done) fmt::print(stderr, "{}", part_is_done(options));
    if (!options.gather) return code;
  }
  const auto played = play({});
  progress.finish();

  results::Point point;
  point.nominal = played.tally;
  point.outcomes_sha256 = played.outcomes_sha256;
  for (std::size_t a = 0; a < theatre->arrivals() && theatre->arrivals() > 1; ++a)
    point.arrivals.push_back({theatre->arrival(a), played.by_arrival[a]});
  info.elapsed_s = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
  const auto status = played.complete ? results::Status::complete : results::Status::partial;
  const std::string json = io::run_result(point, status, info);
  if (!options.output.empty()) {
    if (played.complete) rows.join(study::chunks_of(s.replications));
    io::write_file(folder / "result.json", json);
    io::write_file(folder / "manifest.json", io::manifest(inputs, info, command_line("run", options)));
    if (played.complete) work.finish(); // last: whoever looks sees work going on or its result
  }
  if (options.json)
    fmt::print("{}", json);
  else if (point.nominal.replications > 0)
    print_table(point, loaded->resolved, info);
  if (!played.complete) {
    fmt::print(stderr, "interrupted: {} of {} replications kept (whole chunks){}\n",
               point.nominal.replications, s.replications,
               options.output.empty() ? "" : "; go on with --resume");
    return interrupted;
  }
  return done;
}

} // namespace equipoise::cli
