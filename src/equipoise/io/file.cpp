#include "equipoise/io/file.hpp"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <utility>

namespace equipoise::io {

namespace fs = std::filesystem;

PathKind DiskFiles::kind(const fs::path& path) const {
  std::error_code unknown;
  const fs::file_status status = fs::status(path, unknown);
  if (fs::is_regular_file(status)) return PathKind::file;
  return fs::is_directory(status) ? PathKind::folder : PathKind::nothing;
}

FileText DiskFiles::text(const fs::path& path) const {
  constexpr std::uintmax_t limit = 64U << 20;
  if (kind(path) == PathKind::folder) return {"", "is a folder"};
  std::ifstream file(path, std::ios::binary);
  if (!file) return {"", std::strerror(errno)};
  std::string text;
  std::string block(1U << 16, '\0');
  while (file.read(block.data(), static_cast<std::streamsize>(block.size())) || file.gcount() > 0) {
    text.append(block, 0, static_cast<std::size_t>(file.gcount()));
    if (text.size() > limit) return {"", "larger than 64 MiB"};
  }
  return {std::move(text), ""};
}

Listing DiskFiles::list(const fs::path& folder) const {
  Listing listing;
  std::vector<fs::path> to_do{folder};
  while (!to_do.empty()) {
    const fs::path here = std::move(to_do.back());
    to_do.pop_back();
    std::error_code error;
    for (fs::directory_iterator it(here, error), end; !error && it != end; it.increment(error)) {
      std::error_code unknown;
      if (it->is_directory(unknown) && !it->is_symlink(unknown))
        to_do.push_back(it->path());
      else
        listing.files.push_back(it->path());
    }
    if (error) listing.unread.push_back({here, error.message()});
  }
  std::sort(listing.files.begin(), listing.files.end());
  return listing;
}

std::string read_file(const fs::path& path) {
  FileText read = DiskFiles().text(path);
  if (!read.problem.empty()) throw CannotRead(path.string() + ": " + read.problem);
  return std::move(read.text);
}

void write_file(const fs::path& path, std::string_view text) {
  std::error_code error;
  if (path.has_parent_path()) fs::create_directories(path.parent_path(), error);
  const fs::path part = path.string() + ".part";
  {
    std::ofstream file(part, std::ios::binary | std::ios::trunc);
    file.write(text.data(), static_cast<std::streamsize>(text.size()));
    file.flush();
    if (!file) throw std::runtime_error(path.string() + ": " + std::strerror(errno));
  }
  fs::rename(part, path, error);
  if (error) throw std::runtime_error(path.string() + ": " + error.message());
}

fs::path shipped_catalogue() {
  std::error_code error;
  const fs::path program = fs::read_symlink("/proc/self/exe", error);
  for (fs::path folder = program.parent_path(); !error && folder.has_relative_path();
       folder = folder.parent_path())
    if (fs::exists(folder / "catalogue" / "sources.toml")) return folder / "catalogue";
  return "catalogue";
}

fs::path shipped_root() {
  return shipped_catalogue().parent_path();
}

} // namespace equipoise::io
