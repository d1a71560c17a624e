#include "equipoise/study/play/executor.hpp"

#include <algorithm>
#include <array>
#include <atomic>
#include <functional>
#include <optional>
#include <vector>

#include "equipoise/parallel/parallel_for.hpp"
#include "equipoise/simulation/raid/replicate.hpp"

namespace equipoise::study {
namespace {

constexpr std::uint64_t block_replications = 64;

/// Fills `rows` with replications from `first` on: threads take blocks as they come free; each row has its
/// place. One of them does `before` first, if there is any and it is not stopped. False if it was stopped.
bool fill(const simulation::Theatre& theatre, std::uint64_t seed, std::uint64_t first,
          std::span<results::Outcome> rows, const Execution& execution,
          std::vector<simulation::World>& worlds, std::atomic<std::uint64_t>& played,
          const std::function<void()>& before = {}) {
  const std::uint64_t blocks = (rows.size() + block_replications - 1) / block_replications;
  const std::uint64_t others = before ? 1 : 0;
  const auto work = [&](std::uint64_t turn, unsigned worker) {
    if (turn < others) {
      before();
      return true;
    }
    const std::uint64_t begin = (turn - others) * block_replications;
    const std::uint64_t end = std::min<std::uint64_t>(rows.size(), begin + block_replications);
    for (std::uint64_t i = begin; i < end; ++i) {
      if (execution.stop.requested()) return false;
      rows[i] = simulation::replicate(theatre, seed, first + i, worlds[worker]);
    }
    played.fetch_add(end - begin);
    if (worker == 0 && execution.progress) execution.progress(played.load());
    return true;
  };
  return parallel::parallel_for(execution.threads, others + blocks, execution.stop, work).all;
}

core::Digest digest(std::span<const results::Outcome> rows) {
  core::Sha256 hash;
  std::array<std::uint8_t, results::row_bytes> bytes{};
  for (const results::Outcome& row : rows) {
    results::to_bytes(row, bytes);
    hash.update(std::span<const std::uint8_t>(bytes));
  }
  return hash.finish();
}

/// What a stretch of rows adds up to; `first` is the index of the first.
results::ChunkRecord chunk_of(std::span<const results::Outcome> rows, std::uint64_t first,
                              std::size_t arrivals) {
  results::ChunkRecord chunk{0, 0, core::to_hex(digest(rows)), {}, std::vector<results::Tally>(arrivals)};
  for (std::size_t i = 0; i < rows.size(); ++i) {
    chunk.tally.add(rows[i]);
    if (arrivals > 1) chunk.by_arrival[(first + i) % arrivals].add(rows[i]);
  }
  return chunk;
}

/// A chunk on its way from being played to being committed.
struct Played {
  std::span<const results::Outcome> rows;
  std::uint64_t first, chunk;
  std::optional<results::ChunkRecord> record; ///< once it is added up
};

/// Adds up chunks in order.
class Sum {
 public:
  explicit Sum(std::size_t arrivals) { result_.by_arrival.resize(arrivals); }
  void add(const results::ChunkRecord& chunk) {
    const core::Digest bytes = core::from_hex(chunk.sha256);
    digests_.update(std::span<const std::uint8_t>(bytes));
    result_.tally.add(chunk.tally);
    for (std::size_t a = 0; a < chunk.by_arrival.size() && a < result_.by_arrival.size(); ++a)
      result_.by_arrival[a].add(chunk.by_arrival[a]);
  }
  ExecutionResult finish(bool complete) {
    result_.outcomes_sha256 = core::to_hex(digests_.finish());
    result_.complete = complete;
    return std::move(result_);
  }

 private:
  ExecutionResult result_;
  core::Sha256 digests_;
};

std::vector<simulation::World> worlds_of(const simulation::Theatre& theatre, unsigned threads) {
  std::vector<simulation::World> worlds;
  worlds.reserve(parallel::workers(threads));
  for (unsigned t = 0; t < parallel::workers(threads); ++t) worlds.emplace_back(theatre);
  return worlds;
}

} // namespace

GrowingRun::GrowingRun(const simulation::Theatre& theatre, std::uint64_t seed, const Execution& execution)
    : theatre_(theatre), seed_(seed), execution_(execution), worlds_(worlds_of(theatre, execution.threads)) {}

bool GrowingRun::play_to(std::uint64_t replications) {
  std::uint64_t done = chunks_.size() * chunk_replications + rows_.size();
  std::atomic<std::uint64_t> played{done};
  while (done < replications) {
    const std::size_t before = rows_.size();
    const std::uint64_t count = std::min(chunk_replications - before, replications - done);
    rows_.resize(before + count);
    const auto part = std::span(rows_).subspan(before);
    if (!fill(theatre_, seed_, done, part, execution_, worlds_, played)) {
      rows_.resize(before);
      return false;
    }
    if (execution_.rows) execution_.rows(done, part);
    done += count;
    if (rows_.size() < chunk_replications) continue;
    chunks_.push_back(chunk_of(rows_, done - chunk_replications, theatre_.arrivals()));
    rows_.clear();
  }
  return true;
}

ExecutionResult GrowingRun::result() const {
  Sum sum(theatre_.arrivals());
  for (const results::ChunkRecord& chunk : chunks_) sum.add(chunk);
  if (!rows_.empty()) sum.add(chunk_of(rows_, chunks_.size() * chunk_replications, theatre_.arrivals()));
  return sum.finish(true);
}

ExecutionResult execute(const simulation::Theatre& theatre, std::uint64_t seed, std::uint64_t first,
                        std::uint64_t count, const Execution& execution) {
  const std::size_t arrivals = theatre.arrivals();
  Sum sum(arrivals);
  bool complete = true;
  const auto known = [&](std::uint64_t c) -> const results::ChunkRecord* {
    if (execution.known == nullptr) return nullptr;
    const auto found = execution.known->chunks.find({execution.point, c});
    return found == execution.known->chunks.end() ? nullptr : &found->second;
  };

  std::vector<simulation::World> worlds = worlds_of(theatre, execution.threads);
  // While one is being played, one of the threads adds up and writes the one before.
  std::array<std::vector<results::Outcome>, 2> rows;
  rows[0].resize(std::min(count, chunk_replications));
  rows[1].resize(std::min(count - rows[0].size(), chunk_replications));
  std::optional<Played> last;
  std::size_t playing = 0;
  const auto add_up = [&] {
    results::ChunkRecord chunk = chunk_of(last->rows, last->first, arrivals);
    chunk.point = execution.point;
    chunk.chunk = last->chunk;
    if (execution.rows) execution.rows(last->first, last->rows);
    last->record = std::move(chunk);
  };
  const auto add = [&] {
    if (!last) return;
    if (!last->record) add_up();
    if (complete) sum.add(*last->record);
    if (execution.commit) execution.commit(*last->record);
    last.reset();
  };
  std::atomic<std::uint64_t> played{0};
  for (std::uint64_t c = 0, done = 0; done < count; ++c, done += chunk_replications) {
    const std::uint64_t size = std::min(chunk_replications, count - done);
    // A last chunk that is not whole belongs to one number of replications only.
    if (const auto* chunk = known(c); chunk != nullptr && chunk->tally.replications == size) {
      add();
      if (complete) sum.add(*chunk);
      played.fetch_add(size);
      continue;
    }
    if (execution.mine && !execution.mine(c)) {
      add();
      complete = false;
      continue;
    }
    const std::span<results::Outcome> part = std::span(rows[playing]).first(size);
    const bool whole = fill(theatre, seed, first + done, part, execution, worlds, played,
                            last ? std::function<void()>(add_up) : nullptr);
    add();
    if (!whole) {
      complete = false;
      break;
    }
    last = {part, first + done, c, std::nullopt};
    playing = 1 - playing;
  }
  add();
  return sum.finish(complete);
}

} // namespace equipoise::study
