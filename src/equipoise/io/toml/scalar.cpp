// Numbers, booleans, dates and times of the TOML reader.
#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <limits>
#include <system_error>

#include "equipoise/io/toml/lexer.hpp"

namespace equipoise::io::toml::detail {
namespace {

// One or more digits of the base, with single underscores between digits only.
bool are_digits(std::string_view text, int base = 10) {
  const auto is_digit_of_base = [&](char c) {
    if (base == 16) return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
    return c >= '0' && c < '0' + base;
  };
  bool after_digit = false;
  for (const char c : text) {
    if (c == '_' && !after_digit) return false;
    if (c != '_' && !is_digit_of_base(c)) return false;
    after_digit = c != '_';
  }
  return after_digit;
}

std::string without_underscores(std::string_view text) {
  std::string out(text);
  out.erase(std::remove(out.begin(), out.end(), '_'), out.end());
  return out;
}

Value::Data read_integer(std::string_view token, std::string_view digits, int base, std::string& problem) {
  const std::string plain = without_underscores(digits);
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(plain.data(), plain.data() + plain.size(), value, base);
  if (error == std::errc::result_out_of_range) {
    problem = "the integer " + quoted(token) +
              " does not fit; allowed are -9223372036854775808 to 9223372036854775807";
    return false;
  }
  return value;
}

Value::Data read_real(std::string_view token, std::string& problem) {
  const std::string plain = without_underscores(token);
  const char* first = plain.data() + (plain.front() == '+' ? 1 : 0);
  double value = 0.0;
  const auto [end, error] = std::from_chars(first, plain.data() + plain.size(), value);
  // Libraries differ in what they return for a number too large or too small, so do not rely on the error
  // alone.
  const bool is_zero =
      plain.substr(0, plain.find_first_of("eE")).find_first_of("123456789") == std::string::npos;
  if (error != std::errc{} || !std::isfinite(value) || (value == 0.0 && !is_zero)) {
    problem = "the number " + quoted(token) +
              " does not fit a double; allowed are 0, magnitudes from 5e-324 to 1.797e308, inf and nan";
    return false;
  }
  return value;
}

std::string not_a_value(std::string_view token) {
  if (is_digit(token.front()) || token.front() == '+' || token.front() == '-' || token.front() == '.') {
    return "not a number: " + quoted(token) + "; examples of what is allowed: 42, -1_000, 0xFF, 6.5, 1.5e-3";
  }
  return "expected a value: a string, number, true, false, [ or {; text needs quotes: \"" +
         std::string(token.substr(0, 60)) + (token.size() > 60 ? "...\"" : "\"");
}

Value::Data read_number(std::string_view token, std::string& problem) {
  if (token.starts_with("0x") || token.starts_with("0o") || token.starts_with("0b")) {
    const int base = token[1] == 'x' ? 16 : token[1] == 'o' ? 8 : 2;
    if (are_digits(token.substr(2), base)) return read_integer(token, token.substr(2), base, problem);
    problem = "not a number: " + quoted(token) + "; 0x, 0o and 0b take digits of base 16, 8 and 2";
    return false;
  }

  std::string_view rest = token;
  const bool negative = rest.front() == '-';
  if (negative || rest.front() == '+') rest.remove_prefix(1);
  if (rest == "inf") {
    return negative ? -std::numeric_limits<double>::infinity() : std::numeric_limits<double>::infinity();
  }
  if (rest == "nan") return std::numeric_limits<double>::quiet_NaN();

  // integer part [ . fraction ] [ e exponent ]
  const std::size_t exponent_at = std::min(rest.find_first_of("eE"), rest.size());
  std::string_view mantissa = rest.substr(0, exponent_at);
  const std::size_t point_at = std::min(mantissa.find('.'), mantissa.size());
  const std::string_view whole = mantissa.substr(0, point_at);
  bool valid = are_digits(whole);
  if (point_at < mantissa.size()) valid = valid && are_digits(mantissa.substr(point_at + 1));
  if (exponent_at < rest.size()) {
    std::string_view exponent = rest.substr(exponent_at + 1);
    if (exponent.starts_with('+') || exponent.starts_with('-')) exponent.remove_prefix(1);
    valid = valid && are_digits(exponent);
  }
  if (!valid) {
    problem = not_a_value(token);
    const bool from_digits = rest.find_first_not_of("0123456789_.eE+-") == std::string_view::npos;
    if (from_digits && token.find('_') != std::string_view::npos) {
      problem += "; an underscore must stand between digits";
    } else if (from_digits && token.find('.') != std::string_view::npos) {
      problem += "; a point must stand between digits";
    }
    return false;
  }
  if (whole.size() > 1 && whole.front() == '0') {
    problem = "not a number: " + quoted(token) + "; leading zeros are not allowed, octal is written 0o17";
    return false;
  }
  if (whole.size() == rest.size()) {
    return read_integer(token, token.front() == '+' ? rest : token, 10, problem);
  }
  return read_real(token, problem);
}

// Takes "##" (count digits) from the front of text; -1 if it is not there.
int take_number(std::string_view& text, std::size_t count) {
  int value = 0;
  if (text.size() < count) return -1;
  for (const char c : text.substr(0, count)) {
    if (!is_digit(c)) return -1;
    value = value * 10 + (c - '0');
  }
  text.remove_prefix(count);
  return value;
}

bool take(std::string_view& text, std::string_view any_of) {
  if (text.empty() || any_of.find(text.front()) == std::string_view::npos) return false;
  text.remove_prefix(1);
  return true;
}

bool starts_date(std::string_view text) {
  return take_number(text, 4) >= 0 && take(text, "-");
}
bool starts_time(std::string_view text) {
  return take_number(text, 2) >= 0 && take(text, ":");
}

// Each take_ function below removes its part and returns an empty text, or says what is wrong.
std::string take_date(std::string_view& text) {
  const int year = take_number(text, 4);
  const bool to_month = take(text, "-");
  const int month = take_number(text, 2);
  const bool to_day = take(text, "-");
  const int day = take_number(text, 2);
  if (year < 0 || !to_month || month < 0 || !to_day || day < 0) return "a date is written 2020-01-31";
  if (month < 1 || month > 12) return "the month must be 01 to 12";
  constexpr std::array<int, 12> lengths = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  const bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
  const int length = month == 2 && leap ? 29 : lengths[static_cast<std::size_t>(month - 1)];
  if (day < 1 || day > length) return "the day must be 01 to " + std::to_string(length) + " in this month";
  return {};
}

std::string take_time(std::string_view& text) {
  const int hour = take_number(text, 2);
  const bool to_minute = take(text, ":");
  const int minute = take_number(text, 2);
  const bool to_second = take(text, ":");
  const int second = take_number(text, 2);
  if (hour < 0 || !to_minute || minute < 0 || !to_second || second < 0) {
    return "a time is written 07:32:00 or 07:32:00.25";
  }
  if (hour > 23) return "the hour must be 00 to 23";
  if (minute > 59) return "the minute must be 00 to 59";
  if (second > 60) return "the second must be 00 to 59, or 60 for a leap second";
  if (take(text, ".")) {
    if (take_number(text, 1) < 0) return "a point in a time must be followed by digits";
    while (take_number(text, 1) >= 0) {
    }
  }
  return {};
}

std::string take_offset(std::string_view& text) {
  if (take(text, "Zz")) return {};
  if (!take(text, "+-")) return {};
  const int hour = take_number(text, 2);
  const bool to_minute = take(text, ":");
  const int minute = take_number(text, 2);
  if (hour < 0 || !to_minute || minute < 0) return "an offset is written Z, +05:30 or -08:00";
  if (hour > 23) return "the hour of the offset must be 00 to 23";
  if (minute > 59) return "the minute of the offset must be 00 to 59";
  return {};
}

Value::Data read_datetime(std::string_view token, std::string& problem) {
  std::string_view rest = token;
  std::string wrong;
  if (starts_date(rest)) {
    wrong = take_date(rest);
    if (wrong.empty() && take(rest, "Tt ")) {
      wrong = take_time(rest);
      if (wrong.empty()) wrong = take_offset(rest);
    }
  } else {
    wrong = take_time(rest);
  }
  if (wrong.empty() && !rest.empty()) wrong = "what follows it must be removed: " + quoted(rest);
  if (wrong.empty()) return Datetime{std::string(token)};
  problem = "not a date or time: " + quoted(token) + "; " + wrong;
  return false;
}

} // namespace

bool is_date(std::string_view token) {
  return take_number(token, 4) >= 0 && take(token, "-") && take_number(token, 2) >= 0 && take(token, "-") &&
         take_number(token, 2) >= 0 && token.empty();
}

Value::Data read_scalar(std::string_view token, std::string& problem) {
  if (token == "true") return true;
  if (token == "false") return false;
  if (token.size() > max_string_bytes) {
    problem = "the value is longer than " + std::to_string(max_string_bytes) + " characters";
    return false;
  }
  if (starts_date(token) || starts_time(token)) return read_datetime(token, problem);
  return read_number(token, problem);
}

} // namespace equipoise::io::toml::detail
