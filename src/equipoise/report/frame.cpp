#include "equipoise/report/frame.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "equipoise/report/html.hpp"
#include "equipoise/report/words.hpp"

namespace equipoise::report {
namespace {

double step_of(const Range& range, int about) {
  const double raw = (range.high - range.low) / about;
  const double decade = std::pow(10.0, std::floor(std::log10(raw)));
  for (const double factor : {1.0, 2.0, 2.5, 5.0})
    if (factor * decade >= raw * 0.999) return factor * decade;
  return 10.0 * decade;
}

std::string path(const Frame& frame, const std::vector<Place>& places) {
  std::string d;
  for (const Place& place : places)
    d += (d.empty() ? "M" : "L") + coordinate(frame.x(place.across)) + " " + coordinate(frame.y(place.up));
  return d;
}

} // namespace

std::vector<double> ticks(const Range& range, int about) {
  const double step = step_of(range, about);
  std::vector<double> values;
  for (double i = std::ceil(range.low / step - 1e-9);
       i * step <= range.high + 1e-9 * step && values.size() < 50; ++i)
    values.push_back(i * step + 0.0); // no "-0"
  return values;
}

Range rounded(Range range, int about) {
  if (!(range.high - range.low > 1e-12 * (std::abs(range.low) + std::abs(range.high)))) {
    const double pad = range.low == 0.0 ? 1.0 : 0.5 * std::abs(range.low);
    range = {range.low - pad, range.high + pad};
  }
  const double step = step_of(range, about);
  return {std::floor(range.low / step + 1e-9) * step, std::ceil(range.high / step - 1e-9) * step};
}

double Frame::x(double value) const {
  return left + (width - left - right) * (value - across.low) / (across.high - across.low);
}

double Frame::y(double value) const {
  return height - bottom - (height - top - bottom) * (value - up.low) / (up.high - up.low);
}

std::string coordinate(double value) {
  if (!std::isfinite(value)) return "0";
  std::string text = fmt::format("{:.1f}", value);
  if (text.ends_with(".0")) text.resize(text.size() - 2);
  return text == "-0" ? "0" : text;
}

std::string svg_open(double width, double height, std::string_view css_class, std::string_view label) {
  return fmt::format("<svg class=\"{}\" viewBox=\"0 0 {} {}\" role=\"img\" aria-label=\"{}\">\n", css_class,
                     coordinate(width), coordinate(height), escape(label));
}

std::string axes(const Frame& frame, std::string_view across_label, std::string_view unit, double up_scale) {
  std::string out;
  const double x0 = frame.left, x1 = frame.width - frame.right, y0 = frame.height - frame.bottom;
  const auto levels = ticks(frame.up, 4);
  for (const double level : levels) {
    const std::string y = coordinate(frame.y(level));
    std::string text = size_text(up_scale * level);
    if (text.starts_with('-')) text.replace(0, 1, "\u2212");
    if (level == levels.back()) text += unit;
    out += fmt::format("<path class=\"{}\" d=\"M{} {}H{}\"/>", std::abs(level) < 1e-12 ? "axis" : "grid",
                       coordinate(x0), y, coordinate(x1));
    out += fmt::format("<text x=\"{}\" y=\"{}\" text-anchor=\"end\">{}</text>", coordinate(x0 - 6),
                       coordinate(frame.y(level) + 4), escape(text));
  }
  for (const double value : ticks(frame.across, frame.width > 500 ? 10 : 5)) {
    const std::string x = coordinate(frame.x(value));
    out += fmt::format(
        "<path class=\"axis\" d=\"M{} {}v4\"/><text x=\"{}\" y=\"{}\" text-anchor=\"middle\">{}</text>", x,
        coordinate(y0), x, coordinate(y0 + 17), escape(size_text(value)));
  }
  out += fmt::format("<text x=\"{}\" y=\"{}\" text-anchor=\"middle\">{}</text>\n",
                     coordinate(0.5 * (x0 + x1)), coordinate(frame.height - 6), escape(across_label));
  return out;
}

std::string line(const Frame& frame, const std::vector<Place>& places, std::string_view css_class) {
  if (places.empty()) return "";
  return fmt::format("<path class=\"{}\" d=\"{}\"/>\n", css_class, path(frame, places));
}

std::string area(const Frame& frame, const std::vector<Place>& lower, const std::vector<Place>& upper,
                 std::string_view css_class) {
  if (lower.empty()) return "";
  std::vector<Place> around = lower;
  around.insert(around.end(), upper.rbegin(), upper.rend());
  return fmt::format("<path class=\"{}\" d=\"{}Z\"/>\n", css_class, path(frame, around));
}

} // namespace equipoise::report
