#include "equipoise/io/replay/replay.hpp"

#include <cstdio>
#include <filesystem>

#include "common.hpp"
#include "equipoise/io/file.hpp"
#include "equipoise/simulation/raid/replicate.hpp"

namespace equipoise::cli {
namespace {

namespace fs = std::filesystem;

bool is_folder(const std::string& path) {
  std::error_code error;
  return path.ends_with('/') || fs::is_directory(path, error);
}

/// Said before the raid is played: where the file cannot go.
bool can_go_to(const Options& o) {
  core::Diagnostics diagnostics;
  const auto fault = [&](std::string key, std::string what) {
    diagnostics.push_back({core::Severity::error, {"-o", 0, 0}, std::move(key), std::move(what)});
  };
  if (is_folder(o.output) && o.as != "csv")
    fault(o.output, "is a folder; only csv is written as several files, " + o.as + " is one");
  const fs::path folder = is_folder(o.output) ? fs::path(o.output) : fs::path(o.output).parent_path();
  std::error_code error;
  if (!folder.empty()) fs::create_directories(folder, error);
  if (!folder.empty() && !fs::is_directory(folder, error))
    fault(folder.string(), "is no folder and cannot be made one");
  return !report(diagnostics);
}

void write(const results::Replay& raid, const Options& o) {
  if (o.output.empty()) {
    const std::string text = io::replay_as(raid, o.as);
    std::fwrite(text.data(), 1, text.size(), stdout); // dis is no text
  } else if (is_folder(o.output)) {
    for (const io::ReplayTable& table : io::replay_tables(raid))
      io::write_file(fs::path(o.output) / (table.kind + ".csv"), io::csv(table));
  } else {
    io::write_file(o.output, io::replay_as(raid, o.as));
  }
}

} // namespace

int replay(const Options& options) {
  const auto loaded = load(options);
  const auto theatre = loaded ? prepare_nominal(loaded->resolved) : std::nullopt;
  if (!theatre) return wrong_input;
  if (!options.output.empty() && !can_go_to(options)) return wrong_input;
  const scenario::Scenario& s = loaded->resolved.scenario;
  const results::Replay raid = simulation::replay(*theatre, s, options.replication);
  if (options.as == "csv" && theatre->sensing != scenario::Sensing::dwell)
    report({{core::Severity::warning,
             {"--sensing", 0, 0},
             "run.sensing",
             "draws no detections, so there are none in the table; dwell does"}});
  write(raid, options);
  return done;
}

} // namespace equipoise::cli
