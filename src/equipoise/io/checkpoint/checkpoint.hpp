#pragma once
// Finished work on disk, one line each: what is committed survives the end of the process at any moment.
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "equipoise/core/diagnostics.hpp"
#include "equipoise/io/checkpoint/record_line.hpp"

namespace equipoise::io {

/// What work belongs to: a resumed run with anything else is refused by name.
struct CheckpointKey {
  std::string kind; ///< "run" or "study"
  std::string inputs_sha256;
  std::string settings; ///< sensing, belief and whatever else the digest of the inputs does not hold
  std::uint64_t seed = 0;
  std::string version;
};

/// One file of a folder for each process that works there: "checkpoint.jsonl", or "checkpoint.2-of-4.jsonl"
/// of a part. To merge is to resume: what is known is what all of the folder's files hold.
class Checkpoint {
 public:
  /// With `resume` reads what is there (a torn last line is dropped) or reports why it belongs to something
  /// else; otherwise begins its own file anew and leaves the others alone.
  Checkpoint(const std::filesystem::path& folder, const std::string& name, const CheckpointKey& key,
             bool resume, core::Diagnostics& diagnostics);

  const results::Records& known() const { return known_; }

  template <class Record>
  void commit(const Record& record) {
    append(record_line(record));
  }

  /// The work is complete: nothing is left to resume.
  void remove();

 private:
  /// The lines of a file that belong to `key`.
  std::vector<std::string> read(const std::filesystem::path& path, const CheckpointKey& key,
                                core::Diagnostics& diagnostics);
  void append(const std::string& line);

  std::filesystem::path path_;
  std::vector<std::filesystem::path> merged_; ///< the other files that were read
  std::ofstream file_;
  results::Records known_;
};

/// The checkpoint files of a folder, in the order of their names.
std::vector<std::filesystem::path> checkpoints_in(const std::filesystem::path& folder);

/// The checkpoints of a folder whose work is complete, if there are any.
void remove_checkpoint(const std::filesystem::path& folder);

} // namespace equipoise::io
