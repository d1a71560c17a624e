#pragma once
// Parameter sets as files: what was drawn, and what came of it at each point. Sets count from 1; 0 is
// nominal.
#include <filesystem>

#include "equipoise/results/study_result.hpp"
#include "equipoise/scenario/case.hpp"
#include "equipoise/study/plan/study.hpp"

namespace equipoise::io {

/// sets.csv: a row for each point (numbered as in result.json) and set: replications, without_leaker, leaked,
/// leaked_squares. Throws std::runtime_error with the path if it cannot be written.
void write_sets(const std::filesystem::path& path, const results::StudyResult& result);

/// values.csv: a row for each set: set, flies (0: it contradicts itself), then a column for each address, SI.
void write_drawn_values(const std::filesystem::path& path, const study::Study& study,
                        const scenario::Case& base, const results::StudyResult& result);

} // namespace equipoise::io
