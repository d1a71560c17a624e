#include "common.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <atomic>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <thread>

#include "equipoise/io/excerpt.hpp"
#include "equipoise/io/file.hpp"
#include "equipoise/io/read/catalogue/catalogue.hpp"
#include "equipoise/scenario/admission.hpp"
#include "equipoise/simulation/theatre/false_alarms.hpp"
#include "equipoise/study/check/checks.hpp"
#include "equipoise/study/check/influence.hpp"

namespace equipoise::cli {
namespace {

std::atomic<bool> stop{false};
static_assert(std::atomic<bool>::is_always_lock_free, "set in a signal handler");

double now_s() {
  return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

} // namespace

io::Program program() {
  return {EQUIPOISE_VERSION, EQUIPOISE_REVISION};
}

unsigned thread_count(const Options& options) {
  return options.threads > 0 ? options.threads : std::max(1U, std::thread::hardware_concurrency());
}

std::vector<std::filesystem::path> catalogue_folders(const Options& options) {
  std::vector<std::filesystem::path> folders{io::shipped_catalogue()};
  for (const auto& folder : options.catalogues) folders.emplace_back(folder);
  return folders;
}

std::vector<scenario::Setting> settings(const Options& options, core::Diagnostics& diagnostics) {
  std::vector<scenario::Setting> list;
  for (const std::string& text : options.settings) {
    const auto equals = text.find('=');
    if (equals == std::string::npos || equals == 0)
      diagnostics.push_back({core::Severity::error, {"--set", 0, 0}, text, "wanted: ID.KEY=VALUE"});
    else
      list.push_back({text.substr(0, equals), text.substr(equals + 1), {"--set", 0, 0}});
  }
  return list;
}

void refuse_settings(const Options& options, core::Diagnostics& diagnostics) {
  for (const auto& setting : settings(options, diagnostics))
    diagnostics.push_back(
        {core::Severity::error, setting.at, setting.address,
         "nothing can be set in a ledger; set it in one of its studies alone, or change its file"});
  refuse_draws(options, diagnostics);
}

void refuse_draws(const Options& options, core::Diagnostics& diagnostics) {
  if (options.seed || options.replications)
    diagnostics.push_back({core::Severity::error,
                           {"command line", 0, 0},
                           options.seed ? "--seed" : "-n",
                           "cannot be given for a study of this kind; change its file"});
}

std::string settings_text(const Options& options) {
  std::string text;
  for (const std::string& setting : options.settings) text += setting + "\n";
  return text;
}

std::string command_line(const std::string& command, const Options& options) {
  std::string line = "equipoise " + command + " " + options.file;
  if (options.replications) line += fmt::format(" -n {}", *options.replications);
  if (options.seed) line += fmt::format(" --seed {}", *options.seed);
  for (const std::string& s : options.settings) line += " --set '" + s + "'";
  for (const std::string& c : options.catalogues) line += " --catalogue " + c;
  if (!options.belief.empty()) line += " --belief " + options.belief;
  if (!options.sensing.empty()) line += " --sensing " + options.sensing;
  return line + (options.output.empty() ? "" : " -o " + options.output);
}

bool report(core::Diagnostics diagnostics, bool to_output) {
  core::sort_by_place(diagnostics);
  std::string file, text;
  for (const core::Diagnostic& d : diagnostics) {
    const bool warning = d.severity == core::Severity::warning;
    if (to_output)
      fmt::print("{} {}\n", warning ? "WARNING" : "ERROR  ", core::to_string(d));
    else
      fmt::print(stderr, "{}{}\n", warning ? "warning: " : "", core::to_string(d));
    if (d.at.line < 1) continue;
    if (d.at.file != file) {
      file = d.at.file;
      text = io::DiskFiles().text(file).text; // it was readable a moment ago; if not now, no excerpt then
    }
    fmt::print(to_output ? stdout : stderr, "{}", io::excerpt(text, d.at.line, d.at.column));
  }
  return core::has_errors(diagnostics);
}

std::optional<LoadedCase> load(const Options& options) {
  core::Diagnostics diagnostics;
  io::CaseReader reader(io::DiskFiles(), options.file, catalogue_folders(options), diagnostics);
  const auto laid_over = settings(options, diagnostics);
  if (report(diagnostics)) return std::nullopt;
  auto resolved = reader(laid_over, diagnostics);
  if (report(diagnostics) || !resolved) return std::nullopt;
  diagnostics.clear(); // warnings are said once
  scenario::Scenario& s = resolved->scenario;
  if (options.replications) s.replications = *options.replications;
  if (options.seed) s.seed = *options.seed;
  if (!options.belief.empty()) s.belief = *catalogue::belief_from(options.belief);
  if (!options.sensing.empty()) s.sensing = *scenario::sensing_from(options.sensing);
  warn_of_idle_settings(*resolved, laid_over, diagnostics);
  study::check_ends(reader, *resolved, diagnostics, stop_signal());
  scenario::admit_work(*resolved, static_cast<double>(s.replications), "run.replications",
                       options.replications ? core::Location{"-n", 0, 0} : s.replications_at, diagnostics);
  if (report(diagnostics)) return std::nullopt;
  return LoadedCase{std::move(reader), std::move(*resolved)};
}

bool warn_of_idle_settings(const scenario::Case& resolved, const std::vector<scenario::Setting>& settings,
                           core::Diagnostics& diagnostics) {
  const std::size_t before = diagnostics.size();
  for (const scenario::Setting& setting : settings)
    if (const std::string why = study::why_no_influence(resolved, setting.address); !why.empty())
      diagnostics.push_back(
          {core::Severity::warning, setting.at, setting.address, "changes nothing: " + why});
  return diagnostics.size() > before;
}

std::optional<simulation::Theatre> prepare_nominal(const scenario::Case& resolved) {
  simulation::FlightCache cache;
  const catalogue::ParameterSet nominal;
  const scenario::Scenario& s = resolved.scenario;
  auto prepared = simulation::prepare(s, {resolved.catalogue, nominal}, s.belief, s.sensing, cache);
  report(prepared.diagnostics);
  return std::move(prepared.theatre);
}

results::FalseAlarms false_alarms_of(const scenario::Case& resolved, catalogue::Belief belief,
                                     scenario::Sensing sensing) {
  simulation::FlightCache cache;
  const catalogue::ParameterSet nominal;
  // The table's preparation beyond the looks is not needed.
  const auto looks = sensing == scenario::Sensing::table ? scenario::Sensing::dwell : sensing;
  const auto prepared =
      simulation::prepare(resolved.scenario, {resolved.catalogue, nominal}, belief, looks, cache);
  return prepared.theatre ? simulation::false_alarms(*prepared.theatre) : results::FalseAlarms{};
}

core::Stop stop_signal() {
  return core::Stop(stop);
}

void watch_for_interrupts() {
  const auto handler = [](int) { stop.store(true); };
  std::signal(SIGINT, handler);
  std::signal(SIGTERM, handler);
}

Progress::Progress(bool quiet) : quiet_(quiet), terminal_(isatty(STDERR_FILENO) == 1), begun_s_(now_s()) {
  if (!terminal_) last_s_ = begun_s_;
}

void Progress::show(double share, const std::string& now) {
  const double t = now_s();
  if (quiet_ || t - last_s_ < (terminal_ ? 0.1 : 10.0)) return;
  last_s_ = t;
  const double elapsed = t - begun_s_;
  const std::string left =
      share > 0.02 ? fmt::format("about {:.0f} s left", elapsed / share * (1.0 - share)) : std::string();
  if (!terminal_) {
    fmt::print(stderr, "{:3.0f} %  {}  {}\n", 100 * share, now, left);
    return;
  }
  const int filled = static_cast<int>(30 * share);
  fmt::print(stderr, "\r\x1b[K[{:{}}{:{}}] {:3.0f} %  {}  {}",
             std::string(static_cast<std::size_t>(filled), '#'), filled, "", 30 - filled, 100 * share, now,
             left);
  std::fflush(stderr);
  drawn_ = true;
}

void Progress::finish() {
  if (drawn_) fmt::print(stderr, "\r\x1b[K");
  drawn_ = false;
}

} // namespace equipoise::cli
