#include <fmt/format.h>

#include <algorithm>

#include "equipoise/report/html.hpp"
#include "equipoise/report/sections.hpp"
#include "equipoise/report/words.hpp"

namespace equipoise::report {
namespace {

using catalogue::Basis;

std::string chance_row(const Reading& reading) {
  std::string text;
  for (const std::size_t i : {reading.high, reading.low}) {
    const Sample* s = at_reference(reading, i);
    if (s == nullptr || (i == reading.low && reading.low == reading.high && !text.empty())) continue;
    text += fmt::format("{}{}: {} points wide", text.empty() ? "" : "; ", reading.beliefs[i].belief,
                        fixed(100.0 * (s->chance.high - s->chance.low), 1));
  }
  return text.empty() ? "nothing was played" : text;
}

std::string ignorance_row(const Reading& reading) {
  std::string text;
  double noise = 0.0;
  for (const Curve& curve : reading.beliefs)
    for (const Sample& s : curve.samples)
      if (s.ignorance) noise = std::max(noise, s.ignorance->inner_noise_share);
  for (const std::size_t i : {reading.high, reading.low}) {
    const Sample* s = at_reference(reading, i);
    if (s == nullptr || !s->ignorance || (i == reading.low && reading.low == reading.high && !text.empty())) continue;
    text += fmt::format("{}{}: {} points wide", text.empty() ? "" : "; ", reading.beliefs[i].belief,
                        fixed(100.0 * (s->ignorance->interval.high - s->ignorance->interval.low), 0));
  }
  return text.empty() ? "not drawn: the answer is for nominal values alone"
                      : fmt::format("{}; at most {} % of the spread between sets was chance inside them, and was taken out", text,
                                    fixed(100.0 * noise, 0));
}

std::string values_row(const Document& document) {
  std::size_t seen = 0, remembered = 0, assumed = 0, drawn = 0;
  for (const ParameterRow& row : document.parameters) {
    seen += row.parameter.basis == Basis::seen ? 1 : 0;
    remembered += row.parameter.basis == Basis::memory ? 1 : 0;
    assumed += row.parameter.basis == Basis::assumption ? 1 : 0;
    drawn += row.parameter.spread != catalogue::Spread::none ? 1 : 0;
  }
  return fmt::format("{} values used: {} seen in a source, {} remembered, {} assumed with a reason; {} are drawn over their range",
                     document.parameters.size(), seen, remembered, assumed, drawn);
}

std::string record_row(const Document& document) {
  const auto& held = document.result.held;
  if (held.empty()) return "this study is not held against a record; studies/record holds three that are";
  const auto covered = std::count_if(held.begin(), held.end(), [](const auto& h) { return h.covered; });
  return fmt::format("{} of {} recorded rates and beliefs are covered", covered, held.size());
}

std::string bites_row(const Reading& reading) {
  const auto list = changes(reading);
  if (list.empty()) return "no variant was played";
  const auto biting = std::count_if(list.begin(), list.end(), [](const Change& c) { return std::abs(c.value) >= bite; });
  return fmt::format("{} of {} variants move the chance by five points or more somewhere", biting, list.size());
}

} // namespace

Section trust_section(const Document& document, const Reading& reading) {
  Table table{"The report on itself", {"Question", "Answer, from this study"}, {}, "trust"};
  const auto row = [&](const char* question, const std::string& answer) {
    table.rows.push_back({escape(question), prose(answer)});
  };
  row("How sure is the chance? (95 % interval)", chance_row(reading));
  row("How much is not known? (5 % to 95 % of the sets)", ignorance_row(reading));
  row("Where do the values come from?", values_row(document));
  row("Do published values fit together?",
      fmt::format("{} contradiction{} found; {} of {} drawn sets cannot fly", document.contradictions.size(),
                  document.contradictions.size() == 1 ? "" : "s", whole(document.result.cannot_fly.size()),
                  whole(document.result.parameter_sets_done)));
  row("Do the frictions bite?", bites_row(reading));
  row("Is it held against the record?", record_row(document));
  row("Are the models checked?",
      "flight, air, detection, track rule, flyout and engagement are each held against published cases or an independent "
      "method; docs/manual.md lists the agreement and what each leaves out");
  row("Can it be repeated?", "bit for bit, with the command and the digests below");
  return {"trust", "How far to trust it",
          "<section id=\"trust\">\n<h2>How far to trust it</h2>\n" + to_html(table) + "</section>\n", {}};
}

} // namespace equipoise::report
