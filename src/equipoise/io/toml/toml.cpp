#include "equipoise/io/toml/toml.hpp"

#include <algorithm>
#include <deque>
#include <map>
#include <memory>
#include <utility>

#include "equipoise/io/toml/lexer.hpp"

namespace equipoise::io::toml {
namespace {

using namespace detail;

// A table that later lines may still add to. Everything else (scalars, arrays, inline tables) is closed once
// read.
struct OpenTable {
  // How the table came to be, which decides who may add to it.
  enum class Origin {
    passed, // named on the way to a deeper header: a header may still define it
    header, // defined by [table] or [[table]], or the root
    dotted, // by a dotted key: more dotted keys of the same section and headers of tables within may add to
            // it
  };
  using Elements = std::vector<std::unique_ptr<OpenTable>>; // of an array of tables
  struct Entry {
    std::string key;
    Position key_at;
    Position at; // of the array, if content is Elements
    std::variant<Value, std::unique_ptr<OpenTable>, Elements> content;
  };

  OpenTable(Origin how, Position where, int levels) : origin(how), at(where), depth(levels) {}

  Entry* find(std::string_view key) {
    if (index != nullptr) {
      const auto found = index->find(key);
      return found == index->end() ? nullptr : &entries[found->second];
    }
    const auto found =
        std::find_if(entries.begin(), entries.end(), [&](const Entry& e) { return e.key == key; });
    return found == entries.end() ? nullptr : &*found;
  }

  void add(Entry entry) {
    constexpr std::size_t small = 16;
    entries.push_back(std::move(entry));
    if (index != nullptr) {
      index->emplace(entries.back().key, entries.size() - 1);
    } else if (entries.size() > small) {
      index = std::make_unique<std::map<std::string, std::size_t, std::less<>>>();
      for (std::size_t i = 0; i < entries.size(); ++i) index->emplace(entries[i].key, i);
    }
  }

  Origin origin;
  Position at;
  int depth; // below the root
  std::vector<Entry> entries;
  // Only for large tables. A tree, because no choice of keys makes it slow as it can a hash table.
  std::unique_ptr<std::map<std::string, std::size_t, std::less<>>> index;
};

// Closes the table and frees its parts on the way, so that it is never in memory twice.
Table close(OpenTable& open) {
  std::vector<OpenTable::Entry> entries = std::move(open.entries);
  open.index.reset();
  Table table;
  table.members.reserve(entries.size());
  for (OpenTable::Entry& entry : entries) {
    Value value;
    if (auto* closed = std::get_if<Value>(&entry.content)) {
      value = std::move(*closed);
    } else if (auto* child = std::get_if<std::unique_ptr<OpenTable>>(&entry.content)) {
      value = {close(**child), (*child)->at};
      child->reset();
    } else {
      Array array;
      auto& elements = std::get<OpenTable::Elements>(entry.content);
      array.reserve(elements.size());
      for (std::unique_ptr<OpenTable>& element : elements) {
        array.push_back({close(*element), element->at});
        element.reset();
      }
      value = {std::move(array), entry.at};
    }
    table.members.push_back({std::move(entry.key), entry.key_at, std::move(value)});
  }
  return table;
}

std::string line_of(Position at) {
  return "line " + std::to_string(at.line);
}

class Parser {
 public:
  Parser(std::string_view text, std::vector<Fault>& faults) : lexer_(text, faults) {}

  Table parse_document() {
    lexer_.skip_bom();
    while (!lexer_.ended() && !lexer_.at_end()) {
      const int first_line = lexer_.here().line;
      open_brackets_ = 0;
      read_statement();
      if (lexer_.halted() && !lexer_.ended()) lexer_.recover(first_line, open_brackets_);
    }
    return close(root_);
  }

  std::optional<Value> parse_single_value() {
    lexer_.skip_blanks();
    Value value = read_value(1);
    lexer_.skip_blanks();
    if (lexer_.halted() || !lexer_.at_end()) return std::nullopt;
    return value;
  }

 private:
  using Origin = OpenTable::Origin;
  struct KeyPart {
    std::string text;
    Position at;
  };
  using Key = std::vector<KeyPart>;

  // From here on: what reads returns at once where the lexer is halted, and what it returns then counts for
  // nothing.

  void read_statement() {
    lexer_.skip_blanks();
    if (lexer_.peek() == '[') {
      read_header();
    } else if (lexer_.peek() != '#' && !lexer_.at_newline() && !lexer_.at_end()) {
      // Members below a header at fault are not at fault themselves: they go into a table that is thrown
      // away.
      if (section_ == nullptr) section_ = &discarded_.emplace_back(Origin::header, lexer_.here(), 0);
      read_member(*section_);
    }
    if (lexer_.halted()) return;
    lexer_.skip_blanks();
    lexer_.take_comment();
    if (lexer_.halted()) return;
    if (!lexer_.take_newline() && !lexer_.at_end()) {
      lexer_.fail(lexer_.here(), "expected the end of the line or a comment, found " + lexer_.found());
    }
  }

  Key read_key() {
    Key key;
    for (;;) {
      lexer_.skip_blanks();
      const Position at = lexer_.here();
      if (key.size() == max_key_parts) {
        lexer_.fail(at, "a key may have at most " + std::to_string(max_key_parts) + " parts");
        return key;
      }
      key.push_back({lexer_.read_key_part(), at});
      if (lexer_.halted()) return key;
      lexer_.skip_blanks();
      if (!lexer_.take('.')) return key;
    }
  }

  // [key] or [[key]]
  void read_header() {
    const Position at = lexer_.here();
    section_ = nullptr;
    lexer_.skip(1);
    const bool is_array = lexer_.take('[');
    const Key key = read_key();
    if (lexer_.halted()) return;
    const std::string closing = is_array ? "]]" : "]";
    if (!lexer_.take(']') || (is_array && !lexer_.take(']'))) {
      lexer_.fail(lexer_.here(), "expected " + closing + " after the table name, found " + lexer_.found());
      return;
    }
    OpenTable* parent = &root_;
    for (std::size_t i = 0; i + 1 < key.size() && parent != nullptr; ++i) {
      parent = child(*parent, key[i], Origin::passed);
    }
    OpenTable* table = nullptr;
    if (parent != nullptr) {
      table = is_array ? add_element(*parent, key.back(), at) : define(*parent, key.back(), at);
    }
    section_ = table;
  }

  // The table that [... .key] defines; nullptr after a fault.
  OpenTable* define(OpenTable& parent, const KeyPart& key, Position at) {
    OpenTable::Entry* entry = parent.find(key.text);
    if (entry == nullptr) return add_table(parent, key, Origin::header, at);
    auto* table = std::get_if<std::unique_ptr<OpenTable>>(&entry->content);
    if (table == nullptr || (*table)->origin != Origin::passed) {
      report_taken(key, *entry);
      return nullptr;
    }
    (*table)->origin = Origin::header;
    (*table)->at = at;
    entry->key_at = key.at;
    return table->get();
  }

  // The new element that [[... .key]] adds; nullptr after a fault.
  OpenTable* add_element(OpenTable& parent, const KeyPart& key, Position at) {
    const int depth = parent.depth + 2;
    if (!check_depth(depth, at)) return nullptr;
    OpenTable::Entry* entry = parent.find(key.text);
    if (entry == nullptr) {
      if (!count_value(at)) return nullptr;
      parent.add({key.text, key.at, at, OpenTable::Elements{}});
      entry = &parent.entries.back();
    }
    auto* elements = std::get_if<OpenTable::Elements>(&entry->content);
    if (elements == nullptr) {
      report_taken(key, *entry);
      return nullptr;
    }
    if (!check_array_size(elements->size(), at) || !count_value(at)) return nullptr;
    elements->push_back(std::make_unique<OpenTable>(Origin::header, at, depth));
    return elements->back().get();
  }

  // The table a key passes through on its way to its last part; nullptr after a fault.
  OpenTable* child(OpenTable& parent, const KeyPart& key, Origin origin) {
    OpenTable::Entry* entry = parent.find(key.text);
    if (entry == nullptr) return add_table(parent, key, origin, key.at);
    if (auto* table = std::get_if<std::unique_ptr<OpenTable>>(&entry->content)) {
      if (origin == Origin::dotted) {
        if ((*table)->origin == Origin::header) {
          report_taken(key, *entry);
          return nullptr;
        }
        (*table)->origin = Origin::dotted;
      }
      return table->get();
    }
    auto* elements = std::get_if<OpenTable::Elements>(&entry->content);
    if (elements == nullptr || origin == Origin::dotted) {
      report_taken(key, *entry);
      return nullptr;
    }
    return elements->back().get();
  }

  // nullptr after a fault.
  OpenTable* add_table(OpenTable& parent, const KeyPart& key, Origin origin, Position at) {
    if (!check_depth(parent.depth + 1, key.at) || !count_value(key.at)) return nullptr;
    auto table = std::make_unique<OpenTable>(origin, at, parent.depth + 1);
    OpenTable* added = table.get();
    parent.add({key.text, key.at, at, std::move(table)});
    return added;
  }

  // key = value
  void read_member(OpenTable& table) {
    const Key key = read_key();
    if (lexer_.halted()) return;
    if (!lexer_.take('=')) {
      lexer_.fail(lexer_.here(), "expected = after the key, found " + lexer_.found());
      return;
    }
    lexer_.skip_blanks();
    OpenTable* parent = &table;
    for (std::size_t i = 0; i + 1 < key.size() && parent != nullptr; ++i) {
      parent = child(*parent, key[i], Origin::dotted);
    }
    if (lexer_.halted()) return;
    const bool is_taken = parent != nullptr && parent->find(key.back().text) != nullptr;
    if (is_taken) report_taken(key.back(), *parent->find(key.back().text));
    // The value is read in any case, because it may have faults of its own.
    const int depth = parent != nullptr ? parent->depth : table.depth;
    Value value = read_value(depth + 1);
    if (lexer_.halted()) return;
    if (parent != nullptr && !is_taken)
      parent->add({key.back().text, key.back().at, value.at, std::move(value)});
  }

  // depth: of the value itself, if it is an array or a table
  Value read_value(int depth) {
    const Position at = lexer_.here();
    if (lexer_.halted() || !count_value(at)) return {};
    switch (lexer_.peek()) {
      case '"':
      case '\'':
        return {lexer_.read_string(), at};
      case '[':
        if (!check_depth(depth, at)) return {};
        return {read_array(depth, at), at};
      case '{':
        if (!check_depth(depth, at)) return {};
        return {read_inline_table(depth, at), at};
      default:
        return lexer_.read_bare_value();
    }
  }

  Array read_array(int depth, Position at) {
    Array array;
    ++open_brackets_;
    lexer_.skip(1);
    lexer_.skip_blank_lines();
    while (!lexer_.halted() && lexer_.peek() != ']') {
      if (lexer_.at_end()) {
        fail_unclosed(at, "array", "]");
        break;
      }
      if (!check_array_size(array.size(), at)) break;
      array.push_back(read_value(depth + 1));
      if (lexer_.halted()) break;
      lexer_.skip_blank_lines();
      if (lexer_.take(',')) {
        lexer_.skip_blank_lines();
      } else if (lexer_.peek() != ']') {
        fail_separator(at, "array", "]");
      }
    }
    if (lexer_.halted()) return {};
    lexer_.skip(1);
    --open_brackets_;
    return array;
  }

  Table read_inline_table(int depth, Position at) {
    OpenTable table(Origin::header, at, depth);
    ++open_brackets_;
    lexer_.skip(1);
    Position newline = skip_inline_space();
    Position comma; // the last one, if nothing follows it yet
    while (!lexer_.halted() && lexer_.peek() != '}') {
      if (lexer_.at_end()) {
        fail_unclosed(at, "inline table", "}");
        break;
      }
      read_member(table);
      if (lexer_.halted()) break;
      const Position after = skip_inline_space();
      if (newline == Position{}) newline = after;
      comma = lexer_.here();
      if (lexer_.take(',')) {
        const Position after_comma = skip_inline_space();
        if (newline == Position{}) newline = after_comma;
      } else if (lexer_.peek() == '}') {
        comma = {};
      } else {
        fail_separator(at, "inline table", "}");
      }
    }
    if (lexer_.halted()) return {};
    // Both are common slips, and to read on finds the faults behind them.
    if (newline != Position{}) {
      lexer_.report(newline, "an inline table must stand on one line; use a [table] for more");
    }
    if (comma != Position{})
      lexer_.report(comma, "a comma after the last member of an inline table is not allowed");
    if (lexer_.halted()) return {};
    lexer_.skip(1);
    --open_brackets_;
    return close(table);
  }

  // Returns where the first newline or comment is, which inline tables may not have.
  Position skip_inline_space() {
    lexer_.skip_blanks();
    if (lexer_.peek() != '#' && !lexer_.at_newline()) return {};
    const Position at = lexer_.here();
    lexer_.skip_blank_lines();
    return at;
  }

  void fail_unclosed(Position at, const std::string& what, const std::string& closing) {
    lexer_.fail(at, "the " + what + " is not closed before the end of the file; close it with " + closing);
  }

  // What follows an element is neither a comma nor the end of what it is in.
  void fail_separator(Position at, const std::string& what, const std::string& closing) {
    if (lexer_.at_end()) return fail_unclosed(at, what, closing);
    const bool same_line = lexer_.here().line == at.line;
    lexer_.fail(lexer_.here(), "expected , or " + closing + " in the " + what +
                                   (same_line ? "" : " that starts in " + line_of(at)) + ", found " +
                                   lexer_.found());
  }

  void report_taken(const KeyPart& key, const OpenTable::Entry& entry) {
    const std::string name = quoted(key.text);
    if (const auto* value = std::get_if<Value>(&entry.content)) {
      const std::string closed = value->kind() == Kind::table   ? "; an inline table is complete as it stands"
                                 : value->kind() == Kind::array ? "; an array in [ ] is complete as it stands"
                                                                : "";
      lexer_.report(key.at, name + " is already set in " + line_of(entry.key_at) + closed);
    } else if (const auto* table = std::get_if<std::unique_ptr<OpenTable>>(&entry.content)) {
      const std::string by = (*table)->origin == Origin::dotted ? " by a dotted key" : "";
      lexer_.report(key.at, "the table " + name + " is already defined in " + line_of((*table)->at) + by);
    } else {
      lexer_.report(key.at, name + " is already an array of tables, begun in " + line_of(entry.at) +
                                "; add to it with [[...]]");
    }
  }

  // Each of the next three says whether to go on.
  bool check_depth(int depth, Position at) {
    if (depth <= max_depth) return true;
    lexer_.fail(at, "tables and arrays may be nested at most " + std::to_string(max_depth) + " deep");
    return false;
  }

  bool check_array_size(std::size_t size, Position at) {
    if (size < max_array_elements) return true;
    lexer_.report(
        at, "an array may have at most " + std::to_string(max_array_elements) + " elements; reading ends");
    lexer_.end();
    return false;
  }

  bool count_value(Position at) {
    if (++values_ <= max_values) return true;
    lexer_.report(at, "a text may have at most " + std::to_string(max_values) + " values; reading ends here");
    lexer_.end();
    return false;
  }

  Lexer lexer_;
  OpenTable root_{Origin::header, {1, 1}, 0};
  OpenTable* section_ = &root_; // null after a header at fault
  std::deque<OpenTable> discarded_;
  std::size_t values_ = 0;
  int open_brackets_ = 0; // of the statement being read
};

std::string too_long(std::size_t size) {
  return "the text has " + std::to_string(size) + " bytes; at most " + std::to_string(max_text_bytes) +
         " are allowed";
}

} // namespace

std::string_view name(Kind kind) {
  switch (kind) {
    case Kind::boolean:
      return "a boolean";
    case Kind::integer:
      return "an integer";
    case Kind::real:
      return "a real number";
    case Kind::string:
      return "a string";
    case Kind::datetime:
      return "a date or time";
    case Kind::array:
      return "an array";
    case Kind::table:
      return "a table";
  }
  return "a value";
}

const Value* Table::find(std::string_view key) const {
  for (const Member& member : members) {
    if (member.key == key) return &member.value;
  }
  return nullptr;
}

Value* Table::find(std::string_view key) {
  return const_cast<Value*>(std::as_const(*this).find(key));
}

Value& Table::set(std::string_view key, Value value) {
  if (Value* present = find(key)) {
    *present = std::move(value);
    return *present;
  }
  const Position at = value.at;
  members.push_back({std::string(key), at, std::move(value)});
  return members.back().value;
}

bool Table::erase(std::string_view key) {
  return std::erase_if(members, [&](const Member& member) { return member.key == key; }) > 0;
}

std::optional<double> Value::number() const {
  if (const auto* real = as<double>()) return *real;
  if (const auto* integer = as<std::int64_t>()) return static_cast<double>(*integer);
  return std::nullopt;
}

ParseResult parse(std::string_view text) {
  ParseResult result;
  if (text.size() > max_text_bytes) {
    result.faults.push_back({{1, 1}, too_long(text.size())});
    return result;
  }
  result.root = Parser(text, result.faults).parse_document();
  std::stable_sort(result.faults.begin(), result.faults.end(), [](const Fault& a, const Fault& b) {
    return a.at.line != b.at.line ? a.at.line < b.at.line : a.at.column < b.at.column;
  });
  return result;
}

std::optional<Value> parse_value(std::string_view text) {
  if (text.size() > max_text_bytes) return std::nullopt;
  std::vector<Fault> faults;
  std::optional<Value> value = Parser(text, faults).parse_single_value();
  return faults.empty() ? value : std::nullopt;
}

} // namespace equipoise::io::toml
