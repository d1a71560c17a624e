// A file with any one value replaced by NaN, infinity, a negative, a huge or an empty one never runs
// silently; and every shipped file reads the same after it was written out again.
#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <functional>
#include <set>

#include "equipoise/io/file.hpp"
#include "equipoise/io/read/catalogue/catalogue.hpp"
#include "equipoise/io/read/scenario/case.hpp"
#include "equipoise/io/read/strategy/strategy.hpp"
#include "equipoise/io/read/study.hpp"
#include "equipoise/io/toml/table_reader.hpp"
#include "equipoise/study/check/checks.hpp"
#include "tests/source.hpp"
#include "tests/temporary_folder.hpp"
#include "tests/toml_text.hpp"

using namespace equipoise;
using namespace equipoise::io;
namespace fs = std::filesystem;

namespace {

const fs::path root = equipoise::tests::source();

std::vector<fs::path> files_below(const char* folder) {
  std::vector<fs::path> files;
  for (const auto& item : fs::recursive_directory_iterator(root / folder))
    if (item.path().extension() == ".toml") files.push_back(item.path());
  std::sort(files.begin(), files.end());
  return files;
}

/// Every value below a table, tables and arrays included, with the key it stands under.
void visit(const toml::Value& value, const std::string& key,
           const std::function<void(const toml::Value&, const std::string&)>& f) {
  f(value, key);
  if (const auto* table = value.as<toml::Table>())
    for (const toml::Member& member : table->members) visit(member.value, member.key, f);
  if (const auto* array = value.as<toml::Array>())
    for (const toml::Value& element : *array) visit(element, key, f);
}

/// Signed places and angles: a negative is another place, not a wrong one.
const std::set<std::string> may_be_negative{"east", "north", "altitude", "heading", "latitude"};
/// Any 63-bit number names draws.
const std::set<std::string> may_be_huge{"seed"};

/// What is written in the place of a value of this kind. A quantity keeps its unit.
std::vector<std::string> changes_of(const toml::Value& value, const std::string& key) {
  const bool negative = !may_be_negative.contains(key);
  if (value.number()) {
    std::vector<std::string> list{"nan", "inf", "-inf", "\"\""};
    if (!may_be_huge.contains(key)) list.push_back(value.as<double>() ? "1e300" : "9223372036854775807");
    if (negative && *value.number() > 0.0) list.push_back("-" + tests::written(value, {}));
    return list;
  }
  if (const auto* text = value.as<std::string>()) {
    std::vector<std::string> list{"\"\"", "nan"};
    const auto quantity = core::parse_quantity(*text);
    if (!quantity || quantity->dimension == core::Dimension::date) return list;
    const std::string unit = text->substr(std::min(text->find(' '), text->size()));
    for (const char* number : {"nan", "inf", "-inf", "1e300"}) list.push_back(tests::quoted(number + unit));
    if (negative && quantity->value > 0.0) list.push_back(tests::quoted("-" + *text));
    return list;
  }
  if (value.as<toml::Array>() != nullptr) return {"[]", "nan"};
  if (value.as<toml::Table>() != nullptr) return {"{}", "nan"};
  return {"nan"};
}

/// Calls `runs` with the text of every file that differs in one value; says which ran without a word.
std::vector<std::string> silent(const fs::path& file, const std::function<bool(const std::string&)>& runs,
                                int& tried) {
  std::vector<std::string> list;
  toml::Value whole;
  whole.data = toml::parse(read_file(file)).root;
  visit(whole, "", [&](const toml::Value& value, const std::string& key) {
    if (key.empty()) return;
    for (const std::string& change : changes_of(value, key)) {
      ++tried;
      if (runs(tests::written(*whole.as<toml::Table>(), "\n", {&value, change})))
        list.push_back(file.filename().string() + ": " + key + " = " + change);
    }
  });
  return list;
}

catalogue::Catalogue shipped() {
  core::Diagnostics diagnostics;
  auto all = read_catalogue(DiskFiles(), {root / "catalogue"}, diagnostics);
  REQUIRE(diagnostics.empty());
  return all;
}

void check_none(const std::vector<std::string>& list) {
  for (const std::string& what : list) FAIL_CHECK("runs silently: " << what);
}

} // namespace

TEST_CASE("every shipped file reads the same after it was written out again") {
  int files = 0;
  for (const char* folder : {"catalogue", "scenarios", "studies"})
    for (const fs::path& file : files_below(folder)) {
      const toml::ParseResult first = toml::parse(read_file(file));
      REQUIRE(first.ok());
      const toml::ParseResult second = toml::parse(tests::written(first.root, "\n"));
      REQUIRE(second.ok());
      CHECK(tests::written(first.root, "\n") == tests::written(second.root, "\n"));
      CHECK(first.root.members.size() == second.root.members.size());
      ++files;
    }
  CHECK(files > 70);
}

TEST_CASE("a scenario with one wrong value never runs silently") {
  const auto all = shipped();
  int tried = 0;
  for (const fs::path& file : files_below("scenarios"))
    check_none(silent(
        file,
        [&](const std::string& text) {
          core::Diagnostics diagnostics;
          const CaseReader reader(file.string(), text, all, diagnostics);
          const auto resolved = core::has_errors(diagnostics) ? std::nullopt : reader({}, diagnostics);
          if (resolved) study::check_ends(reader, *resolved, diagnostics);
          return resolved && diagnostics.empty();
        },
        tried));
  CHECK(tried > 1000);
}

TEST_CASE("a study with one wrong value never runs silently") {
  const auto all = shipped();
  const tests::TemporaryFolder folder;
  const fs::path copy = folder.path() / "study.toml";
  int tried = 0;
  for (const fs::path& file : files_below("studies"))
    check_none(silent(
        file,
        [&](const std::string& text) {
          std::ofstream(copy) << text;
          core::Diagnostics diagnostics;
          if (is_strategy(kind_of_study(DiskFiles(), copy))) {
            read_strategy(DiskFiles(), copy, all, diagnostics);
            return diagnostics.empty();
          }
          const StudyFile study = read_study(DiskFiles(), copy, diagnostics);
          if (!diagnostics.empty()) return false;
          const fs::path scenario =
              file.parent_path() / study.scenario.lexically_relative(copy.parent_path());
          if (!fs::exists(scenario)) return false; // refused when it is opened
          const CaseReader reader(scenario.string(), read_file(scenario), all, diagnostics);
          for (const study::Factor& factor : study.study.factors)
            for (const std::string& value : factor.values) reader({{factor.address, value, {}}}, diagnostics);
          for (const study::Variant& variant : study.study.variants) reader(variant.settings, diagnostics);
          if (study.study.footprint) reader(study.study.footprint->settings, diagnostics);
          const auto base = reader({}, diagnostics);
          if (base) study::check_record(study.study, all, diagnostics);
          return diagnostics.empty();
        },
        tried));
  CHECK(tried > 300);
}

TEST_CASE("a catalogue entry with one wrong value never loads silently") {
  const auto all = shipped();
  const tests::TemporaryFolder folder;
  int tried = 0;
  for (const fs::path& file : files_below("catalogue")) {
    if (file.filename() == "sources.toml") continue;
    const fs::path copy = folder.path() / file.filename();
    check_none(silent(
        file,
        [&](const std::string& text) {
          std::ofstream(copy) << text;
          core::Diagnostics diagnostics;
          catalogue::Catalogue laid = all;
          lay_over(laid, DiskFiles(), copy, diagnostics);
          if (diagnostics.empty()) check_references(laid, diagnostics);
          return diagnostics.empty();
        },
        tried));
  }
  CHECK(tried > 10000);
}
