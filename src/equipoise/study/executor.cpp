#include "equipoise/study/executor.hpp"

#include <algorithm>
#include <array>
#include <thread>
#include <vector>

#include "equipoise/simulation/replicate.hpp"

namespace equipoise::study {
namespace {

constexpr std::uint64_t block_replications = 64;

/// Fills `rows` with replications from `first` on: threads take blocks as they come free; each row has its
/// place.
bool fill(const simulation::Theatre& theatre, std::uint64_t seed, std::uint64_t first,
          std::span<results::Outcome> rows, const Execution& execution,
          std::vector<simulation::World>& worlds, std::atomic<std::uint64_t>& played) {
  std::atomic<std::uint64_t> next{0};
  const std::uint64_t count = rows.size();
  const auto work = [&](simulation::World& world, bool reports) {
    for (;;) {
      const std::uint64_t begin = next.fetch_add(block_replications);
      if (begin >= count || (execution.stop != nullptr && execution.stop->load())) return;
      const std::uint64_t end = std::min(count, begin + block_replications);
      for (std::uint64_t i = begin; i < end && !(execution.stop != nullptr && execution.stop->load()); ++i)
        rows[i] = simulation::replicate(theatre, seed, first + i, world);
      played.fetch_add(end - begin);
      if (reports && execution.progress) execution.progress(played.load());
    }
  };
  {
    std::vector<std::jthread> helpers;
    const std::uint64_t blocks = (count + block_replications - 1) / block_replications;
    for (std::size_t t = 1; t < worlds.size() && t < blocks; ++t)
      helpers.emplace_back([&, t] { work(worlds[t], false); });
    work(worlds[0], true);
  }
  return execution.stop == nullptr || !execution.stop->load();
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

} // namespace

ExecutionResult execute(const simulation::Theatre& theatre, std::uint64_t seed, std::uint64_t first,
                        std::uint64_t count, const Execution& execution) {
  const std::size_t arrivals = theatre.arrivals();
  ExecutionResult result;
  result.by_arrival.resize(arrivals);
  core::Sha256 digests;
  const auto take = [&](const results::ChunkRecord& chunk) {
    const core::Digest bytes = core::from_hex(chunk.sha256);
    digests.update(std::span<const std::uint8_t>(bytes));
    result.tally.add(chunk.tally);
    for (std::size_t a = 0; a < chunk.by_arrival.size() && a < arrivals; ++a)
      result.by_arrival[a].add(chunk.by_arrival[a]);
  };
  const auto known = [&](std::uint64_t c) -> const results::ChunkRecord* {
    if (execution.known == nullptr) return nullptr;
    const auto found = execution.known->chunks.find({execution.point, c});
    return found == execution.known->chunks.end() ? nullptr : &found->second;
  };

  std::vector<simulation::World> worlds;
  worlds.reserve(execution.threads);
  for (unsigned t = 0; t < std::max(1U, execution.threads); ++t) worlds.emplace_back(theatre);
  std::vector<results::Outcome> rows(std::min(count, chunk_replications));
  std::atomic<std::uint64_t> played{0};
  for (std::uint64_t c = 0, done = 0; done < count; ++c, done += chunk_replications) {
    const std::uint64_t size = std::min(chunk_replications, count - done);
    // A last chunk that is not whole belongs to one number of replications only.
    if (const auto* chunk = known(c); chunk != nullptr && chunk->tally.replications == size) {
      if (result.complete) take(*chunk);
      played.fetch_add(size);
      continue;
    }
    if (execution.mine && !execution.mine(c)) {
      result.complete = false;
      continue;
    }
    const std::span<results::Outcome> part(rows.data(), size);
    if (!fill(theatre, seed, first + done, part, execution, worlds, played)) {
      result.complete = false;
      break;
    }
    results::ChunkRecord chunk{
        execution.point, c, core::to_hex(digest(part)), {}, std::vector<results::Tally>(arrivals)};
    for (std::size_t i = 0; i < part.size(); ++i) {
      chunk.tally.add(part[i]);
      if (arrivals > 1) chunk.by_arrival[(first + done + i) % arrivals].add(part[i]);
    }
    if (result.complete) take(chunk);
    if (execution.rows) execution.rows(first + done, part);
    if (execution.commit) execution.commit(chunk);
  }
  result.outcomes_sha256 = core::to_hex(digests.finish());
  return result;
}

} // namespace equipoise::study
