#pragma once
// result.json and manifest.json. The JSON library stays behind this header.
#include <string>
#include <vector>

#include "equipoise/results/false_alarms.hpp"
#include "equipoise/results/study_result.hpp"
#include "equipoise/scenario/case.hpp"
#include "equipoise/study/plan/study.hpp"

namespace equipoise::io {

/// The program that made a result.
struct Program {
  std::string version;
  std::string revision;
};

/// Part of every digest of inputs: raised when a change to the models changes outcomes.
inline constexpr int model_version = 9;

/// The inputs a run or study resolves to (the scenario as read, every catalogue value used), as JSON without
/// host, path or time: what the inputs' digest is taken of.
std::string resolved_inputs(const scenario::Case& resolved, const std::string& scenario_text,
                            const std::string& settings, const study::Study* study);

struct RunInfo {
  Program program;
  std::string inputs_sha256;
  std::uint64_t seed = 0;
  std::string sensing;
  std::string belief;
  double elapsed_s = 0.0;
  results::FalseAlarms false_alarms = {}; ///< at nominal values
};

/// result.json of one run.
std::string run_result(const results::Point& point, results::Status status, const RunInfo& info);

/// result.json of a study: points with two intervals per measure, chance and ignorance.
std::string study_result(const study::Study& study, const results::StudyResult& result, const RunInfo& info);

/// P(no leaker) at every point of a footprint's grid, one row each.
std::string footprint_csv(const results::FootprintMap& map);

std::string manifest(const std::string& resolved_inputs, const RunInfo& info, const std::string& command);

} // namespace equipoise::io
