#include "equipoise/report/exposure_sentences.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "equipoise/core/precondition.hpp"
#include "equipoise/report/words.hpp"

namespace equipoise::report {
namespace {

using At = const Level ExposureSample::*;

/// The curve that titles and the answer are told of: the last, so the highest.
const ExposureCurve& told(const Exposure& exposure) {
  return exposure.curves.back();
}

/// "Flying at 9 km, it is"; "It is" where there is one curve without a name.
std::string at_curve(const ExposureCurve& curve, const std::string& clause) {
  return capital(curve.where + (curve.where.empty() ? "" : ", ") + clause);
}

/// How many times as much the greater of the two is; 0 where one is missing or none.
double factor(double a, double b) {
  const double low = std::min(a, b), high = std::max(a, b);
  return low > 0.0 && std::isfinite(high) ? high / low : 0.0;
}

std::string over(const Exposure& exposure, const Span& s) {
  return s.published ? "over the published interval, " + published_range(exposure) + ","
                     : fmt::format("over the {} played, {} to {},", exposure.along.label,
                                   size_with_unit(exposure.along, s.low->size),
                                   size_with_unit(exposure.along, s.high->size));
}

std::string number_or(const Level& level, std::string_view unit) {
  return level.raids == 0 ? "never" : from_to(level.mean.value, level.mean.value, unit);
}

/// "83 to 307 km"; "never to 307 km".
std::string both_ends(const Span& s, At level, std::string_view unit) {
  const Level &a = s.low->*level, &b = s.high->*level;
  return a.raids == 0 || b.raids == 0 ? number_or(a, unit) + " to " + number_or(b, unit)
                                      : from_to(a.mean.value, b.mean.value, unit);
}

/// "76 to 87 km flying at 300 m and 83 to 307 km flying at 9 km".
std::string each_curve(const Exposure& exposure, At level, std::string_view unit) {
  std::vector<std::string> parts;
  for (const ExposureCurve& curve : exposure.curves)
    parts.push_back(both_ends(span(exposure, curve), level, unit) +
                    (curve.where.empty() ? "" : " " + curve.where));
  return listed(parts);
}

/// "54 km (39 to 66 over what else is not known)".
std::string with_band(const Level& level, std::string_view unit) {
  if (level.raids == 0) return "never";
  const analysis::Interval& band = level.unknown ? *level.unknown : level.mean.interval;
  const int decimals = band.high - band.low < 15.0 ? 1 : 0;
  return fmt::format("{} {} ({} to {} {})", fixed(level.mean.value, decimals), unit,
                     fixed(band.low, decimals), fixed(band.high, decimals),
                     level.unknown ? "over what else is not known" : "by chance");
}

/// What the rest that is not known does, at the nominal size.
std::string rest(const Exposure& exposure, const Span& s, At level, std::string_view what,
                 std::string_view unit) {
  const Level& l = s.nominal->*level;
  if (!l.unknown || l.raids == 0) return "";
  return fmt::format(" With {}, all else that is not known puts {} anywhere from {} (light band).",
                     size_with_unit(exposure.along, s.nominal->size), what,
                     from_to(l.unknown->low, l.unknown->high, unit));
}

/// "80 % (78 to 82) of raids" or the least and the greatest share.
std::string share_of_raids(const Exposure& exposure, At level) {
  double least = 1.0, most = 0.0;
  const Level* any = nullptr;
  for (const ExposureCurve& curve : exposure.curves)
    for (const ExposureSample& sample : curve.samples) {
      any = &(sample.*level);
      least = std::min(least, any->share.value);
      most = std::max(most, any->share.value);
    }
  if (most - least < 0.005) return percent_with(any->share.value, any->share.interval) + " of raids";
  return fmt::format("{} to {} of raids", fixed(100.0 * least, 0), percent(most, 0));
}

} // namespace

std::string axis_label(const Exposure& exposure) {
  std::string unit;
  if (exposure.along.dimension != core::Dimension::number)
    unit = std::string(core::units_of(exposure.along.dimension).front());
  if (unit == "m2") unit = "m\u00b2";
  return exposure.along.label + (unit.empty() ? "" : ", " + unit);
}

std::string published_range(const Exposure& exposure) {
  EQUIPOISE_PRECONDITION(exposure.published.has_value());
  const std::string low = size_with_unit(exposure.along, exposure.published->low);
  const std::string high = size_with_unit(exposure.along, exposure.published->high);
  const auto gap = low.find(' ');
  const bool same_unit = gap != std::string::npos && high.ends_with(low.substr(gap));
  return (same_unit ? low.substr(0, gap) : low) + " to " + high;
}

std::pair<double, double> ends_of(const Exposure& exposure) {
  double least = INFINITY, most = -INFINITY;
  for (const ExposureCurve& curve : exposure.curves) {
    least = std::min(least, curve.samples.front().size);
    most = std::max(most, curve.samples.back().size);
  }
  return {least, most};
}

std::string ranges_title(const Exposure& exposure) {
  const ExposureCurve& curve = told(exposure);
  const Span s = span(exposure, curve);
  const Level &a = s.low->shot, &b = s.high->shot;
  if (a.raids == 0 || b.raids == 0)
    return fmt::format("{} {} with {} and {} with {}", at_curve(curve, "it is first shot at"),
                       a.raids == 0 ? "not at all" : "from " + number_or(a, "km"),
                       size_with_unit(exposure.along, s.low->size),
                       b.raids == 0 ? "not at all" : "from " + number_or(b, "km"),
                       size_with_unit(exposure.along, s.high->size));
  return fmt::format("{} {}, {}", at_curve(curve, "it is first shot at from"),
                     from_to(a.mean.value, b.mean.value, "km"),
                     s.published ? "by where in its published interval the " + exposure.along.label + " lies"
                                 : "by the " + exposure.along.label);
}

std::string ranges_show(const Exposure& exposure) {
  const Span s = span(exposure, told(exposure));
  std::string text =
      fmt::format("{} the first detection moves over {}; the first shot over {}.", capital(over(exposure, s)),
                  each_curve(exposure, &ExposureSample::detected, "km"),
                  each_curve(exposure, &ExposureSample::shot, "km"));
  const double first = [&] {
    const Span low = span(exposure, exposure.curves.front());
    return factor(low.low->detected.mean.value, low.high->detected.mean.value);
  }();
  const double last = factor(s.low->detected.mean.value, s.high->detected.mean.value);
  if (exposure.curves.size() > 1 && first > 0.0 && last > 1.5 * first)
    text += fmt::format(" For the first detection that is {}-fold {} and {}-fold {}.", fixed(first, 1),
                        exposure.curves.front().where, fixed(last, 1), exposure.curves.back().where);
  text += rest(exposure, s, &ExposureSample::shot, "the first shot", "km");
  return text + fmt::format(" It is detected in {} and shot at in {}; the ranges are means over those.",
                            share_of_raids(exposure, &ExposureSample::detected),
                            share_of_raids(exposure, &ExposureSample::shot));
}

std::string exposed_title(const Exposure& exposure, const ExposedWords& words) {
  const ExposureCurve& curve = told(exposure);
  const Span s = span(exposure, curve);
  return fmt::format("{} {}{}", at_curve(curve, std::string(words.title)),
                     from_to((s.low->*words.level).mean.value, (s.high->*words.level).mean.value, words.unit),
                     words.after);
}

std::string exposed_shows(const Exposure& exposure, const ExposedWords& words) {
  const Span s = span(exposure, told(exposure));
  return fmt::format("{} {} {}.{}", capital(over(exposure, s)), words.verb,
                     each_curve(exposure, words.level, words.unit),
                     rest(exposure, s, words.level, words.what, words.unit));
}

std::vector<std::string> exposure_answer(const Exposure& exposure) {
  const ExposureCurve& curve = told(exposure);
  const Span s = span(exposure, curve);
  const auto moves = [&](At level, std::string_view unit) { return both_ends(s, level, unit); };
  std::vector<std::string> text;
  std::string where;
  if (exposure.varied())
    where = s.published ? fmt::format("Anywhere in the published interval of the {}, {}, ",
                                      exposure.along.label, published_range(exposure))
                        : "Over the " + exposure.along.label + " played, ";
  text.push_back(
      fmt::format("{} first seen at {}, first shot at from {}, and exposed to a shot for {} or {} of its "
                  "route, at nominal "
                  "values of all else.",
                  capital(where + "the aircraft" + (curve.where.empty() ? "" : " " + curve.where) + " is"),
                  moves(&ExposureSample::detected, "km"), moves(&ExposureSample::shot, "km"),
                  moves(&ExposureSample::time, "min"), moves(&ExposureSample::way, "km")));
  const double by_size = factor(s.low->shot.mean.value, s.high->shot.mean.value);
  const auto& band = s.nominal->shot.unknown;
  const double by_rest = band ? factor(band->low, band->high) : 0.0;
  if (exposure.varied() && by_size > 0.0 && by_rest > 0.0)
    text.push_back(
        fmt::format("That one number moves the range of the first shot {}-fold; all else that is not known, "
                    "{}-fold at {}.",
                    fixed(by_size, 1), fixed(by_rest, 1), size_with_unit(exposure.along, s.nominal->size)));
  const Level& least = s.low->shot;
  std::string claim =
      least.raids == 0
          ? fmt::format(
                "Of the claim of a threat to such aircraft: at the least of these, {}, it was shot at in "
                "none of the raids played.",
                size_with_unit(exposure.along, s.low->size))
          : fmt::format(
                "Of the claim of a threat to such aircraft: even {} it comes within a shot, in {} of "
                "raids, from {}{}.",
                exposure.varied() ? "with " + size_with_unit(exposure.along, s.low->size) : "so",
                percent_with(least.share.value, least.share.interval), with_band(least, "km"),
                by_size > 1.0
                    ? fmt::format("; a low signature shortens that range to {} of what it is "
                                  "with {}, and does not end it",
                                  percent(1.0 / by_size, 0), size_with_unit(exposure.along, s.high->size))
                    : "");
  if (exposure.published && !exposure.published->confidence.empty())
    claim += fmt::format(" The published interval is of {} confidence and knows neither aspect nor band.",
                         exposure.published->confidence);
  text.push_back(claim + " Signatures collected over time, tactics and jamming are left out.");
  return text;
}

std::string about_exposure_bands(const Document& document, const Exposure& exposure) {
  std::string text = "Dark: chance, the 95 % interval of the mean at nominal values.";
  const std::size_t sets = exposure.curves.front().samples.front().sets;
  text += sets == 0 ? " No parameter sets were drawn: what else is not known is left out."
                    : fmt::format(
                          " Light: what else is not known, 5 % to 95 % of {} parameter sets drawn from "
                          "the published ranges, chance inside them subtracted; this is not a "
                          "probability.",
                          sets);
  if (!document.result.cannot_fly.empty())
    text += fmt::format(" {} of {} sets cannot fly: counted here, not drawn again.",
                        whole(document.result.cannot_fly.size()), whole(document.result.parameter_sets));
  if (!exposure.throughout.empty()) text += " Throughout: " + listed(exposure.throughout) + ".";
  return text;
}

std::string exposure_widths(const Exposure& exposure, bool chance) {
  const ExposureCurve& curve = told(exposure);
  const Level& shot = span(exposure, curve).nominal->shot;
  if (!chance && !shot.unknown) return "not drawn: the answer is for nominal values alone";
  const analysis::Interval interval = chance ? shot.mean.interval : *shot.unknown;
  return fmt::format("first shot{}: {} km wide", curve.where.empty() ? "" : ", " + curve.where,
                     fixed(interval.high - interval.low, 1));
}

} // namespace equipoise::report
