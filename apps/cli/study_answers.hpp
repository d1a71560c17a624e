#pragma once
// The answers of studies on the terminal.
#include "equipoise/results/study_result.hpp"

namespace equipoise::cli {

/// Each variant less the scenario as it is; nothing if the study compares nothing.
void print_differences(const results::StudyResult& result);

} // namespace equipoise::cli
