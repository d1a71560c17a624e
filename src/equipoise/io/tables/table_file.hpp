#pragma once
// Tables as files.
#include <span>
#include <string>

#include "equipoise/results/outcome.hpp"

namespace equipoise::io {

/// A text as a cell of a CSV file: quoted, and with an apostrophe before what a spreadsheet would take for a
/// formula.
std::string inert(const std::string& text);

/// The heading of outcomes.csv.
std::string outcomes_heading();
/// Rows of outcomes.csv; `first` is the number of the first replication.
std::string outcomes_rows(std::uint64_t first, std::uint64_t set, std::span<const results::Outcome> rows);

} // namespace equipoise::io
