#pragma once
#include <filesystem>
#include <stdexcept>
#include <string>
#include <string_view>

namespace equipoise::io {

/// A file the user named cannot be read: wrong input, not a failure of the program.
struct CannotRead : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// The whole file. Throws CannotRead with the path if it cannot be read or is larger than 64 MiB.
std::string read_file(const std::filesystem::path& path);

/// Writes beside the target, then renames: a reader sees the old file or the new one, never half of it. Makes
/// the folder if needed. Throws std::runtime_error with the path if it cannot.
void write_file(const std::filesystem::path& path, std::string_view text);

} // namespace equipoise::io
