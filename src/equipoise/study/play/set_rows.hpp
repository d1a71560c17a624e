#pragma once
// Parameter sets played on all threads, in any order, each committed as it is done.
#include <functional>
#include <optional>
#include <vector>

#include "equipoise/simulation/theatre/prepare.hpp"
#include "equipoise/study/play/control.hpp"

namespace equipoise::study {

using SetRows = std::vector<std::optional<results::SetRecord>>;

using PlayRow =
    std::function<std::optional<results::SetRecord>(std::uint64_t number, simulation::FlightCache& cache)>;

/// Fills the rows from `begin` to `end` that are empty: `play`, called from several threads, gives nothing if
/// it was stopped. The rest stays empty if it is stopped. `done(count)` is told how many rows are filled,
/// from one thread at a time. So many rows in a row as `together` says are played by one thread from one
/// shelf: rows that differ in a few values share the flights of the others.
void fill_rows(SetRows& rows, std::uint64_t begin, std::uint64_t end, const SweepControl& control,
               const PlayRow& play, const std::function<void(std::uint64_t count)>& done,
               std::uint64_t together = 1);

} // namespace equipoise::study
