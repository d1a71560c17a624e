#pragma once
// Published cases, ours beside theirs. Each function compares one field of the models; every tolerance is
// argued in the note of its case.
#include <string>
#include <utility>
#include <vector>

#include "equipoise/core/stop.hpp"
#include "equipoise/results/tally.hpp"
#include "equipoise/validation/case.hpp"
#include "equipoise/validation/published.hpp"

namespace equipoise::validation {

using Cases = std::vector<Case>;

/// How raids are played. What is stopped throws parallel::Stopped: half a comparison says nothing.
struct Playing {
  unsigned threads = 1;
  core::Stop stop = {};
};

/// Standard atmosphere, gravity, horizon.
Cases earth_cases(const Published& published);
/// NASA's atmospheric check cases that a point mass can fly. Source: NASA NESC-RP-12-00770.
Cases check_cases(const Published& published);
/// Minimum-energy arcs, fly-outs, ballistic entry.
Cases motion_cases(const Published& published);
/// Detection of fluctuating targets.
Cases sensing_cases(const Published& published);
/// OSPA and GOSPA; the consistency of the ballistic filter, by chance: fixed seeds.
Cases tracking_cases(const Published& published);
/// Intervals of a proportion.
Cases analysis_cases(const Published& published);
/// Textbook models: salvos, attrition, leakage, interceptors required.
Cases textbook_cases(const Published& published);
/// Small weapon-target assignments with a proved optimum.
Cases assignment_cases(const Published& published);
/// Stability, cost exchange, arms race. Without data/sipri its row is missing.
Cases strategy_cases(const Published& published);
/// Sobol indices of functions with closed forms.
Cases sensitivity_cases(const Published& published);
/// Splitting and importance sampling against exact chances, by chance: fixed seeds.
Cases rare_event_cases(const Published& published, const core::Stop& stop = {});
/// Whole raids against closed forms, by chance: fixed seeds.
Cases defence_cases(const Published& published, const Playing& playing);

/// All of them, in this order.
Cases all_cases(const Published& published, const Playing& playing);

/// Is this a simulator whose history can be reproduced to the tolerances of `check_cases`? The others differ
/// among themselves by up to 18 ft.
bool is_reproducible(const CheckCaseHistory& history);
/// Can a point mass fly this one of NASA's atmospheric check cases?
bool is_point_mass(int check_case);

namespace detail {
/// The textbook barrage with these settings laid over it; the tally of `count` replications.
results::Tally play(const Published& published,
                    const std::vector<std::pair<std::string, std::string>>& settings, std::uint64_t count,
                    std::uint64_t seed, const Playing& playing);
/// Settings that make the textbook scenario a row of wilkening_layered_defence.csv.
std::vector<std::pair<std::string, std::string>> barrage_settings(const Row& row);
} // namespace detail

} // namespace equipoise::validation
