#include "equipoise/io/checkpoint/rows.hpp"

#include <algorithm>
#include <array>
#include <fstream>
#include <stdexcept>

#include "equipoise/io/file.hpp"
#include "equipoise/io/tables/table_file.hpp"

namespace equipoise::io {

namespace fs = std::filesystem;

fs::path RowParts::part(std::uint64_t chunk) const {
  return parts_ / (std::to_string(chunk) + ".csv");
}

bool RowParts::has(std::uint64_t chunk, std::uint64_t replications) const {
  std::ifstream file(part(chunk), std::ios::binary);
  std::array<char, 1U << 16> block{};
  std::uint64_t lines = 0;
  char last = '\n';
  while (file.read(block.data(), block.size()) || file.gcount() > 0) {
    lines += static_cast<std::uint64_t>(std::count(block.begin(), block.begin() + file.gcount(), '\n'));
    last = block[static_cast<std::size_t>(file.gcount() - 1)];
  }
  return lines == replications && last == '\n';
}

void RowParts::write(std::uint64_t chunk, const std::string& rows) const {
  write_file(part(chunk), rows);
}

void RowParts::join(std::uint64_t chunks) const {
  const fs::path whole = folder_ / "outcomes.csv.part";
  {
    std::ofstream file(whole, std::ios::binary | std::ios::trunc);
    file << outcomes_heading();
    for (std::uint64_t c = 0; c < chunks; ++c) {
      std::ifstream rows(part(c), std::ios::binary);
      if (!rows)
        throw std::runtime_error(part(c).string() + ": is not there; do all processes see this folder?");
      file << rows.rdbuf();
    }
    file.flush();
    if (!file) throw std::runtime_error(whole.string() + ": could not be written");
  }
  fs::rename(whole, folder_ / "outcomes.csv");
  fs::remove_all(parts_);
}

} // namespace equipoise::io
