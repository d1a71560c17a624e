// Readers see files through what they are handed: a map in memory does as well as a disk, and what is not
// there is a fault with its place.
#include "tests/source.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "equipoise/io/file.hpp"
#include "equipoise/io/read/catalogue/catalogue.hpp"
#include "equipoise/io/read/ledger.hpp"
#include "equipoise/io/read/published_cases.hpp"
#include "equipoise/io/read/strategy/strategy.hpp"
#include "equipoise/io/read/study.hpp"
#include "equipoise/io/result/result.hpp"
#include "tests/temporary_folder.hpp"

using namespace equipoise;
namespace fs = std::filesystem;

namespace {

const fs::path root = tests::source();

/// Copies of a folder's files, as if the working folder were the project's.
void copy_into(io::MemoryFiles& memory, const char* folder) {
  const io::DiskFiles disk;
  for (const fs::path& path : disk.list(root / folder).files)
    memory.put(path.lexically_relative(root), disk.text(path).text);
}

std::vector<std::string> told(const core::Diagnostics& diagnostics) {
  std::vector<std::string> lines;
  for (const core::Diagnostic& d : diagnostics) lines.push_back(core::to_string(d));
  return lines;
}

} // namespace

TEST_CASE("texts in memory are found, listed and missed as on a disk") {
  const tests::TemporaryFolder folder;
  const io::DiskFiles disk;
  io::MemoryFiles memory;
  const fs::path top = folder.path();
  for (const char* name : {"b/c.txt", "a.txt", "b/d/e.txt", "ba/f.txt"}) {
    io::write_file(top / name, name);
    memory.put(top / name, name);
  }
  for (const io::Files* files :
       {static_cast<const io::Files*>(&disk), static_cast<const io::Files*>(&memory)}) {
    CHECK(files->kind(top / "b") == io::PathKind::folder);
    CHECK(files->kind(top / "b/../a.txt") == io::PathKind::file);
    CHECK(files->kind(top / "c") == io::PathKind::nothing);
    CHECK(files->text(top / "b/c.txt").text == "b/c.txt");
    CHECK(files->text(top / "b/c.txt").problem.empty());
    CHECK(files->text(top / "c").problem == "No such file or directory");
    CHECK(files->text(top / "b").problem == "is a folder");
    CHECK(files->list(top / "b").files == std::vector{top / "b/c.txt", top / "b/d/e.txt"});
    CHECK(files->list(top).files.size() == 4);
    CHECK(files->list(top).unread.empty());
  }
  CHECK(disk.list(top / "c").unread.size() == 1);
  io::MemoryFiles here;
  here.put("x/y.txt", "");
  CHECK(here.list(".").files == std::vector<fs::path>{"./x/y.txt"});
}

TEST_CASE("a scenario read from memory is the one on the disk") {
  io::MemoryFiles memory;
  copy_into(memory, "catalogue");
  copy_into(memory, "scenarios");
  core::Diagnostics diagnostics;
  const io::CaseReader ours(memory, "scenarios/reference-raid.toml", {"catalogue"}, diagnostics);
  const io::CaseReader theirs(io::DiskFiles(), root / "scenarios/reference-raid.toml", {root / "catalogue"},
                              diagnostics);
  const auto a = ours({}, diagnostics), b = theirs({}, diagnostics);
  CHECK(told(diagnostics) == std::vector<std::string>{});
  REQUIRE(a);
  REQUIRE(b);
  CHECK(a->catalogue.entries.size() > 20);
  CHECK(io::resolved_inputs(*a, ours.text(), "", nullptr) ==
        io::resolved_inputs(*b, theirs.text(), "", nullptr));
}

TEST_CASE("what cannot be read is a fault of the file, and nothing else is said") {
  const io::MemoryFiles none;
  const catalogue::Catalogue catalogue;
  const std::vector<std::string> missing{"x.toml: No such file or directory"};
  core::Diagnostics scenario, study, strategy, ledger, claims, entries;
  CHECK_FALSE(io::CaseReader(none, "x.toml", {"catalogue"}, scenario)({}, scenario));
  CHECK(told(scenario) == missing);
  io::read_study(none, "x.toml", study);
  CHECK(told(study) == missing);
  io::read_strategy(none, "x.toml", catalogue, strategy);
  CHECK(told(strategy) == missing);
  io::read_ledger(none, "x.toml", catalogue, ledger);
  CHECK(told(ledger) == missing);
  io::check_claims(none, "x.toml", claims);
  CHECK(told(claims) == missing);
  io::read_catalogue(none, {"x"}, entries);
  CHECK(told(entries) == std::vector<std::string>{"x: is not a folder"});
  CHECK(io::kind_of_study(none, "x.toml").empty());
}

TEST_CASE("published cases that are not there are named, each") {
  io::MemoryFiles memory;
  copy_into(memory, "catalogue");
  copy_into(memory, "scenarios/textbook");
  core::Diagnostics diagnostics;
  io::read_published(memory, "", diagnostics);
  const auto lines = told(diagnostics);
  CHECK(lines.size() > 20);
  CHECK(std::count(lines.begin(), lines.end(), "data/radar_horizon.csv: No such file or directory") == 1);
  CHECK(std::count(lines.begin(), lines.end(), "data/nesc: is not a folder that can be read") == 1);
  CHECK(std::none_of(lines.begin(), lines.end(), [](const auto& l) { return l.find("sipri") != l.npos; }));
}

TEST_CASE("a study's other files: their faults stand where they are named") {
  io::MemoryFiles memory;
  memory.put("s/study.toml",
             "format = \"equipoise-study/1\"\ntitle = \"?\"\nkind = \"odds\"\nscenario = \"../away.toml\"\n");
  core::Diagnostics diagnostics;
  const io::StudyFile study = io::read_study(memory, "s/study.toml", diagnostics);
  CHECK(told(diagnostics) == std::vector<std::string>{});
  CHECK_FALSE(io::open_scenario(memory, study, {}, diagnostics));
  CHECK(told(diagnostics) ==
        std::vector<std::string>{"s/study.toml:4:12: scenario: s/../away.toml: No such file or directory"});
}
