#include "equipoise/report/curve_figure.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "equipoise/report/frame.hpp"
#include "equipoise/report/html.hpp"
#include "equipoise/report/words.hpp"

namespace equipoise::report {
namespace {

/// Edges of a band along the sizes.
struct Edges {
  std::vector<Place> lower, upper;
  void add(double size, const analysis::Interval& interval) {
    lower.push_back({size, interval.low});
    upper.push_back({size, interval.high});
  }
};

Range across(const Reading& reading) {
  Range range{reading.sizes.front(), reading.sizes.back()};
  if (range.low > 0.0 && range.low < 0.5 * range.high) range.low = 0.0;
  return range.low < range.high ? range : rounded(range, 4);
}

std::string dot(const Frame& frame, double size, double value, const std::string& style) {
  const double x = frame.x(size), y = frame.y(value);
  if (style == "frictions" || style == "other")
    return fmt::format("<rect class=\"dot\" x=\"{}\" y=\"{}\" width=\"5\" height=\"5\"/>",
                       coordinate(x - 2.5), coordinate(y - 2.5));
  return fmt::format("<circle class=\"dot\" cx=\"{}\" cy=\"{}\" r=\"{}\"/>", coordinate(x), coordinate(y),
                     style == "gap" ? "2.6" : "3");
}

/// Chance at a size as an upright bar: seen even where the band is thinner than the line.
std::string whisker(const Frame& frame, double size, const analysis::Interval& chance) {
  return fmt::format("<path class=\"whisker\" d=\"M{} {}V{}\"/>", coordinate(frame.x(size)),
                     coordinate(frame.y(chance.low)), coordinate(frame.y(chance.high)));
}

std::string reference_line(const Frame& frame, double size) {
  return fmt::format("<path class=\"reference\" d=\"M{} {}V{}\"/>\n", coordinate(frame.x(size)),
                     coordinate(frame.top), coordinate(frame.height - frame.bottom));
}

/// Both bands, the line, whiskers and dots of something with size, value, chance and ignorance.
template <typename Samples>
std::string banded(const Frame& frame, const Samples& samples, const std::string& style) {
  Edges light, dark;
  std::vector<Place> places;
  for (const auto& sample : samples) {
    if (sample.ignorance) light.add(sample.size, sample.ignorance->interval);
    dark.add(sample.size, sample.chance);
    places.push_back({sample.size, sample.value});
  }
  std::string out = "<g class=\"" + style + "\">\n" + area(frame, light.lower, light.upper, "light");
  out += area(frame, dark.lower, dark.upper, "dark") + line(frame, places, "line");
  for (const auto& sample : samples) out += whisker(frame, sample.size, sample.chance);
  for (const auto& sample : samples) out += dot(frame, sample.size, sample.value, style);
  return out + "</g>\n";
}

} // namespace

std::string style_of(const std::string& belief) {
  return belief == "brochure" || belief == "frictions" || belief == "assessed" ? belief : "other";
}

std::string curve_panel(const Reading& reading, std::size_t belief, const std::string& label) {
  Frame frame;
  frame.across = across(reading);
  frame.up = {0.0, 1.0};
  std::string out =
      svg_open(frame.width, frame.height, "chart", label) + axes(frame, reading.label, " %", 100.0);
  out += reference_line(frame, reading.reference);
  for (std::size_t i = 0; i < reading.beliefs.size(); ++i) {
    if (i == belief) continue;
    std::vector<Place> places;
    for (const Sample& sample : reading.beliefs[i].samples) places.push_back({sample.size, sample.value});
    out += line(frame, places, "behind " + style_of(reading.beliefs[i].belief));
  }
  const Curve& curve = reading.beliefs[belief];
  return out + banded(frame, curve.samples, style_of(curve.belief)) + "</svg>\n";
}

std::string gap_panel(const Reading& reading, bool wide, const std::string& label) {
  Frame frame;
  if (wide) frame.width = 720.0;
  frame.across = across(reading);
  Range up{0.0, 0.0};
  for (const Gap& gap : reading.gaps) {
    up.low = std::min({up.low, gap.chance.low, gap.ignorance ? gap.ignorance->interval.low : 0.0});
    up.high = std::max({up.high, gap.chance.high, gap.ignorance ? gap.ignorance->interval.high : 0.0});
  }
  frame.up = {up.low, std::max(rounded(up, 4).high, 0.02)};
  std::string out = svg_open(frame.width, frame.height, wide ? "chart wide" : "chart narrow", label);
  out += axes(frame, reading.label, "", 100.0) + reference_line(frame, reading.reference);
  return out + banded(frame, reading.gaps, "gap") + "</svg>\n";
}

std::string key(const Reading& reading) {
  constexpr std::string_view icon = "<svg class=\"icon\" viewBox=\"0 0 34 16\" aria-hidden=\"true\">";
  const std::string style = reading.beliefs.empty() ? "gap" : "assessed";
  const auto item = [&](const std::string& picture, std::string_view text) {
    return fmt::format("<li>{}<g class=\"{}\">{}</g></svg> {}</li>\n", icon, style, picture, text);
  };
  std::string out = "<ul class=\"key\">\n";
  out += item("<path class=\"line\" d=\"M1 8H33\"/><circle class=\"dot\" cx=\"17\" cy=\"8\" r=\"3\"/>",
              "estimate at nominal values");
  out += item(
      "<rect class=\"dark\" x=\"1\" y=\"5\" width=\"32\" height=\"6\"/><path class=\"whisker\" d=\"M17 "
      "5V11\"/>",
      "chance, 95 % interval");
  out += item("<rect class=\"light\" x=\"1\" y=\"1\" width=\"32\" height=\"14\"/>",
              "what is not known, 5 % to 95 % of the sets");
  if (reading.beliefs.size() > 1)
    out += fmt::format(
        "<li>{}<path class=\"behind\" d=\"M1 8H33\"/></svg> the other beliefs, in their line types</li>\n",
        icon);
  out += fmt::format("<li>{}<path class=\"reference\" d=\"M17 0V16\"/></svg> {}</li>\n", icon,
                     escape(counted(reading.reference, reading.label)));
  return out + "</ul>\n";
}

} // namespace equipoise::report
