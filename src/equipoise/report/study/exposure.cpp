#include "equipoise/report/study/exposure.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include "equipoise/report/page/words.hpp"

namespace equipoise::report {
namespace {

using results::Average;
using results::Point;
using results::TransitTally;

Level level(const Point& point, Average TransitTally::*value, double scale) {
  const auto scaled = [&](const analysis::Interval& i) {
    return analysis::Interval{scale * i.low, scale * i.high};
  };
  const Average& average = point.nominal.transits.*value;
  const analysis::Estimate mean = analysis::mean(average);
  const std::uint64_t raids = point.nominal.replications;
  Level level{{scale * mean.value, scaled(mean.interval)},
              std::nullopt,
              average.count,
              {static_cast<double>(average.count) / static_cast<double>(raids),
               analysis::clopper_pearson(average.count, raids)},
              std::nullopt};
  if (point.sets.empty()) return level;
  if (const auto band = analysis::mean_band(point.sets, value)) level.unknown = scaled(band->interval);
  level.share_unknown = analysis::measured_share_band(point.sets, value).interval;
  return level;
}

ExposureSample sample_of(const Point& point, double size) {
  return {size,
          point.nominal.replications,
          point.sets.size(),
          level(point, &TransitTally::detection_range_m, 1e-3),
          level(point, &TransitTally::first_shot_range_m, 1e-3),
          level(point, &TransitTally::exposed_s, 1.0 / 60.0),
          level(point, &TransitTally::exposed_m, 1e-3)};
}

double value_of(const Point& point, const std::string& address) {
  for (const auto& [name, value] : point.factors)
    if (name == address) return value;
  return 0.0;
}

const VariedFactor* factor_of(const Document& document, const std::string& address) {
  for (const VariedFactor& factor : document.factors)
    if (factor.address == address) return &factor;
  return nullptr;
}

} // namespace

std::string size_with_unit(const VariedFactor& factor, double value) {
  std::string text = core::format_quantity(value, factor.dimension);
  if (text.ends_with(" m2")) text.replace(text.size() - 1, 1, "\u00b2");
  return text;
}

std::string from_to(double a, double b, std::string_view unit) {
  const double width = std::abs(b - a);
  const double max = std::max(std::abs(a), std::abs(b));
  const int decimals = max < 20.0 || (max < 100.0 && width < 1.0) ? 1 : 0;
  const std::string from = fixed(a, decimals), to = fixed(b, decimals);
  return fmt::format("{}{} {}", from, from == to ? "" : " to " + to, unit);
}

std::optional<Exposure> read_exposure(const Document& document) {
  std::vector<const Point*> played;
  for (const Point& point : document.result.points)
    if (point.nominal.replications > 0 && point.variant.empty()) played.push_back(&point);
  const auto alone = [](const Point* p) { return p->nominal.transits.count > 0 && p->nominal.launched == 0; };
  if (played.empty() || !std::all_of(played.begin(), played.end(), alone)) return std::nullopt;

  std::set<std::string> beliefs;
  std::vector<std::string> varied;
  Exposure exposure;
  for (const auto& [address, first] : played.front()->factors) {
    const bool varies =
        std::any_of(played.begin(), played.end(),
                    [&, a = address, f = first](const Point* p) { return value_of(*p, a) != f; });
    const VariedFactor* factor = factor_of(document, address);
    if (varies)
      varied.push_back(address);
    else if (factor != nullptr)
      exposure.throughout.push_back(address + " at " + size_with_unit(*factor, first));
  }
  for (const Point* p : played) beliefs.insert(p->belief);
  if (!varied.empty()) {
    const VariedFactor* factor = factor_of(document, varied.front());
    exposure.along = factor != nullptr ? *factor : VariedFactor{varied.front(), varied.front()};
    for (const ParameterRow& row : document.parameters)
      if (row.entry + "." + row.parameter.name == varied.front() && row.parameter.low < row.parameter.high)
        exposure.published = row.parameter;
  }
  const VariedFactor* across = varied.size() > 1 ? factor_of(document, varied[1]) : nullptr;
  exposure.across = across != nullptr ? across->label : beliefs.size() > 1 ? "belief" : "";

  std::map<std::pair<double, std::string>, ExposureCurve> curves;
  for (const Point* p : played) {
    // Of a third factor that varies, the first value is told.
    bool told = true;
    for (std::size_t f = 2; f < varied.size(); ++f)
      told = told && value_of(*p, varied[f]) == value_of(*played.front(), varied[f]);
    if (!told) continue;
    const double other = across != nullptr ? value_of(*p, across->address) : 0.0;
    ExposureCurve& curve = curves[{other, p->belief}];
    if (across != nullptr) curve.label = size_with_unit(*across, other);
    if (beliefs.size() > 1) curve.label += (curve.label.empty() ? "" : ", ") + p->belief;
    const bool is_height = across != nullptr && across->address.ends_with(".altitude");
    curve.where = (curve.label.empty() ? "" : is_height ? "flying at " : "at ") + curve.label;
    curve.samples.push_back(sample_of(*p, varied.empty() ? 0.0 : value_of(*p, varied.front())));
  }
  for (auto& [key, curve] : curves) {
    std::sort(curve.samples.begin(), curve.samples.end(),
              [](const ExposureSample& a, const ExposureSample& b) { return a.size < b.size; });
    exposure.curves.push_back(std::move(curve));
  }
  return exposure;
}

Span span(const Exposure& exposure, const ExposureCurve& curve) {
  const auto& samples = curve.samples;
  Span span{&samples.front(), &samples[samples.size() / 2], &samples.back(), false};
  if (!exposure.published) return span;
  constexpr double rounding = 1e-9;
  const catalogue::Parameter& p = *exposure.published;
  const auto near = [&](double value) {
    return &*std::min_element(samples.begin(), samples.end(),
                              [&](const ExposureSample& a, const ExposureSample& b) {
                                return std::abs(a.size - value) < std::abs(b.size - value);
                              });
  };
  span = {near(p.low), near(p.nominal), near(p.high), false};
  span.published = std::abs(span.low->size - p.low) <= rounding * p.low &&
                   std::abs(span.high->size - p.high) <= rounding * p.high;
  return span;
}

} // namespace equipoise::report
