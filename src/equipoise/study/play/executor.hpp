#pragma once
// Plays replications on all cores. Work, commits and the digest go by chunks: a function of the indices, not
// of threads.
#include <cstdint>
#include <functional>
#include <span>
#include <vector>

#include "equipoise/core/sha256.hpp"
#include "equipoise/core/stop.hpp"
#include "equipoise/results/study_result.hpp"
#include "equipoise/simulation/theatre/theatre.hpp"
#include "equipoise/simulation/world/world.hpp"

namespace equipoise::study {

inline constexpr std::uint64_t chunk_replications = 65'536;

struct Execution {
  unsigned threads = 1;
  core::Stop stop = {};                                    ///< keep whole chunks
  std::function<void(std::uint64_t played)> progress = {}; ///< called now and then, from the calling thread
  /// Rows in order, chunk by chunk, with the index of the first; one call at a time, before the chunk's
  /// commit, not always from the calling thread.
  std::function<void(std::uint64_t first, std::span<const results::Outcome>)> rows = {};
  const results::Records* known = nullptr; ///< holds chunks played before
  std::size_t point = 0;                   ///< whose chunks these are
  /// Whether a chunk that is not known is played here; every one if not given.
  std::function<bool(std::uint64_t chunk)> mine = {};
  std::function<void(const results::ChunkRecord&)> commit = {}; ///< called for each chunk played, in order
};

/// What the leading chunks add up to, up to the first that is neither known nor played.
struct ExecutionResult {
  results::Tally tally;
  std::vector<results::Tally> by_arrival; ///< the same rows by mode of arrival
  std::string outcomes_sha256;            ///< SHA-256 of the chunks' SHA-256 digests, in order
  bool complete = true;
};

/// Chunks of so many replications.
constexpr std::uint64_t chunks_of(std::uint64_t replications) {
  return (replications + chunk_replications - 1) / chunk_replications;
}
/// Replications [0, n) of a theatre, n growing: what they add up to and their digest are those of a run of n,
/// whatever the steps. Of the execution, threads, stop, progress and rows are heeded.
class GrowingRun {
 public:
  GrowingRun(const simulation::Theatre& theatre, std::uint64_t seed, const Execution& execution);
  /// Plays on to so many replications in all. False if it was stopped: what came after the last whole chunk
  /// or call is lost.
  bool play_to(std::uint64_t replications);
  ExecutionResult result() const;

 private:
  const simulation::Theatre& theatre_;
  std::uint64_t seed_;
  const Execution& execution_;
  std::vector<simulation::World> worlds_;
  std::vector<results::ChunkRecord> chunks_; ///< whole ones
  std::vector<results::Outcome> rows_;       ///< of the chunk that is not whole yet
};

/// Replications [first, first + count) of a theatre.
ExecutionResult execute(const simulation::Theatre& theatre, std::uint64_t seed, std::uint64_t first,
                        std::uint64_t count, const Execution& execution);

} // namespace equipoise::study
