#pragma once
// Finished work on disk, one line each: what is committed survives the end of the process at any moment.
#include <filesystem>
#include <fstream>
#include <map>
#include <string>
#include <vector>

#include "equipoise/core/diagnostics.hpp"
#include "equipoise/results/study_result.hpp"

namespace equipoise::io {

/// What work belongs to: a resumed run with anything else is refused by name.
struct CheckpointKey {
  std::string kind; ///< "run" or "study"
  std::string inputs_sha256;
  std::string settings; ///< sensing, belief and whatever else the digest of the inputs does not hold
  std::uint64_t seed = 0;
  std::string version;
};

class Checkpoint {
 public:
  /// With `resume` reads what is there (a torn last line is dropped) or reports why it belongs to something
  /// else; otherwise begins anew.
  Checkpoint(std::filesystem::path path, const CheckpointKey& key, bool resume,
             core::Diagnostics& diagnostics);

  const std::vector<results::ChunkRecord>& chunks() const { return chunks_; }
  const std::map<std::size_t, results::PointRecord>& points() const { return points_; }
  const std::map<std::uint64_t, results::SetRecord>& sets() const { return sets_; }

  void commit(const results::ChunkRecord& chunk);
  void commit(const results::PointRecord& point);
  void commit(const results::SetRecord& set);

  /// The work is complete: nothing is left to resume.
  void remove();

 private:
  void read(const CheckpointKey& key, core::Diagnostics& diagnostics);
  void append(const std::string& line);

  std::filesystem::path path_;
  std::ofstream file_;
  std::vector<results::ChunkRecord> chunks_;
  std::map<std::size_t, results::PointRecord> points_;
  std::map<std::uint64_t, results::SetRecord> sets_;
};

/// The checkpoint of a folder whose work is complete, if there is one.
void remove_checkpoint(const std::filesystem::path& folder);

} // namespace equipoise::io
