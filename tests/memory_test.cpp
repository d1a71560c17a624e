// Memory that runs out in a worker of each loop over threads: it arrives at whoever asked for the work, and
// what was committed by then is enough to go on to the same result.
#include <doctest/doctest.h>

#include <functional>
#include <new>
#include <string>
#include <thread>

#include "equipoise/io/result/result.hpp"
#include "equipoise/study/explain/range_shapes.hpp"
#include "equipoise/study/play.hpp"
#include "equipoise/study/play/executor.hpp"
#include "tests/case.hpp"
#include "tests/failing_allocation.hpp"

using namespace equipoise;

namespace {

study::Study study_of(study::Kind kind) {
  study::Study study;
  study.kind = kind;
  study.beliefs = {catalogue::Belief::assessed};
  study.replications = 200;
  return study;
}

scenario::CaseSource source_of(const std::string& scenario) {
  return [&reader = tests::reader(scenario)](const std::vector<scenario::Setting>& settings,
                                             core::Diagnostics& faults) { return reader(settings, faults); };
}

/// Keeps what is committed.
study::SweepControl committing(results::Records& to) {
  study::SweepControl control;
  control.threads = 2;
  control.known = to;
  const auto keep = [&to](const auto& record) { to.add(record); };
  control.commit_chunk = keep;
  control.commit_point = keep;
  control.commit_set = keep;
  control.commit_cause = keep;
  control.commit_rare = keep;
  control.commit_field = keep;
  return control;
}

/// All that a study says but for the time it took.
std::string result_of(const study::Study& study, const std::string& scenario,
                      const study::SweepControl& control) {
  const auto source = source_of(scenario);
  core::Diagnostics faults;
  const auto base = source({}, faults);
  auto result = study::play(study, source, *base, control, faults);
  for (const auto& fault : faults) FAIL(core::to_string(fault));
  CHECK(result.status == results::Status::complete);
  result.elapsed_s = 0.0;
  for (auto& point : result.points) point.seconds = 0.0;
  return io::study_result(study, result, {});
}

/// From now on helpers have not enough memory, and the calling thread waits for that wherever it shows
/// progress with these words: however the threads run, a helper gets a turn, and fails in it.
std::function<void(double, const std::string&)> helpers_fail(const std::string& words) {
  tests::fail_allocation(1, tests::Allocations::of_helpers);
  return [words](double, const std::string& now) {
    while (now.find(words) != std::string::npos && !tests::allocation_failed()) std::this_thread::yield();
  };
}

/// A study played whole; then with helpers that fail; then on from what that left.
void play_short_of_memory(const study::Study& study, const std::string& scenario, const std::string& words) {
  results::Records all, left;
  const std::string whole = result_of(study, scenario, committing(all));
  study::SweepControl control = committing(left);
  control.progress = helpers_fail(words);
  CHECK_THROWS_AS(result_of(study, scenario, control), std::bad_alloc);
  CHECK(tests::allocation_failed());
  tests::fail_allocation(0);
  CHECK((result_of(study, scenario, committing(left)) == whole));
}

/// Three chunks, played short of memory as the execution wants it, and then on from what that left.
void execute_short_of_memory(const std::function<void(study::Execution&)>& fails) {
  const auto theatre = tests::theatre("textbook/wilkening.toml", {{"warheads.count", "1"}});
  const std::uint64_t count = 2 * study::chunk_replications + 1000;
  results::Records left;
  study::Execution execution;
  execution.threads = 2;
  execution.known = &left;
  execution.commit = [&](const results::ChunkRecord& chunk) { left.add(chunk); };
  study::Execution failing = execution;
  fails(failing);
  CHECK_THROWS_AS(study::execute(theatre, 1, 0, count, failing), std::bad_alloc);
  CHECK(left.chunks.size() < 3);
  CHECK(study::execute(theatre, 1, 0, count, execution).outcomes_sha256 ==
        study::execute(theatre, 1, 0, count, {1}).outcomes_sha256);
}

} // namespace

TEST_CASE("parameter sets of points") {
  study::Study study = study_of(study::Kind::odds);
  study.ignorance = 30;
  study.replications_per_set = 20;
  play_short_of_memory(study, "reference-raid.toml", "parameter set ");
}

TEST_CASE("rows of parameter sets") {
  study::Study study = study_of(study::Kind::uncertainty);
  study.uncertainty.emplace();
  study.uncertainty->min_sets = study.uncertainty->max_sets = 16;
  play_short_of_memory(study, "reference-raid.toml", "parameter sets, ");
}

TEST_CASE("choices of causes") {
  study::Study study = study_of(study::Kind::odds);
  study.beliefs = {catalogue::Belief::brochure, catalogue::Belief::assessed};
  play_short_of_memory(study, "reference-raid.toml", "splitting the gap");
}

TEST_CASE("places of a footprint") {
  study::Study study = study_of(study::Kind::footprint);
  study.replications = 40;
  study.footprint.emplace();
  study.footprint->asset = "airbase";
  study.footprint->west_m = -80e3;
  study.footprint->east_m = 40e3;
  study.footprint->south_m = -60e3;
  study.footprint->north_m = 60e3;
  study.footprint->step_m = 30e3;
  play_short_of_memory(study, "reference-raid.toml", "assessed");
}

TEST_CASE("readings of the ranges") {
  study::Study study = study_of(study::Kind::odds);
  study.replications_per_set = 20;
  const auto source = source_of("reference-raid.toml");
  core::Diagnostics ignored;
  const auto base = source({}, ignored);
  study::SweepControl control;
  control.threads = 2;
  const auto play = [&] {
    return study::play_shape(study, source, *base, catalogue::RangeShape::uniform, 20, {{}, {}}, control);
  };
  control.progress = helpers_fail("both readings");
  CHECK_THROWS_AS(play(), std::bad_alloc);
  CHECK(tests::allocation_failed());
  tests::fail_allocation(0);
  control.progress = nullptr;
  CHECK(play().size() == 20);
}

// Raids use no heap (allocation_test), so there is no allocation of these workers to fail: what they call
// does.
TEST_CASE("chunks of raids, as progress is shown") {
  execute_short_of_memory([](study::Execution& execution) {
    execution.progress = [](std::uint64_t played) {
      if (played > study::chunk_replications) throw std::bad_alloc();
    };
  });
}

TEST_CASE("chunks of raids, as the one before is added up beside them") {
  execute_short_of_memory([](study::Execution& execution) {
    execution.rows = [](std::uint64_t first, std::span<const results::Outcome>) {
      if (first == study::chunk_replications) throw std::bad_alloc();
    };
  });
}

TEST_CASE("chunks of weighted raids, as they are committed") {
  study::Study study = study_of(study::Kind::rare);
  study.replications = 2 * study::chunk_replications;
  results::Records all, left;
  const std::string whole = result_of(study, "textbook/wilkening.toml", committing(all));
  study::SweepControl control = committing(left);
  control.commit_rare = [&](const results::RareRecord& chunk) {
    if (chunk.chunk == 1) throw std::bad_alloc();
    left.add(chunk);
  };
  CHECK_THROWS_AS(result_of(study, "textbook/wilkening.toml", control), std::bad_alloc);
  CHECK(left.rare.size() == 1);
  CHECK((result_of(study, "textbook/wilkening.toml", committing(left)) == whole));
}
