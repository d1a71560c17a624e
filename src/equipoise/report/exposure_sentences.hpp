#pragma once
// The sentences of a study of visitors: plain text, true for whatever the numbers say.
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "equipoise/report/exposure.hpp"

namespace equipoise::report {

/// What is measured of the claim, and what that leaves out: a paragraph each.
std::vector<std::string> exposure_answer(const Exposure& exposure);
std::string about_exposure_bands(const Document& document, const Exposure& exposure);

/// Titles that state the finding, and the sentence beneath each figure. Assumes: something is varied.
std::string ranges_title(const Exposure& exposure);
std::string ranges_show(const Exposure& exposure);

/// How time and way exposed are worded.
struct ExposedWords {
  const Level ExposureSample::*level;
  std::string_view title, verb, what, unit, after;
};
inline constexpr ExposedWords time_words{&ExposureSample::time,
                                         "it is exposed for",
                                         "it is exposed on average for",
                                         "the time exposed",
                                         "min",
                                         ""};
inline constexpr ExposedWords way_words{
    &ExposureSample::way, "it is exposed along", "it is exposed on average along", "the way exposed", "km",
    " of its route"};
std::string exposed_title(const Exposure& exposure, const ExposedWords& words);
std::string exposed_shows(const Exposure& exposure, const ExposedWords& words);

/// "cross-section of the F-35A, m²".
std::string axis_label(const Exposure& exposure);
/// "0.0005 to 0.1 m²". Domain: an interval is published.
std::string published_range(const Exposure& exposure);
/// Least and greatest size played.
std::pair<double, double> ends_of(const Exposure& exposure);

/// "first shot at 9 km: 0.8 km wide by chance, 38 km over what is not known".
std::string exposure_widths(const Exposure& exposure, bool chance);

} // namespace equipoise::report
