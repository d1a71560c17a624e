#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "equipoise/report/page/html.hpp"
#include "equipoise/report/page/words.hpp"
#include "equipoise/report/study/exposure_sentences.hpp"
#include "equipoise/report/study/sections.hpp"

namespace equipoise::report {
namespace {

using catalogue::Basis;

std::string chance_row(const Summary& summary) {
  std::string text;
  for (const std::size_t i : {summary.high, summary.low}) {
    const Sample* s = at_reference(summary, i);
    if (s == nullptr || (i == summary.low && summary.low == summary.high && !text.empty())) continue;
    text += fmt::format("{}{}: {} points wide", text.empty() ? "" : "; ", summary.beliefs[i].belief,
                        fixed(100.0 * (s->chance.high - s->chance.low), 1));
  }
  return text.empty() ? "nothing was played" : text;
}

std::string ignorance_row(const Summary& summary) {
  std::string text;
  double noise = 0.0;
  for (const Curve& curve : summary.beliefs)
    for (const Sample& s : curve.samples)
      if (s.ignorance) noise = std::max(noise, s.ignorance->inner_noise_share);
  for (const std::size_t i : {summary.high, summary.low}) {
    const Sample* s = at_reference(summary, i);
    if (s == nullptr || !s->ignorance || (i == summary.low && summary.low == summary.high && !text.empty()))
      continue;
    text += fmt::format("{}{}: {} points wide", text.empty() ? "" : "; ", summary.beliefs[i].belief,
                        fixed(100.0 * (s->ignorance->interval.high - s->ignorance->interval.low), 0));
  }
  return text.empty()
             ? "not drawn: the answer is for nominal values alone"
             : fmt::format(
                   "{}; at most {} % of the spread between sets was chance inside them, and was taken out",
                   text, fixed(100.0 * noise, 0));
}

std::string values_row(const Document& document) {
  std::size_t seen = 0, remembered = 0, assumed = 0, drawn = 0;
  for (const ParameterRow& row : document.parameters) {
    seen += row.parameter.basis == Basis::seen ? 1 : 0;
    remembered += row.parameter.basis == Basis::memory ? 1 : 0;
    assumed += row.parameter.basis == Basis::assumption ? 1 : 0;
    drawn += row.parameter.spread != catalogue::Spread::none ? 1 : 0;
  }
  return fmt::format(
      "{} values used: {} seen in a source, {} remembered, {} assumed with a reason; {} are drawn over their "
      "range",
      document.parameters.size(), seen, remembered, assumed, drawn);
}

std::string record_row(const Document& document) {
  const auto& held = document.result.held;
  if (held.empty()) return "this study is not held against a record; studies/record holds three that are";
  const auto covered = std::count_if(held.begin(), held.end(), [](const auto& h) { return h.covered; });
  return fmt::format("{} of {} recorded rates and beliefs are covered", covered, held.size());
}

std::string bites_row(const Summary& summary) {
  const auto list = changes(summary);
  if (list.empty()) return "no variant was played";
  const auto mattering = std::count_if(list.begin(), list.end(),
                                       [](const Change& c) { return std::abs(c.value) >= min_influence; });
  return fmt::format("{} of {} variants move the chance by five points or more somewhere", mattering,
                     list.size());
}

/// Levels 0 (insufficient) to 4 for each model on the eight credibility factors of NASA-STD-7009, as the
/// project judges itself; nobody else has.
struct Assessed {
  const char* model;
  std::array<int, 8> levels;
  const char* why;
};
constexpr std::array factors{"data pedigree", "verification", "validation", "input pedigree",
                             "uncertainty",   "robustness",   "history",    "process"};
constexpr std::array models{
    Assessed{"flight",
             {2, 3, 1, 1, 2, 2, 0, 2},
             "held against closed forms, an independent code and published fly-outs; masses and impulses of "
             "today\u2019s missiles are "
             "press figures; no flight data"},
    Assessed{"radar",
             {1, 3, 1, 1, 2, 2, 0, 2},
             "detection exact to 1e-8; ranges are quoted without the chance they mean; no measured range is "
             "public"},
    Assessed{
        "track",
        {1, 3, 0, 1, 2, 2, 0, 2},
        "filters are consistent on drawn detections and err less than a reference program; loss and "
        "re-acquisition follow an exact chain; tracks of false alarms alone never begin; no recorded track "
        "is public"},
    Assessed{"command",
             {1, 3, 1, 1, 2, 2, 0, 2},
             "doctrine reproduces textbook tables; real doctrine is not public"},
    Assessed{"interceptor",
             {1, 2, 0, 1, 1, 1, 0, 2},
             "straight flyout at class-typical values; held against small steps only"},
    Assessed{"lethality",
             {1, 2, 1, 1, 3, 2, 0, 2},
             "derived from recorded rates by a stated model and held against three recorded raids; rates are "
             "claims"},
};

std::string assessment_table() {
  Table table{
      "Credibility of each model, level 0 (insufficient) to 4, on the eight factors of NASA-STD-7009; the "
      "project\u2019s own "
      "judgement, reviewed by nobody else",
      {"Model"},
      {},
      "numbers assessment"};
  for (const char* factor : factors) table.head.push_back(escape(factor));
  table.head.push_back("why");
  for (const Assessed& model : models) {
    std::vector<std::string> row{escape(model.model)};
    for (const int level : model.levels) row.push_back(std::to_string(level));
    row.push_back("<span class=\"why\">" + escape(model.why) + "</span>");
    table.rows.push_back(row);
  }
  return to_html(table);
}

} // namespace

Section trust_section(const Document& document, const Summary& summary,
                      const std::optional<Exposure>& exposure) {
  Table table{"The report on itself", {"Question", "Answer, from this study"}, {}, "trust"};
  const auto row = [&](const char* question, const std::string& answer) {
    table.rows.push_back({escape(question), prose(answer)});
  };
  const bool by_year = document.result.by_year.has_value();
  const bool elsewhere = by_year || !document.result.rare.empty() || document.result.footprint;
  row("How sure is the chance? (95 % interval)", exposure    ? exposure_widths(*exposure, true)
                                                 : elsewhere ? "as told with each number above"
                                                             : chance_row(summary));
  row("How much is not known? (5 % to 95 % of the sets)",
      exposure                                          ? exposure_widths(*exposure, false)
      : elsewhere && document.result.parameter_sets > 0 ? "as told with each number above"
      : elsewhere                                       ? "not drawn: the answer is for nominal values alone"
                                                        : ignorance_row(summary));
  row("Where do the values come from?", values_row(document));
  row("Do published values fit together?",
      fmt::format("{} contradiction{} found; {} of {} drawn sets cannot fly", document.contradictions.size(),
                  document.contradictions.size() == 1 ? "" : "s", whole(document.result.cannot_fly.size()),
                  whole(document.result.parameter_sets_done)));
  if (!exposure) row("Do the frictions matter?", bites_row(summary));
  row("Is it held against the record?", record_row(document));
  row("Are the models checked?",
      "flight, air, detection, track rule, flyout and engagement are each held against published cases or an "
      "independent "
      "method; docs/manual.md lists the agreement and what each leaves out");
  row("Can it be repeated?", "bit for bit, with the command and the digests below");
  return {"trust",
          "How far to trust it",
          "<section id=\"trust\">\n<h2>How far to trust it</h2>\n" + to_html(table) + assessment_table() +
              "</section>\n",
          {}};
}

} // namespace equipoise::report
