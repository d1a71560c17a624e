#include "equipoise/io/toml/lexer.hpp"

#include <algorithm>
#include <cstdint>
#include <utility>

#include "equipoise/core/utf8.hpp"

namespace equipoise::io::toml::detail {
namespace {

using core::utf8_length;

bool is_bare_key_character(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || is_digit(c) || c == '_' || c == '-';
}

bool is_token_character(char c) {
  return is_bare_key_character(c) || c == '+' || c == '.' || c == ':';
}

bool is_control(char c) {
  return (c >= 0 && c < 0x20 && c != '\t') || c == 0x7F;
}

unsigned byte(char c) {
  return static_cast<unsigned char>(c);
}

std::string hexadecimal(unsigned value, std::size_t digits) {
  std::string out(digits, '0');
  for (std::size_t i = digits; i-- > 0; value >>= 4) out[i] = "0123456789ABCDEF"[value & 0xF];
  return out;
}

std::string control_name(char c) {
  if (c == '\r') return "a carriage return without a line feed";
  return "the control character U+" + hexadecimal(byte(c), 4);
}

void append_utf8(std::string& out, std::uint32_t code) {
  const auto put = [&](std::uint32_t value) { out += static_cast<char>(static_cast<unsigned char>(value)); };
  if (code < 0x80) {
    put(code);
  } else if (code < 0x800) {
    put(0xC0 | (code >> 6));
    put(0x80 | (code & 0x3F));
  } else if (code < 0x10000) {
    put(0xE0 | (code >> 12));
    put(0x80 | ((code >> 6) & 0x3F));
    put(0x80 | (code & 0x3F));
  } else {
    put(0xF0 | (code >> 18));
    put(0x80 | ((code >> 12) & 0x3F));
    put(0x80 | ((code >> 6) & 0x3F));
    put(0x80 | (code & 0x3F));
  }
}

int hex_digit(char c) {
  if (is_digit(c)) return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

} // namespace

std::string quoted(std::string_view text) {
  constexpr std::size_t longest = 60;
  std::string out = "'";
  for (std::size_t i = 0; i < text.size();) {
    if (i >= longest) {
      out += "...";
      break;
    }
    const std::size_t length = utf8_length(text.substr(i));
    if (length == 0) {
      out += "\\x" + hexadecimal(byte(text[i]), 2);
    } else if (is_control(text[i]) || text[i] == '\t') {
      out += "\\u" + hexadecimal(byte(text[i]), 4);
    } else {
      out += text.substr(i, length);
    }
    i += std::max<std::size_t>(length, 1);
  }
  return out + "'";
}

void Lexer::report(Position at, std::string message) {
  if (halted()) return;
  faults_.push_back({at, std::move(message)});
  if (faults_.size() >= max_faults) end();
}

void Lexer::fail(Position at, std::string message) {
  report(at, std::move(message));
  if (!halted()) state_ = State::abandoned;
}

Position Lexer::here() const {
  return {line_, static_cast<int>(pos_ - line_start_ - continuation_bytes_) + 1};
}

std::string Lexer::found() const {
  if (at_end()) return "the end of the file";
  if (at_newline()) return "the end of the line";
  if (is_control(peek())) return control_name(peek());
  const std::size_t length = utf8_length(text_.substr(pos_));
  if (length == 0) return "the byte 0x" + hexadecimal(byte(peek()), 2) + ", which is not UTF-8";
  const char32_t code = core::code_point(text_.substr(pos_), length);
  if (core::is_invisible(code) && code != ' ' && code != '\t')
    return "U+" + hexadecimal(static_cast<unsigned>(code), code > 0xFFFF ? 5 : 4) + ", which cannot be seen";
  return quoted(text_.substr(pos_, length));
}

void Lexer::skip_bom() {
  if (text_.starts_with("\xEF\xBB\xBF")) line_start_ = pos_ = 3;
}

bool Lexer::take(char character) {
  if (peek() != character) return false;
  ++pos_;
  return true;
}

void Lexer::skip_blanks() {
  while (peek() == ' ' || peek() == '\t') ++pos_;
}

bool Lexer::take_newline() {
  if (!at_newline()) return false;
  pos_ += peek() == '\r' ? 2U : 1U;
  line_start_ = pos_;
  continuation_bytes_ = 0;
  ++line_;
  return true;
}

void Lexer::take_comment() {
  if (peek() == '#') read_text(nullptr, '\0');
}

void Lexer::skip_blank_lines() {
  do {
    skip_blanks();
    take_comment();
  } while (!halted() && take_newline());
}

// Moves over the text of a comment (out is null) or of a string, up to the end of the line or to what the
// string must look at. Bad characters are reported and left out, so that the end is still found.
void Lexer::read_text(std::string* out, char quote) {
  bool bad_before = false; // one fault for a run of bad bytes
  while (!at_end() && !at_newline()) {
    const char c = peek();
    if (out != nullptr && (c == quote || (c == '\\' && quote == '"'))) return;
    const std::size_t length = utf8_length(text_.substr(pos_, 4));
    const bool bad = length == 0 || is_control(c);
    if (!bad && out != nullptr && out->size() <= max_string_bytes) out->append(text_.substr(pos_, length));
    if (bad && !bad_before) {
      std::string message = length == 0 ? "the byte 0x" + hexadecimal(byte(c), 2) : control_name(c);
      message += out != nullptr ? " in a string" : " in a comment";
      message += length == 0 ? " is not UTF-8; the text must be UTF-8" : " is not allowed";
      if (length != 0 && out != nullptr) {
        message +=
            quote == '"' ? "; write an escape such as \\u0000" : "; only \"...\" can hold it, as an escape";
      }
      report(here(), std::move(message));
      if (halted()) return;
    }
    bad_before = bad;
    pos_ += std::max<std::size_t>(length, 1);
    if (length > 1) continuation_bytes_ += length - 1;
  }
}

std::string Lexer::read_string() {
  const char quote = peek();
  return read_quoted(quote, peek(1) == quote && peek(2) == quote);
}

std::string Lexer::read_quoted(char quote, bool multiline) {
  const Position start = here();
  const std::string closing(multiline ? 3 : 1, quote);
  std::string out;
  skip(closing.size());
  if (multiline) take_newline(); // a newline right after the opening is not part of the string
  for (;;) {
    if (halted()) return {};
    if (at_end()) {
      fail(start, "the string is not closed before the end of the file; close it with " + closing);
      return {};
    }
    if (at_newline()) {
      if (!multiline) {
        fail(start, "the string is not closed before the end of the line; close it with " + closing +
                        ", or use " + std::string(3, quote) + " for text of several lines");
        return {};
      }
      take_newline();
      if (out.size() <= max_string_bytes)
        out += '\n'; // also for CR LF: the value must not depend on the checkout
    } else if (peek() == quote) {
      if (!multiline) break;
      // One or two quotes may stand anywhere, so up to two of a run of five belong to the text.
      std::size_t run = 1;
      while (run < 5 && peek(run) == quote) ++run;
      const std::size_t kept = run < 3 ? run : run - 3;
      if (out.size() <= max_string_bytes) out.append(kept, quote);
      skip(kept);
      if (run >= 3) break;
    } else if (quote == '"' && peek() == '\\') {
      read_escape(out, multiline);
    } else {
      read_text(&out, quote);
    }
  }
  skip(closing.size());
  if (out.size() > max_string_bytes) {
    report(start, "the string is longer than " + std::to_string(max_string_bytes) + " bytes");
    out.clear();
  }
  return out;
}

void Lexer::read_escape(std::string& out, bool multiline) {
  const Position at = here();
  skip(1);
  constexpr std::string_view letters = "btnfr\"\\";
  constexpr std::string_view meanings = "\b\t\n\f\r\"\\";
  const std::size_t letter = at_end() ? std::string_view::npos : letters.find(peek());
  if (letter != std::string_view::npos) {
    skip(1);
    if (out.size() <= max_string_bytes) out += meanings[letter];
  } else if (take('u')) {
    read_unicode_escape(out, at, 4);
  } else if (take('U')) {
    read_unicode_escape(out, at, 8);
  } else {
    const bool blank = peek() == ' ' || peek() == '\t' || at_newline();
    if (multiline && blank) { // a backslash at the end of a line removes the white space up to the next text
      skip_blanks();
      if (at_newline()) {
        while (take_newline()) skip_blanks();
        return;
      }
    }
    if (at_end()) return; // reported by the caller as an open string
    report(at, "unknown escape; allowed are \\b \\t \\n \\f \\r \\\" \\\\ \\uXXXX \\UXXXXXXXX" +
                   std::string(multiline ? " and \\ at the end of a line" : "; '...' takes a \\ as it is"));
  }
}

void Lexer::read_unicode_escape(std::string& out, Position at, std::size_t digits) {
  std::uint32_t code = 0;
  for (std::size_t i = 0; i < digits; ++i) {
    const int digit = hex_digit(peek());
    if (digit < 0) {
      report(at, digits == 4 ? "\\u must be followed by 4 hexadecimal digits"
                             : "\\U must be followed by 8 hexadecimal digits");
      return;
    }
    code = code << 4 | static_cast<std::uint32_t>(digit);
    skip(1);
  }
  if (code > 0x10FFFF || (code >= 0xD800 && code <= 0xDFFF)) {
    report(at, "the escape is not a Unicode character; allowed are 0000 to D7FF and E000 to 10FFFF");
  } else if (out.size() <= max_string_bytes) {
    append_utf8(out, code);
  }
}

std::string Lexer::read_key_part() {
  const char c = peek();
  if (c == '"' || c == '\'') {
    if (peek(1) == c && peek(2) == c) {
      fail(here(), "a key cannot be a string of several lines; write it with one quote");
      return {};
    }
    return read_quoted(c, false);
  }
  const Position start = here();
  std::size_t size = 0;
  while (is_bare_key_character(peek(size))) ++size;
  if (size == 0) {
    fail(start, "expected a key: letters, digits, _ and -, or a quoted string; found " + found());
    return {};
  }
  const std::string_view key = text_.substr(pos_, size);
  skip(size);
  if (size <= max_string_bytes) return std::string(key);
  report(start, "the key is longer than " + std::to_string(max_string_bytes) + " bytes");
  return {};
}

Value Lexer::read_bare_value() {
  const Position at = here();
  std::size_t size = 0;
  while (is_token_character(peek(size))) ++size;
  if (size == 0) {
    fail(at, "expected a value: a string, number, true, false, [ or {; found " + found());
    return {};
  }
  if (peek(size) == ' ' && is_digit(peek(size + 1)) && is_date(text_.substr(pos_, size))) {
    ++size;
    while (is_token_character(peek(size))) ++size;
  }
  const std::string_view token = text_.substr(pos_, size);
  skip(size);
  std::string problem;
  Value value{read_scalar(token, problem), at};
  if (!problem.empty()) {
    skip_blanks();
    if (peek() == '=')
      fail(at, "expected a value, found the key " + quoted(token) + "; close what is open before it");
    else
      report(at, std::move(problem));
  }
  return value;
}

// "key.path =" or "[table]", judged without parsing. A table name must start with a letter here, because
// "[1]" is more likely the last element of an array.
bool Lexer::line_looks_like_statement() const {
  std::size_t i = 0;
  const auto skip_while = [&](auto belongs) {
    const std::size_t start = i;
    while (belongs(peek(i))) ++i;
    return i > start;
  };
  const auto is_blank = [](char c) { return c == ' ' || c == '\t'; };
  const auto is_key = [&](char c) {
    return is_bare_key_character(c) || c == '.' || c == '"' || c == '\'' || is_blank(c);
  };
  skip_while(is_blank);
  if (peek(i) != '[') return skip_while(is_key) && peek(i) == '=';
  skip_while([](char c) { return c == '['; });
  skip_while(is_blank);
  if (!is_bare_key_character(peek(i)) || is_digit(peek(i)) || peek(i) == '-') return false;
  skip_while(is_key);
  if (!skip_while([](char c) { return c == ']'; })) return false;
  skip_while(is_blank);
  const char c = peek(i);
  return c == '\0' || c == '#' || c == '\n' || c == '\r';
}

// To the start of the next line; returns how many more brackets opened than closed on the way.
int Lexer::skip_line() {
  int opened = 0;
  char quote = '\0';
  bool comment = false;
  while (!at_end() && !at_newline()) {
    const char c = peek();
    if (quote != '\0') {
      if (c == '\\' && quote == '"' && byte(peek(1)) >= 0x20) ++pos_;
      if (c == quote) quote = '\0';
    } else if (c == '#') {
      comment = true;
    } else if (!comment) {
      if (c == '"' || c == '\'') quote = c;
      if (c == '[' || c == '{') ++opened;
      if (c == ']' || c == '}') --opened;
    }
    ++pos_;
  }
  take_newline();
  return opened;
}

void Lexer::recover(int first_line, int open_brackets) {
  state_ = State::reading;
  if (open_brackets > 0 && line_ > first_line) {
    // An unclosed bracket often shows only at the start of the next statement: then begin this line again.
    const std::size_t pos = std::exchange(pos_, line_start_);
    skip_blanks();
    const Position first{line_, static_cast<int>(pos_ - line_start_) + 1};
    pos_ = line_start_;
    if (faults_.back().at == first && line_looks_like_statement()) {
      continuation_bytes_ = 0;
      return;
    }
    pos_ = pos;
  }
  do {
    open_brackets += skip_line();
  } while (open_brackets > 0 && !at_end() && !line_looks_like_statement());
}

} // namespace equipoise::io::toml::detail
