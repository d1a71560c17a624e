#include "equipoise/io/checkpoint/checkpoint.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>

#include "equipoise/io/file.hpp"
#include "tests/temporary_folder.hpp"

using namespace equipoise;

namespace {

const io::CheckpointKey key{"study", "abc", "table", 7, "1.0"};

results::Tally tally() {
  results::Tally t;
  results::Outcome row;
  row.launched = 3;
  row.leaked = 2;
  row.first_shot_s = 0.1;
  t.add(row);
  return t;
}

results::Pairs pairs() {
  results::Pairs p;
  p.no_leaker = {1, 2, 3, 4};
  p.leaked = {5, 6, 7};
  p.friendly_shots = {8, 9, 10};
  return p;
}

results::RareRecord rare() {
  results::RareRecord r{2, 3, "cc", {}, {{100, {0.1, 1e-300, 1.0 / 3.0}}}};
  r.sums.weights = {65536.0, 1e-9 / 3.0, 5e-324};
  r.sums.hits = 7;
  r.sums.plain = 8;
  r.sums.plain_hits = 9;
  r.sums.plain_work = 1e17 + 2.0;
  r.sums.reasons.back() = 0.1 + 0.2;
  return r;
}

/// One record of each kind.
void commit_all(io::Checkpoint& checkpoint) {
  checkpoint.commit(results::ChunkRecord{4, 9, "aa", tally(), {tally()}});
  checkpoint.commit(results::PointRecord{1, tally(), {{"high path", tally()}}, "bb", pairs()});
  checkpoint.commit(results::SetRecord{12, true, {{12, 20, 5, 30, 60, {5, 15}}}});
  checkpoint.commit(results::CauseRecord{33, {1, 2, 3}});
  checkpoint.commit(rare());
  checkpoint.commit(results::FieldRecord{5, 2, true, {{1, 2}, {3, 4}}});
}

std::size_t count(const results::Records& r) {
  return r.chunks.size() + r.points.size() + r.sets.size() + r.causes.size() + r.rare.size() +
         r.fields.size();
}

} // namespace

TEST_CASE("every record reads back as it was committed") {
  const tests::TemporaryFolder folder;
  const auto path = folder.path() / "made";
  core::Diagnostics faults;
  {
    io::Checkpoint checkpoint(path, "checkpoint.jsonl", key, false, faults);
    commit_all(checkpoint);
  }
  const io::Checkpoint again(path, "checkpoint.jsonl", key, true, faults);
  REQUIRE(faults.empty());
  const results::Records& known = again.known();
  REQUIRE(count(known) == 6);
  CHECK(io::record_line(known.chunks.at({4, 9})) ==
        io::record_line(results::ChunkRecord{4, 9, "aa", tally(), {tally()}}));
  CHECK(known.points.at(1).arrivals.front().arrival == "high path");
  CHECK(known.points.at(1).tally.first_shot_s.sum == 0.1);
  CHECK(known.points.at(1).pairs->leaked.sum_of_squares == 7);
  CHECK(known.points.at(1).pairs->friendly_shots.sum == 9);
  CHECK(known.sets.at(12).estimates.front().leakers == std::vector<std::uint64_t>{5, 15});
  CHECK(known.causes.at(33).held == std::vector<std::uint64_t>{1, 2, 3});
  const results::RareRecord& chunk = known.rare.at({2, 3});
  CHECK(chunk.sums.weights == rare().sums.weights);
  CHECK(chunk.sums.reasons == rare().sums.reasons);
  CHECK(chunk.sums.plain_work == rare().sums.plain_work);
  CHECK(io::record_line(chunk) == io::record_line(rare()));
  CHECK(known.fields.at({5, 2}).held == std::vector<std::vector<std::uint64_t>>{{1, 2}, {3, 4}});
}

TEST_CASE("cut at any byte, a checkpoint holds its whole lines and nothing else") {
  const tests::TemporaryFolder folder;
  const auto& path = folder.path();
  core::Diagnostics faults;
  {
    io::Checkpoint checkpoint(path, "checkpoint.jsonl", key, false, faults);
    commit_all(checkpoint);
  }
  const std::string text = io::read_file(path / "checkpoint.jsonl");
  for (std::size_t cut = 0; cut <= text.size(); ++cut) {
    io::write_file(path / "checkpoint.jsonl", text.substr(0, cut));
    const auto lines = static_cast<std::size_t>(
        std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(cut), '\n'));
    const io::Checkpoint again(path, "checkpoint.jsonl", key, true, faults);
    REQUIRE(faults.empty());
    REQUIRE(count(again.known()) == (lines == 0 ? 0 : lines - 1));
  }
}

TEST_CASE("files of several processes are one work, a resumed one keeps its own lines alone") {
  const tests::TemporaryFolder folder;
  const auto& path = folder.path();
  core::Diagnostics faults;
  {
    io::Checkpoint a(path, "checkpoint.1-of-2.jsonl", key, false, faults),
        b(path, "checkpoint.2-of-2.jsonl", key, false, faults);
    a.commit(results::CauseRecord{1, {1}});
    b.commit(results::CauseRecord{2, {2}});
  }
  {
    const io::Checkpoint again(path, "checkpoint.1-of-2.jsonl", key, true, faults);
    CHECK(count(again.known()) == 2);
  }
  io::Checkpoint merged(path, "checkpoint.jsonl", key, true, faults);
  CHECK(faults.empty());
  CHECK(count(merged.known()) == 2);
  CHECK(io::read_file(path / "checkpoint.1-of-2.jsonl").find("\"causes\":2") == std::string::npos);
  merged.remove();
  CHECK(io::checkpoints_in(path).empty());
}
