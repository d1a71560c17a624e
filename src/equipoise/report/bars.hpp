#pragma once
// Small pictures: bars, a histogram, counted raids, ranges.
#include <optional>
#include <string>
#include <vector>

#include "equipoise/analysis/interval.hpp"
#include "equipoise/catalogue/entry.hpp"
#include "equipoise/results/tally.hpp"

namespace equipoise::report {

struct Bar {
  std::string label;
  std::string number; ///< with its interval
  double value = 0.0;
  analysis::Interval chance;
  std::string css_class; ///< "stage" or "loss"
};

/// Horizontal bars from zero, all on one scale up to `most`; a table, so that it can be read without seeing
/// it.
std::string bars(const std::string& caption, const std::vector<Bar>& list, double most);

/// Replications by number of leakers with their intervals, in bins where there are many; the upright axis
/// reaches `top`, a share.
std::string histogram(const results::Tally& tally, double top, const std::string& style,
                      const std::string& label);
/// The top a histogram of this tally needs.
double histogram_top(const results::Tally& tally);

/// A hundred squares: filled up to the low end, hatched up to the high end of the interval.
std::string hundred(const analysis::Interval& interval, const std::string& style, const std::string& label);

/// Low, nominal and high on a scale of ratios to nominal, `widest` being the greatest ratio on the page;
/// linear where a value is not positive. Remembered or assumed: dashed, open dot.
std::string range_glyph(const catalogue::Parameter& parameter, double widest);
/// Greatest ratio between nominal and an end over all; at least 1.1, at most 20.
double widest_ratio(const std::vector<catalogue::Parameter>& parameters);

/// A change and its interval on a scale of shares up to +-`most`, with the threshold dashed.
std::string change_glyph(double value, const analysis::Interval& interval, double threshold, double most);

} // namespace equipoise::report
