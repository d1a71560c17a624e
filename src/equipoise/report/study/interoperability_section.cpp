#include <fmt/format.h>

#include <array>

#include "equipoise/analysis/interval/paired.hpp"
#include "equipoise/report/page/html.hpp"
#include "equipoise/report/page/words.hpp"
#include "equipoise/report/study/sections.hpp"

namespace equipoise::report {
namespace {

struct Measure {
  const char* words;
  results::PairedMoments results::Pairs::*pairs;
  results::Moments results::Tally::*moments;
};

constexpr std::array measures{
    Measure{"leakers", &results::Pairs::leaked, &results::Tally::leaked},
    Measure{"rounds at targets already under another\u2019s fire", &results::Pairs::doubled,
            &results::Tally::doubled},
    Measure{"rounds at targets already dead", &results::Pairs::wasted, &results::Tally::wasted},
    Measure{"shots at friends", &results::Pairs::friendly_shots, &results::Tally::friendly_shots},
    Measure{"rounds fired", &results::Pairs::fired, &results::Tally::fired},
};

double mean(const results::Tally& tally, const Measure& measure) {
  return static_cast<double>((tally.*measure.moments).sum) / static_cast<double>(tally.replications);
}

std::string change(const analysis::Estimate& e) {
  const std::string text = mean_with(e.value, e.interval);
  return e.value > 0.0 ? "+" + text : text;
}

const results::Point* base_of(const std::vector<results::Point>& points, const results::Point& variant) {
  for (const results::Point& p : points)
    if (p.variant.empty() && p.belief == variant.belief && p.nominal.replications > 0) return &p;
  return nullptr;
}

} // namespace

Section interoperability_section(const Document& document) {
  Section section{"interoperability", "With one picture and without", "", {}};
  if (!document.about_network) return section;
  Table table{
      "A raid, on average: the scenario as it is, the variant, and the paired difference (95 % interval)",
      {"Variant", "belief", "measure", "as it is", "variant", "difference"},
      {},
      "numbers"};
  std::string said;
  for (const results::Point& p : document.result.points) {
    if (!p.pairs || p.pairs->leaked.trials == 0 || p.nominal.replications == 0) continue;
    const results::Point* base = base_of(document.result.points, p);
    if (base == nullptr) continue;
    std::vector<std::string> changes;
    for (const Measure& measure : measures) {
      const analysis::Estimate e = analysis::paired_mean_difference((*p.pairs).*measure.pairs, p.level);
      table.rows.push_back({escape(p.variant), escape(p.belief), measure.words,
                            fixed(mean(base->nominal, measure), 3), fixed(mean(p.nominal, measure), 3),
                            escape(change(e))});
      changes.push_back(fmt::format("{} {}", change(e), measure.words));
    }
    said += fmt::format("\u201c{}\u201d beside the scenario as it is, {}: {} a raid. ", p.variant, p.belief,
                        listed(changes));
    if (analysis::paired_mean_difference(p.pairs->leaked, p.level).interval.high < 0.0 &&
        analysis::paired_mean_difference(p.pairs->fired, p.level).interval.low > 0.0)
      said += "Fewer get through because more is fired: what this costs is rounds. ";
  }
  if (table.rows.empty()) return section;
  section.html =
      "<section id=\"interoperability\">\n<h2>With one picture and without</h2>\n" + paragraph(said) +
      to_html(table) +
      paragraph(
          "Of the claim that a system is incompatible with an ally\u2019s this measures the price in the air "
          "alone: the same raids, by the same draws, with what the batteries tell each other and without. It "
          "does not measure data security, what a seller\u2019s crews or devices could record of an "
          "aircraft\u2019s signature over time, or the politics of who may link to whom.",
          "note") +
      "</section>\n";
  return section;
}

} // namespace equipoise::report
