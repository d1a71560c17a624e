#include "equipoise/io/source/files.hpp"

#include <algorithm>
#include <utility>

namespace equipoise::io {
namespace {

namespace fs = std::filesystem;

/// One spelling a path: "a/../b/" is "b", and "." is nothing.
fs::path normal(const fs::path& path) {
  fs::path plain = path.lexically_normal();
  if (!plain.has_filename()) plain = plain.parent_path();
  return plain == "." ? fs::path() : plain;
}

bool is_below(const fs::path& folder, const fs::path& path) {
  const auto [f, p] = std::mismatch(folder.begin(), folder.end(), path.begin(), path.end());
  return f == folder.end() && p != path.end() && path.is_absolute() == folder.is_absolute();
}

} // namespace

void MemoryFiles::put(const fs::path& path, std::string text) {
  texts_[normal(path)] = std::move(text);
}

PathKind MemoryFiles::kind(const fs::path& path) const {
  if (texts_.contains(normal(path))) return PathKind::file;
  return list(path).files.empty() ? PathKind::nothing : PathKind::folder;
}

FileText MemoryFiles::text(const fs::path& path) const {
  if (const auto found = texts_.find(normal(path)); found != texts_.end()) return {found->second, ""};
  return {"", kind(path) == PathKind::folder ? "is a folder" : "No such file or directory"};
}

Listing MemoryFiles::list(const fs::path& folder) const {
  Listing listing;
  const fs::path top = normal(folder);
  for (const auto& [path, text] : texts_)
    if (is_below(top, path))
      listing.files.push_back(folder / path.lexically_relative(top.empty() ? "." : top));
  return listing;
}

std::optional<std::string> read_text(const Files& files, const fs::path& path,
                                     core::Diagnostics& diagnostics) {
  FileText read = files.text(path);
  if (read.problem.empty()) return std::move(read.text);
  diagnostics.push_back({core::Severity::error, {path.string(), 0, 0}, "", read.problem});
  return std::nullopt;
}

} // namespace equipoise::io
