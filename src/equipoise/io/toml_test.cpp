#include "equipoise/io/toml.hpp"

#include <doctest/doctest.h>

#include <chrono>
#include <clocale>
#include <cmath>
#include <limits>
#include <string>

namespace toml = equipoise::io::toml;

namespace {

toml::Table valid(std::string_view text) {
  toml::ParseResult result = toml::parse(text);
  const std::string first =
      result.ok() ? "" : std::to_string(result.faults[0].at.line) + ": " + result.faults[0].message;
  REQUIRE_MESSAGE(result.ok(), text.substr(0, 200), "\n", first);
  return result.root;
}

// The value of x.
toml::Value value(const std::string& text) {
  const toml::Table root = valid("x = " + text);
  REQUIRE(root.find("x") != nullptr);
  return *root.find("x");
}

std::string string(const std::string& text) {
  const toml::Value v = value(text);
  REQUIRE(v.kind() == toml::Kind::string);
  return *v.as<std::string>();
}

// "line:column message" for each fault, one per line.
std::string faults(std::string_view text) {
  std::string out;
  for (const toml::Fault& fault : toml::parse(text).faults) {
    if (!out.empty()) out += '\n';
    out += std::to_string(fault.at.line) + ":" + std::to_string(fault.at.column) + " " + fault.message;
  }
  return out;
}

bool accepts(std::string_view text) {
  return toml::parse(text).ok();
}

// Follows keys separated by dots; into the last element of an array.
const toml::Value* at(const toml::Table& root, std::string_view path) {
  const toml::Table* table = &root;
  for (;;) {
    const std::size_t dot = path.find('.');
    const toml::Value* found = table->find(path.substr(0, dot));
    if (found == nullptr || dot == std::string_view::npos) return found;
    if (const auto* array = found->as<toml::Array>()) found = &array->back();
    table = found->as<toml::Table>();
    if (table == nullptr) return nullptr;
    path.remove_prefix(dot + 1);
  }
}

std::int64_t integer(const toml::Table& root, std::string_view path) {
  const toml::Value* found = at(root, path);
  REQUIRE(found != nullptr);
  REQUIRE(found->kind() == toml::Kind::integer);
  return *found->as<std::int64_t>();
}

std::string repeat(std::string_view text, std::size_t times) {
  std::string out;
  for (std::size_t i = 0; i < times; ++i) out += text;
  return out;
}

} // namespace

TEST_CASE("toml: each kind of value") {
  CHECK(*value("true").as<bool>());
  CHECK_FALSE(*value("false").as<bool>());
  CHECK(*value("-1_000").as<std::int64_t>() == -1000);
  CHECK(*value("+0").as<std::int64_t>() == 0);
  CHECK(*value("0xDEAD_beef").as<std::int64_t>() == 0xDEADBEEF);
  CHECK(*value("0o755").as<std::int64_t>() == 0755);
  CHECK(*value("0b0101").as<std::int64_t>() == 5);
  CHECK(*value("9223372036854775807").as<std::int64_t>() == std::numeric_limits<std::int64_t>::max());
  CHECK(*value("-9223372036854775808").as<std::int64_t>() == std::numeric_limits<std::int64_t>::min());
  CHECK(*value("6.626e-34").as<double>() == 6.626e-34);
  CHECK(*value("+1_0.5E+0_1").as<double>() == 105.0);
  CHECK(*value("5e-324").as<double>() == std::numeric_limits<double>::denorm_min());
  CHECK(std::signbit(*value("-0.0").as<double>()));
  CHECK(*value("-inf").as<double>() == -std::numeric_limits<double>::infinity());
  CHECK(std::isnan(*value("+nan").as<double>()));
  CHECK(value("1979-05-27 07:32:00.25-08:00").as<toml::Datetime>()->text == "1979-05-27 07:32:00.25-08:00");
  CHECK(value("1979-05-27 # c").as<toml::Datetime>()->text == "1979-05-27");
  CHECK(value("07:32:00").kind() == toml::Kind::datetime);
  CHECK(value("[1, [2], {a = 3},]").as<toml::Array>()->size() == 3);
  CHECK(value("{a = 1, b.c = 2}").as<toml::Table>()->members.size() == 2);
}

TEST_CASE("toml: a value gives nothing as another kind, and integers count as numbers") {
  CHECK(value("1").as<double>() == nullptr);
  CHECK(*value("1").number() == 1.0);
  CHECK(*value("1.5").number() == 1.5);
  CHECK_FALSE(value("'1'").number());
  CHECK(toml::Value{}.kind() == toml::Kind::boolean);
  CHECK(toml::name(toml::Kind::integer) == "an integer");
  CHECK(toml::name(value("[]").kind()) == "an array");
  CHECK(toml::name(value("{}").kind()) == "a table");
}

TEST_CASE("toml: numbers do not depend on the locale") {
  const std::string before = std::setlocale(LC_ALL, nullptr);
  std::setlocale(LC_ALL, "de_DE.UTF-8");
  CHECK(*value("1.5").as<double>() == 1.5);
  std::setlocale(LC_ALL, before.c_str());
}

TEST_CASE("toml: strings") {
  CHECK(string(R"("a\tb\n\"\\\u00e9\U0001F680")") == "a\tb\n\"\\\u00e9\U0001F680");
  CHECK(string(R"("\u0000")") == std::string(1, '\0'));
  CHECK(string(R"('C:\new')") == R"(C:\new)");
  CHECK(string("\"\"\"\na\r\nb\"\"\"") == "a\nb");
  CHECK(string("\"\"\"a \\\n\n \t b\"\"\"") == "a b");
  CHECK(string(R"("""""a"""""")") == "\"\"a\"\"\"" == false);
  CHECK(string(R"("""""a""""")") == R"(""a"")");
  CHECK(string("'''\n'a''\\\n'''") == "'a''\\\n");
  CHECK(string("\"#\" # c") == "#");
}

TEST_CASE("toml: keys and tables keep their order and their positions") {
  const toml::Table root = valid(
      "\xEF\xBB\xBF"
      "b = 1\na.\"é x\" . c = 'é'  # é\n\t'' = [ 1,\r\n  2 ]\n[t.u]\nk = {é = 1}\n");
  (void)root;
}
