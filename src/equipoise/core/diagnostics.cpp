#include "equipoise/core/diagnostics.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <tuple>
#include <utility>

#include "equipoise/core/utf8.hpp"

namespace equipoise::core {

namespace {

/// Text from a file may hold anything: control characters and broken bytes are shown as \xNN, a long text is
/// cut.
std::string printable(const std::string& text) {
  constexpr std::size_t longest = 2000;
  std::string shown;
  for (std::size_t i = 0; i < text.size() && i < longest;) {
    const std::size_t length = utf8_length(std::string_view(text).substr(i));
    const auto byte = static_cast<unsigned char>(text[i]);
    const bool shows = length > 1 || (length == 1 && byte >= 0x20 && byte != 0x7f);
    shown += shows ? text.substr(i, length) : fmt::format("\\x{:02x}", byte);
    i += std::max<std::size_t>(length, 1);
  }
  return text.size() > longest ? shown + " ..." : shown;
}

} // namespace

std::string to_string(const Diagnostic& diagnostic) {
  const auto& at = diagnostic.at;
  const std::string place = at.line > 0 ? fmt::format("{}:{}:{}", at.file, at.line, at.column) : at.file;
  const std::string message = printable(diagnostic.message);
  return diagnostic.key.empty() ? fmt::format("{}: {}", place, message)
                                : fmt::format("{}: {}: {}", place, printable(diagnostic.key), message);
}

void sort_by_place(Diagnostics& diagnostics) {
  std::stable_sort(diagnostics.begin(), diagnostics.end(), [](const Diagnostic& a, const Diagnostic& b) {
    return std::tie(a.at.file, a.at.line, a.at.column) < std::tie(b.at.file, b.at.line, b.at.column);
  });
}

bool has_errors(const Diagnostics& diagnostics) {
  return std::any_of(diagnostics.begin(), diagnostics.end(),
                     [](const Diagnostic& d) { return d.severity == Severity::error; });
}

namespace {

/// Edit distance with adjacent transpositions (Damerau 1964, optimal string alignment).
std::size_t edit_distance(const std::string& a, const std::string& b) {
  std::vector<std::vector<std::size_t>> d(a.size() + 1, std::vector<std::size_t>(b.size() + 1));
  for (std::size_t i = 0; i <= a.size(); ++i) d[i][0] = i;
  for (std::size_t j = 0; j <= b.size(); ++j) d[0][j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t change = a[i - 1] == b[j - 1] ? 0 : 1;
      d[i][j] = std::min({d[i - 1][j] + 1, d[i][j - 1] + 1, d[i - 1][j - 1] + change});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
        d[i][j] = std::min(d[i][j], d[i - 2][j - 2] + 1);
    }
  }
  return d[a.size()][b.size()];
}

} // namespace

std::string nearest(const std::string& word, const std::vector<std::string>& candidates) {
  const auto lower = [](std::string text) {
    for (char& c : text) c = static_cast<char>(c >= 'A' && c <= 'Z' ? c + 32 : c);
    return text;
  };
  if (word.size() > 64) return "";
  std::string best;
  auto min = std::pair(word.size() / 2 + 1, std::size_t{0}); // capitals decide between equals
  for (const auto& candidate : candidates) {
    const auto distance =
        std::pair(edit_distance(lower(word), lower(candidate)), edit_distance(word, candidate));
    if (distance < min) {
      min = distance;
      best = candidate;
    }
  }
  return best;
}

std::string did_you_mean(const std::string& word, const std::vector<std::string>& candidates) {
  const std::string near = nearest(word, candidates);
  return near.empty() ? fmt::format("known: {}", fmt::join(candidates, ", "))
                      : fmt::format("did you mean \"{}\"?", near);
}

std::string with_article(std::string_view noun) {
  const bool vowel = !noun.empty() && std::string_view("aeiou").find(noun.front()) != std::string_view::npos;
  return fmt::format("{} {}", vowel ? "an" : "a", noun);
}

} // namespace equipoise::core
