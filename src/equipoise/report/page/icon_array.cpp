#include "equipoise/report/page/icon_array.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "equipoise/report/page/html.hpp"

namespace equipoise::report {
namespace {

/// A coordinate with at most one decimal.
std::string coordinate(double value) {
  return fmt::format("{:.4g}", std::round(10.0 * value) / 10.0);
}

bool is_hearsay(catalogue::Basis basis) {
  return basis == catalogue::Basis::memory || basis == catalogue::Basis::assumption;
}

} // namespace

std::string icon_array(const analysis::Interval& interval, const std::string& style,
                       const std::string& label) {
  const auto full = std::lround(100.0 * interval.low), perhaps = std::lround(100.0 * interval.high);
  std::string out =
      fmt::format("<svg class=\"hundred {}\" viewBox=\"0 0 150 150\" role=\"img\" aria-label=\"{}\">\n",
                  escape(style), escape(label));
  for (int i = 0; i < 100; ++i) {
    const int x = 15 * (i % 10) + 2, y = 135 - 15 * (i / 10) + 2;
    out += fmt::format("<rect class=\"{}\" x=\"{}\" y=\"{}\" width=\"11\" height=\"11\"/>",
                       i < full      ? "full"
                       : i < perhaps ? "perhaps"
                                     : "empty",
                       x, y);
    if (i >= full && i < perhaps)
      out += fmt::format("<path class=\"hatch\" d=\"M{0} {1}l5 -5M{0} {2}l10 -10M{3} {2}l5 -5\"/>",
                         coordinate(x + 0.5), coordinate(y + 5.5), coordinate(y + 10.5), coordinate(x + 5.5));
  }
  return out + "</svg>\n";
}

double widest_ratio(const std::vector<catalogue::Parameter>& parameters) {
  double widest = 1.1;
  for (const auto& p : parameters) {
    if (!p.words.empty() || !(p.low > 0.0) || !(p.nominal > 0.0)) continue;
    for (const double ratio : {p.nominal / p.low, p.high / p.nominal})
      if (std::isfinite(ratio)) widest = std::max(widest, ratio);
  }
  return std::min(widest, 20.0);
}

std::string range_glyph(const catalogue::Parameter& p, double widest) {
  const bool finite = std::isfinite(p.low) && std::isfinite(p.nominal) && std::isfinite(p.high);
  if (!p.words.empty() || !finite) return "";
  const bool ratios = p.low > 0.0 && p.nominal > 0.0 && p.high > 0.0;
  const double reach = std::max({p.high - p.nominal, p.nominal - p.low, 1e-300});
  const auto x = [&](double value) {
    const double at = ratios ? std::log(value / p.nominal) / std::log(widest) : (value - p.nominal) / reach;
    return 60.0 + 52.0 * std::clamp(at, -1.0, 1.0);
  };
  std::string out = fmt::format("<svg class=\"{}\" viewBox=\"0 0 120 16\" aria-hidden=\"true\">",
                                is_hearsay(p.basis) ? "glyph hearsay" : "glyph");
  out += "<path class=\"grid\" d=\"M60 1V15\"/>";
  if (p.low < p.high)
    out += fmt::format("<path class=\"{}\" d=\"M{} 8H{}\"/><path class=\"ends\" d=\"M{} 4V12M{} 4V12\"/>",
                       p.spread == catalogue::Spread::none ? "span unused" : "span", coordinate(x(p.low)),
                       coordinate(x(p.high)), coordinate(x(p.low)), coordinate(x(p.high)));
  return out +
         fmt::format("<circle class=\"dot\" cx=\"{}\" cy=\"8\" r=\"3\"/></svg>", coordinate(x(p.nominal)));
}

} // namespace equipoise::report
