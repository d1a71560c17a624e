#pragma once
// Parameter sets played on all threads, in any order, each committed as it is done.
#include <functional>
#include <optional>
#include <vector>

#include "equipoise/study/sweep.hpp"

namespace equipoise::study {

using SetRows = std::vector<std::optional<results::SetRecord>>;

/// Fills the rows from `begin` to `end` that are empty: `play(number)`, called from several threads, gives
/// nothing if it was stopped. The rest stays empty if it is stopped. `done(count)` is told how many rows are
/// filled, from one thread at a time.
void fill_rows(SetRows& rows, std::uint64_t begin, std::uint64_t end, const SweepControl& control,
               const std::function<std::optional<results::SetRecord>(std::uint64_t number)>& play,
               const std::function<void(std::uint64_t count)>& done);

} // namespace equipoise::study
