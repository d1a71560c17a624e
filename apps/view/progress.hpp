#pragma once
// How far unfinished work has come, from the lines that it leaves behind.
#include <filesystem>
#include <nlohmann/json.hpp>

namespace equipoise::view {

/// Of a folder's checkpoints: kind, seed, replications and the estimates that they give so far, each with its
/// interval; of a study by point, and the parameter sets done. null where there is no checkpoint. What cannot
/// be read is left out, and "unread" says how many files that were.
nlohmann::ordered_json progress_json(const std::filesystem::path& folder);

} // namespace equipoise::view
