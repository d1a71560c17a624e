#include "equipoise/io/excerpt.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "equipoise/core/utf8.hpp"

namespace equipoise::io {
namespace {

/// The code points of a line, each as its bytes; a control character becomes a space, a broken byte "?".
std::vector<std::string> code_points(std::string_view line) {
  std::vector<std::string> points;
  while (!line.empty()) {
    const std::size_t length = core::utf8_length(line);
    const bool control = length == 1 && (static_cast<unsigned char>(line[0]) < 0x20 || line[0] == 0x7f);
    points.emplace_back(length == 0 ? "?" : control ? " " : line.substr(0, length));
    line.remove_prefix(std::max<std::size_t>(length, 1));
  }
  return points;
}

} // namespace

std::string excerpt(std::string_view text, int line, int column) {
  for (int l = 1; l < line; ++l) {
    const auto end = text.find('\n');
    if (end == std::string_view::npos) return "";
    text.remove_prefix(end + 1);
  }
  if (line < 1 || column < 1) return "";
  constexpr std::size_t before = 60, width = 100;
  // No more of a line than could be shown, in bytes of the longest code points.
  const auto points =
      code_points(text.substr(0, std::min(text.find('\n'), (static_cast<std::size_t>(column) + width) * 4)));
  const auto at = static_cast<std::size_t>(column - 1);
  const std::size_t from = at > before ? at - before : 0;
  std::string shown;
  for (std::size_t i = from; i < std::min(points.size(), from + width); ++i) shown += points[i];
  while (!shown.empty() && shown.back() == ' ') shown.pop_back();
  return fmt::format("{:5} | {}\n{:5} | {:{}}^\n", line, shown, "", "", at - from);
}

} // namespace equipoise::io
