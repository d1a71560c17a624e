#pragma once
// How large a scenario is, found out before anything of that size is made.
#include <cstdint>

#include "equipoise/core/diagnostics.hpp"
#include "equipoise/scenario/case.hpp"

namespace equipoise::scenario {

/// Upper estimates at nominal values.
struct Size {
  double threats = 0.0;
  double table_bytes = 0.0; ///< flights and dwell tables, all batteries
  double dwells = 0.0;      ///< radar dwells of one replication, all batteries
  double world_bytes = 0.0; ///< the state of one replication
};
Size size_of(const Case& resolved);

inline constexpr int max_threats = 10'000;
inline constexpr int max_batteries = 64;
inline constexpr int max_positions = 24; ///< of a sector that turns
inline constexpr double max_table_bytes = 1e9;
inline constexpr double max_dwells = 1e8;        ///< of one replication: some ten seconds
inline constexpr double max_total_dwells = 1e14; ///< of a run or study: some hundred days of one core

/// Faults that name the keys whose product is too much, and what would fit with the others as they are.
void admit(const Case& resolved, core::Diagnostics& diagnostics);

/// The same for the work of a run or study. `replications_key` names what the number comes from, `at` where
/// it stands.
void admit_work(const Case& resolved, double replications, const std::string& replications_key,
                const core::Location& at, core::Diagnostics& diagnostics);

} // namespace equipoise::scenario
