#pragma once
// Text and tables as HTML.
#include <string>
#include <string_view>
#include <vector>

namespace equipoise::report {

/// Text as it may stand in an element or a quoted attribute: markup, control and direction characters are
/// made inert, bytes that are not UTF-8 become U+FFFD.
std::string escape(std::string_view text);

/// Escaped text that keeps "88 %" on one line.
std::string prose(std::string_view text);

/// A link where the locator is a web address, else both as text.
std::string hyperlink(std::string_view title, std::string_view locator);

/// <p class="...">text</p>; the text is escaped. Nothing if it is empty.
std::string paragraph(std::string_view text, std::string_view css_class = "");
/// The sentence beneath a figure.
std::string what_it_shows(std::string_view text);

/// A dotted name that may break at its dots.
std::string breakable(std::string_view name);

/// A table in a box that scrolls by itself. Cells hold HTML; the first of a row is its header.
struct Table {
  std::string caption; ///< escaped here
  std::vector<std::string> head;
  std::vector<std::vector<std::string>> rows;
  std::string css_class;
  bool sortable = false;                        ///< by its columns, once the front end runs
  std::vector<std::string> row_attributes = {}; ///< of each row, as `data-basis="seen"`
  /// Numbers that cells of one column are sorted by, where their text is a picture or words.
  std::size_t value_column = 0;
  std::vector<double> values = {};
};
std::string to_html(const Table& table);

/// Something that opens at a click.
std::string details(std::string_view summary, std::string_view html);

} // namespace equipoise::report
