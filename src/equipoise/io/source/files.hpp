#pragma once
// Where readers have their texts from: the folders of a machine (io/file.hpp), or a map in memory. Readers
// are handed one; they touch no file themselves. Nothing throws: what cannot be read is said.
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "equipoise/core/diagnostics.hpp"

namespace equipoise::io {

enum class PathKind { nothing, file, folder };

/// The whole text of a file, or why there is none: "No such file or directory".
struct FileText {
  std::string text;
  std::string problem; ///< empty: it was read
};

/// What is in a folder and in those below it.
struct Listing {
  struct Unread {
    std::filesystem::path folder;
    std::string problem;
  };
  std::vector<std::filesystem::path> files; ///< in the order of their paths
  std::vector<Unread> unread;
};

class Files {
 public:
  virtual ~Files() = default;
  virtual PathKind kind(const std::filesystem::path& path) const = 0;
  virtual FileText text(const std::filesystem::path& path) const = 0;
  virtual Listing list(const std::filesystem::path& folder) const = 0;
};

/// Texts by path. There is a folder wherever a file is below one.
class MemoryFiles final : public Files {
 public:
  void put(const std::filesystem::path& path, std::string text);

  PathKind kind(const std::filesystem::path& path) const override;
  FileText text(const std::filesystem::path& path) const override;
  Listing list(const std::filesystem::path& folder) const override;

 private:
  std::map<std::filesystem::path, std::string> texts_;
};

/// The text of a file that the user named. That it cannot be read is a fault of that file.
std::optional<std::string> read_text(const Files& files, const std::filesystem::path& path,
                                     core::Diagnostics& diagnostics);

} // namespace equipoise::io
