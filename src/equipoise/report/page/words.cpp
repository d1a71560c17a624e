#include "equipoise/report/page/words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <cmath>

#include "equipoise/core/units.hpp"

namespace equipoise::report {
namespace {

constexpr std::string_view minus = "\u2212";

std::string_view plural(const std::string& number) {
  return number == "1" ? "" : "s";
}

} // namespace

std::string fixed(double value, int decimals) {
  if (!std::isfinite(value)) return "no value";
  std::string text = fmt::format("{:.{}f}", std::abs(value), decimals);
  const bool zero = text.find_first_not_of("0.") == std::string::npos;
  return value < 0.0 && !zero ? std::string(minus) + text : text;
}

std::string whole(std::uint64_t value) {
  std::string text = fmt::format("{}", value);
  for (std::size_t i = text.size(); i > 3; i -= 3) text.insert(i - 3, ",");
  return text;
}

int decimals_for(const analysis::Interval& interval) {
  const double width = 100.0 * (interval.high - interval.low);
  return !(width < 1.5) ? 0 : width < 0.15 ? 2 : 1;
}

std::string style_of(const std::string& belief) {
  const bool known = belief == "brochure" || belief == "frictions" || belief == "assessed";
  return known ? belief : "other";
}

std::string percent(double share, int decimals) {
  if (!std::isfinite(share)) return "no value";
  const double step = std::pow(10.0, -decimals), shown = 100.0 * share;
  if (shown > 0.0 && shown < 0.5 * step) return fmt::format("under {:.{}f} %", step, decimals);
  if (shown < 100.0 && shown >= 100.0 - 0.5 * step)
    return fmt::format("over {:.{}f} %", 100.0 - step, decimals);
  return fixed(shown, decimals) + " %";
}

std::string percent_range(const analysis::Interval& interval, int decimals) {
  return fixed(100.0 * interval.low, decimals) + " to " + fixed(100.0 * interval.high, decimals);
}

std::string percent_with(double share, const analysis::Interval& interval) {
  const int decimals = decimals_for(interval);
  return fmt::format("{} ({})", percent(share, decimals), percent_range(interval, decimals));
}

std::string mean_with(double value, const analysis::Interval& interval) {
  const double width = interval.high - interval.low;
  const int decimals = !(width < 15.0) ? 0 : width < 0.02 ? 3 : width < 0.15 ? 2 : 1;
  return fmt::format("{} ({} to {})", fixed(value, decimals), fixed(interval.low, decimals),
                     fixed(interval.high, decimals));
}

std::string points(double difference, int decimals) {
  const std::string number = fixed(std::abs(100.0 * difference), decimals);
  return fmt::format("{} point{}", number, plural(number));
}

std::string signed_points_with(double difference, const analysis::Interval& interval, int min_decimals) {
  const int decimals = std::max(min_decimals, decimals_for(interval));
  std::string number = fixed(100.0 * difference, decimals);
  if (difference > 0.0 && number.find_first_not_of("0.") != std::string::npos) number.insert(0, "+");
  return fmt::format("{} ({})", number, percent_range(interval, decimals));
}

std::string raids(double share, std::uint64_t played) {
  if (!std::isfinite(share) || played == 0) return "in no raid played";
  if (share <= 0.0) return fmt::format("in none of the {} raids played", whole(played));
  if (share >= 1.0) return fmt::format("in all of the {} raids played", whole(played));
  if (share < 0.005) return "in fewer than 1 raid of 100";
  if (share > 0.995) return "in more than 99 raids of 100";
  if (share < 0.045 || share > 0.955) {
    const long of_100 = std::lround(100.0 * share);
    return fmt::format("in about {} raid{} of 100", of_100, of_100 == 1 ? "" : "s");
  }
  struct Fraction {
    int part, of;
  };
  constexpr std::array fractions{Fraction{1, 20}, Fraction{1, 10}, Fraction{2, 10}, Fraction{1, 4},
                                 Fraction{3, 10}, Fraction{1, 3},  Fraction{4, 10}, Fraction{5, 10},
                                 Fraction{6, 10}, Fraction{2, 3},  Fraction{7, 10}, Fraction{3, 4},
                                 Fraction{8, 10}, Fraction{9, 10}, Fraction{19, 20}};
  const auto away = [&](const Fraction& f) { return std::abs(share - static_cast<double>(f.part) / f.of); };
  const Fraction best =
      *std::min_element(fractions.begin(), fractions.end(),
                        [&](const Fraction& a, const Fraction& b) { return away(a) < away(b); });
  return fmt::format("in about {} raid{} of {}", best.part, best.part == 1 ? "" : "s", best.of);
}

std::string size_text(double size) {
  return std::isfinite(size) ? core::format_quantity(size, core::Dimension::number) : "no value";
}

std::string counted(double size, std::string_view label) {
  std::string noun(label);
  const auto first_end = std::min(noun.find(' '), noun.size());
  if (size == 1.0 && first_end > 1 && noun[first_end - 1] == 's') noun.erase(first_end - 1, 1);
  return size_text(size) + (noun.empty() ? "" : " ") + noun;
}

std::string group_words(const std::string& group, const std::vector<std::string>& members) {
  if (members.size() != 1 || members.front() != group) return group;
  std::string text = group;
  if (const auto dot = text.find('.'); dot != std::string::npos) text.replace(dot, 1, ": ");
  for (char& c : text)
    if (c == '_' || c == '.') c = ' ';
  return text;
}

std::string capital(std::string text) {
  if (!text.empty()) text[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(text[0])));
  return text;
}

} // namespace equipoise::report
