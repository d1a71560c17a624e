#include "equipoise/report/page/html.hpp"

#include <fmt/format.h>

#include <cstdint>

namespace equipoise::report {
namespace {

constexpr std::string_view replacement = "\xEF\xBF\xBD";

/// Length of the UTF-8 sequence at the start of the text and its code point; length 0: not one.
struct Sequence {
  std::size_t length = 0;
  std::uint32_t point = 0;
};

Sequence first_sequence(std::string_view text) {
  const auto byte = [&](std::size_t i) {
    return static_cast<std::uint32_t>(static_cast<unsigned char>(text[i]));
  };
  const std::uint32_t lead = byte(0);
  if (lead < 0x80) return {1, lead};
  const std::size_t length = lead >= 0xF5 ? 0 : lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC2 ? 2 : 0;
  if (length == 0 || length > text.size()) return {};
  std::uint32_t point = lead & (0xFFU >> (length + 1));
  for (std::size_t i = 1; i < length; ++i) {
    if ((byte(i) & 0xC0U) != 0x80U) return {};
    point = point << 6U | (byte(i) & 0x3FU);
  }
  constexpr std::uint32_t min[] = {0, 0, 0x80, 0x800, 0x10000};
  const bool surrogate = point >= 0xD800 && point <= 0xDFFF;
  return point < min[length] || point > 0x10FFFF || surrogate ? Sequence{} : Sequence{length, point};
}

/// Characters that could change the page without being seen.
bool is_hidden(std::uint32_t point) {
  const bool control = (point < 0x20 && point != '\n' && point != '\t') || (point >= 0x7F && point < 0xA0);
  const bool direction = (point >= 0x202A && point <= 0x202E) || (point >= 0x2066 && point <= 0x2069);
  return control || direction;
}

} // namespace

std::string escape(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  while (!text.empty()) {
    const Sequence next = first_sequence(text);
    if (next.length == 0 || is_hidden(next.point))
      out += replacement;
    else if (next.point == '&')
      out += "&amp;";
    else if (next.point == '<')
      out += "&lt;";
    else if (next.point == '>')
      out += "&gt;";
    else if (next.point == '"')
      out += "&quot;";
    else if (next.point == '\'')
      out += "&#39;";
    else
      out += text.substr(0, next.length);
    text.remove_prefix(next.length == 0 ? 1 : next.length);
  }
  return out;
}

std::string prose(std::string_view text) {
  std::string out = escape(text);
  for (std::size_t i = out.find(" %"); i != std::string::npos; i = out.find(" %", i))
    out.replace(i, 1, "&nbsp;");
  return out;
}

std::string breakable(std::string_view name) {
  std::string out;
  for (const char c : escape(name)) {
    out += c;
    if (c == '.' || c == '_') out += "<wbr>";
  }
  return out;
}

std::string hyperlink(std::string_view title, std::string_view locator) {
  const std::string shown = escape(title.empty() ? locator : title);
  if (locator.starts_with("https://") || locator.starts_with("http://"))
    return fmt::format("<a href=\"{}\" rel=\"noopener noreferrer\">{}</a>", escape(locator), shown);
  if (locator.empty() || title.empty()) return shown;
  return shown + " (" + escape(locator) + ")";
}

std::string paragraph(std::string_view text, std::string_view css_class) {
  if (text.empty()) return "";
  if (css_class.empty()) return fmt::format("<p>{}</p>\n", prose(text));
  return fmt::format("<p class=\"{}\">{}</p>\n", css_class, prose(text));
}

std::string what_it_shows(std::string_view text) {
  if (text.empty()) return "";
  return fmt::format("<p class=\"shows\"><strong>What it shows.</strong> {}</p>\n", prose(text));
}

std::string to_html(const Table& table) {
  // Sortable tables become cards on phones: their roles are said, so that they stay tables for those who hear
  // them.
  const auto role = [&](const char* text) { return std::string_view(table.sortable ? text : ""); };
  std::string out = fmt::format(
      "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"{0}\">\n"
      "<table class=\"{1}\"{2}{3}><caption><span>{0}</span></caption>\n<thead{4}><tr{5}>",
      escape(table.caption), table.css_class, table.sortable ? " data-sortable" : "", role(" role=\"table\""),
      role(" role=\"rowgroup\""), role(" role=\"row\""));
  for (const auto& cell : table.head)
    out += fmt::format("<th scope=\"col\"{}>{}</th>", role(" role=\"columnheader\""), cell);
  out += fmt::format("</tr></thead>\n<tbody{}>\n", role(" role=\"rowgroup\""));
  for (std::size_t r = 0; r < table.rows.size(); ++r) {
    const auto& row = table.rows[r];
    out += fmt::format("<tr{}{}>", role(" role=\"row\""),
                       r < table.row_attributes.size() ? " " + table.row_attributes[r] : "");
    for (std::size_t i = 0; i < row.size(); ++i) {
      const bool valued = i == table.value_column && r < table.values.size();
      if (i == 0)
        out += fmt::format("<th scope=\"row\"{}>{}</th>", role(" role=\"rowheader\""), row[i]);
      else
        out += fmt::format("<td{}{}>{}</td>", role(" role=\"cell\""),
                           valued ? fmt::format(" data-value=\"{:.6g}\"", table.values[r]) : "", row[i]);
    }
    out += "</tr>\n";
  }
  return out + "</tbody></table>\n</div>\n";
}

std::string details(std::string_view summary, std::string_view html) {
  return fmt::format("<details><summary>{}</summary>\n{}</details>\n", escape(summary), html);
}

} // namespace equipoise::report
