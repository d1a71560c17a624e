#include <fmt/format.h>

#include <algorithm>

#include "common.hpp"
#include "equipoise/io/file.hpp"
#include "equipoise/io/read/published_cases.hpp"

namespace equipoise::cli {

int validate(const Options& options) {
  core::Diagnostics diagnostics;
  validation::Published published = io::read_published(io::DiskFiles(), io::shipped_root(), diagnostics);
  if (!options.data.empty()) {
    std::vector<std::string> left_out;
    auto brought = io::find_check_cases(io::DiskFiles(), options.data, left_out, diagnostics);
    for (const std::string& line : left_out) fmt::print(stderr, "{}\n", line);
    if (brought.empty() && !core::has_errors(diagnostics))
      diagnostics.push_back({core::Severity::error,
                             {options.data, 0, 0},
                             "--data",
                             "holds no atmospheric check case that a point mass can fly (Atmos_NN*.csv)"});
    std::move(brought.begin(), brought.end(), std::back_inserter(published.check_cases));
  }
  if (report(diagnostics)) return wrong_input;
  const validation::Cases cases = validation::all_cases(published, {thread_count(options), stop_signal()});
  fmt::print("{}", options.json       ? io::validation_json(cases)
                   : options.markdown ? io::validation_page(cases)
                                      : io::validation_text(cases));
  return std::all_of(cases.begin(), cases.end(), [](const auto& c) { return c.holds(); }) ? done : failed;
}

} // namespace equipoise::cli
