#include "equipoise/study/executor.hpp"

#include <algorithm>
#include <array>
#include <thread>
#include <vector>

#include "equipoise/simulation/replicate.hpp"

namespace equipoise::study {
namespace {

constexpr std::uint64_t block_replications = 64;

/// Fills `rows` with replications from `first` on: threads take blocks as they come free; each row has its place.
bool fill(const simulation::Theatre& theatre, std::uint64_t seed, std::uint64_t first,
          std::span<results::Outcome> rows, const Execution& execution, std::vector<simulation::World>& worlds,
          std::atomic<std::uint64_t>& played) {
  std::atomic<std::uint64_t> next{0};
  const std::uint64_t count = rows.size();
  const auto work = [&](simulation::World& world, bool reports) {
    for (;;) {
      const std::uint64_t begin = next.fetch_add(block_replications);
      if (begin >= count || (execution.stop != nullptr && execution.stop->load())) return;
      const std::uint64_t end = std::min(count, begin + block_replications);
      for (std::uint64_t i = begin; i < end; ++i)
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

}  // namespace

ExecutionResult execute(const simulation::Theatre& theatre, std::uint64_t seed, std::uint64_t first,
                        std::uint64_t count, const Execution& execution) {
  ExecutionResult result;
  const std::size_t arrivals = theatre.arrivals();
  result.by_arrival.resize(arrivals);
  std::vector<simulation::World> worlds;
  worlds.reserve(execution.threads);
  for (unsigned t = 0; t < std::max(1U, execution.threads); ++t) worlds.emplace_back(theatre);
  std::vector<results::Outcome> rows(std::min(count, chunk_replications));
  core::Sha256 chunks;
  std::atomic<std::uint64_t> played{0};
  for (std::uint64_t done = 0; done < count; done += rows.size()) {
    const std::span<results::Outcome> chunk(rows.data(), std::min<std::uint64_t>(rows.size(), count - done));
    if (!fill(theatre, seed, first + done, chunk, execution, worlds, played)) {
      result.complete = false;
      break;
    }
    for (std::size_t i = 0; i < chunk.size(); ++i) {
      result.tally.add(chunk[i]);
      if (arrivals > 1) result.by_arrival[(first + done + i) % arrivals].add(chunk[i]);
    }
    const core::Digest d = digest(chunk);
    chunks.update(std::span<const std::uint8_t>(d));
    if (execution.rows) execution.rows(first + done, chunk);
  }
  result.outcomes_sha256 = core::to_hex(chunks.finish());
  return result;
}

}  // namespace equipoise::study
