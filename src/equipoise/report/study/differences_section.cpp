#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "equipoise/analysis/interval/paired.hpp"
#include "equipoise/report/page/html.hpp"
#include "equipoise/report/page/words.hpp"
#include "equipoise/report/study/sections.hpp"
#include "equipoise/report/study/sentences.hpp"

namespace equipoise::report {
namespace {

struct Difference {
  const results::Point* point = nullptr;
  analysis::Estimate no_leaker, leakers;
  std::optional<analysis::Band> ignorance;
  double gain = 1.0;
  bool clear() const { return no_leaker.interval.low > 0.0 || no_leaker.interval.high < 0.0; }
};

/// Every variant beside the same belief without it, the largest difference first.
std::vector<Difference> differences(const std::vector<results::Point>& points) {
  std::vector<Difference> list;
  for (const results::Point& p : points) {
    if (!p.pairs || p.pairs->no_leaker.trials() == 0) continue;
    Difference d{&p, analysis::paired_difference(p.pairs->no_leaker, p.level),
                 analysis::paired_mean_difference(p.pairs->leaked, p.level), std::nullopt,
                 analysis::pairing_gain(p.pairs->no_leaker)};
    for (const results::Point& base : points)
      if (base.variant.empty() && base.belief == p.belief && !base.sets.empty() && !p.sets.empty())
        d.ignorance = analysis::gap_band(p.sets, base.sets);
    list.push_back(d);
  }
  std::stable_sort(list.begin(), list.end(), [](const Difference& a, const Difference& b) {
    return std::abs(a.no_leaker.value) > std::abs(b.no_leaker.value);
  });
  return list;
}

/// "+0.31 (0.28 to 0.34)", decimals from the width.
std::string leakers_with(const analysis::Estimate& e) {
  const std::string text = mean_with(e.value, e.interval);
  return e.value > 0.0 ? "+" + text : text;
}

std::string shows(const std::vector<Difference>& list) {
  const auto clear = std::count_if(list.begin(), list.end(), [](const Difference& d) { return d.clear(); });
  std::string text =
      fmt::format("Of {} change{} played, {} can be told to move the chance that nothing gets through",
                  list.size(), list.size() == 1 ? "" : "s", clear);
  const auto max = std::find_if(list.begin(), list.end(), [](const Difference& d) { return d.clear(); });
  if (max != list.end())
    text += fmt::format("; most of all \u201c{}\u201d, {} points", max->point->variant,
                        signed_points_with(max->no_leaker.value, max->no_leaker.interval, 1));
  return text + ". Every change met the very same raids and draws as the scenario without it.";
}

std::string gain_text(double gain) {
  return std::isfinite(gain) ? fixed(gain, 1) : "no raid differs";
}

} // namespace

bool is_comparison(const Document& document) {
  return std::any_of(document.result.points.begin(), document.result.points.end(),
                     [](const results::Point& p) { return p.pairs.has_value(); });
}

Section differences_section(const Document& document) {
  Section section{"differences", "What would change it", "", {}};
  const std::vector<Difference> list = differences(document.result.points);
  if (list.empty()) return section;
  Figure figure{
      "differences-figure",
      "differences",
      list.front().clear()
          ? fmt::format("\u201c{}\u201d changes the chance most", list.front().point->variant)
          : "No change can be told to move the chance",
      "Change of the chance that nothing gets through, in points, at nominal values (chance, 95 % interval "
      "of the paired difference)",
      shows(list),
      {"changed", "change", "low", "high", "belief"},
      {}};
  figure.options = {{"percent", true}, {"points", true}};
  Table table{
      "Change of the chance that nothing gets through, in points, and of leakers a raid (95 % interval), "
      "then 5 % "
      "to 95 % of the sets",
      {"Changed", "belief", "change, points", "not known", "leakers a raid", "fewer raids needed, times"},
      {},
      "numbers"};
  for (const Difference& d : list) {
    figure.rows.push_back({d.point->variant, d.no_leaker.value, d.no_leaker.interval.low,
                           d.no_leaker.interval.high, d.point->belief});
    table.rows.push_back({escape(d.point->variant), escape(d.point->belief),
                          escape(signed_points_with(d.no_leaker.value, d.no_leaker.interval, 1)),
                          d.ignorance ? escape(percent_range(d.ignorance->interval, 1)) : "not drawn",
                          escape(leakers_with(d.leakers)), escape(gain_text(d.gain))});
  }
  section.html = "<section id=\"differences\">\n<h2>What would change it</h2>\n" +
                 to_html(figure, to_html(table)) +
                 paragraph(
                     "Common random numbers: what both sides share cancels, so that a difference needs fewer "
                     "raids than two "
                     "runs apart would, by the factor in the table. The band of what is not known comes from "
                     "the drawn sets, "
                     "each with its own draws, the chance inside them taken out.",
                     "note") +
                 "</section>\n";
  section.figures.push_back(std::move(figure));
  return section;
}

} // namespace equipoise::report
