#include <doctest/doctest.h>

#include "equipoise/catalogue/bind.hpp"
#include "equipoise/catalogue/schema.hpp"

using namespace equipoise;
using namespace equipoise::catalogue;

namespace {

Parameter fixed(const std::string& name, double value) {
  Parameter p;
  p.name = name;
  p.low = p.nominal = p.high = value;
  return p;
}

Catalogue family() {
  Catalogue c;
  Entry parent{"parent", "radar-practice", "", "", {}, {}, {}};
  parent.parameters["range_factor"] = fixed("range_factor", 0.9);
  Entry child{"child", "radar", "", "parent", {}, {}, {}};
  child.parameters["range"] = fixed("range", 390e3);
  c.entries["parent"] = parent;
  c.entries["child"] = child;
  return c;
}

} // namespace

TEST_CASE("a name falls back to what it is part of, and an entry to the one it is like") {
  Catalogue c = family();
  c.entries["child"].parameters["kill_probability.ballistic.assessed"] =
      fixed("kill_probability.ballistic.assessed", 0.5);
  c.entries["child"].parameters["kill_probability"] = fixed("kill_probability", 0.7);
  const ParameterSet none;
  const Values v(c, none);
  CHECK(v("child", "kill_probability.ballistic.assessed") == 0.5);
  CHECK(v("child", "kill_probability.aircraft.assessed") == 0.7);
  CHECK(v("child", "range_factor") == 0.9);
  CHECK_FALSE(v.has("parent", "range"));
}

TEST_CASE("entries that are like each other in a ring end somewhere") {
  Catalogue c = family();
  c.entries["parent"].like = "child";
  CHECK(c.find("child", "nothing") == nullptr);
}

TEST_CASE(
    "a drawn value belongs to the entry that owns the parameter, an override reaches all below a name") {
  const Catalogue c = family();
  ParameterSet set{{{"parent", "range_factor"}, 0.6}};
  CHECK(Values(c, set)("child", "range_factor") == 0.6);
  override_value(c, set, "child", "range_factor", 0.8);
  CHECK(Values(c, set)("child", "range_factor") == 0.8);
}

TEST_CASE("schema: exact names, leading parts, unknown ones") {
  const Kind* kind = find_kind("interceptor");
  REQUIRE(kind != nullptr);
  CHECK(find_field(*kind, "kill_probability.ballistic")->name == "kill_probability");
  CHECK(find_field(*kind, "kill_probabilityx") == nullptr);
  CHECK(find_kind("nonsense") == nullptr);
}

TEST_CASE(
    "beliefs: the brochure has no frictions, and only the assessed one takes the assessed kill probability") {
  for (const Belief belief : {Belief::brochure, Belief::frictions, Belief::assessed}) {
    const Causes on(belief);
    for (const bool friction : {on.seeing, on.readiness, on.timing, on.failures, on.kill_assessment})
      CHECK(friction == (belief != Belief::brochure));
    CHECK(on.kill_probability == (belief == Belief::assessed));
  }
  CHECK(belief_from("assessed") == Belief::assessed);
  CHECK_FALSE(belief_from("hope"));
  CHECK_FALSE(sensing_limits(Belief::brochure).horizon);
}

TEST_CASE("values are written as people write them") {
  Parameter p = fixed("launchers", engagement::unlimited);
  CHECK(format_value(p, p.nominal) == "unlimited");
  p.words = {"low", "high"};
  CHECK(format_value(p, 1) == "high");
}
