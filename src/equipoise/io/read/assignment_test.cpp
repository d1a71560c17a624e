#include "equipoise/io/read/assignment.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <string>

#include "equipoise/core/hash.hpp"
#include "equipoise/io/file.hpp"
#include "tests/source.hpp"

using namespace equipoise;

namespace {

const std::string folder = (tests::source() / "tests/data/assignment/").string();

bool is_well_formed(const io::AssignmentInstance& a) {
  if (a.kill_probability.size() != a.values.size() * a.rounds.size() || a.values.empty() || a.rounds.empty())
    return false;
  for (const double v : a.values)
    if (!(v >= 0.0 && v <= 1e12)) return false;
  for (const double p : a.kill_probability)
    if (!(p >= 0.0 && p <= 1.0)) return false;
  for (const int n : a.rounds)
    if (n < 1 || n > 1000) return false;
  return true;
}

} // namespace

TEST_CASE("an assignment instance is read as it stands, whatever its blanks") {
  core::Diagnostics diagnostics;
  const auto a = io::read_assignment(
      "2 3 4\r\n\n 10 20\n30\n0 0 0.5\n0 1 1\n0 2 0\n1 2 1e-3\n1 1 .25\n\t1 0 0.75 \n", "x", diagnostics);
  CHECK(diagnostics.empty());
  REQUIRE(a);
  CHECK(a->values == std::vector<double>{10, 20, 30});
  CHECK(a->rounds == std::vector<int>{4, 4});
  CHECK(a->kill_probability == std::vector<double>{0.5, 1, 0, 0.75, 0.25, 1e-3});
  CHECK(a->size().rounds == 8);
}

// Every byte of a file is any byte, is missing or stands twice: the reader says what is wrong, or what it
// read is well formed and can be solved. It never does both or neither.
TEST_CASE("property: 20,000 mutations of a file are refused or read well") {
  const std::string whole = io::read_file(folder + "8x5x1_42.txt");
  int read = 0, refused = 0;
  std::uint64_t state = 0;
  const auto draw = [&](std::size_t below) { return static_cast<std::size_t>(core::mix(++state) % below); };
  const std::string likely = "0123456789.-+einfa \n\t\r#,\0\xff";
  for (int n = 0; n < 20'000; ++n) {
    std::string text = whole;
    for (std::size_t changes = 1 + draw(3); changes > 0; --changes) {
      const std::size_t at = draw(text.size());
      switch (draw(5)) {
        case 0:
          text[at] = static_cast<char>(draw(256));
          break;
        case 1:
          text[at] = likely[draw(likely.size())];
          break;
        case 2:
          text.erase(at, 1 + draw(8));
          break;
        case 3:
          text.insert(at, text.substr(draw(text.size()), draw(12)));
          break;
        default:
          text.resize(at + 1);
      }
    }
    core::Diagnostics diagnostics;
    const auto a = io::read_assignment(text, "x", diagnostics);
    CHECK(a.has_value() != core::has_errors(diagnostics));
    for (const auto& d : diagnostics) {
      CHECK(d.at.line >= 1);
      CHECK(d.at.column >= 1);
    }
    CHECK(diagnostics.size() <= 21);
    if (!a) {
      ++refused;
      continue;
    }
    ++read;
    CHECK(is_well_formed(*a));
    if (n % 20 != 0) continue;
    assignment::WeaponTargetSolver solver(a->size());
    std::vector<int> fired(a->kill_probability.size());
    const auto r = solver.assign(a->problem(), assignment::WeaponTargetMethod::optimal, fired, {50});
    CHECK(std::isfinite(r.surviving_value));
    CHECK(r.lower_bound <= r.surviving_value);
  }
  CHECK(read > 500);
  CHECK(refused > 5000);
}
