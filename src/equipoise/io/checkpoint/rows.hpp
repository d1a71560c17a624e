#pragma once
// outcomes.csv while it is played: a file for each chunk, so that any process may play any chunk.
#include <cstdint>
#include <filesystem>
#include <string>

namespace equipoise::io {

class RowParts {
 public:
  explicit RowParts(const std::filesystem::path& folder)
      : folder_(folder), parts_(folder / "outcomes.parts") {}

  /// Whether a chunk's rows are there, as many as it has replications.
  bool has(std::uint64_t chunk, std::uint64_t replications) const;
  void write(std::uint64_t chunk, const std::string& rows) const;
  /// The parts 0 to `chunks` - 1 in order become outcomes.csv. Throws std::runtime_error if one is not there.
  void join(std::uint64_t chunks) const;

 private:
  std::filesystem::path part(std::uint64_t chunk) const;
  std::filesystem::path folder_, parts_;
};

} // namespace equipoise::io
