#pragma once
// What the commands share: options, diagnostics, progress, interruption.
#include <filesystem>
#include <functional>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

#include "equipoise/core/diagnostics.hpp"
#include "equipoise/core/stop.hpp"
#include "equipoise/io/read/scenario/case.hpp"
#include "equipoise/io/result/result.hpp"
#include "equipoise/simulation/theatre/prepare.hpp"
#include "equipoise/study/plan/share.hpp"

namespace equipoise::cli {

/// Exit codes: the contract of docs/manual.md.
inline constexpr int done = 0, failed = 1, wrong_input = 2, interrupted = 130;

/// The program was started in a way that it cannot run.
struct CannotRun : std::runtime_error {
  using std::runtime_error::runtime_error;
};

struct Options {
  std::string file;
  std::vector<std::string> settings;   ///< ID.KEY=VALUE
  std::vector<std::string> catalogues; ///< folders laid over the shipped one
  std::string output;
  std::optional<std::uint64_t> replications;
  std::optional<std::uint64_t> seed;
  unsigned threads = 0; ///< 0: all cores
  std::string sensing;
  std::string belief;
  std::uint64_t replication = 0;
  std::string as = "json";
  bool json = false;
  bool resume = false;
  study::Share share; ///< of the work, that is played here
  /// Among ranks: at the first what all of them say, elsewhere nothing.
  std::function<std::string(const std::string&)> gather;
  std::vector<std::string> files;
  std::string kind;   ///< of catalogue entries
  std::string search; ///< in catalogue entries
  bool lethality = false;
  std::string range; ///< of a flight
  bool all = false;  ///< every missile of the catalogue
  std::string data;  ///< a folder with more check cases
  bool markdown = false;
  double seconds = 10.0;                              ///< of an assignment
  std::optional<std::uint64_t> iterations;            ///< of an assignment
  std::vector<std::string> altitudes, cross_sections; ///< of targets that coverage is asked for
  std::string speed;
  int port = 0;        ///< 0: any that is free
  bool browser = true; ///< to be opened, where there is a display
};

int run(const Options& options);
int study(const Options& options);
/// A study of kind exchange or procurement.
int strategy_study(const Options& options);
int ledger_study(const Options& options);
int replay(const Options& options);
int check(const Options& options);
int catalogue(const Options& options);
int lethality(const Options& options);
int fly(const Options& options);
int coverage(const Options& options);
int export_tables(const Options& options);
int view(const Options& options);
int validate(const Options& options);
int assign(const Options& options);

io::Program program();
unsigned thread_count(const Options& options);
std::vector<std::filesystem::path> catalogue_folders(const Options& options);

/// The --set options; faults become diagnostics.
std::vector<scenario::Setting> settings(const Options& options, core::Diagnostics& diagnostics);
std::string settings_text(const Options& options);
/// Faults of --set, and of --seed and -n, for studies that do not take them.
void refuse_settings(const Options& options, core::Diagnostics& diagnostics);
void refuse_draws(const Options& options, core::Diagnostics& diagnostics);
/// The command that gives the same result again.
std::string command_line(const std::string& command, const Options& options);

/// Prints each with its line and a caret: to standard error, or to standard output after its severity. Says
/// whether there are errors.
bool report(core::Diagnostics diagnostics, bool to_output = false);

/// Warns of settings that no object of the scenario or no model reads. Says whether there are any.
bool warn_of_idle_settings(const scenario::Case& resolved, const std::vector<scenario::Setting>& settings,
                           core::Diagnostics& diagnostics);

/// A scenario as the options want it: --set laid over it, its [run] table replaced by what was given.
struct LoadedCase {
  io::CaseReader reader;
  scenario::Case resolved;
};
/// Nothing if something is wrong; it has been printed.
std::optional<LoadedCase> load(const Options& options);
std::optional<simulation::Theatre> prepare_nominal(const scenario::Case& resolved);
/// What raids would meet of false alarms, at nominal values; nothing where a flight cannot reach its aim.
results::FalseAlarms false_alarms_of(const scenario::Case& resolved, catalogue::Belief belief,
                                     scenario::Sensing sensing);

/// Requested by Ctrl-C or SIGTERM.
core::Stop stop_signal();
void watch_for_interrupts();

/// One line on standard error, redrawn; nothing where that is not a terminal, but a line every ten seconds.
class Progress {
 public:
  explicit Progress(bool quiet);
  void show(double share, const std::string& now);
  void finish();

 private:
  bool quiet_, terminal_, drawn_ = false;
  double begun_s_, last_s_ = -1e9;
};

} // namespace equipoise::cli
