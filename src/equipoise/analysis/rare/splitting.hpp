#pragma once
// Multilevel splitting: a rare event as a chain of events that are not rare.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <vector>

#include "equipoise/analysis/rare/rare_event.hpp"
#include "equipoise/core/precondition.hpp"

namespace equipoise::analysis {

/// A Markov process that ends with certainty, and how near it is to the event. What will be may depend on the
/// state alone, so that a state can be copied and gone on from in two ways.
template <class State>
struct Process {
  std::function<State(Draws&)> start;
  std::function<bool(State&, Draws&)> step;   ///< false: it has ended; the state may have changed
  std::function<double(const State&)> height; ///< the event is to reach the last level at some step
};

namespace detail {

/// Where a path stands, and whether the process has ended there.
template <class State>
struct Path {
  State state;
  bool ended = false;
};

/// Walks until the height is reached (true) or the process ends below it.
template <class State>
bool climbs(const Process<State>& process, Path<State>& path, Draws& draws, double level, double& work) {
  while (process.height(path.state) < level) {
    if (path.ended) return false;
    work += 1.0;
    path.ended = !process.step(path.state, draws);
  }
  return true;
}

} // namespace detail

/// One run of fixed effort: `paths` paths from each level, shared out over the states in which the level was
/// entered by systematic resampling; the product of the shares that reach the next level is unbiased.
/// Domain: levels rising, at least one; paths >= 2. Source: Garvels (2000), chapter 2; Del Moral & Garnier
/// (2005) for the proof.
template <class State>
RareRun split_once(const Process<State>& process, const std::vector<double>& levels, std::size_t paths,
                   std::uint64_t seed, std::uint64_t run) {
  EQUIPOISE_PRECONDITION(!levels.empty() && paths >= 2);
  EQUIPOISE_PRECONDITION(std::adjacent_find(levels.begin(), levels.end(), std::greater_equal<>()) ==
                         levels.end());
  RareRun result{1.0, 0.0};
  std::vector<detail::Path<State>> entered;
  for (std::size_t level = 0; level < levels.size(); ++level) {
    std::vector<detail::Path<State>> next;
    const double offset = Draws(seed, run, paths, static_cast<std::uint32_t>(level)).uniform();
    const double share = static_cast<double>(entered.size()) / static_cast<double>(paths);
    for (std::size_t i = 0; i < paths; ++i) {
      Draws draws(seed, run, i, static_cast<std::uint32_t>(level));
      const auto from = static_cast<std::size_t>((static_cast<double>(i) + offset) * share);
      auto path = level == 0 ? detail::Path<State>{process.start(draws)}
                             : entered[std::min(from, entered.size() - 1)];
      if (detail::climbs(process, path, draws, levels[level], result.work)) next.push_back(std::move(path));
    }
    result.probability *= static_cast<double>(next.size()) / static_cast<double>(paths);
    if (next.empty()) return result;
    entered = std::move(next);
  }
  return result;
}

/// Independent runs, and what they say together. Domain: as split_once; runs >= 2.
template <class State>
RareEstimate split(const Process<State>& process, const std::vector<double>& levels, std::size_t paths,
                   std::size_t runs, std::uint64_t seed, double level = confidence) {
  EQUIPOISE_PRECONDITION(runs >= 2);
  std::vector<RareRun> all;
  for (std::size_t r = 0; r < runs; ++r) all.push_back(split_once(process, levels, paths, seed, r));
  return rare_estimate(all, static_cast<std::uint64_t>(paths) * runs, level);
}

/// Levels that about `keep` of the paths pass, up to `goal`, found by a pilot whose draws no run uses, so
/// that the runs stay unbiased. Where none climbs any higher the goal follows at once. Domain: 0 < keep < 1,
/// paths >= 10. Source: Cerou & Guyader (2007), adaptive multilevel splitting.
template <class State>
std::vector<double> pilot_levels(const Process<State>& process, double goal, double keep, std::size_t paths,
                                 std::uint64_t seed) {
  EQUIPOISE_PRECONDITION(0.0 < keep && keep < 1.0 && paths >= 10);
  constexpr std::uint64_t pilot = ~std::uint64_t{0};
  std::vector<double> levels;
  std::vector<detail::Path<State>> entered;
  double work = 0.0;
  for (std::uint32_t stage = 0;; ++stage) {
    const auto begin = [&](std::size_t i, Draws& draws) {
      return stage == 0 ? detail::Path<State>{process.start(draws)} : entered[i % entered.size()];
    };
    std::vector<double> highest;
    for (std::size_t i = 0; i < paths; ++i) {
      Draws draws(seed, pilot, i, stage);
      detail::Path<State> path = begin(i, draws);
      double top = process.height(path.state);
      while (!path.ended && top < goal) {
        path.ended = !process.step(path.state, draws);
        top = std::max(top, process.height(path.state));
      }
      highest.push_back(top);
    }
    const auto cut = highest.begin() + static_cast<std::ptrdiff_t>((1.0 - keep) * static_cast<double>(paths));
    std::nth_element(highest.begin(), cut, highest.end());
    if (*cut >= goal || (!levels.empty() && *cut <= levels.back())) break;
    levels.push_back(*cut);
    std::vector<detail::Path<State>> next;
    for (std::size_t i = 0; i < paths; ++i) { // the same draws: the same paths, as far as the new level
      Draws draws(seed, pilot, i, stage);
      detail::Path<State> path = begin(i, draws);
      if (detail::climbs(process, path, draws, levels.back(), work)) next.push_back(std::move(path));
    }
    entered = std::move(next);
  }
  levels.push_back(goal);
  return levels;
}

} // namespace equipoise::analysis
