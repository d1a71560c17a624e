#include "equipoise/io/toml/toml.hpp"

#include <doctest/doctest.h>

#include <clocale>
#include <cmath>
#include <limits>
#include <string>

#include "equipoise/io/toml/table_reader.hpp"

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
  CHECK(string(R"("""""a""""")") == R"(""a"")");
  CHECK(string("'''\n'a''\\\n'''") == "'a''\\\n");
  CHECK(string("\"#\" # c") == "#");
}

TEST_CASE("toml: keys and values have their positions, in code points") {
  const toml::Table root = valid(
      "\xEF\xBB\xBF"
      "b = 1\n"
      "a.\"é x\" . c = 'é'  # é\n"
      "\t'' = [ 'é', 1,\r\n"
      "  {k = true} ]\n"
      "m = '''\n"
      "é'''\n"
      "last = 1979-05-27\n");
  REQUIRE(root.members.size() == 5);
  CHECK(root.members[0].key == "b");
  CHECK(root.members[0].key_at == toml::Position{1, 1});
  CHECK(root.members[0].value.at == toml::Position{1, 5});
  CHECK(root.members[1].key_at == toml::Position{2, 1});
  CHECK(root.members[1].value.at == toml::Position{2, 1});
  const toml::Table* inner = at(root, "a.é x")->as<toml::Table>();
  REQUIRE(inner != nullptr);
  CHECK(at(root, "a")->as<toml::Table>()->members[0].key_at == toml::Position{2, 3});
  CHECK(inner->members[0].key_at == toml::Position{2, 11});
  CHECK(inner->members[0].value.at == toml::Position{2, 15});
  CHECK(root.members[2].key.empty());
  CHECK(root.members[2].key_at == toml::Position{3, 2});
  const toml::Array& array = *root.members[2].value.as<toml::Array>();
  CHECK(root.members[2].value.at == toml::Position{3, 7});
  CHECK(array[0].at == toml::Position{3, 9});
  CHECK(array[1].at == toml::Position{3, 14});
  CHECK(array[2].at == toml::Position{4, 3});
  CHECK(array[2].as<toml::Table>()->members[0].key_at == toml::Position{4, 4});
  CHECK(array[2].as<toml::Table>()->members[0].value.at == toml::Position{4, 8});
  CHECK(root.members[3].value.at == toml::Position{5, 5});
  CHECK(root.members[4].key_at == toml::Position{7, 1});
  CHECK(root.members[4].value.at == toml::Position{7, 8});
}

TEST_CASE("toml: a table is where its header is") {
  const toml::Table root = valid("[a.b]\n [ a ]\n[[e]]\nx=1\n[[e]]\n[e.f]\n");
  CHECK(root.members[0].key_at == toml::Position{2, 4});
  CHECK(at(root, "a")->at == toml::Position{2, 2});
  CHECK(at(root, "a.b")->at == toml::Position{1, 1});
  CHECK(root.members[1].key_at == toml::Position{3, 3});
  CHECK(at(root, "e")->at == toml::Position{3, 1});
  CHECK(at(root, "e")->as<toml::Array>()->at(1).at == toml::Position{5, 1});
  CHECK(at(root, "e.f")->at == toml::Position{6, 1});
}

TEST_CASE("toml: headers, dotted keys and arrays of tables build one tree") {
  const toml::Table root = valid(
      "a.b.c = 1\na.b.d = 2\na.e = 3\n[s.t]\nx = 4\n[s]\nx = 5\n[s.t.u]\nx = 6\n[[p]]\nx = 7\n[[p]]\nx = 8\n"
      "[p.q]\nx = 9\n[[p.r]]\nx = 10\n[[p.r]]\nx = 11\n[f]\ng.h = 12\n[f.g.i]\nx = 13\n");
  CHECK(integer(root, "a.b.c") == 1);
  CHECK(integer(root, "a.b.d") == 2);
  CHECK(integer(root, "a.e") == 3);
  CHECK(integer(root, "s.t.x") == 4);
  CHECK(integer(root, "s.x") == 5);
  CHECK(integer(root, "s.t.u.x") == 6);
  CHECK(at(root, "p")->as<toml::Array>()->size() == 2);
  CHECK(integer(root, "p.x") == 8);
  CHECK(integer(root, "p.q.x") == 9);
  CHECK(at(root, "p.r")->as<toml::Array>()->size() == 2);
  CHECK(integer(root, "p.r.x") == 11);
  CHECK(integer(root, "f.g.h") == 12);
  CHECK(integer(root, "f.g.i.x") == 13);
}

TEST_CASE("toml: what is defined cannot be defined again") {
  CHECK(faults("a = 1\nb = 2\na = 3") == "3:1 'a' is already set in line 1");
  CHECK(faults("\"a\" = 1\n'a' = 3") == "2:1 'a' is already set in line 1");
  CHECK(faults("a = 1\na.b = 1") == "2:1 'a' is already set in line 1");
  CHECK(faults("a.b = 1\na = 1") == "2:1 the table 'a' is already defined in line 1 by a dotted key");
  CHECK(faults("[a]\n[b]\n[a]") == "3:2 the table 'a' is already defined in line 1");
  CHECK(faults("[a]\nb.c = 1\n[a.b]") == "3:4 the table 'b' is already defined in line 2 by a dotted key");
  CHECK(faults("[a.b.c]\n[a]\nb.c.d = 1") == "3:3 the table 'c' is already defined in line 1");
  CHECK(faults("a = {}\na.b = 1") ==
        "2:1 'a' is already set in line 1; an inline table is complete as it stands");
  CHECK(faults("a = {}\n[a.b]") ==
        "2:2 'a' is already set in line 1; an inline table is complete as it stands");
  CHECK(faults("a = []\n[[a]]") ==
        "2:3 'a' is already set in line 1; an array in [ ] is complete as it stands");
  CHECK(faults("[[a]]\n[a]") ==
        "2:2 'a' is already an array of tables, begun in line 1; add to it with [[...]]");
  CHECK(faults("[[a.b]]\n[a]\nb.y = 1") ==
        "3:1 'b' is already an array of tables, begun in line 1; add to it with [[...]]");
  CHECK(faults("[a]\n[[a]]") == "2:3 the table 'a' is already defined in line 1");
  CHECK(faults("a = {b = 1, b.c = 2, b = 3}") ==
        "1:13 'b' is already set in line 1\n1:22 'b' is already set in line 1");
}

TEST_CASE("toml: after a fault in a header, its members are read but not blamed") {
  CHECK(faults("[a]\nx = 1\n[a]\nx = 2\ny = 3\nz = ?") ==
        "3:2 the table 'a' is already defined in line 1\n"
        "6:5 expected a value: a string, number, true, false, [ or {; found '?'");
}

TEST_CASE("toml: messages say what is wrong and what is allowed") {
  CHECK(faults("a = ") ==
        "1:5 expected a value: a string, number, true, false, [ or {; found the end of the file");
  CHECK(faults("a = foo") ==
        "1:5 expected a value: a string, number, true, false, [ or {; text needs quotes: \"foo\"");
  CHECK(faults("a = 012") == "1:5 not a number: '012'; leading zeros are not allowed, octal is written 0o17");
  CHECK(faults("a = 1__2") ==
        "1:5 not a number: '1__2'; examples of what is allowed: 42, -1_000, 0xFF, 6.5, 1.5e-3; an underscore "
        "must stand between digits");
  CHECK(faults("a = 0b2") == "1:5 not a number: '0b2'; 0x, 0o and 0b take digits of base 16, 8 and 2");
  CHECK(faults("a = 9223372036854775808") ==
        "1:5 the integer '9223372036854775808' does not fit; allowed are -9223372036854775808 to "
        "9223372036854775807");
  CHECK(
      faults("a = 1e400") ==
      "1:5 the number '1e400' does not fit a double; allowed are 0, magnitudes from 5e-324 to 1.797e308, inf "
      "and nan");
  CHECK_FALSE(accepts("a = 1e-400"));
  CHECK(accepts("a = 0e400"));
  CHECK(faults("a = 2023-02-29") ==
        "1:5 not a date or time: '2023-02-29'; the day must be 01 to 28 in this month");
  CHECK(faults("a = 07:60:00") == "1:5 not a date or time: '07:60:00'; the minute must be 00 to 59");
  CHECK(faults("a = 2023-02-01 07:30") ==
        "1:5 not a date or time: '2023-02-01 07:30'; a time is written 07:32:00 or 07:32:00.25");
  CHECK(faults("a = 1 2") == "1:7 expected the end of the line or a comment, found '2'");
  CHECK(faults("a b = 1") == "1:3 expected = after the key, found 'b'");
  CHECK(faults("= 1") == "1:1 expected a key: letters, digits, _ and -, or a quoted string; found '='");
  CHECK(faults("é = 1") == "1:1 expected a key: letters, digits, _ and -, or a quoted string; found 'é'");
  CHECK(faults("[a\n") == "1:3 expected ] after the table name, found the end of the line");
  CHECK(faults("[[a]\n") == "1:5 expected ]] after the table name, found the end of the line");
  CHECK(faults("a = \"b") == "1:5 the string is not closed before the end of the file; close it with \"");
  CHECK(faults("a = 'b\nc = 1") ==
        "1:5 the string is not closed before the end of the line; close it with ', or use ''' for text of "
        "several lines");
  CHECK(faults("a = \"\\q\"") ==
        "1:6 unknown escape; allowed are \\b \\t \\n \\f \\r \\\" \\\\ \\uXXXX \\UXXXXXXXX; '...' takes a \\ "
        "as "
        "it is");
  CHECK(faults("a = \"é\\ud800\"") ==
        "1:7 the escape is not a Unicode character; allowed are 0000 to D7FF and E000 to 10FFFF");
  CHECK(faults("a = \"\\u12\"") == "1:6 \\u must be followed by 4 hexadecimal digits");
  CHECK(faults("'''a''' = 1") == "1:1 a key cannot be a string of several lines; write it with one quote");
}

TEST_CASE("toml: only valid UTF-8 without control characters") {
  CHECK(faults("a = 'é\xFF\xFE'") == "1:7 the byte 0xFF in a string is not UTF-8; the text must be UTF-8");
  CHECK(faults("# \xC0\x80") == "1:3 the byte 0xC0 in a comment is not UTF-8; the text must be UTF-8");
  for (const char* bad : {"\x80", "\xC1\xBF", "\xC3", "\xE0\x9F\xBF", "\xED\xA0\x80", "\xF0\x8F\xBF\xBF",
                          "\xF4\x90\x80\x80", "\xF5\x80\x80\x80", "\xE2\x82"}) {
    CHECK_FALSE(accepts(std::string("# ") + bad));
    CHECK_FALSE(accepts(std::string("a = '") + bad + "'"));
  }
  CHECK(accepts(
      "# \xC2\x80 \xDF\xBF \xE0\xA0\x80 \xED\x9F\xBF \xEE\x80\x80 \xF0\x90\x80\x80 \xF4\x8F\xBF\xBF"));
  CHECK(accepts("\xEF\xBB\xBF# byte order mark"));
  CHECK_FALSE(accepts("a = 1\n\xEF\xBB\xBF"));
  CHECK(faults("# a\rb") == "1:4 a carriage return without a line feed in a comment is not allowed");
  CHECK(faults("a = 1\r") ==
        "1:6 expected the end of the line or a comment, found a carriage return without a line feed");
  CHECK(faults("a = \"\x01\"") ==
        "1:6 the control character U+0001 in a string is not allowed; write an escape such as \\u0000");
  CHECK(
      faults(std::string_view("a = '\0'", 7)) ==
      "1:6 the control character U+0000 in a string is not allowed; only \"...\" can hold it, as an escape");
  CHECK_FALSE(accepts(std::string_view("a = 1\0", 6)));
  CHECK_FALSE(accepts("# \x7F"));
}

TEST_CASE("toml: one pass finds the faults of several lines, in order, without follow-up faults") {
  CHECK(faults("a = [1, 2\n"
               "b = 3\n"
               "c = [\n"
               "  [1, 2],\n"
               "  [1 2],\n"
               "  [3, 4]\n"
               "]\n"
               "d = ?\n"
               "e = { x = 1,\n"
               "      y = @ }\n"
               "[t]\n"
               "x = 1\n"
               "x = 2\n"
               "ok = 1\n") ==
        "2:1 expected , or ] in the array that starts in line 1, found 'b'\n"
        "5:6 expected , or ] in the array, found '2'\n"
        "8:5 expected a value: a string, number, true, false, [ or {; found '?'\n"
        "10:11 expected a value: a string, number, true, false, [ or {; found '@'\n"
        "13:1 'x' is already set in line 12");
  CHECK(faults("a = [1,\nb = 3\nc = ?") ==
        "2:1 expected a value, found the key 'b'; close what is open before it\n"
        "3:5 expected a value: a string, number, true, false, [ or {; found '?'");
  CHECK(faults("a = {\n  x = 1,\n}") ==
        "1:6 an inline table must stand on one line; use a [table] for more\n"
        "2:8 a comma after the last member of an inline table is not allowed");
  CHECK(faults("a = [\n1,\n") == "1:5 the array is not closed before the end of the file; close it with ]");
}

TEST_CASE("toml: with faults, root has what could be read") {
  const toml::ParseResult result = toml::parse("a = 1\nb = ?\n[t]\nc = 2\nc = 3");
  CHECK_FALSE(result.ok());
  CHECK(integer(result.root, "a") == 1);
  CHECK(result.root.find("b") == nullptr);
  CHECK(integer(result.root, "t.c") == 2);
}

TEST_CASE("toml: at most max_faults faults") {
  CHECK(toml::parse(repeat("?\n", 1000)).faults.size() == toml::max_faults);
  CHECK(toml::parse(repeat("a = '\x01' \n", 1000)).faults.size() == toml::max_faults);
}

TEST_CASE("toml: who reads a file with too many faults is told that there may be more") {
  std::string text;
  for (int i = 0; i < 200; ++i) text += "a b = 1\n";
  equipoise::core::Diagnostics told;
  equipoise::io::parse_toml(text, "a.toml", told);
  REQUIRE(told.size() == toml::max_faults + 1);
  CHECK(told.back().message == "100 faults, more not shown");
  CHECK(told.back().at == told[toml::max_faults - 1].at);
}

TEST_CASE("toml: limits") {
  SUBCASE("text") {
    CHECK(accepts("#" + std::string(toml::max_text_bytes - 1, 'a')));
    CHECK(faults("#" + std::string(toml::max_text_bytes, 'a')) ==
          "1:1 the text has 16777217 bytes; at most 16777216 are allowed");
  }
  SUBCASE("depth of arrays and inline tables") {
    CHECK(accepts("a = " + repeat("[", 64) + repeat("]", 64)));
    CHECK(faults("a = " + repeat("[", 65) + repeat("]", 65)) ==
          "1:69 tables and arrays may be nested at most 64 deep");
    CHECK_FALSE(accepts("a = " + repeat("[", 1'000'000)));
    CHECK(accepts("a = " + repeat("{a = ", 63) + "{}" + repeat("}", 63)));
    CHECK_FALSE(accepts("a = " + repeat("{a = ", 64) + "{}" + repeat("}", 64)));
    CHECK_FALSE(accepts("a = " + repeat("{a = ", 1'000'000)));
  }
  SUBCASE("depth counts every way to nest") {
    CHECK(accepts("a = {" + repeat("a.", 31) + "b = {" + repeat("a.", 31) + "b = 1}}"));
    CHECK_FALSE(accepts("a = {" + repeat("a.", 31) + "b = {" + repeat("a.", 31) + "b = {}}}"));
    CHECK(accepts("[" + repeat("a.", 31) + "a]\nb = " + repeat("[", 32) + repeat("]", 32)));
    CHECK_FALSE(accepts("[" + repeat("a.", 31) + "a]\nb = " + repeat("[", 33) + repeat("]", 33)));
    std::string headers;
    for (std::size_t i = 0; i < 32; ++i) headers += "[[" + repeat("a.", i) + "a]]\n";
    CHECK(accepts(headers + "b = 1"));
    CHECK_FALSE(accepts(headers + "b = []"));
  }
  SUBCASE("parts of a key") {
    CHECK(accepts(repeat("a.", 31) + "a = 1"));
    CHECK(faults(repeat("a.", 32) + "a = 1\nb = ?") ==
          "1:65 a key may have at most 32 parts\n"
          "2:5 expected a value: a string, number, true, false, [ or {; found '?'");
    CHECK_FALSE(accepts("[" + repeat("a.", 32) + "a]"));
  }
  SUBCASE("strings and keys") {
    const std::string longest(toml::max_string_bytes, 'a');
    CHECK(accepts("a = '" + longest + "'"));
    CHECK(accepts("a = \"\"\"" + repeat("\\\n", 100'000) + longest + "\"\"\""));
    CHECK(faults("a = '" + longest + "a'\nb = ?") ==
          "1:5 the string is longer than 65536 bytes\n"
          "2:5 expected a value: a string, number, true, false, [ or {; found '?'");
    CHECK_FALSE(accepts("a = '''" + repeat("\n", toml::max_string_bytes + 2) + "'''"));
    CHECK_FALSE(accepts("a = \"" + repeat("\\n", toml::max_string_bytes + 1) + "\""));
    CHECK(accepts(longest + " = 1"));
    CHECK(faults(longest + "a = 1") == "1:1 the key is longer than 65536 bytes");
    CHECK(faults("'" + longest + "a' = 1") == "1:1 the string is longer than 65536 bytes");
    CHECK_FALSE(accepts("a = " + std::string(toml::max_string_bytes + 1, '1')));
  }
  SUBCASE("arrays and values") {
    CHECK(accepts("a = [" + repeat("1,", toml::max_array_elements) + "]"));
    CHECK(faults("a = [" + repeat("1,", toml::max_array_elements + 1) + "]") ==
          "1:5 an array may have at most 1000000 elements; reading ends");
    CHECK_FALSE(accepts(repeat("[[a]]\n", toml::max_array_elements + 1)));
    const std::string many = " = [" + repeat("1,", 900'000) + "]\n";
    CHECK_FALSE(accepts("a" + many + "b" + many + "c" + many));
  }
}

TEST_CASE("toml: large tables do not take quadratic time") {
  std::string keys;
  std::string dotted;
  for (int i = 0; i < 100'000; ++i) {
    keys += "k" + std::to_string(i) + " = 1\n";
    dotted += "a.k" + std::to_string(i) + " = 1\n";
  }
  // Tenths of a second; quadratic would take minutes, and end by the time limit of all tests under
  // sanitizers.
  CHECK(valid(keys).members.size() == 100'000);
  CHECK(at(valid(dotted), "a")->as<toml::Table>()->members.size() == 100'000);
  CHECK(faults(keys + "k77777 = 2") == "100001:1 'k77777' is already set in line 77778");
}

TEST_CASE("toml: one value") {
  CHECK(*toml::parse_value(" 12 ")->as<std::int64_t>() == 12);
  CHECK(toml::parse_value("1.5")->kind() == toml::Kind::real);
  CHECK(*toml::parse_value("'a b'")->as<std::string>() == "a b");
  CHECK(toml::parse_value("[1,\n 2]")->as<toml::Array>()->size() == 2);
  CHECK(toml::parse_value("{a.b = 1}")->kind() == toml::Kind::table);
  CHECK(toml::parse_value("2020-01-31 12:00:00")->kind() == toml::Kind::datetime);
  for (const char* text : {"", " ", "abc", "1 2", "1 # c", "1\n", "\n1", "a = 1", "[1", "'a", "09", "1e999",
                           "{a=1,}", "\xFF", "'\x01'", "]", "true false"}) {
    CHECK_FALSE(toml::parse_value(text));
  }
}

TEST_CASE("toml: tables can be changed") {
  toml::Table root = valid("a = 1\nb = 2\n[t]\nc = 3");
  toml::Table copy = root;
  copy.set("a", {std::string("x"), {}});
  copy.set("new", {std::int64_t{4}, {}});
  copy.find("t")->as<toml::Table>()->set("c", {2.5, {}});
  CHECK(copy.erase("b"));
  CHECK_FALSE(copy.erase("b"));
  CHECK(copy.members.size() == 3);
  CHECK(copy.members[0].key == "a");
  CHECK(*copy.members[0].value.as<std::string>() == "x");
  CHECK(integer(copy, "new") == 4);
  CHECK(*at(copy, "t.c")->as<double>() == 2.5);
  CHECK(integer(root, "a") == 1);
  CHECK(integer(root, "t.c") == 3);
}
