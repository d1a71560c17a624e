#pragma once
// Inside of the TOML reader: characters, positions, comments, strings and bare tokens. The rules that join
// them into tables are in toml.cpp.
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "equipoise/io/toml/toml.hpp"

namespace equipoise::io::toml::detail {

inline bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

// Text for a message: printable, one line, not too long.
std::string quoted(std::string_view text);

// Number, boolean or date-time from a token of letters, digits and _ + - . : (and one space, in a date-time).
// On failure problem says why.
Value::Data read_scalar(std::string_view token, std::string& problem);

// The token has the form of a date, so that a space and a digit after it continue it.
bool is_date(std::string_view token);

class Lexer {
 public:
  Lexer(std::string_view text, std::vector<Fault>& faults) : text_(text), faults_(faults) {}

  // A fault behind which reading goes on. The last one that is allowed ends it.
  void report(Position at, std::string message);
  // A fault from which the statement cannot go on.
  void fail(Position at, std::string message);
  // Nothing more is to be read of the statement; of the whole text, if it has ended. What is reported
  // then is lost. Whoever calls what can fail looks here, and returns.
  bool halted() const { return state_ != State::reading; }
  bool ended() const { return state_ == State::ended; }
  void end() { state_ = State::ended; }

  bool at_end() const { return pos_ == text_.size(); }
  // '\0' past the end, so compare it with visible characters only.
  char peek(std::size_t ahead = 0) const { return ahead < text_.size() - pos_ ? text_[pos_ + ahead] : '\0'; }
  Position here() const;
  std::string found() const; // the next character, for a message

  void skip_bom();
  void skip(std::size_t characters) { pos_ += characters; } // ASCII, no newline
  bool take(char character);
  void skip_blanks();
  bool at_newline() const { return peek() == '\n' || (peek() == '\r' && peek(1) == '\n'); }
  bool take_newline();
  void take_comment();
  void skip_blank_lines(); // blanks, newlines and comments

  std::string read_string(); // any kind; the next character is a quote
  std::string read_key_part();
  Value read_bare_value();

  // After a failure open_brackets deep in a statement that began on line first_line: moves to the line where
  // the next statement most likely starts, and reads on there.
  void recover(int first_line, int open_brackets);

 private:
  std::string read_quoted(char quote, bool multiline);
  void read_escape(std::string& out, bool multiline);
  void read_unicode_escape(std::string& out, Position at, std::size_t digits);
  void read_text(std::string* out, char quote);
  bool line_looks_like_statement() const;
  int skip_line();

  enum class State { reading, abandoned, ended };

  std::string_view text_;
  std::vector<Fault>& faults_;
  std::size_t pos_ = 0;
  std::size_t line_start_ = 0;
  std::size_t continuation_bytes_ = 0; // UTF-8 continuation bytes since line_start_: they make no column
  int line_ = 1;
  State state_ = State::reading;
};

} // namespace equipoise::io::toml::detail
