#pragma once
// What is wrong with an input, collected so that a user sees every fault at once.
#include <string>
#include <string_view>
#include <vector>

namespace equipoise::core {

/// Where a value was written. `file` may also be "--set" or "command line"; line 0 means that there is no
/// line.
struct Location {
  std::string file;
  int line = 0;
  int column = 0;
  bool operator==(const Location&) const = default;
};

enum class Severity { warning, error };

struct Diagnostic {
  Severity severity = Severity::error;
  Location at;
  std::string key;     ///< the full key, as in `raid.salvo.count`
  std::string message; ///< what is wrong, what is allowed
};

using Diagnostics = std::vector<Diagnostic>;

/// `file:line:column: key: message`
std::string to_string(const Diagnostic& diagnostic);

/// By file, line and column, as a reader meets them.
void sort_by_place(Diagnostics& diagnostics);

bool has_errors(const Diagnostics& diagnostics);

/// The candidate closest to `word` by edit distance, capitals or not, or an empty string if none is near.
std::string nearest(const std::string& word, const std::vector<std::string>& candidates);

/// "did you mean \"count\"?", or "known: ..." where nothing is near.
std::string did_you_mean(const std::string& word, const std::vector<std::string>& candidates);

/// "an angle", "a length".
std::string with_article(std::string_view noun);

} // namespace equipoise::core
