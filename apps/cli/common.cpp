#include "common.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <cstdio>
#include <thread>

#include "equipoise/io/catalogue_file.hpp"

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

std::string settings_text(const Options& options) {
  std::string text;
  for (const std::string& setting : options.settings) text += setting + "\n";
  return text;
}

bool report(const core::Diagnostics& diagnostics) {
  for (const core::Diagnostic& d : diagnostics)
    fmt::print(stderr, "{}{}\n", d.severity == core::Severity::warning ? "warning: " : "",
               core::to_string(d));
  return core::has_errors(diagnostics);
}

const std::atomic<bool>& stop_requested() {
  return stop;
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
