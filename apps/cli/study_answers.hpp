#pragma once
// The answers of studies on the terminal.
#include <string>

#include "equipoise/results/study_result.hpp"

namespace equipoise::cli {

/// Each variant less the scenario as it is; nothing if the study compares nothing.
void print_differences(const results::StudyResult& result);

/// The precision of each point and its cost; nothing if none is wanted.
void print_precision(const results::StudyResult& result);

/// What it takes, by belief, and what was tried.
void print_requirements(const std::string& title, const results::StudyResult& result);

/// What the chance depends on; nothing if the study does not ask.
void print_sensitivity(const results::StudyResult& result);

/// Chance and what is not known, told apart; nothing if the study does not ask.
void print_uncertainty(const results::StudyResult& result);

/// Both schedules year by year.
void print_by_year(const std::string& title, const results::StudyResult& result);

} // namespace equipoise::cli
