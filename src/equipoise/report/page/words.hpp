#pragma once
// Numbers as the report words them: rounded to what their interval supports, ranges with "to".
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "equipoise/analysis/interval/interval.hpp"

namespace equipoise::report {

/// "no value" for what is not a finite number, and fixed decimals else; the minus is a minus.
std::string fixed(double value, int decimals);

/// 12000 -> "12,000".
std::string whole(std::uint64_t value);

/// Decimals of a percentage that an interval of shares supports: 0, 1 or 2.
int decimals_for(const analysis::Interval& interval);

/// "88 %"; "under 1 %", "over 99 %" where rounding would say none or all and the share is neither.
std::string percent(double share, int decimals);
/// "77 to 99", of shares as percentages.
std::string percent_range(const analysis::Interval& interval, int decimals);
/// "88 % (77 to 99)".
std::string percent_with(double share, const analysis::Interval& interval);

/// "4.1 (3.9 to 4.3)", decimals from the interval.
std::string mean_with(double value, const analysis::Interval& interval);

/// "55 points", "1 point": a difference of percentages without its sign.
std::string points(double difference, int decimals);
/// "+55 (44 to 66)", "−3 (−5 to −1)": in points.
std::string signed_points_with(double difference, const analysis::Interval& interval, int min_decimals = 0);

/// Natural frequency: "in about 4 raids of 10", "in none of the 200 raids played".
std::string raids(double share, std::uint64_t played);

/// "12 missiles in the salvo", "1 missile in the salvo".
std::string counted(double size, std::string_view label);
/// The size alone: "12", "0.25".
std::string size_text(double size);

/// The class of marks that a belief has: "brochure", "frictions", "assessed" or "other".
std::string style_of(const std::string& belief);

/// "s-400-battalion: launchers" for an address that moves by itself; a group's own name else.
std::string group_words(const std::string& group, const std::vector<std::string>& members);

/// First letter as a capital.
std::string capital(std::string text);

/// "a", "a and b", "a, b and c".
template <typename List>
std::string listed(const List& list) {
  std::string out;
  for (std::size_t i = 0; i < list.size(); ++i)
    out += (i == 0 ? "" : i + 1 == list.size() ? " and " : ", ") + std::string(list[i]);
  return out;
}

} // namespace equipoise::report
