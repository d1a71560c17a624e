#pragma once
// A study of transits, put in the order in which it is told: ranges and exposure of an aircraft along one
// factor, a curve for each value of another.
#include <optional>
#include <string>
#include <vector>

#include "equipoise/analysis/interval/ignorance_band.hpp"
#include "equipoise/analysis/interval/interval.hpp"
#include "equipoise/report/study/document.hpp"

namespace equipoise::report {

/// A mean over the raids that have the value, in the unit that is shown (km, min), and how many do.
struct Level {
  analysis::Estimate mean; ///< not finite where no raid has it
  std::optional<analysis::Interval> unknown;
  std::uint64_t raids = 0; ///< that have it
  analysis::Estimate share;
  std::optional<analysis::Interval> share_unknown;
};

struct ExposureSample {
  double size = 0.0; ///< of the factor along the axis, SI; 0: nothing is varied
  std::uint64_t raids = 0;
  std::size_t sets = 0;
  Level detected, shot; ///< km from the nearest battery
  Level time, way;      ///< min and km, over all raids: not exposed at all counts as none
};

struct ExposureCurve {
  std::string label;                   ///< "9 km"; empty: the only one
  std::string where;                   ///< "flying at 9 km", "at 9 km"; empty as the label is
  std::vector<ExposureSample> samples; ///< by rising size; at least one
};

struct Exposure {
  VariedFactor along;                            ///< no address: nothing is varied
  std::string across;                            ///< what tells the curves apart: "height of the route"
  std::vector<ExposureCurve> curves;             ///< by rising value of the other factor; at least one
  std::optional<catalogue::Parameter> published; ///< of the factor along the axis, where the catalogue has it
  std::vector<std::string> throughout;           ///< "48n6e3.kill_probability.aircraft at 0"

  bool varied() const { return curves.front().samples.size() > 1; }
};

/// Nothing unless every point played is of transits alone.
std::optional<Exposure> read_exposure(const Document& document);

/// The ends of the published interval that were played, and the sample nearest to its nominal value; without
/// an interval the first, the last and the middle sample.
struct Span {
  const ExposureSample *low, *nominal, *high;
  bool published; ///< both ends of the interval were played
};
Span span(const Exposure& exposure, const ExposureCurve& curve);

/// "0.0015 m²", "300 m".
std::string size_with_unit(const VariedFactor& factor, double value);
/// "83 to 307 km"; "81 km" where both round to the same.
std::string from_to(double a, double b, std::string_view unit);

} // namespace equipoise::report
