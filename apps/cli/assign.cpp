#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <chrono>
#include <nlohmann/json.hpp>

#include "common.hpp"
#include "equipoise/io/file.hpp"
#include "equipoise/io/read/assignment.hpp"

namespace equipoise::cli {
namespace {

using assignment::WeaponTargetMethod;
using assignment::WeaponTargetResult;

/// Relative to the objective.
double gap(double objective, double bound) {
  return objective > 0.0 ? (objective - bound) / objective : 0.0;
}

/// For every weapon the target of each of its rounds.
std::vector<std::vector<int>> targets_of(const io::AssignmentInstance& instance,
                                         const std::vector<int>& fired) {
  const std::size_t targets = instance.values.size();
  std::vector<std::vector<int>> lists(instance.rounds.size());
  for (std::size_t i = 0; i < lists.size(); ++i)
    for (std::size_t j = 0; j < targets; ++j)
      lists[i].insert(lists[i].end(), static_cast<std::size_t>(fired[i * targets + j]), static_cast<int>(j));
  return lists;
}

void print_text(const io::AssignmentInstance& instance, const std::vector<std::vector<int>>& lists,
                const WeaponTargetResult& r, double greedy, const std::string& status, double seconds) {
  double total = 0.0;
  for (const double value : instance.values) total += value;
  fmt::print("weapons {}, targets {}, rounds of each weapon {}\n", instance.rounds.size(),
             instance.values.size(), instance.rounds.front());
  fmt::print("objective    {:.9g}   surviving value, of {:.9g}\n", r.surviving_value, total);
  fmt::print("lower bound  {:.9g}   proved: no assignment leaves less\n", r.lower_bound);
  fmt::print("gap          {:.2g}   {}\n", gap(r.surviving_value, r.lower_bound), status);
  fmt::print("greedy       {:.9g}   maximum marginal return, for comparison\n", greedy);
  fmt::print("seconds      {:.3f}   {} iterations, {} nodes\n", seconds, r.iterations, r.nodes);
  fmt::print("weapon: targets\n");
  for (std::size_t i = 0; i < lists.size(); ++i) fmt::print("{:>6}: {}\n", i, fmt::join(lists[i], " "));
}

} // namespace

int assign(const Options& options) {
  core::Diagnostics diagnostics;
  const auto instance = io::read_assignment(io::read_file(options.file), options.file, diagnostics);
  if (report(diagnostics) || !instance) return wrong_input;

  const auto begun = std::chrono::steady_clock::now();
  const auto elapsed_s = [&] {
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - begun).count();
  };
  assignment::WeaponTargetSolver solver(instance->size());
  std::vector<int> fired(instance->kill_probability.size());
  const double greedy = solver.assign(instance->problem(), WeaponTargetMethod::greedy, fired).surviving_value;
  Progress progress(options.json);
  assignment::WeaponTargetLimits limits;
  if (options.iterations) limits.iterations = *options.iterations;
  bool out_of_time = false;
  limits.stop = [&](const assignment::WeaponTargetProgress& now) {
    const double t = elapsed_s();
    progress.show(t / options.seconds,
                  fmt::format("best {:.9g}, bound {:.9g}, gap {:.2g}", now.surviving_value, now.lower_bound,
                              gap(now.surviving_value, now.lower_bound)));
    out_of_time = t >= options.seconds;
    return out_of_time || stop_signal().requested();
  };
  const WeaponTargetResult r = solver.assign(instance->problem(), WeaponTargetMethod::optimal, fired, limits);
  progress.finish();
  const double seconds = elapsed_s();

  double total = 0.0;
  for (const double value : instance->values) total += value;
  // "exhausted": nothing is left to branch on, and rounding, a target's search cut short or want of room
  // leave the gap.
  const bool proved = r.lower_bound >= r.surviving_value - std::max(1e-8 * r.surviving_value, 1e-14 * total);
  const std::string status = stop_signal().requested()                                   ? "interrupted"
                             : out_of_time                                               ? "out of time"
                             : proved                                                    ? "complete"
                             : options.iterations && r.iterations >= *options.iterations ? "out of iterations"
                                                                                         : "exhausted";
  const auto lists = targets_of(*instance, fired);
  if (options.json) {
    const nlohmann::ordered_json json{{"objective", r.surviving_value},
                                      {"lower_bound", r.lower_bound},
                                      {"gap", gap(r.surviving_value, r.lower_bound)},
                                      {"assignment", lists},
                                      {"seconds", seconds},
                                      {"status", status},
                                      {"greedy", greedy},
                                      {"iterations", r.iterations},
                                      {"nodes", r.nodes}};
    fmt::print("{}\n", json.dump());
  } else {
    print_text(*instance, lists, r, greedy, status, seconds);
  }
  return stop_signal().requested() ? interrupted : done;
}

} // namespace equipoise::cli
