#include "equipoise/io/read/assignment.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>

namespace equipoise::io {
namespace {

constexpr int max_weapons = 1000, max_targets = 1000, max_rounds = 1000; ///< of each weapon
constexpr int max_rounds_in_all = 20'000;
constexpr double max_weight = 1e12;
constexpr std::size_t max_faults = 20;

struct Token {
  std::string_view text;
  int column; ///< in code points, from 1
};

class Reader {
 public:
  Reader(std::string_view text, const std::string& file, core::Diagnostics& diagnostics)
      : rest_(text), file_(file), diagnostics_(diagnostics) {}

  std::optional<AssignmentInstance> operator()() {
    AssignmentInstance instance;
    int weapons = 0, targets = 0, rounds = 0;
    if (!next_line()) {
      fault(1, 1, "W T mu", "the file is empty; wanted: weapons, targets, rounds of each weapon");
    } else if (line_.size() != 3) {
      fault(line_.front().column, "W T mu",
            fmt::format("{} in the first line; wanted: weapons, targets, rounds of each weapon",
                        numbers(line_.size())));
    } else {
      weapons = whole(line_[0], "W", 1, max_weapons);
      targets = whole(line_[1], "T", 1, max_targets);
      rounds = whole(line_[2], "mu", 1, max_rounds);
      if (faults_ == 0 && weapons * rounds > max_rounds_in_all)
        fault(line_[0].column, "W mu",
              fmt::format("{} times {} rounds; allowed: {} in all", weapons, rounds, max_rounds_in_all));
    }
    if (faults_ > 0) return std::nullopt;
    instance.rounds.assign(static_cast<std::size_t>(weapons), rounds);
    weights(targets, instance.values);
    if (faults_ == 0 || instance.values.size() == static_cast<std::size_t>(targets))
      pairs(weapons, targets, instance.kill_probability);
    if (faults_ > max_faults)
      fault_always(number_, 1, "", fmt::format("{} faults, {} not shown", faults_, faults_ - max_faults));
    if (faults_ > 0) return std::nullopt;
    return instance;
  }

 private:
  /// The next line that is not blank, in pieces.
  bool next_line() {
    line_.clear();
    while (line_.empty() && !rest_.empty()) {
      const std::size_t end = std::min(rest_.find('\n'), rest_.size());
      const std::string_view text = rest_.substr(0, end);
      rest_.remove_prefix(std::min(end + 1, rest_.size()));
      ++number_;
      int column = 0;
      bool inside = false;
      for (std::size_t k = 0; k < text.size(); ++k) {
        if ((static_cast<unsigned char>(text[k]) & 0xC0U) != 0x80U) ++column;
        const bool blank = text[k] == ' ' || text[k] == '\t' || text[k] == '\r';
        if (!blank && !inside) line_.push_back({text.substr(k, 0), std::max(column, 1)});
        if (!blank) line_.back().text = {line_.back().text.data(), line_.back().text.size() + 1};
        inside = !blank;
        if (line_.size() > 2 * max_targets) break; // more than any line can hold
      }
    }
    return !line_.empty();
  }

  void weights(int targets, std::vector<double>& values) {
    const auto wanted = static_cast<std::size_t>(targets);
    while (values.size() < wanted) {
      if (!next_line())
        return fault(std::max(number_, 1), 1, "weight",
                     fmt::format("the file ends after {} of {} weights", values.size(), targets));
      for (const Token& token : line_) {
        if (values.size() == wanted)
          return fault(token.column, "weight",
                       fmt::format("stands after the {} weights; wanted: a new line", targets));
        values.push_back(real(token, fmt::format("weight {}", values.size()), max_weight));
      }
    }
  }

  void pairs(int weapons, int targets, std::vector<double>& kill) {
    const std::size_t wanted = static_cast<std::size_t>(weapons) * static_cast<std::size_t>(targets);
    constexpr double missing = -1.0;
    kill.assign(wanted, missing);
    std::size_t found = 0;
    while (next_line() && faults_ < 1000) {
      if (line_.size() != 3) {
        fault(line_.front().column, "i j p",
              fmt::format("{} in the line; wanted: weapon, target, kill probability", numbers(line_.size())));
        continue;
      }
      const std::size_t before = faults_;
      const int i = whole(line_[0], "i", 0, weapons - 1), j = whole(line_[1], "j", 0, targets - 1);
      const double p = real(line_[2], "p", 1.0);
      if (faults_ > before) continue;
      double& here =
          kill[static_cast<std::size_t>(i) * static_cast<std::size_t>(targets) + static_cast<std::size_t>(j)];
      if (here != missing)
        fault(line_[0].column, "i j", fmt::format("weapon {} and target {} stand twice", i, j));
      else
        ++found;
      here = p;
    }
    if (found == wanted || faults_ > 0) return;
    const auto first = static_cast<std::size_t>(std::find(kill.begin(), kill.end(), missing) - kill.begin());
    fault(
        std::max(number_, 1), 1, "i j p",
        fmt::format("the file ends after {} of {} pairs; weapon {} and target {} are missing", found, wanted,
                    first / static_cast<std::size_t>(targets), first % static_cast<std::size_t>(targets)));
  }

  static std::string numbers(std::size_t n) { return n == 1 ? "one number" : fmt::format("{} numbers", n); }

  int whole(const Token& token, const std::string& key, int min, int max) {
    long long value = 0;
    const char *begin = token.text.data(), *end = begin + token.text.size();
    const auto [stop, error] = std::from_chars(begin, end, value);
    if (error == std::errc() && stop == end && value >= min && value <= max) return static_cast<int>(value);
    fault(
        token.column, key,
        fmt::format("\"{}\" is no whole number of those allowed: {} to {}", shortened(token.text), min, max));
    return min;
  }

  double real(const Token& token, const std::string& key, double max) {
    double value = 0.0;
    const char *begin = token.text.data(), *end = begin + token.text.size();
    const auto [stop, error] = std::from_chars(begin, end, value);
    if (error == std::errc() && stop == end && value >= 0.0 && value <= max) return value + 0.0; // no -0
    const bool is_number = stop == end && error == std::errc() && std::isfinite(value);
    fault(token.column, key,
          fmt::format("\"{}\" is {}; allowed: 0 to {:g}", shortened(token.text),
                      is_number ? "out of range" : "not a finite number", max));
    return 0.0;
  }

  static std::string shortened(std::string_view text) {
    return text.size() <= 40 ? std::string(text) : std::string(text.substr(0, 40)) + "...";
  }

  void fault(int column, const std::string& key, const std::string& message) {
    fault(number_, column, key, message);
  }
  void fault(int line, int column, const std::string& key, const std::string& message) {
    if (++faults_ <= max_faults) fault_always(line, column, key, message);
  }
  void fault_always(int line, int column, const std::string& key, const std::string& message) {
    diagnostics_.push_back({core::Severity::error, {file_, line, column}, key, message});
  }

  std::string_view rest_;
  std::string file_;
  core::Diagnostics& diagnostics_;
  std::vector<Token> line_;
  int number_ = 0; ///< of the line
  std::size_t faults_ = 0;
};

} // namespace

assignment::WeaponTargetSize AssignmentInstance::size() const {
  int sum = 0;
  for (const int n : rounds) sum += n;
  return {static_cast<int>(rounds.size()), static_cast<int>(values.size()), sum, 20'000, 200'000};
}

std::optional<AssignmentInstance> read_assignment(std::string_view text, const std::string& file,
                                                  core::Diagnostics& diagnostics) {
  return Reader(text, file, diagnostics)();
}

} // namespace equipoise::io
