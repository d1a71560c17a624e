#pragma once
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "equipoise/core/diagnostics.hpp"
#include "equipoise/io/read/scenario/case.hpp"
#include "equipoise/study/plan/study.hpp"

namespace equipoise::io {

struct StudyFile {
  study::Study study;
  std::filesystem::path scenario; ///< as seen from the working folder
  core::Location scenario_at;
  std::string text; ///< as written, for the manifest
};

StudyFile read_study(const Files& files, const std::filesystem::path& path, core::Diagnostics& diagnostics);

/// The study's scenario, parsed, with the catalogue. Nothing if it is none or cannot be read.
std::optional<CaseReader> open_scenario(const Files& files, const StudyFile& study,
                                        const std::vector<std::filesystem::path>& catalogues,
                                        core::Diagnostics& diagnostics);

/// Admission limits of a study.
inline constexpr std::uint64_t max_points = 10'000;
inline constexpr std::uint64_t max_sets = 1'000'000;

} // namespace equipoise::io
