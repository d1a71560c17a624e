#pragma once
// The published numbers of data/, check-case histories of NASA's, and comparisons with them as files.
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "equipoise/core/diagnostics.hpp"
#include "equipoise/io/source/files.hpp"
#include "equipoise/validation/validation.hpp"

namespace equipoise::io {

/// A table: '#' starts a comment, the first other line names the columns. Every line must have a number in
/// each of the columns named in `numbers`.
validation::Table read_table(std::string_view text, const std::string& file,
                             const std::vector<std::string>& numbers, core::Diagnostics& diagnostics);

/// A history as NASA publishes it, by the names in its heading; lengths in feet or, where the heading says
/// so, metres.
validation::CheckCaseHistory read_check_case(std::string_view text, const std::string& file,
                                             core::Diagnostics& diagnostics);

/// Everything that is shipped under `root`: the tables and check cases of data/, and the textbook scenario.
validation::Published read_published(const Files& files, const std::filesystem::path& root,
                                     core::Diagnostics& diagnostics);

/// Every file of a folder and its subfolders that is named like an atmospheric check case of NASA's
/// (Atmos_NN*.csv), in the order of their paths. Those that are not compared (six degrees of freedom, a
/// simulator that cannot be reproduced) are named in `left_out` with the reason; so are folders below that
/// cannot be read.
std::vector<validation::CheckCaseHistory> find_check_cases(const Files& files,
                                                           const std::filesystem::path& folder,
                                                           std::vector<std::string>& left_out,
                                                           core::Diagnostics& diagnostics);

std::string validation_json(const validation::Cases& cases);
/// docs/validation.md.
std::string validation_page(const validation::Cases& cases);
/// One line a case and a summary.
std::string validation_text(const validation::Cases& cases);

} // namespace equipoise::io
