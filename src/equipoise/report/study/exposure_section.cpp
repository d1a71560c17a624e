#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <functional>

#include "equipoise/report/page/html.hpp"
#include "equipoise/report/page/words.hpp"
#include "equipoise/report/study/exposure_sentences.hpp"
#include "equipoise/report/study/sections.hpp"

namespace equipoise::report {
namespace {

struct Series {
  const char* name;
  const char* style; ///< of web/src/charts/measures.js
  const Level ExposureSample::*level;
};

/// One panel a curve; the first two columns say whose row it is.
Figure figure_of(const Exposure& exposure, const std::string& id, const std::vector<Series>& series,
                 const std::string& unit) {
  Figure figure{id,
                "measures",
                "",
                "",
                "",
                {exposure.across.empty() ? "curve" : exposure.across, "measure", axis_label(exposure),
                 "estimate, " + unit, "chance low", "chance high", "not known low", "not known high",
                 "share of raids", "raids"},
                {}};
  figure.options = {{"x", axis_label(exposure)}, {"unit", unit}, {"across", exposure.across}};
  const auto [min, max] = ends_of(exposure);
  figure.options["log"] = min > 0.0 && max / min > 20.0;
  for (const Series& s : series) figure.options["series"].push_back({{"name", s.name}, {"style", s.style}});
  if (exposure.published)
    figure.options["shade"] = {{"low", exposure.published->low},
                               {"nominal", exposure.published->nominal},
                               {"high", exposure.published->high},
                               {"label", "published: " + published_range(exposure)}};
  for (const ExposureCurve& curve : exposure.curves)
    for (const Series& s : series)
      for (const ExposureSample& sample : curve.samples) {
        const Level& level = sample.*s.level;
        figure.rows.push_back({curve.label, s.name, sample.size, level.mean.value, level.mean.interval.low,
                               level.mean.interval.high, level.unknown ? level.unknown->low : NAN,
                               level.unknown ? level.unknown->high : NAN, level.share.value,
                               static_cast<double>(level.raids)});
      }
  return figure;
}

std::string unknown(const std::optional<analysis::Interval>& band) {
  if (!band) return "not drawn";
  const bool fine = band->high < 20.0;
  return fixed(band->low, fine ? 1 : 0) + " to " + fixed(band->high, fine ? 1 : 0);
}

std::string estimate(const Level& level) {
  if (level.raids == 0) return "never";
  return level.raids < 2 ? fixed(level.mean.value, 1) : mean_with(level.mean.value, level.mean.interval);
}

std::string percents(const std::optional<analysis::Interval>& share) {
  return share ? percent_range(*share, 0) : "not drawn";
}

std::string rows_of(const Exposure& exposure, const std::string& caption,
                    const std::vector<std::string>& head,
                    const std::function<std::vector<std::string>(const ExposureSample&)>& cells) {
  std::string html;
  for (const ExposureCurve& curve : exposure.curves) {
    Table table{(curve.label.empty() ? "" : capital(curve.label) + ". ") + caption,
                {escape(exposure.along.label)},
                {},
                "numbers"};
    for (const std::string& h : head) table.head.push_back(escape(h));
    for (const ExposureSample& sample : curve.samples) {
      std::vector<std::string> row{escape(size_with_unit(exposure.along, sample.size))};
      for (const std::string& cell : cells(sample)) row.push_back(escape(cell));
      table.rows.push_back(row);
    }
    html += to_html(table);
  }
  return html;
}

std::string range_numbers(const Exposure& exposure) {
  return rows_of(exposure,
                 "Mean range over the raids in which it was detected, or shot at, in km (95 % interval of "
                 "chance), then 5 % to 95 % of the sets; and in how many percent of raids that was",
                 {"detected in", "over the sets", "first detection, km", "not known", "shot at in",
                  "over the sets", "first shot, km", "not known"},
                 [](const ExposureSample& s) -> std::vector<std::string> {
                   return {percent_with(s.detected.share.value, s.detected.share.interval),
                           percents(s.detected.share_unknown),
                           estimate(s.detected),
                           unknown(s.detected.unknown),
                           percent_with(s.shot.share.value, s.shot.share.interval),
                           percents(s.shot.share_unknown),
                           estimate(s.shot),
                           unknown(s.shot.unknown)};
                 });
}

std::string exposure_numbers(const Exposure& exposure) {
  return rows_of(
      exposure,
      "Exposed to a shot, mean over all raids (95 % interval of chance), then 5 % to 95 % of the "
      "sets; a raid in which it is never held counts as none",
      {"time, min", "not known", "way flown, km", "not known"},
      [](const ExposureSample& s) -> std::vector<std::string> {
        return {estimate(s.time), unknown(s.time.unknown), estimate(s.way), unknown(s.way.unknown)};
      });
}

} // namespace

Section exposure_section(const Exposure& exposure) {
  Section section{"exposure", "Seen, shot at, exposed", "", {}};
  section.html =
      "<section id=\"exposure\">\n<h2>From how far it is seen and shot at, and how long it is exposed</h2>\n";
  if (!exposure.varied()) {
    section.html += range_numbers(exposure) + exposure_numbers(exposure) + "</section>\n";
    return section;
  }
  const auto add = [&](Figure figure, const std::string& numbers) {
    section.html += to_html(figure, numbers);
    section.figures.push_back(std::move(figure));
  };
  const std::string panels =
      exposure.across.empty() ? "" : "; one panel a " + exposure.across + ", the same axes";
  Figure ranges = figure_of(
      exposure, "exposure-range",
      {{"first detection", "seen", &ExposureSample::detected}, {"first shot", "shot", &ExposureSample::shot}},
      "km");
  ranges.title = ranges_title(exposure);
  ranges.subtitle = fmt::format(
      "First detection and first shot range of an aircraft against the {}: km from the battery, mean over "
      "the "
      "raids in which it was detected, or shot at{}.",
      exposure.along.label, panels);
  ranges.sentence = ranges_show(exposure);
  add(std::move(ranges), range_numbers(exposure));
  Figure time =
      figure_of(exposure, "exposure-time", {{"time exposed", "exposed", &ExposureSample::time}}, "min");
  time.title = exposed_title(exposure, time_words);
  time.subtitle = fmt::format(
      "Minutes in which the engagement radar holds it and a launch would meet it, against the {}: mean over "
      "all raids{}.",
      exposure.along.label, panels);
  time.sentence = exposed_shows(exposure, time_words);
  add(std::move(time), exposure_numbers(exposure));
  Figure way = figure_of(exposure, "exposure-way", {{"way exposed", "exposed", &ExposureSample::way}}, "km");
  way.title = exposed_title(exposure, way_words);
  way.subtitle =
      fmt::format("Kilometres of its route flown in that time, against the {}: mean over all raids{}.",
                  exposure.along.label, panels);
  way.sentence = exposed_shows(exposure, way_words);
  add(std::move(way), "");
  section.html += "</section>\n";
  return section;
}

std::string exposure_answer_section(const Document& document, const Exposure& exposure) {
  std::string out =
      "<header class=\"top\">\n<div>\n<p class=\"name\"><strong>Equipoise</strong> report of a study</p>\n";
  out += fmt::format("<h1>{}</h1>\n",
                     escape(document.title.empty() ? "A study without a title" : document.title));
  for (const std::string& text : exposure_answer(exposure)) out += paragraph(text, "answer");
  out += paragraph(about_exposure_bands(document, exposure), "note");
  if (!document.scenario_title.empty()) out += paragraph("Scenario: " + document.scenario_title, "note");
  return out + "</div>\n</header>\n";
}

Section exposure_limits_section(const Document& document, const Exposure& exposure) {
  const std::string confidence =
      exposure.published && !exposure.published->confidence.empty()
          ? fmt::format(" The published interval is of {} confidence.", exposure.published->confidence)
          : "";
  return {
      "limits",
      "What this leaves out",
      "<section id=\"limits\">\n<h2>What this leaves out</h2>\n<ul>\n<li>One cross-section stands for every "
      "aspect and every band; a view from the side, or a radar of a lower band, may see another." +
          escape(confidence) +
          "</li>\n"
          "<li>" +
          about_false_alarms(document.false_alarms) +
          "</li>\n"
          "<li>What a radar that watches such aircraft for years learns of their signatures.</li>\n"
          "<li>Tactics: routes that keep away, formations, escorts, weapons that are released from "
          "afar.</li>\n"
          "<li>Jamming and clutter, but for one factor on every range.</li>\n"
          "<li>Other radars of a wider network, and passive sensors.</li>\n"
          "<li>A shot is a launch that meets the aircraft where it is flying; whether it would hit is not "
          "asked here.</li>\n"
          "<li>What leaders on any side believe, intend or would do.</li>\n</ul>\n"
          "<p class=\"note\">Scope: mission level, published parameters, a battery\u2019s effect as a "
          "probability; a stage with real distances and no real place.</p>\n</section>\n",
      {}};
}

} // namespace equipoise::report
