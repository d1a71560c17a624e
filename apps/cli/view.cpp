#include <fcntl.h>
#include <fmt/format.h>
#include <spawn.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <filesystem>

#include "apps/view/folder.hpp"
#include "apps/view/server.hpp"
#include "apps/view/stage.hpp"
#include "common.hpp"

extern char** environ;

namespace equipoise::cli {
namespace {

namespace fs = std::filesystem;

/// What the options say of a scenario says nothing of a folder.
bool check_folder(const Options& o) {
  core::Diagnostics diagnostics;
  const auto fault = [&](std::string place, std::string key, std::string what) {
    diagnostics.push_back({core::Severity::error, {std::move(place), 0, 0}, std::move(key), std::move(what)});
  };
  if (!view::holds_result(o.file))
    fault(o.file, "DIR",
          "holds no result; wanted: a folder that run or study wrote with -o (result.json, report.html, or "
          "checkpoint.jsonl while it is being written), or a scenario file");
  if (!o.settings.empty() || !o.catalogues.empty() || o.seed || !o.belief.empty() || !o.sensing.empty())
    fault("command line", "--set, --catalogue, --seed, --belief, --sensing",
          "go with a scenario; the results of a folder are there already");
  return !report(diagnostics);
}

std::optional<view::Answer> answer_for(const Options& options) {
  std::error_code error;
  if (fs::is_directory(options.file, error)) {
    if (!check_folder(options)) return std::nullopt;
    return view::folder_answer(fs::canonical(options.file));
  }
  auto loaded = load(options);
  auto theatre = loaded ? prepare_nominal(loaded->resolved) : std::nullopt;
  if (!theatre) return std::nullopt;
  return view::stage_answer({options.file, command_line("replay", options),
                             std::move(loaded->resolved.scenario), std::move(*theatre)});
}

/// Without a display nobody is there to look. Whether it opens is the browser's affair.
bool has_display() {
  const auto is_set = [](const char* name) {
    const char* value = std::getenv(name);
    return value != nullptr && *value != '\0';
  };
  return is_set("DISPLAY") || is_set("WAYLAND_DISPLAY");
}

void open_browser(const std::string& address) {
  std::string program = "xdg-open", argument = address;
  char* const arguments[] = {program.data(), argument.data(), nullptr};
  posix_spawn_file_actions_t quiet;
  posix_spawn_file_actions_init(&quiet);
  for (const int stream : {STDOUT_FILENO, STDERR_FILENO})
    posix_spawn_file_actions_addopen(&quiet, stream, "/dev/null", O_WRONLY, 0);
  posix_spawnattr_t apart; // a Ctrl-C for the server is none for the browser
  posix_spawnattr_init(&apart);
  posix_spawnattr_setflags(&apart, POSIX_SPAWN_SETPGROUP);
  pid_t child = 0;
  if (posix_spawnp(&child, "xdg-open", &quiet, &apart, arguments, environ) != 0)
    fmt::print(stderr, "xdg-open is not here: nothing is opened\n");
  posix_spawnattr_destroy(&apart);
  posix_spawn_file_actions_destroy(&quiet);
}

} // namespace

int view(const Options& options) {
  const auto answer = answer_for(options);
  if (!answer) return wrong_input;
  equipoise::view::Server server(options.port, *answer);
  fmt::print("{}\n", server.address());
  std::fflush(stdout);
  fmt::print(stderr, "open it in a browser of this machine; Ctrl-C ends it\n");
  if (options.browser && has_display()) open_browser(server.address());
  server.serve(stop_requested());
  return done;
}

} // namespace equipoise::cli
