#include <fmt/format.h>

#include <algorithm>

#include "equipoise/report/page/html.hpp"
#include "equipoise/report/page/words.hpp"
#include "equipoise/report/study/sections.hpp"
#include "equipoise/report/study/sentences.hpp"

namespace equipoise::report {
namespace {

double per_raid(std::uint64_t sum, const results::Tally& tally) {
  return static_cast<double>(sum) / static_cast<double>(tally.replications);
}

using Row = std::vector<std::variant<std::string, double>>;

/// A count per raid of which only the sum is known.
Row row_of_sum(std::string label, std::uint64_t sum, const results::Tally& tally, std::string css_class) {
  const auto mean = mean_of_sum(sum, tally.replications, per_raid(tally.launched, tally));
  return {std::move(label), mean.value, mean.interval.low, mean.interval.high, std::move(css_class)};
}

Row row_of_moments(std::string label, const results::Moments& moments, const results::Tally& tally,
                   std::string css_class) {
  const auto mean = analysis::mean(moments, tally.replications);
  return {std::move(label), mean.value, mean.interval.low, mean.interval.high, std::move(css_class)};
}

/// The rows of bars as a table of numbers.
std::string bar_numbers(const Figure& figure, const std::string& what) {
  Table table{what, {"", "mean (95 % interval)"}, {}, "numbers"};
  for (const Row& row : figure.rows)
    table.rows.push_back(
        {escape(std::get<std::string>(row[0])),
         escape(mean_with(std::get<double>(row[1]), {std::get<double>(row[2]), std::get<double>(row[3])}))});
  return to_html(table);
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

Section arrivals_section(const Summary& summary) {
  Section section{"arrivals", "By way of arriving", "", {}};
  std::vector<std::string> ways;
  for (std::size_t i = 0; i < summary.beliefs.size(); ++i)
    if (const Sample* sample = at_reference(summary, i); sample != nullptr)
      for (const auto& arrival : sample->point->arrivals)
        if (arrival.tally.replications > 0 &&
            std::find(ways.begin(), ways.end(), arrival.arrival) == ways.end())
          ways.push_back(arrival.arrival);
  if (ways.empty()) return section;
  Figure figure{
      "arrivals-figure",
      "arrivals",
      "By way of arriving, each by itself",
      "Percent of raids in which nothing gets through" +
          (summary.label.empty() ? std::string() : ", with " + counted(summary.reference, summary.label)) +
          "; whiskers: chance, 95 % interval.",
      arrivals_show(summary),
      {"way of arriving", "belief", "estimate", "low", "high"},
      {}};
  figure.options = {{"percent", true}, {"x", "chance that nothing gets through"}};
  Table table{"Raids in which nothing gets through, by way of arriving" +
                  (summary.label.empty() ? "" : ", with " + counted(summary.reference, summary.label)) +
                  ": estimate (95 % interval of chance)",
              {"Way of arriving"},
              {},
              "numbers"};
  for (const auto& way : ways) table.rows.push_back({escape(way)});
  for (std::size_t i = 0; i < summary.beliefs.size(); ++i) {
    const Sample* sample = at_reference(summary, i);
    if (sample == nullptr || sample->point->arrivals.empty()) continue;
    table.head.push_back(escape(capital(summary.beliefs[i].belief)));
    for (std::size_t w = 0; w < ways.size(); ++w) {
      std::string cell = "not played";
      for (const auto& arrival : sample->point->arrivals) {
        const auto& tally = arrival.tally;
        if (arrival.arrival != ways[w] || tally.replications == 0 ||
            tally.without_leaker > tally.replications)
          continue;
        const auto interval = analysis::clopper_pearson(tally.without_leaker, tally.replications);
        cell = percent_with(per_raid(tally.without_leaker, tally), interval);
        figure.rows.push_back({ways[w], summary.beliefs[i].belief, per_raid(tally.without_leaker, tally),
                               interval.low, interval.high});
      }
      table.rows[w].push_back(escape(cell));
    }
  }
  section.html =
      "<section id=\"arrivals\">\n<h2>By way of arriving</h2>\n" +
      paragraph(
          "How the raid arrives is not known beforehand. At nominal values every way is played in equal "
          "shares; here each by itself.",
          "lead") +
      to_html(figure, to_html(table)) + "</section>\n";
  section.figures.push_back(std::move(figure));
  return section;
}

Section funnel_section(const Summary& summary) {
  Section section{"funnel", "From launch to impact", "", {}};
  const Sample* sample = at_reference(summary, summary.low);
  if (sample == nullptr) return section;
  const auto& tally = sample->point->nominal;
  const double max = per_raid(tally.launched, tally);
  const std::vector<std::string> columns{"", "mean", "low", "high", "class"};
  const std::string raid = "under " + belief_name(sample->point->belief) + " (95 % interval)";
  Figure stages{"stages",
                "bars",
                funnel_title(*sample),
                "Threats in the mean raid " + raid,
                funnel_shows(summary, *sample) + leaked_over_sets(*sample->point),
                columns,
                {{"launched", max, max, max, "total"},
                 row_of_sum("failed by themselves", tally.failed, tally, "loss"),
                 row_of_sum("detected", tally.detected, tally, "stage"),
                 row_of_sum("tracked", tally.tracked, tally, "stage"),
                 row_of_sum("assigned", tally.assigned, tally, "stage"),
                 row_of_sum("engaged", tally.engaged, tally, "stage"),
                 row_of_moments("intercepted", tally.intercepted, tally, "total"),
                 row_of_moments("leaked", tally.leaked, tally, "loss")}};
  Figure reasons{"reasons",
                 "bars",
                 "Why the leakers leaked",
                 "Leakers in the mean raid by reason, the first that held, " + raid,
                 reasons_show(*sample),
                 columns,
                 {}};
  for (std::size_t i = 0; i < tally.reasons.size(); ++i)
    reasons.rows.push_back(
        row_of_sum(std::string(results::reason_names[i]), tally.reasons[i], tally, "loss"));
  for (Figure* figure : {&stages, &reasons})
    figure->options = {{"belief", sample->point->belief}, {"x", "threats in the mean raid"}};
  section.html = "<section id=\"funnel\">\n<h2>From launch to impact</h2>\n<div class=\"two\">\n" +
                 to_html(stages, bar_numbers(stages, stages.subtitle)) +
                 to_html(reasons, bar_numbers(reasons, reasons.subtitle)) + "</div>\n" +
                 paragraph(
                     "Intervals of intercepted and leaked: Student. All others hold whatever the dependence "
                     "within a raid, "
                     "so they are on the wide side.",
                     "note") +
                 "</section>\n";
  section.figures = {std::move(stages), std::move(reasons)};
  return section;
}

Section changes_section(const Summary& summary) {
  Section section{"bites", "What makes a difference", "", {}};
  const std::vector<Change> list = changes(summary);
  if (list.empty()) return section;
  Figure figure{"changes",
                "differences",
                changes_title(list),
                "Largest change of the chance that nothing gets through over the sizes played, in points (95 "
                "% interval); "
                "dashed: \u00b15 points",
                changes_show(list),
                {"changed", "change", "low", "high", "where"},
                {}};
  figure.options = {{"percent", true}, {"points", true}, {"threshold", min_influence}};
  Table table{
      "The largest change of the chance that nothing gets through, over the sizes played, in points (95 % "
      "interval)",
      {"Changed", "does it matter?", "change, points", "at", "belief"},
      {},
      "numbers changes"};
  Table all{"Change in points, by " + (summary.label.empty() ? std::string("size") : summary.label),
            {"Changed"},
            {},
            "numbers"};
  for (const double size : summary.sizes) all.head.push_back(escape(size_text(size)));
  for (const Change& change : list) {
    figure.rows.push_back(
        {change.variant->variant, change.value, change.chance.low, change.chance.high,
         fmt::format("at {}, {}; {}", size_text(change.size), change.variant->belief, bite_mark(change))});
    table.rows.push_back({escape(change.variant->variant), escape(bite_mark(change)),
                          escape(signed_points_with(change.value, change.chance, 1)),
                          escape(size_text(change.size)), escape(change.variant->belief)});
    std::vector<std::string> row{escape(change.variant->variant)};
    for (const double size : summary.sizes) {
      std::string cell;
      for (const auto& [at_size, value] : change.by_size)
        if (at_size == size) cell = fixed(100.0 * value, 1);
      row.push_back(cell);
    }
    all.rows.push_back(row);
  }
  section.html =
      "<section id=\"bites\">\n<h2>What makes a difference</h2>\n" +
      paragraph(
          "Each row plays the same raid with one thing changed, against the same belief unchanged. A "
          "change of 0.05, five points, or more at some size counts as a difference.",
          "lead") +
      to_html(figure, to_html(table) + (summary.swept ? to_html(all) : "")) +
      paragraph(
          "The interval takes the two runs as independent, so it is wide where they share random numbers. "
          "The largest of several changes leans outward by chance.",
          "note") +
      "</section>\n";
  section.figures.push_back(std::move(figure));
  return section;
}

} // namespace equipoise::report
