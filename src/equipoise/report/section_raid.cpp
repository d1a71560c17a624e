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

double per_raid(std::uint64_t sum, const results::Tally& tally) {
  return static_cast<double>(sum) / static_cast<double>(tally.replications);
}

/// A bar of a count per raid of which only the sum is known.
Bar bar_of_sum(std::string label, std::uint64_t sum, const results::Tally& tally, std::string css_class) {
  const auto mean = mean_of_sum(sum, tally.replications, per_raid(tally.launched, tally));
  return {std::move(label), mean_with(mean.value, mean.interval), mean.value, mean.interval,
          std::move(css_class)};
}

Bar bar_of_moments(std::string label, const results::Moments& moments, const results::Tally& tally,
                   std::string css_class) {
  const auto mean = analysis::mean(moments, tally.replications);
  return {std::move(label), mean_with(mean.value, mean.interval), mean.value, mean.interval,
          std::move(css_class)};
}

/// Leakers a raid over the parameter sets; empty without sets.
std::string leaked_over_sets(const results::Point& point) {
  std::vector<double> means;
  for (const auto& set : point.sets)
    if (set.replications > 0)
      means.push_back(static_cast<double>(set.leaked) / static_cast<double>(set.replications));
  if (means.empty()) return "";
  const double tail = 0.5 * (1.0 - analysis::band_share);
  return fmt::format(
      " Over what is not known, {} to {} leak in the mean raid (5 % to 95 % of {} sets; chance inside the "
      "sets not taken out).",
      fixed(analysis::quantile(means, tail), 1), fixed(analysis::quantile(means, 1.0 - tail), 1),
      whole(means.size()));
}

} // namespace

std::string arrivals_section(const Reading& reading) {
  std::vector<std::string> ways;
  for (std::size_t i = 0; i < reading.beliefs.size(); ++i)
    if (const Sample* sample = at_reference(reading, i); sample != nullptr)
      for (const auto& arrival : sample->point->arrivals)
        if (arrival.tally.replications > 0 &&
            std::find(ways.begin(), ways.end(), arrival.arrival) == ways.end())
          ways.push_back(arrival.arrival);
  if (ways.empty()) return "";
  Table table{"Raids in which nothing gets through, by way of arriving" +
                  (reading.label.empty() ? "" : ", with " + counted(reading.reference, reading.label)) +
                  ": estimate (95 % interval of chance)",
              {"Way of arriving"},
              {},
              "numbers"};
  for (const auto& way : ways) table.rows.push_back({escape(way)});
  for (std::size_t i = 0; i < reading.beliefs.size(); ++i) {
    const Sample* sample = at_reference(reading, i);
    if (sample == nullptr || sample->point->arrivals.empty()) continue;
    table.head.push_back(escape(capital(reading.beliefs[i].belief)));
    for (std::size_t w = 0; w < ways.size(); ++w) {
      std::string cell = "not played";
      for (const auto& arrival : sample->point->arrivals) {
        const auto& tally = arrival.tally;
        if (arrival.arrival != ways[w] || tally.replications == 0 ||
            tally.without_leaker > tally.replications)
          continue;
        cell = percent_with(per_raid(tally.without_leaker, tally),
                            analysis::clopper_pearson(tally.without_leaker, tally.replications));
      }
      table.rows[w].push_back(escape(cell));
    }
  }
  return "<section id=\"arrivals\">\n<h2>By way of arriving</h2>\n" +
         paragraph(
             "How the raid arrives is not known beforehand. At nominal values every way is played in equal "
             "shares; here each by itself.",
             "lead") +
         to_html(table) + what_it_shows(arrivals_show(reading)) + "</section>\n";
}

std::string funnel_section(const Reading& reading) {
  const Sample* sample = at_reference(reading, reading.low);
  if (sample == nullptr) return "";
  const auto& tally = sample->point->nominal;
  const std::string style = style_of(sample->point->belief);
  const double most = per_raid(tally.launched, tally);
  const std::vector<Bar> stages{Bar{"launched", size_text(most), most, {most, most}, "full"},
                                bar_of_sum("failed by themselves", tally.failed, tally, "loss"),
                                bar_of_sum("detected", tally.detected, tally, "part"),
                                bar_of_sum("tracked", tally.tracked, tally, "part"),
                                bar_of_sum("assigned", tally.assigned, tally, "part"),
                                bar_of_sum("engaged", tally.engaged, tally, "part"),
                                bar_of_moments("intercepted", tally.intercepted, tally, "full"),
                                bar_of_moments("leaked", tally.leaked, tally, "loss")};
  std::vector<Bar> reasons;
  double largest = 0.0;
  for (std::size_t i = 0; i < tally.reasons.size(); ++i) {
    reasons.push_back(bar_of_sum(std::string(results::reason_names[i]), tally.reasons[i], tally, "loss"));
    largest = std::max({largest, reasons.back().value, reasons.back().chance.high});
  }
  std::string out =
      "<section id=\"funnel\">\n<h2>From launch to impact</h2>\n<div class=\"two\">\n<figure class=\"" +
      style + "\">\n<figcaption><h3>" + escape(funnel_title(*sample)) + "</h3></figcaption>\n";
  out += bars("Threats in the mean raid under " + belief_name(sample->point->belief) + " (95 % interval)",
              stages, most);
  out += what_it_shows(funnel_shows(reading, *sample) + leaked_over_sets(*sample->point)) + "</figure>\n";
  out += "<figure class=\"" + style + "\">\n<figcaption><h3>Why the leakers leaked</h3></figcaption>\n";
  out += bars("Leakers in the mean raid by reason, the first that held (95 % interval)", reasons, largest);
  out += what_it_shows(reasons_show(*sample)) + "</figure>\n</div>\n";
  out += paragraph(
      "Intervals of intercepted and leaked: Student. All others hold whatever the dependence within a raid, "
      "so they are on the wide side.",
      "note");
  if (reading.swept) {
    const std::string finding = leakers_show(reading, sample->point->belief, *sample);
    out +=
        "<figure class=\"lone\">\n<figcaption><h3>Raids by number of leakers</h3>\n"
        "<p class=\"sub\">Percent of raids; whiskers: chance, 95 % interval.</p></figcaption>\n" +
        histogram(tally, histogram_top(tally), style, finding) + what_it_shows(finding) + "</figure>\n";
  }
  return out + "</section>\n";
}

std::string changes_section(const Reading& reading) {
  const std::vector<Change> list = changes(reading);
  if (list.empty()) return "";
  double most = 2.0 * bite;
  for (const Change& change : list)
    most = std::max({most, std::abs(change.chance.low), std::abs(change.chance.high)});
  Table table{
      "The largest change of the chance that nothing gets through, over the sizes played, in points (95 % "
      "interval)",
      {"Changed", "does it bite?", "change, points", "dashed: \u00b15 points", "at", "belief"},
      {},
      "numbers changes"};
  Table all{"Change in points, by " + (reading.label.empty() ? std::string("size") : reading.label),
            {"Changed"},
            {},
            "numbers"};
  for (const double size : reading.sizes) all.head.push_back(escape(size_text(size)));
  for (const Change& change : list) {
    table.rows.push_back({escape(change.variant->variant), escape(bite_mark(change)),
                          escape(signed_points_with(change.value, change.chance, 1)),
                          change_glyph(change.value, change.chance, bite, most),
                          escape(size_text(change.size)), escape(change.variant->belief)});
    std::vector<std::string> row{escape(change.variant->variant)};
    for (const double size : reading.sizes) {
      std::string cell;
      for (const auto& [at_size, value] : change.by_size)
        if (at_size == size) cell = fixed(100.0 * value, 1);
      row.push_back(cell);
    }
    all.rows.push_back(row);
  }
  return "<section id=\"bites\">\n<h2>What bites</h2>\n" +
         paragraph(
             "Each row plays the same raid with one thing changed, against the same belief unchanged. A "
             "change of 0.05, five points, or more at some size counts as biting.",
             "lead") +
         "<figure>\n<figcaption><h3>" + escape(changes_title(list)) + "</h3></figcaption>\n" +
         to_html(table) + what_it_shows(changes_show(list)) +
         paragraph(
             "The interval takes the two runs as independent, so it is wide where they share random numbers. "
             "The largest of several changes leans outward by chance.",
             "note") +
         (reading.swept ? details("Every change at every size", to_html(all)) : "") +
         "</figure>\n</section>\n";
}

} // namespace equipoise::report
