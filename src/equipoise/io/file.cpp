#include "equipoise/io/file.hpp"

#include <cerrno>
#include <cstring>
#include <fstream>
#include <stdexcept>

namespace equipoise::io {

namespace fs = std::filesystem;

std::string read_file(const fs::path& path) {
  constexpr std::uintmax_t limit = 64U << 20;
  std::error_code error;
  if (fs::is_directory(path, error)) throw CannotRead(path.string() + ": is a folder");
  std::ifstream file(path, std::ios::binary);
  if (!file) throw CannotRead(path.string() + ": " + std::strerror(errno));
  std::string text;
  std::string block(1U << 16, '\0');
  while (file.read(block.data(), static_cast<std::streamsize>(block.size())) || file.gcount() > 0) {
    text.append(block, 0, static_cast<std::size_t>(file.gcount()));
    if (text.size() > limit) throw CannotRead(path.string() + ": larger than 64 MiB");
  }
  return text;
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

} // namespace equipoise::io
