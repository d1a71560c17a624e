#pragma once
// Small pictures beside numbers that say the same.
#include <string>
#include <vector>

#include "equipoise/analysis/interval/interval.hpp"
#include "equipoise/catalogue/entry.hpp"

namespace equipoise::report {

/// A hundred squares: filled up to the low end, hatched up to the high end of the interval.
std::string icon_array(const analysis::Interval& interval, const std::string& style,
                       const std::string& label);

/// Low, nominal and high on a scale of ratios to nominal, `widest` being the greatest ratio on the page;
/// linear where a value is not positive. Remembered or assumed: dashed, open dot.
std::string range_glyph(const catalogue::Parameter& parameter, double widest);
/// Greatest ratio between nominal and an end over all; at least 1.1, at most 20.
double widest_ratio(const std::vector<catalogue::Parameter>& parameters);

} // namespace equipoise::report
