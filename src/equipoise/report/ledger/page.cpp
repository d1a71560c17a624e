#include "equipoise/report/ledger/page.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "equipoise/report/page/html.hpp"
#include "equipoise/report/page/words.hpp"

namespace equipoise::report {
namespace {

using ledger::Nominal;

/// "holds (12 to 14 of 20 sets)".
std::string brief(const ledger::Proposition& p, const ledger::Answer& a) {
  const ledger::Verdict v = ledger::verdict(p, a);
  std::string text = v.nominal == Nominal::open ? "open" : std::string(name_of(v.nominal));
  if (v.sets > 0)
    text += v.min == v.max ? fmt::format(" ({} of {} sets)", v.min, v.sets)
                           : fmt::format(" ({} to {} of {} sets)", v.min, v.max, v.sets);
  return text;
}

std::string summary_table(const ledger::Ledger& ledger) {
  Table table{"Each claim, the proposition that stands in for it, and the answer under each belief",
              {"Claim", "Proposition", "Answer"},
              {},
              "claims"};
  for (std::size_t i = 0; i < ledger.entries.size(); ++i) {
    const ledger::Claim& c = ledger.entries[i].claim;
    std::string answers = "<ul>\n";
    for (const ledger::Answer& a : ledger.entries[i].answers)
      answers += fmt::format("<li>{}: {}</li>\n", escape(a.belief), escape(brief(c.proposition, a)));
    table.rows.push_back({fmt::format("<a href=\"#claim-{0}\">{0}. {1}</a><br>{2}, {3}", i + 1,
                                      escape(c.title), escape(capital(c.speaker)), escape(c.date)),
                          escape(c.proposition.words + " " + c.condition), answers + "</ul>"});
  }
  return to_html(table);
}

Figure summary_figure(const ledger::Ledger& ledger) {
  Figure figure{
      "verdicts",
      "verdicts",
      "For how much of what is not known each proposition holds",
      "Percent of parameter sets drawn from the published ranges for which the proposition holds; from one "
      "reading of the ranges to the other. Not a probability.",
      "Near either end the answer does not depend on what is not known; in the middle it does, and more "
      "facts would decide it, not more raids.",
      {"claim", "belief", "least", "most", "at nominal values"},
      {}};
  figure.options = {{"x", "parameter sets for which it holds"}, {"percent", true}};
  for (const ledger::Entry& entry : ledger.entries)
    for (const ledger::Answer& a : entry.answers) {
      const ledger::Verdict v = ledger::verdict(entry.claim.proposition, a);
      if (v.sets == 0) continue;
      const auto n = static_cast<double>(v.sets);
      figure.rows.push_back({entry.claim.title, a.belief, static_cast<double>(v.min) / n,
                             static_cast<double>(v.max) / n, std::string(name_of(v.nominal))});
    }
  return figure;
}

/// How many answers depend on what is not known, how many on the belief.
std::string summary_words(const ledger::Ledger& ledger) {
  std::size_t answers = 0, alike = 0, split = 0;
  for (const ledger::Entry& entry : ledger.entries) {
    bool some = false, none = false;
    for (const ledger::Answer& a : entry.answers) {
      const ledger::Verdict v = ledger::verdict(entry.claim.proposition, a);
      ++answers;
      const auto n = static_cast<double>(std::max<std::size_t>(1, v.sets));
      if (static_cast<double>(v.min) > 0.95 * n || static_cast<double>(v.max) < 0.05 * n) ++alike;
      (v.nominal == Nominal::holds ? some : none) = true;
    }
    if (some && none) ++split;
  }
  return fmt::format(
      "{} of {} answers are the same for more than 95 % of the parameter sets, however the published "
      "ranges are read; the others hang on what nobody has published. Of {} propositions {} {} under one "
      "belief and not under another.",
      alike, answers, ledger.entries.size(), split, split == 1 ? "holds" : "hold");
}

Section summary_section(const ledger::Ledger& ledger) {
  Section section{"summary", "Summary", "<section id=\"summary\">\n<h2>Summary</h2>\n", {}};
  section.html += paragraph(summary_words(ledger), "lead") + summary_table(ledger);
  if (Figure figure = summary_figure(ledger); !figure.rows.empty()) {
    section.html += to_html(figure);
    section.figures.push_back(std::move(figure));
  }
  section.html += paragraph(
      "A verdict never stands without its condition: the raid, the belief and the reading it was made under. "
      "Beliefs: "
      "brochure, the published limits kept and nothing else going wrong; frictions, the same kill "
      "probability with "
      "everything else that can go wrong; assessed, frictions and the kill probability of the combat and "
      "test record.",
      "note");
  section.html += "</section>\n";
  return section;
}

Section studies_section(const LedgerDocument& document) {
  Section section{"studies",
                  "The studies behind the answers",
                  "<section id=\"studies\">\n<h2>The studies behind the answers</h2>\n",
                  {}};
  section.html += paragraph("Each can be played alone and then has a report of its own.");
  Table table{"Studies", {"Study", "question", "played", "command"}, {}, ""};
  for (const LedgerStudy& s : document.studies)
    table.rows.push_back(
        {escape(s.id), escape(s.title), escape(s.played), "<code>" + escape(s.command) + "</code>"});
  section.html += to_html(table) + "</section>\n";
  return section;
}

Section methods_section() {
  return {"methods",
          "Methods in short",
          R"(<section id="methods">
<h2>Methods in short</h2>
<ul>
<li>A raid is played event by event: flight, radar looks, tracks, decisions, shots; the same seed gives the same raids on any machine.</li>
<li>Chance is what differs between raids of one parameter set. What is not known is what differs between sets; the two are never added up.</li>
<li>A range is read twice: as a triangle with its peak at the nominal value, and as flat from low to high, on the logarithm where the value is spread so. The same quantiles are used for both.</li>
<li>Noise inside sets is taken out before sets are counted: values are drawn towards their mean until their variance is the raw one less that of chance.</li>
<li>Strategic answers take exact distributions of leakers by convolution; no sampling where none is needed.</li>
<li>Forces and spending over the years are a scenario, not a forecast.</li>
<li>Never here: guidance, seekers, fuzing, warheads, decoy design; yields, physical effects, casualties; the best way to attack; real places.</li>
</ul>
</section>
)",
          {}};
}

Section parameters_part(const LedgerDocument& document) {
  Section section{"parameters", "Parameters used", "", {}};
  section.html = "<section id=\"parameters\">\n<h2>Parameters used</h2>\n" +
                 paragraph(basis_counts(document.parameters), "lead") +
                 "<div data-filter-for=\".parameters\"></div>\n" +
                 parameter_table(document.parameters, document.sources) + computed_table(document.computed);
  if (!document.contradictions.empty()) {
    section.html +=
        paragraph("Published values that contradict each other; reported, not tuned:", "note") + "<ul>\n";
    for (const std::string& text : document.contradictions) section.html += "<li>" + escape(text) + "</li>\n";
    section.html += "</ul>\n";
  }
  section.html += "</section>\n";
  return section;
}

Section provenance(const LedgerDocument& document) {
  std::string html = "<section id=\"provenance\">\n<h2>Where the numbers come from</h2>\n";
  html += "<p>This command reproduces them:</p>\n<pre class=\"scroll\" tabindex=\"0\">" +
          escape(document.command) + "</pre>\n";
  html += paragraph(fmt::format("Equipoise {} ({}); digest of the inputs (SHA-256) {}.", document.version,
                                document.revision, document.inputs_sha256));
  return {"provenance", "Where the numbers come from", html + "</section>\n", {}};
}

Section validation_section(const LedgerDocument& document) {
  if (document.validation.empty()) return {};
  std::size_t cases = 0, holding = 0, numbers = 0;
  Table table{"Published cases, held against in the run that made this report",
              {"Case", "source", "held", "numbers compared"},
              {},
              ""};
  for (const Validated& v : document.validation) {
    cases += v.cases;
    holding += v.holding;
    numbers += v.numbers;
    table.rows.push_back(
        {escape(v.name), escape(v.source), fmt::format("{} of {}", v.holding, v.cases), whole(v.numbers)});
  }
  return {"validation",
          "Validation",
          "<section id=\"validation\">\n<h2>Validation</h2>\n" +
              paragraph(
                  fmt::format(
                      "{} of {} cases hold; {} published numbers were compared. Each tolerance is argued in "
                      "docs/validation.md. That the parts hold does not make the whole right: no raid of "
                      "this kind has been published with its outcome and its parameters.",
                      holding, cases, whole(numbers)),
                  "lead") +
              details("The cases", to_html(table)) + "</section>\n",
          {}};
}

} // namespace

std::string ledger_page(const LedgerDocument& document, const FrontEnd& front_end) {
  const ledger::Ledger& ledger = document.ledger;
  std::vector<Section> sections{summary_section(ledger)};
  for (std::size_t i = 0; i < ledger.entries.size(); ++i)
    sections.push_back(claim_section(document, ledger.entries[i], i + 1));
  for (const Section& section : {studies_section(document), methods_section(), parameters_part(document),
                                 provenance(document), validation_section(document)})
    sections.push_back(section);
  const std::string opening =
      "<a class=\"skip\" href=\"#summary\">Skip to the summary</a>\n<main id=\"main\">\n<header>\n"
      "<p class=\"name\"><strong>Equipoise</strong> ledger of claims</p>\n<h1>" +
      escape(ledger.title) + "</h1>\n" + paragraph(ledger.question, "answer") + "</header>\n";
  const std::string citation =
      fmt::format("Equipoise {} ({}), \u201c{}\u201d, inputs {}", document.version, document.revision,
                  ledger.title, document.inputs_sha256.substr(0, 12));
  return report_page({ledger.title, document.as_of, citation}, opening, sections, {}, front_end);
}

} // namespace equipoise::report
