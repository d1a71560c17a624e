#include <doctest/doctest.h>

#include <algorithm>
#include <type_traits>
#include <vector>

#include "equipoise/core/constants.hpp"
#include "equipoise/core/diagnostics.hpp"
#include "equipoise/core/hash.hpp"
#include "equipoise/core/search.hpp"
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

TEST_CASE("units: customary ones by their definitions, days of the calendar, no Mach") {
  const auto si = [](const char* text) { return core::parse_quantity(text)->value; };
  CHECK(si("1 nmi") == 1852.0);
  CHECK(si("1 mi") == doctest::Approx(1609.344).epsilon(1e-15));
  CHECK(si("600 mph") == doctest::Approx(268.224).epsilon(1e-14));
  CHECK(si("56000 lbf") == doctest::Approx(249100.410516).epsilon(1e-9)); // 0.45359237 kg x 9.80665 m/s2
  CHECK(si("287 lb/s") == doctest::Approx(130.18101).epsilon(1e-7));
  CHECK(si("-20 dBsm") == doctest::Approx(0.01).epsilon(1e-14));
  CHECK(si("0 dBsm") == 1.0);
  CHECK(si("3 GHz") == 3e9);
  CHECK(si("5.43 billion USD") == doctest::Approx(5.43e9).epsilon(1e-15));
  CHECK(si("2 years") == 2 * 365.25 * 86400);
  CHECK(si("1970-01-01") == 0.0);
  CHECK(si("2018-10-05") == 17809.0); // date -d 2018-10-05 +%s is 17809 x 86400
  CHECK(si("1942-10-03") == -9952.0);
  CHECK(core::format_quantity(17809.0, core::Dimension::date) == "2018-10-05");
  CHECK(core::format_quantity(5.43e9, core::Dimension::money) == "5.43 billion USD");
  for (const char* bad :
       {"2018-02-30", "2018-13-01", "18-10-05", "2018-10-5", "2018-10-055", "Mach 2", "2 Mach", "1e400 km"})
    CHECK_MESSAGE(!core::parse_quantity(bad), bad);
  CHECK(core::why_no_quantity("2 Mach", core::Dimension::speed) ==
        "is a Mach number, a speed only together with a height");
  CHECK(core::why_no_quantity("Mach 2", core::Dimension::speed) ==
        core::why_no_quantity("2 Mach", core::Dimension::speed));
  CHECK(core::why_no_quantity("31,5 deg", core::Dimension::angle) == "has a comma where a point is wanted");
  const auto meant = [](const char* text, core::Dimension wanted) {
    const std::string why = core::why_no_quantity(text, wanted);
    return why.substr(why.find('('));
  };
  CHECK(meant("3 degr", core::Dimension::angle) == "(did you mean \"deg\"?)");
  CHECK(meant("3 degrees", core::Dimension::angle) == "(did you mean \"deg\"?)");
  CHECK(meant("3 KM", core::Dimension::length) == "(did you mean \"km\"?)");
  CHECK(meant("3 kmh", core::Dimension::speed) == "(did you mean \"km/h\"?)");
  CHECK(meant("3 metres", core::Dimension::length) == "(did you mean \"m\"?)");
}

TEST_CASE("a message shows no control characters and no end of text") {
  const std::string text = core::to_string({core::Severity::error, {"a", 1, 1}, "k", "x\x1b[31m\ny"});
  CHECK(text == "a:1:1: k: x\\x1b[31m\\x0ay");
  CHECK(core::to_string({core::Severity::error, {"a", 1, 1}, "k", std::string(100000, 'x')}).size() < 2100);
}

TEST_CASE("units: what is written is what a person would write") {
  CHECK(core::format_quantity(290e3, core::Dimension::length) == "290 km");
  CHECK(core::format_quantity(14000, core::Dimension::mass_per_area) == "14000 kg/m2");
  CHECK(core::format_quantity(0.0015, core::Dimension::area) == "0.0015 m2");
  CHECK(core::format_quantity(105 * core::degree, core::Dimension::angle) == "105 deg");
  CHECK(core::format_quantity(0, core::Dimension::time) == "0 s");
  CHECK(core::format_number(0.1) == "0.1");
}

TEST_CASE("names: order of parts matters, near words are found") {
  CHECK(core::combine(core::combine(1, 2), 3) != core::combine(core::combine(1, 3), 2));
  CHECK(core::name_hash("salvo") != core::name_hash("salvp"));
  CHECK(core::nearest("cuont", {"count", "from", "aim"}) == "count");
  CHECK(core::nearest("zzz", {"count", "from", "aim"}).empty());
  CHECK(core::nearest("COUNT", {"count", "from", "aim"}) == "count");
  CHECK(core::with_article("angle") == "an angle");
  CHECK(core::with_article("length") == "a length");
}

TEST_CASE("a fault shows no byte that is no text") {
  CHECK(core::to_string({core::Severity::error, {"a.toml", 3, 7}, "k", "\"\xfcm\x01\""}) ==
        "a.toml:3:7: k: \"\\xfcm\\x01\"");
}

TEST_CASE("a fault reads file:line:column: key: message") {
  CHECK(core::to_string({core::Severity::error, {"a.toml", 3, 7}, "raid.salvo.count", "is negative"}) ==
        "a.toml:3:7: raid.salvo.count: is negative");
}

TEST_CASE("first_not_before finds what std::lower_bound finds") {
  std::vector<int> values;
  for (int n = 0; n < 40; ++n) {
    for (int x = -1; x <= 2 * n + 1; ++x) {
      const int* found =
          equipoise::core::first_not_before(values.data(), values.size(), [x](int v) { return v < x; });
      CHECK(found - values.data() == std::lower_bound(values.begin(), values.end(), x) - values.begin());
    }
    values.push_back(n % 3 == 0 ? 2 * n : 2 * n + 1);
  }
}

TEST_CASE("first_that_holds finds the first count that holds, and stays within its bounds") {
  using equipoise::core::first_that_holds;
  for (unsigned low = 0; low < 9; ++low)
    for (unsigned high = 0; high < 20; ++high)
      for (unsigned from = 0; from < 22; ++from) {
        unsigned first = low; // one by one
        while (first < high && first < from) ++first;
        CHECK(first_that_holds(low, high, [from](unsigned n) { return n >= from; }) == first);
      }
}
