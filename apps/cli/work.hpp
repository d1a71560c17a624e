#pragma once
// Finished work on its way to the folder and, among ranks, to the first of them.
#include <optional>
#include <sstream>
#include <string>

#include "common.hpp"
#include "equipoise/io/checkpoint/checkpoint.hpp"

namespace equipoise::cli {

class Work {
 public:
  /// Opens the checkpoint where the options name a folder; reports why it cannot be resumed.
  Work(const Options& options, const io::CheckpointKey& key, core::Diagnostics& diagnostics);

  /// What was finished before: by this process, by others, or by other ranks once it was gathered.
  const results::Records& known() const { return known_; }

  /// To be called from one thread at a time.
  template <class Record>
  void commit(const Record& record) {
    if (checkpoint_) checkpoint_->commit(record);
    if (options_.gather) told_ += io::record_line(record) + "\n";
  }

  /// Adds what all ranks finished to what is known, at the first.
  void gather();

  /// Drops a chunk that is known: it has to be played again.
  void forget(std::size_t point, std::uint64_t chunk) { known_.chunks.erase({point, chunk}); }

  /// All of it is done: nothing is left to resume.
  void finish();

 private:
  std::string own_file() const;

  const Options& options_;
  io::CheckpointKey key_;
  std::optional<io::Checkpoint> checkpoint_;
  results::Records known_;
  std::string told_;
};

/// What a process says that played a part of the work.
std::string part_is_done(const Options& options);

} // namespace equipoise::cli
