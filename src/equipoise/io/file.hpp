#pragma once
// The one place where files are read and written.
#include <filesystem>
#include <stdexcept>
#include <string>
#include <string_view>

#include "equipoise/io/source/files.hpp"

namespace equipoise::io {

/// The files of this machine. A file of more than 64 MiB cannot be read.
class DiskFiles final : public Files {
 public:
  PathKind kind(const std::filesystem::path& path) const override;
  FileText text(const std::filesystem::path& path) const override;
  Listing list(const std::filesystem::path& folder) const override; ///< links to folders are not followed
};

/// A file the user named cannot be read: wrong input, not a failure of the program.
struct CannotRead : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// The whole file, for those who throw. Throws CannotRead with the path.
std::string read_file(const std::filesystem::path& path);

/// Writes beside the target, then renames: a reader sees the old file or the new one, never half of it. Makes
/// the folder if needed. Throws std::runtime_error with the path if it cannot.
void write_file(const std::filesystem::path& path, std::string_view text);

/// The catalogue that belongs to this program: "catalogue" beside the working folder, or above the program's
/// own.
std::filesystem::path shipped_catalogue();
/// Where the program's own files are: the folder that holds catalogue/.
std::filesystem::path shipped_root();

} // namespace equipoise::io
