#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "equipoise/report/page/html.hpp"
#include "equipoise/report/page/words.hpp"
#include "equipoise/report/study/sections.hpp"
#include "equipoise/report/study/sentences.hpp"

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

double low_of(const std::optional<analysis::Band>& band) {
  return band ? band->interval.low : NAN;
}
double high_of(const std::optional<analysis::Band>& band) {
  return band ? band->interval.high : NAN;
}

Figure curves_figure(const Summary& summary) {
  Figure figure{
      "curves-figure",
      "curves",
      curves_title(summary),
      fmt::format("P(no leaker), in percent of raids, against {}; one panel a belief, the same axes.",
                  summary.label),
      curves_show(summary),
      {"belief", summary.label.empty() ? "size" : summary.label, "estimate", "chance low", "chance high",
       "not known low", "not known high"},
      {}};
  figure.options = {{"x", summary.label},
                    {"y", "chance that nothing gets through"},
                    {"reference", summary.reference},
                    {"percent", true}};
  for (const Curve& curve : summary.beliefs) {
    figure.options["beliefs"][curve.belief] = {{"label", capital(curve.belief)},
                                               {"note", std::string(meaning(curve.belief))}};
    for (const Sample& s : curve.samples)
      figure.rows.push_back({curve.belief, s.size, s.value, s.chance.low, s.chance.high, low_of(s.ignorance),
                             high_of(s.ignorance)});
  }
  return figure;
}

Figure gap_figure(const Summary& summary) {
  const std::string &a = summary.beliefs[summary.high].belief, &b = summary.beliefs[summary.low].belief;
  Figure figure{
      "gap",
      "gap",
      gap_title(summary),
      fmt::format("Gap, {} \u2212 {}, in points, against {}. Both bands as above.", a, b, summary.label),
      gap_shows(summary),
      {summary.label.empty() ? "size" : summary.label, "estimate", "chance low", "chance high",
       "not known low", "not known high"},
      {}};
  figure.options = {
      {"x", summary.label}, {"y", "gap, points"}, {"reference", summary.reference}, {"percent", true}};
  for (const Gap& gap : summary.gaps) {
    figure.rows.push_back({gap.size, gap.value, gap.chance.low, gap.chance.high, low_of(gap.ignorance),
                           high_of(gap.ignorance)});
    if (gap.size != summary.reference) continue;
    const auto [interval, decimals] = shown(gap.chance, gap.ignorance);
    figure.options["annotation"] =
        fmt::format("{} ({})", points(gap.value, decimals), percent_range(interval, decimals));
  }
  return figure;
}

/// Raids by number of leakers, a panel a belief: "none" stands alone, then bins of one width, at most about
/// thirty.
Figure leakers_figure(const Summary& summary) {
  Figure figure{"leakers",
                "histogram",
                "Raids by number of leakers",
                "Percent of raids" +
                    (summary.swept ? " with " + counted(summary.reference, summary.label) : std::string()) +
                    "; whiskers: chance, 95 % interval; at nominal values.",
                "",
                {"belief", "leakers from", "leakers to", "share", "low", "high"},
                {}};
  figure.options = {{"x", "leakers in a raid"}, {"y", "raids"}, {"percent", true}};
  for (std::size_t i = 0; i < summary.beliefs.size(); ++i) {
    const Sample* sample = at_reference(summary, i);
    if (sample == nullptr || sample->point->nominal.replications == 0) continue;
    const results::Tally& tally = sample->point->nominal;
    const std::string& belief = summary.beliefs[i].belief;
    figure.sentence += (figure.sentence.empty() ? "" : " ") + leakers_show(summary, belief, *sample);
    figure.options["beliefs"][belief] = {{"label", capital(belief)}, {"note", std::string(meaning(belief))}};
    std::size_t last = tally.leakers.size();
    while (last > 1 && tally.leakers[last - 1] == 0) --last;
    const std::size_t width = std::max<std::size_t>(1, (last + 28) / 30);
    for (std::size_t from = 0; from < last; from += from == 0 ? 1 : width) {
      const std::size_t to = from == 0 ? 0 : std::min(last, from + width) - 1;
      std::uint64_t count = 0;
      for (std::size_t k = from; k <= to; ++k) count += tally.leakers[k];
      count = std::min(count, tally.replications);
      const auto interval = analysis::clopper_pearson(count, tally.replications);
      figure.rows.push_back({belief, static_cast<double>(from), static_cast<double>(to),
                             static_cast<double>(count) / static_cast<double>(tally.replications),
                             interval.low, interval.high});
    }
  }
  return figure;
}

std::string curve_numbers(const Summary& summary) {
  Table table{
      "Chance that nothing gets through, in percent: estimate (95 % interval of chance), then 5 % to 95 % of "
      "the sets",
      {escape(summary.label.empty() ? "size" : summary.label)},
      {},
      "numbers"};
  for (const Curve& curve : summary.beliefs) {
    table.head.push_back(escape(capital(curve.belief)));
    table.head.push_back("not known");
  }
  for (const double size : summary.sizes) {
    std::vector<std::string> row{escape(size_text(size))};
    for (const Curve& curve : summary.beliefs) {
      const Sample* sample = at(curve, size);
      row.push_back(sample == nullptr ? "not played" : escape(percent_with(sample->value, sample->chance)));
      row.push_back(sample == nullptr ? "" : escape(band_text(*sample)));
    }
    table.rows.push_back(row);
  }
  return to_html(table);
}

std::string gap_numbers(const Summary& summary) {
  Table table{"The gap, in points: estimate (95 % interval of chance), then 5 % to 95 % of the sets",
              {escape(summary.label.empty() ? "size" : summary.label), "Gap", "not known"},
              {},
              "numbers"};
  for (const Gap& gap : summary.gaps)
    table.rows.push_back({escape(size_text(gap.size)), escape(signed_points_with(gap.value, gap.chance)),
                          escape(band_text(gap))});
  return to_html(table);
}

std::string falls_table(const Summary& summary) {
  Table table{"Where the chance falls to a level: at nominal values (5 % to 95 % of the sets)",
              {"Belief", "to one half (N50)", "to nine in ten (N90)", "sets"},
              {},
              "numbers"};
  for (const Curve& curve : summary.beliefs) {
    const Fall half = falls_to(curve, 0.5), ninety = falls_to(curve, 0.9);
    table.rows.push_back({escape(capital(curve.belief)), escape(fall_text(half)), escape(fall_text(ninety)),
                          half.sets == 0 ? "not drawn" : whole(half.sets)});
  }
  std::string note = fmt::format(
      "\u201cbelow {0}\u201d: under the level already at {0}, the smallest size played; \u201cabove "
      "{1}\u201d: still at or over it at {1}, "
      "the largest. Between sizes played: linear. Chance inside the sets is not taken out of these ranges.",
      size_text(summary.sizes.front()), size_text(summary.sizes.back()));
  return "<h3>How large a raid it takes</h3>\n" + to_html(table) + paragraph(note, "note");
}

std::string odds_table(const Summary& summary) {
  Table table{
      "Chance that nothing gets through: estimate (95 % interval of chance), then 5 % to 95 % of the sets",
      {"Belief", "nothing gets through", "not known", "leakers a raid", "raids played"},
      {},
      "numbers"};
  for (const Curve& curve : summary.beliefs) {
    const Sample* sample = at(curve, summary.reference);
    if (sample == nullptr) continue;
    const auto& tally = sample->point->nominal;
    const auto leaked = analysis::mean(tally.leaked, tally.replications);
    table.rows.push_back({escape(capital(curve.belief)), escape(percent_with(sample->value, sample->chance)),
                          escape(band_text(*sample)), escape(mean_with(leaked.value, leaked.interval)),
                          whole(tally.replications)});
  }
  return to_html(table);
}

} // namespace

Section curves_section(const Summary& summary) {
  Section section{"curves", "The chance", "", {}};
  if (summary.beliefs.empty()) return section;
  section.html = "<section id=\"curves\">\n<h2>The chance that nothing gets through</h2>\n";
  const auto add = [&](Figure figure, const std::string& numbers) {
    section.html += to_html(figure, numbers);
    section.figures.push_back(std::move(figure));
  };
  if (summary.swept) {
    add(curves_figure(summary), curve_numbers(summary));
    if (summary.gaps.size() > 1) add(gap_figure(summary), gap_numbers(summary));
    section.html += falls_table(summary);
  } else {
    section.html += "<h3>" + escape(curves_title(summary)) + "</h3>\n" + odds_table(summary) +
                    what_it_shows(curves_show(summary));
  }
  if (Figure leakers = leakers_figure(summary); !leakers.rows.empty()) add(std::move(leakers), "");
  if (summary.left_out > 0)
    section.html +=
        paragraph(fmt::format("{} point{} of the study {} not drawn here: another factor has another "
                              "value there, or nothing was played.",
                              whole(summary.left_out), summary.left_out == 1 ? "" : "s",
                              summary.left_out == 1 ? "is" : "are"),
                  "note");
  section.html += "</section>\n";
  return section;
}

} // namespace equipoise::report
