#pragma once
// The frame of a chart: from values to places on the picture, axes with ticks.
#include <string>
#include <string_view>
#include <vector>

namespace equipoise::report {

/// A range of values on an axis.
struct Range {
  double low = 0.0, high = 1.0;
};

/// Round values inside the range, about as many as asked. Domain: low < high, both finite.
std::vector<double> ticks(const Range& range, int about);

/// The range widened to round values; never empty.
Range rounded(Range range, int about);

struct Frame {
  double width = 304.0, height = 232.0;
  double left = 44.0, right = 10.0, top = 10.0, bottom = 42.0;
  Range across, up;

  double x(double value) const;
  double y(double value) const;
};

/// A coordinate with at most one decimal.
std::string coordinate(double value);

/// <svg ...> with its label for those who do not see it.
std::string svg_open(double width, double height, std::string_view css_class, std::string_view label);

/// Grid lines and numbers; `unit` is set on the highest tick of the upright axis.
std::string axes(const Frame& frame, std::string_view across_label, std::string_view unit, double up_scale);

struct Place {
  double across, up;
};
std::string line(const Frame& frame, const std::vector<Place>& places, std::string_view css_class);
/// An area between lower and upper edge.
std::string area(const Frame& frame, const std::vector<Place>& lower, const std::vector<Place>& upper,
                 std::string_view css_class);

} // namespace equipoise::report
