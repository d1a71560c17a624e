#include "equipoise/report/bars.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "equipoise/report/frame.hpp"
#include "equipoise/report/html.hpp"
#include "equipoise/report/words.hpp"

namespace equipoise::report {
namespace {

/// A picture beside numbers that say the same.
std::string silent_svg(std::string_view css_class, double width, double height) {
  return fmt::format("<svg class=\"{}\" viewBox=\"0 0 {} {}\" aria-hidden=\"true\">", css_class,
                     coordinate(width), coordinate(height));
}

std::string bar_picture(const Bar& bar, double most) {
  const auto x = [&](double value) {
    return coordinate(most > 0.0 ? std::clamp(398.0 * value / most, 0.0, 400.0) : 0.0);
  };
  std::string out =
      "<svg class=\"bar\" viewBox=\"0 0 400 16\" preserveAspectRatio=\"none\" aria-hidden=\"true\">";
  out += fmt::format(
      "<path class=\"axis\" d=\"M0 0V16\"/><rect class=\"{}\" x=\"0\" y=\"2\" width=\"{}\" height=\"12\"/>",
      bar.css_class, x(bar.value));
  if (bar.chance.high > bar.chance.low)
    out += fmt::format("<path class=\"error\" d=\"M{0} 8H{1}M{0} 5V11M{1} 5V11\"/>", x(bar.chance.low),
                       x(bar.chance.high));
  return out + "</svg>";
}

bool is_hearsay(catalogue::Basis basis) {
  return basis == catalogue::Basis::memory || basis == catalogue::Basis::assumption;
}

/// Replications with `first` leakers and those up to the next bin.
struct Bin {
  std::size_t first;
  std::uint64_t count;
};

/// "None" stands alone, then bins of one width, at most about thirty.
std::vector<Bin> bins_of(const results::Tally& tally) {
  if (tally.replications == 0) return {};
  std::size_t last = tally.leakers.size();
  while (last > 1 && tally.leakers[last - 1] == 0) --last;
  const std::size_t width = std::max<std::size_t>(1, (last + 28) / 30);
  std::vector<Bin> bins;
  for (std::size_t i = 0; i < last; i += i == 0 ? 1 : width) {
    Bin bin{i, 0};
    for (std::size_t j = i; j < std::min(last, i == 0 ? 1 : i + width); ++j) bin.count += tally.leakers[j];
    bin.count = std::min(bin.count, tally.replications);
    bins.push_back(bin);
  }
  return bins;
}

} // namespace

std::string bars(const std::string& caption, const std::vector<Bar>& list, double most) {
  std::string out = fmt::format("<table class=\"bars\"><caption>{}</caption>\n<tbody>\n", escape(caption));
  for (const Bar& bar : list)
    out += fmt::format("<tr><th scope=\"row\">{}</th><td>{}</td><td class=\"number\">{}</td></tr>\n",
                       escape(bar.label), bar_picture(bar, most), escape(bar.number));
  return out + "</tbody></table>\n";
}

double histogram_top(const results::Tally& tally) {
  double top = 0.0;
  for (const Bin& bin : bins_of(tally))
    top = std::max(top, analysis::clopper_pearson(bin.count, tally.replications).high);
  return std::min(1.0, top);
}

std::string histogram(const results::Tally& tally, double top, const std::string& style,
                      const std::string& label) {
  const std::vector<Bin> bins = bins_of(tally);
  if (bins.empty()) return "";
  const auto n = static_cast<double>(tally.replications);
  const std::size_t bin_width = bins.size() > 2 ? bins[2].first - bins[1].first : 1;
  Frame frame;
  frame.height = 190.0;
  frame.across = {-0.5, static_cast<double>(std::max<std::size_t>(bins.size(), 4)) - 0.5};
  frame.up = rounded({0.0, top}, 4);
  std::string out = svg_open(frame.width, frame.height, "chart", label);
  for (const double level : ticks(frame.up, 4)) {
    const bool highest = level + 1e-9 >= frame.up.high;
    out += fmt::format(
        "<path class=\"grid\" d=\"M{} {}H{}\"/><text x=\"{}\" y=\"{}\" text-anchor=\"end\">{}{}</text>",
        coordinate(frame.left), coordinate(frame.y(level)), coordinate(frame.width - frame.right),
        coordinate(frame.left - 6), coordinate(frame.y(level) + 4), size_text(100.0 * level),
        highest ? " %" : "");
  }
  const double base = frame.y(0.0), half = 0.36 * (frame.x(1.0) - frame.x(0.0));
  const std::size_t every = std::max<std::size_t>(1, (bins.size() + 7) / 8);
  out += "<g class=\"" + style + "\">\n";
  for (std::size_t i = 0; i < bins.size(); ++i) {
    const double x = frame.x(static_cast<double>(i)), y = frame.y(static_cast<double>(bins[i].count) / n);
    const auto interval = analysis::clopper_pearson(bins[i].count, tally.replications);
    out += fmt::format("<rect class=\"{}\" x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\"/>",
                       i == 0 ? "full" : "part", coordinate(x - half), coordinate(y), coordinate(2 * half),
                       coordinate(base - y));
    out += fmt::format("<path class=\"error\" d=\"M{} {}V{}\"/>", coordinate(x),
                       coordinate(frame.y(interval.low)), coordinate(frame.y(interval.high)));
    if (i % every != 0) continue;
    out += fmt::format("<text x=\"{}\" y=\"{}\" text-anchor=\"middle\">{}</text>", coordinate(x),
                       coordinate(base + 16), bins[i].first);
  }
  out += "</g>\n";
  out += fmt::format(
      "<path class=\"axis\" d=\"M{} {}H{}\"/><text x=\"{}\" y=\"{}\" text-anchor=\"middle\">leakers in a "
      "raid{}</text></svg>\n",
      coordinate(frame.left), coordinate(base), coordinate(frame.width - frame.right),
      coordinate(0.5 * (frame.left + frame.width - frame.right)), coordinate(frame.height - 6),
      bin_width > 1 ? fmt::format(", in bins of {} after none", bin_width) : "");
  return out;
}

std::string hundred(const analysis::Interval& interval, const std::string& style, const std::string& label) {
  const auto full = std::lround(100.0 * interval.low), perhaps = std::lround(100.0 * interval.high);
  std::string out = svg_open(150, 150, "hundred " + style, label);
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
  std::string out = silent_svg(is_hearsay(p.basis) ? "glyph hearsay" : "glyph", 120, 16);
  out += "<path class=\"grid\" d=\"M60 1V15\"/>";
  if (p.low < p.high)
    out += fmt::format("<path class=\"{}\" d=\"M{} 8H{}\"/><path class=\"ends\" d=\"M{} 4V12M{} 4V12\"/>",
                       p.spread == catalogue::Spread::none ? "span unused" : "span", coordinate(x(p.low)),
                       coordinate(x(p.high)), coordinate(x(p.low)), coordinate(x(p.high)));
  return out +
         fmt::format("<circle class=\"dot\" cx=\"{}\" cy=\"8\" r=\"3\"/></svg>", coordinate(x(p.nominal)));
}

std::string change_glyph(double value, const analysis::Interval& interval, double threshold, double most) {
  const auto x = [&](double v) { return coordinate(80.0 + 76.0 * std::clamp(v / most, -1.0, 1.0)); };
  std::string out = silent_svg("glyph", 160, 16);
  out += "<path class=\"grid\" d=\"M80 0V16\"/>";
  out += fmt::format("<path class=\"threshold\" d=\"M{} 0V16M{} 0V16\"/>", x(-threshold), x(threshold));
  out += fmt::format("<path class=\"error\" d=\"M{0} 8H{1}M{0} 5V11M{1} 5V11\"/>", x(interval.low),
                     x(interval.high));
  return out + fmt::format("<circle class=\"dot\" cx=\"{}\" cy=\"8\" r=\"3\"/></svg>", x(value));
}

} // namespace equipoise::report
