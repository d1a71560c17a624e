// The catalogue as shipped: what is derived in it follows from what is recorded in it, and what closes does.
#include <doctest/doctest.h>

#include <cmath>
#include <filesystem>

#include "equipoise/catalogue/closure.hpp"
#include "equipoise/catalogue/schema.hpp"
#include "equipoise/io/file.hpp"
#include "equipoise/io/read/catalogue/catalogue.hpp"
#include "equipoise/study/explain/lethality.hpp"
#include "tests/source.hpp"

using namespace equipoise;

namespace {

catalogue::Catalogue shipped() {
  core::Diagnostics diagnostics;
  auto all = io::read_catalogue(io::DiskFiles(), {tests::source() / "catalogue"}, diagnostics);
  REQUIRE(diagnostics.empty());
  return all;
}

double hundredths(double value) {
  return std::round(100.0 * value) / 100.0;
}

} // namespace

TEST_CASE("the assessed kill probabilities are the pool of the record, to two decimals") {
  const auto all = shipped();
  const auto frictions = study::nominal_frictions(all, "s-400-battalion");
  for (const auto& [target, name] : {std::pair{"ballistic", "kill_probability.ballistic.assessed"},
                                     std::pair{"mixed", "kill_probability.cruise_missile.assessed"}}) {
    const auto span = study::pooled(all, frictions, {target, "surface-to-air", true});
    const catalogue::Parameter& p = *all.find("48n6e3", name);
    REQUIRE(span);
    CHECK(hundredths(span->low) == doctest::Approx(p.low));
    CHECK(hundredths(span->middle) == doctest::Approx(p.nominal));
    CHECK(hundredths(span->high) == doctest::Approx(p.high));
  }
}

TEST_CASE("what a claim implies lies between independent shots and shots of one fate") {
  const auto all = shipped();
  int of_1991 = 0;
  for (const study::Claim& claim : study::claims(all, {})) {
    if (claim.impossible >= 1.0) continue;
    CHECK(claim.implied.low <= claim.implied.middle);
    CHECK(claim.implied.middle <= claim.implied.high);
    if (claim.campaign != "record-patriot-1991") continue;
    ++of_1991;
    // 3 to 4 rounds each, all engaged: between 1 - (1 - r)^(1/4) and r, but for luck in 44 engagements.
    CHECK(claim.implied.middle >= 1.0 - std::pow(1.0 - std::min(claim.rate, 0.99), 0.25) - 0.06);
    CHECK(claim.implied.middle <= claim.rate + 0.06);
  }
  CHECK(of_1991 == 6);
}

TEST_CASE("closures: the mass that closes flies the range, and contradictions are told, not tuned") {
  const auto all = shipped();
  for (const auto& [key, entry] : all.entries) {
    if (entry.kind != "ballistic-missile") continue;
    const catalogue::Closures closures = catalogue::close(all, key);
    CHECK(closures.values.size() >= 4);
    for (const catalogue::Computed& c : closures.values)
      if (c.name.starts_with("structure_mass")) CHECK_MESSAGE(c.value > 0.0, key);
  }
  const catalogue::Closures v2 = catalogue::close(all, "v-2");
  REQUIRE(!v2.contradictions.empty());
  CHECK(v2.contradictions.front().find("propellant_mass of 9") == 0);
  // Fourth root: 390 km at 4 m2 is 276 km at 1 m2.
  const catalogue::Closures radar = catalogue::close(all, "91n6e");
  REQUIRE(!radar.values.empty());
  CHECK(radar.values.front().value == doctest::Approx(275.8e3).epsilon(0.001));
}

TEST_CASE("what is recorded of one system is no stand-in for another") {
  const auto all = shipped();
  CHECK(all.find("ghaznavi", "circular_error_probable") != nullptr);
  for (const auto& [key, entry] : all.entries)
    for (const auto& [owner, parameter] : all.all_of(key)) {
      const catalogue::Field* field =
          catalogue::find_field(*catalogue::find_kind(entry.kind), parameter->name);
      if (owner != key && field != nullptr)
        CHECK_MESSAGE(!field->recorded, key << " has " << parameter->name);
    }
}

TEST_CASE("every value has a source or a reason, and every source is used") {
  const auto all = shipped();
  std::map<std::string, int> uses;
  for (const auto& [key, entry] : all.entries)
    for (const auto& [name, p] : entry.parameters) {
      CHECK_MESSAGE((!p.sources.empty() || !p.note.empty()), key << "." << name);
      for (const std::string& source : p.sources) ++uses[source];
    }
  for (const auto& [key, source] : all.sources) CHECK_MESSAGE(uses[key] > 0, key << " is used by no value");
}
