#pragma once
// What run and study left in a folder of -o, or are leaving there now.
#include <filesystem>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

#include "reply.hpp"

namespace equipoise::view {

/// Files of a folder and of the folders in it that a reader may want, as paths from the folder with '/'. What
/// lies elsewhere, by a symbolic link, is not among them.
std::vector<std::string> files_of(const std::filesystem::path& folder);

/// Whether there is a result, a report or work in the folder or in one of those in it.
bool holds_result(const std::filesystem::path& folder);

/// The folder and each folder in it: title, status, files, what the result says, and how far the work has
/// come where it is not done. "settled" where nothing more is to be expected.
nlohmann::ordered_json folder_json(const std::filesystem::path& folder);

/// "/", "/api/view", "/files/PATH".
Answer folder_answer(std::filesystem::path folder);

} // namespace equipoise::view
