// The part of a claim: what was said, what is measured, the answer, what it depends on, what came of it.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <set>

#include "equipoise/report/ledger/page.hpp"
#include "equipoise/report/page/html.hpp"
#include "equipoise/report/page/words.hpp"

namespace equipoise::report {
namespace {

using ledger::Answer;
using ledger::Proposition;

std::string links(const std::vector<std::string>& keys, const LedgerDocument& document) {
  std::string out;
  for (const std::string& key : keys) {
    const auto found = document.sources.find(key);
    out += (out.empty() ? "" : "; ") + (found == document.sources.end()
                                            ? escape(key)
                                            : hyperlink(found->second.title, found->second.locator));
  }
  return out;
}

/// <div><dt>name</dt><dd>html</dd></div>; nothing if there is nothing to say.
std::string item(std::string_view name, const std::string& html) {
  return html.empty() ? "" : fmt::format("<div><dt>{}</dt><dd>{}</dd></div>\n", name, html);
}

std::string sets_text(const ledger::Verdict& v) {
  if (v.sets == 0) return "not drawn";
  return v.min == v.max ? fmt::format("{} of {}", v.min, v.sets)
                        : fmt::format("{} to {} of {}", v.min, v.max, v.sets);
}

std::string answers_table(const ledger::Entry& entry) {
  const Proposition& p = entry.claim.proposition;
  Table table{"The answer under each belief",
              {"Belief", "At nominal values", "so the proposition", "parameter sets for which it holds"},
              {},
              "numbers"};
  for (const Answer& a : entry.answers) {
    const ledger::Verdict v = ledger::verdict(p, a);
    table.rows.push_back({escape(a.belief), escape(ledger::told(p.measure, a.value)),
                          v.nominal == ledger::Nominal::open ? "is open" : std::string(name_of(v.nominal)),
                          sets_text(v)});
  }
  std::string note =
      "In brackets: chance alone, the 95 % interval of an estimate from raids, or the middle 95 % of late "
      "deliveries; "
      "without brackets the number is exact at given values. Sets: drawn from the published ranges, chance "
      "inside a set "
      "taken out; the two numbers are two readings of the same low, nominal and high values, as triangles "
      "and as flat "
      "ranges. They are no probability: nobody knows how likely a set is.";
  std::size_t cannot_fly = 0;
  for (const Answer& a : entry.answers) cannot_fly = std::max(cannot_fly, a.cannot_fly);
  if (cannot_fly > 0)
    note += fmt::format(" {} sets contradict themselves, cannot fly and are left out.", cannot_fly);
  return to_html(table) + paragraph(note, "note");
}

/// For how many sets the proposition would hold, were its threshold another: the range between both readings.
Figure thresholds_figure(const ledger::Entry& entry) {
  const Proposition& p = entry.claim.proposition;
  const ledger::MeasureWords& words = ledger::words_of(p.measure);
  Figure figure{
      "thresholds",
      "curves",
      "Were the threshold another",
      fmt::format("Percent of parameter sets for which it holds, against the threshold in {}; the band lies "
                  "between the two readings.",
                  words.unit),
      fmt::format("The dotted line is the threshold of the proposition, {}. Read off at another one what the "
                  "answer would be: where the curve is steep, the answer hangs on where the line is drawn.",
                  ledger::told(p.measure, p.threshold)),
      {"belief", "threshold", "middle", "chance low", "chance high", "one reading", "other reading"},
      {}};
  figure.options = {{"x", fmt::format("threshold, {}", words.unit)},
                    {"y", "sets"},
                    {"percent", true},
                    {"reference", words.scale * p.threshold},
                    {"referenceLabel", "the threshold"},
                    {"light", "between the two readings"}};
  double low = p.threshold, high = p.threshold;
  for (const Answer& a : entry.answers)
    for (const auto* values : {&a.triangular, &a.uniform})
      for (const double v : *values)
        if (std::isfinite(v)) {
          low = std::min(low, v);
          high = std::max(high, v);
        }
  if (!(high > low)) return figure;
  const auto share = [&](const ledger::SetValues& values, double threshold) {
    Proposition other = p;
    other.threshold = threshold;
    const auto n = std::count_if(values.begin(), values.end(), [&](double v) { return holds(other, v); });
    return static_cast<double>(n) / static_cast<double>(values.size());
  };
  constexpr int steps = 24;
  for (const Answer& a : entry.answers) {
    if (a.triangular.empty() || a.uniform.empty()) continue;
    figure.options["beliefs"][a.belief] = {{"label", capital(a.belief)}, {"note", ""}};
    std::set<double> thresholds{p.threshold};
    for (int i = 0; i <= steps; ++i) thresholds.insert(low + (high - low) * i / steps);
    for (const double t : thresholds) {
      const double one = share(a.triangular, t), other = share(a.uniform, t);
      figure.rows.push_back({a.belief, words.scale * t, 0.5 * (one + other), NAN, NAN, std::min(one, other),
                             std::max(one, other)});
    }
  }
  return figure;
}

std::string drivers_list(const ledger::Entry& entry) {
  const Proposition& p = entry.claim.proposition;
  std::string out;
  for (const Answer& a : entry.answers) {
    if (a.drivers.empty()) continue;
    std::string names;
    for (std::size_t i = 0; i < std::min<std::size_t>(3, a.drivers.size()); ++i) {
      const results::Hinge& h = a.drivers[i];
      names += fmt::format("{}{} ({}{})", i == 0 ? "" : "; ", group_words(h.group, h.members),
                           h.effect.value > 0 ? "+" : "", ledger::told(p.measure, h.effect.value));
    }
    out += fmt::format("<li>{}: {}</li>\n", escape(capital(a.belief)), escape(names));
  }
  if (out.empty()) return "";
  return "<h3>The three inputs it depends on most</h3>\n<ul>\n" + out + "</ul>\n" +
         paragraph(
             "In brackets: the measure where the input stands in the upper third of its range, less where in "
             "the "
             "lower third, all else drawn too. A screening: effects that cancel over a range do not show.",
             "note");
}

std::string aftermath(const ledger::Claim& claim, const LedgerDocument& document) {
  std::string out;
  if (!claim.afterwards.empty()) {
    Table table{"By the catalogue\u2019s timeline", {"Day", "event", "source"}, {}, ""};
    for (const ledger::Event& e : claim.afterwards)
      table.rows.push_back({escape(e.day), escape(e.what), links(e.sources, document)});
    out += "<h3>What happened afterwards</h3>\n" + to_html(table);
  }
  if (!claim.versions.empty()) {
    Table table{"Where the accounts differ", {"By", "account", "source"}, {}, ""};
    for (const ledger::Version& v : claim.versions)
      table.rows.push_back({escape(v.by), escape(v.says), links({v.source}, document)});
    out += "<h3>Whose version</h3>\n" + to_html(table);
  }
  return out;
}

const Figure* find_figure(const LedgerDocument& document, const ledger::FigureName& name) {
  for (const LedgerStudy& study : document.studies)
    for (const Section& section : study.sections)
      for (const Figure& figure : section.figures)
        if (study.id == name.study && figure.id == name.figure) return &figure;
  return nullptr;
}

} // namespace

std::vector<std::string> missing_figures(const LedgerDocument& document) {
  std::vector<std::string> list;
  for (const ledger::Entry& entry : document.ledger.entries)
    for (const ledger::FigureName& name : entry.claim.figures)
      if (find_figure(document, name) == nullptr) list.push_back(name.study + "/" + name.figure);
  return list;
}

Section claim_section(const LedgerDocument& document, const ledger::Entry& entry, std::size_t number) {
  const ledger::Claim& c = entry.claim;
  const std::string id = fmt::format("claim-{}", number);
  Section section{id, fmt::format("{}. {}", number, c.title), "", {}};
  std::string& out = section.html;
  out = fmt::format("<section id=\"{}\" class=\"claim\">\n<h2>{}</h2>\n", escape(id), escape(section.title));
  out += "<dl>\n" +
         item("Said", escape(fmt::format("{}, {}: {}", capital(c.speaker), c.date, c.said)) +
                          (c.said_sources.empty() ? "" : " \u2013 " + links(c.said_sources, document)));
  out += item("By analogy", escape(c.analogy));
  out += item("What it means", escape(c.meant)) + item("What is measured", escape(c.measured)) +
         item("What that leaves out", escape(c.left_out)) + "</dl>\n";
  out +=
      "<h3>Proposition: " + escape(c.proposition.words) + "</h3>\n" + paragraph("Condition: " + c.condition);
  out += answers_table(entry);
  std::string words;
  for (const Answer& a : entry.answers)
    words += paragraph(capital(a.belief) + ": " + ledger::sentence(c.proposition, a));
  out += details("The answers in words", words);
  const auto add = [&](Figure figure) {
    figure.id = id + "-" + figure.id;
    out += to_html(figure);
    section.figures.push_back(std::move(figure));
  };
  if (Figure thresholds = thresholds_figure(entry); !thresholds.rows.empty()) add(std::move(thresholds));
  out += drivers_list(entry);
  for (const ledger::FigureName& name : c.figures)
    if (const Figure* figure = find_figure(document, name)) add(*figure);
  out += aftermath(c, document);
  out += "<h3>What would change the answer</h3>\n" + paragraph(c.would_change);
  out += paragraph(entry.seed_line, "note") + "</section>\n";
  return section;
}

} // namespace equipoise::report
