#include "equipoise/io/read/strategy/strategy.hpp"

#include <doctest/doctest.h>

#include <filesystem>

#include "equipoise/io/file.hpp"
#include "equipoise/io/read/catalogue/catalogue.hpp"
#include "equipoise/io/read/strategy/effectiveness.hpp"
#include "equipoise/io/result/strategy.hpp"
#include "tests/source.hpp"
#include "tests/temporary_folder.hpp"

using namespace equipoise;

namespace {

const std::filesystem::path root = tests::source();

const catalogue::Catalogue& shipped() {
  static const catalogue::Catalogue all = [] {
    core::Diagnostics diagnostics;
    return io::read_catalogue(io::DiskFiles(), {root / "catalogue"}, diagnostics);
  }();
  return all;
}

io::StrategyFile read(const std::filesystem::path& path) {
  core::Diagnostics diagnostics;
  io::StrategyFile file = io::read_strategy(io::DiskFiles(), path, shipped(), diagnostics);
  for (const auto& d : diagnostics) FAIL_CHECK(core::to_string(d));
  return file;
}

/// A study in another folder, with one text replaced.
std::filesystem::path changed(const std::filesystem::path& folder, const char* name, const std::string& from,
                              const std::string& to) {
  std::string text = io::read_file(root / "studies" / name);
  const auto at = text.find(from);
  REQUIRE(at != std::string::npos);
  text.replace(at, from.size(), to);
  io::write_file(folder / name, text);
  return folder / name;
}

} // namespace

TEST_CASE("An effectiveness curve reads back as the same doubles") {
  results::Effectiveness all{"A \"curve\"\n", "studies/x.toml", {}};
  for (const auto& curve : strategy::draw_curves(
           {"assessed", {0.1, 0.4, 0.9}, {0.9, 0.95, 1.0}, {0.6, 0.8, 1.0}, {0.0, 0.05, 0.1}, 2, 9}, 12, 3,
           4))
    all.sets.push_back(curve);
  all.sets[1].values.emplace_back("tiny", 1e-300);
  // As a study writes it: replications by number of leakers, most of them no short decimal as a share.
  all.sets.push_back({"played", 0, {}, {{0, {1.0}, 0}, {3, results::normalised({2999, 7, 1}), 3007}}});
  core::Diagnostics diagnostics;
  const auto back = io::parse_effectiveness(io::effectiveness_toml(all), "f", diagnostics);
  for (const auto& d : diagnostics) FAIL_CHECK(core::to_string(d));
  CHECK(back == all);
}

TEST_CASE("A study runs on a curve file as on the published figures the curve was made from") {
  const auto published = read(root / "studies" / "exchange-2020.toml");
  const auto& question = std::get<strategy::ExchangeQuestion>(published.question);
  results::Effectiveness curves{"From published figures", "", question.sides[1].defence->curves};
  std::erase_if(curves.sets, [](const auto& c) { return c.set > 0; });
  const tests::TemporaryFolder folder;
  io::write_file(folder.path() / "curves.toml", io::effectiveness_toml(curves));
  std::string text = io::read_file(root / "studies" / "exchange-2020.toml");
  text.resize(text.find("[[exchange.side.defence.battery]]"));
  const auto path = folder.path() / "by-curve.toml";
  io::write_file(path, text + "effectiveness = \"curves.toml\"\n");
  auto by_curve = std::get<strategy::ExchangeQuestion>(read(path).question);
  auto by_figures = question;
  for (auto* q : {&by_curve, &by_figures}) q->shares = {0.0, 0.5};
  for (auto* q : {&by_curve, &by_figures})
    std::erase_if(q->sides[1].defence->curves, [](const auto& c) { return c.set > 0; });
  const auto a = strategy::answer(by_curve), b = strategy::answer(by_figures);
  for (std::size_t i = 0; i < a.retaliation[0].points.size(); ++i)
    CHECK(a.retaliation[0].points[i].leakers.value ==
          doctest::Approx(b.retaliation[0].points[i].leakers.value).epsilon(1e-12));
}

TEST_CASE("Without SIPRI's folder the section on spending is left out and the rest is the same") {
  const tests::TemporaryFolder folder;
  const auto without_path =
      changed(folder.path(), "procurement-2020.toml", "../data/sipri/milex", "no-such-folder/milex");
  const auto with = read(root / "studies" / "procurement-2020.toml"), without = read(without_path);
  CHECK_FALSE(without.spending);
  CHECK(without.spending_missing == "no-such-folder/milex_india_pakistan_sipri.csv");
  if (std::filesystem::is_directory(root / "data" / "sipri")) CHECK(with.spending);
  auto question = std::get<strategy::ProcurementQuestion>(without.question);
  question.sets = question.replications = 0;
  auto other = std::get<strategy::ProcurementQuestion>(with.question);
  other.sets = other.replications = 0;
  const auto a = strategy::answer(question), b = strategy::answer(other);
  for (std::size_t run = 0; run < 3; ++run)
    for (std::size_t y = 0; y < a.runs[run].years.size(); ++y)
      CHECK(a.runs[run].years[y].missiles.value == b.runs[run].years[y].missiles.value);
  const std::string json = io::strategy_result(without, a, {});
  CHECK(json.find("\"richardson\": null") != std::string::npos);
  CHECK(json.find("\"is\": \"a scenario, not a forecast\"") != std::string::npos);
}

TEST_CASE("A hindcast: the baseline is fitted to the record before the signature alone") {
  const auto file = read(root / "studies" / "procurement-2020.toml");
  auto question = std::get<strategy::ProcurementQuestion>(file.question);
  CHECK(question.record.size() == 17);
  question.sets = question.replications = 0;
  const auto a = strategy::answer(question);
  for (auto& r : question.record)
    if (r.year > question.record_until) r.total = strategy::Range::exactly(1e6);
  CHECK(strategy::answer(question).baseline == a.baseline);
  CHECK(a.baseline > 5.0);
  CHECK(a.baseline < 10.0);
}
