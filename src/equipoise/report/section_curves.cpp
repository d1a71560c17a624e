#include <fmt/format.h>

#include <algorithm>

#include "equipoise/report/bars.hpp"
#include "equipoise/report/curve_figure.hpp"
#include "equipoise/report/html.hpp"
#include "equipoise/report/sections.hpp"
#include "equipoise/report/sentences.hpp"
#include "equipoise/report/words.hpp"

namespace equipoise::report {
namespace {

std::string_view meaning(const std::string& belief) {
  if (belief == "brochure") return "the published limits kept, nothing else goes wrong";
  if (belief == "frictions")
    return "the brochure\u2019s kill probability, with everything else that can go wrong";
  if (belief == "assessed") return "frictions, and the kill probability of the combat and test record";
  return "as the study gives it";
}

/// The light band alone, as percentages or points.
template <typename Of>
std::string band_text(const Of& of) {
  const auto [interval, decimals] = shown(of.chance, of.ignorance);
  return of.ignorance ? percent_range(interval, decimals) : "not drawn";
}

std::string panel(const Reading& reading, std::size_t i) {
  const Curve& curve = reading.beliefs[i];
  const Sample* sample = at(curve, reading.reference);
  std::string number;
  if (sample != nullptr) {
    const int decimals = decimals_for(sample->chance);
    number = fmt::format("At {}: {} ({} by chance{})", size_text(sample->size),
                         percent(sample->value, decimals), percent_range(sample->chance, decimals),
                         sample->ignorance ? "; " + band_text(*sample) + " over what is not known" : "");
  }
  const std::string name = curve.belief.empty() ? "Only belief" : capital(curve.belief);
  const std::string label =
      fmt::format("{}: chance that nothing gets through against {}. {}", name, reading.label, number);
  return fmt::format(
      "<div class=\"panel {}\">\n<h4>{}</h4>\n<p class=\"sub\">{}</p>\n{}<p class=\"note\">{}</p>\n</div>\n",
      style_of(curve.belief), escape(name), escape(meaning(curve.belief)), curve_panel(reading, i, label),
      prose(number));
}

std::string curve_numbers(const Reading& reading) {
  Table table{
      "Chance that nothing gets through, in percent: estimate (95 % interval of chance), then 5 % to 95 % of "
      "the sets",
      {escape(reading.label.empty() ? "size" : reading.label)},
      {},
      "numbers"};
  for (const Curve& curve : reading.beliefs) {
    table.head.push_back(escape(capital(curve.belief)));
    table.head.push_back("not known");
  }
  for (const double size : reading.sizes) {
    std::vector<std::string> row{escape(size_text(size))};
    for (const Curve& curve : reading.beliefs) {
      const Sample* sample = at(curve, size);
      row.push_back(sample == nullptr ? "not played" : escape(percent_with(sample->value, sample->chance)));
      row.push_back(sample == nullptr ? "" : escape(band_text(*sample)));
    }
    table.rows.push_back(row);
  }
  return details("Show the numbers", to_html(table));
}

std::string gap_numbers(const Reading& reading) {
  Table table{"The gap, in points: estimate (95 % interval of chance), then 5 % to 95 % of the sets",
              {escape(reading.label.empty() ? "size" : reading.label), "Gap", "not known"},
              {},
              "numbers"};
  for (const Gap& gap : reading.gaps)
    table.rows.push_back({escape(size_text(gap.size)), escape(signed_points_with(gap.value, gap.chance)),
                          escape(band_text(gap))});
  return details("Show the numbers", to_html(table));
}

std::string gap_figure(const Reading& reading) {
  if (reading.gaps.size() < 2) return "";
  const std::string &a = reading.beliefs[reading.high].belief, &b = reading.beliefs[reading.low].belief;
  const std::string title = gap_title(reading);
  std::string out = "<figure>\n<figcaption><h3>" + escape(title) + "</h3>\n";
  out += paragraph(
      fmt::format("Gap, {} \u2212 {}, in points, against {}. Both bands as above.", a, b, reading.label),
      "sub");
  out += "</figcaption>\n<div class=\"beside\">\n<div>" + gap_panel(reading, true, title) +
         gap_panel(reading, false, title) + "</div>\n<div>";
  return out + what_it_shows(gap_shows(reading)) + gap_numbers(reading) + "</div>\n</div>\n</figure>\n";
}

std::string falls_table(const Reading& reading) {
  Table table{"Where the chance falls to a level: at nominal values (5 % to 95 % of the sets)",
              {"Belief", "to one half (N50)", "to nine in ten (N90)", "sets"},
              {},
              "numbers"};
  for (const Curve& curve : reading.beliefs) {
    const Fall half = falls_to(curve, 0.5), ninety = falls_to(curve, 0.9);
    table.rows.push_back({escape(capital(curve.belief)), escape(fall_text(half)), escape(fall_text(ninety)),
                          half.sets == 0 ? "not drawn" : whole(half.sets)});
  }
  std::string note = fmt::format(
      "\u201cbelow {0}\u201d: under the level already at {0}, the smallest size played; \u201cabove "
      "{1}\u201d: still at or over it at {1}, "
      "the largest. Between sizes played: linear. Chance inside the sets is not taken out of these ranges.",
      size_text(reading.sizes.front()), size_text(reading.sizes.back()));
  return "<h3>How large a raid it takes</h3>\n" + to_html(table) + paragraph(note, "note");
}

} // namespace

std::string curves_section(const Reading& reading) {
  if (!reading.swept || reading.beliefs.empty()) return "";
  std::string out =
      "<section id=\"curves\">\n<h2>The chance that nothing gets through</h2>\n<figure>\n<figcaption><h3>" +
      escape(curves_title(reading)) + "</h3>\n";
  out += paragraph(
             fmt::format("P(no leaker), in percent of raids, against {}; one panel a belief, the same axes.",
                         reading.label),
             "sub") +
         "</figcaption>\n";
  out += key(reading) + "<div class=\"panels\">\n";
  for (std::size_t i = 0; i < reading.beliefs.size(); ++i) out += panel(reading, i);
  out += "</div>\n" + what_it_shows(curves_show(reading)) + curve_numbers(reading) + "</figure>\n";
  out += gap_figure(reading) + falls_table(reading);
  if (reading.left_out > 0)
    out += paragraph(fmt::format("{} point{} of the study {} not drawn here: another factor has another "
                                 "value there, or nothing was played.",
                                 whole(reading.left_out), reading.left_out == 1 ? "" : "s",
                                 reading.left_out == 1 ? "is" : "are"),
                     "note");
  return out + "</section>\n";
}

std::string odds_section(const Reading& reading) {
  if (reading.swept || reading.beliefs.empty()) return "";
  Table table{
      "Chance that nothing gets through: estimate (95 % interval of chance), then 5 % to 95 % of the sets",
      {"Belief", "nothing gets through", "not known", "leakers a raid", "raids played"},
      {},
      "numbers"};
  std::string pictures;
  double top = 0.0;
  for (const Curve& curve : reading.beliefs)
    for (const Sample& sample : curve.samples) top = std::max(top, histogram_top(sample.point->nominal));
  for (const Curve& curve : reading.beliefs) {
    const Sample* sample = at(curve, reading.reference);
    if (sample == nullptr) continue;
    const auto& tally = sample->point->nominal;
    const auto leaked = analysis::mean(tally.leaked, tally.replications);
    table.rows.push_back({escape(capital(curve.belief)), escape(percent_with(sample->value, sample->chance)),
                          escape(band_text(*sample)), escape(mean_with(leaked.value, leaked.interval)),
                          whole(tally.replications)});
    const std::string finding = leakers_show(reading, curve.belief, *sample);
    pictures +=
        fmt::format("<div class=\"panel {}\">\n<h4>{}</h4>\n<p class=\"sub\">{}</p>\n{}{}</div>\n",
                    style_of(curve.belief), escape(capital(curve.belief)), escape(meaning(curve.belief)),
                    histogram(tally, top, style_of(curve.belief), finding), what_it_shows(finding));
  }
  return "<section id=\"curves\">\n<h2>The chance that nothing gets "
         "through</h2>\n<figure>\n<figcaption><h3>" +
         escape(curves_title(reading)) + "</h3></figcaption>\n" + to_html(table) +
         what_it_shows(curves_show(reading)) +
         "</figure>\n<figure>\n<figcaption><h3>Raids by number of leakers</h3>\n"
         "<p class=\"sub\">Percent of raids; whiskers: chance, 95 % interval; at nominal "
         "values.</p></figcaption>\n"
         "<div class=\"panels\">\n" +
         pictures + "</div>\n</figure>\n</section>\n";
}

} // namespace equipoise::report
