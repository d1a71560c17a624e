#pragma once
// How far unfinished work has come, from the lines that it leaves behind.
#include <filesystem>
#include <nlohmann/json.hpp>
#include <vector>

namespace equipoise::view {

/// Of the checkpoints of one folder: kind, seed, replications and the estimates that they give so far, each
/// with its interval; of a study by point, and the parameter sets done. What cannot be read is left out, and
/// "unread" says of how many files.
nlohmann::ordered_json progress_json(const std::vector<std::filesystem::path>& checkpoints);

} // namespace equipoise::view
