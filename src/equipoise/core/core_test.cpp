#include <doctest/doctest.h>

#include <type_traits>

#include "equipoise/core/constants.hpp"
#include "equipoise/core/diagnostics.hpp"
#include "equipoise/core/hash.hpp"
#include "equipoise/core/sha256.hpp"
#include "equipoise/core/units.hpp"
#include "equipoise/core/vector.hpp"

namespace core = equipoise::core;

namespace {
template <class A, class B>
concept Subtractable = requires(A a, B b) { a - b; };
static_assert(Subtractable<core::Vec3<core::Ecef>, core::Vec3<core::Ecef>>);
static_assert(!Subtractable<core::Vec3<core::Ecef>, core::Vec3<core::Stage>>,
              "mixing frames must not compile");
} // namespace

TEST_CASE("units: SI inside, customary outside, nonsense refused") {
  CHECK(core::parse_quantity("290 km")->value == 290e3);
  CHECK(core::parse_quantity("4.8 km/s")->value == doctest::Approx(4800.0).epsilon(1e-15));
  CHECK(core::parse_quantity("105 deg")->value == doctest::Approx(1.8325957145940461).epsilon(1e-15));
  CHECK(core::parse_quantity("50000 ft")->value == doctest::Approx(15240.0).epsilon(1e-15));
  CHECK(core::parse_quantity("36 km/h")->value == doctest::Approx(10.0));
  CHECK(core::parse_quantity("-3 deg")->dimension == core::Dimension::angle);
  CHECK(core::parse_quantity("0.5")->dimension == core::Dimension::number);
  for (const char* bad :
       {"", "km", "12 parsec", "1e400 km", "inf km", "nan s", "3 km km", "1,5 km", "0x10 m"})
    CHECK_MESSAGE(!core::parse_quantity(bad), bad);
}

TEST_CASE("units: what is written is what a person would write") {
  CHECK(core::format_quantity(290e3, core::Dimension::length) == "290 km");
  CHECK(core::format_quantity(14000, core::Dimension::mass_per_area) == "14000 kg/m2");
  CHECK(core::format_quantity(0.0015, core::Dimension::area) == "0.0015 m2");
  CHECK(core::format_quantity(105 * core::degree, core::Dimension::angle) == "105 deg");
  CHECK(core::format_quantity(0, core::Dimension::time) == "0 s");
  CHECK(core::format_number(0.1) == "0.1");
}

TEST_CASE("SHA-256: the published answers of FIPS 180-4") {
  CHECK(core::sha256_hex("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  CHECK(core::sha256_hex("") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
}

TEST_CASE("a digest survives its text") {
  core::Sha256 hash;
  hash.update("abc");
  const core::Digest digest = hash.finish();
  CHECK(core::from_hex(core::to_hex(digest)) == digest);
}

TEST_CASE("names: order of parts matters, near words are found") {
  CHECK(core::combine(core::combine(1, 2), 3) != core::combine(core::combine(1, 3), 2));
  CHECK(core::name_hash("salvo") != core::name_hash("salvp"));
  CHECK(core::nearest("cuont", {"count", "from", "aim"}) == "count");
  CHECK(core::nearest("zzz", {"count", "from", "aim"}).empty());
}

TEST_CASE("a fault reads file:line:column: key: message") {
  CHECK(core::to_string({core::Severity::error, {"a.toml", 3, 7}, "raid.salvo.count", "is negative"}) ==
        "a.toml:3:7: raid.salvo.count: is negative");
}
