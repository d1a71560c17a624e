#include <fmt/format.h>

#include <cmath>

#include "equipoise/core/units.hpp"
#include "equipoise/report/bars.hpp"
#include "equipoise/report/html.hpp"
#include "equipoise/report/sections.hpp"
#include "equipoise/report/words.hpp"

namespace equipoise::report {
namespace {

using catalogue::Basis;
using catalogue::Parameter;
using catalogue::Spread;

std::string value_text(const Parameter& parameter, double value) {
  const bool readable =
      std::isfinite(value) &&
      (parameter.words.empty() || (value >= 0.0 && value < static_cast<double>(parameter.words.size())));
  return readable ? catalogue::format_value(parameter, value) : "no value";
}

/// "290 km (270 to 310 km)"; alternatives of a word as a list.
std::string range_text(const Parameter& p) {
  if (p.either && !p.words.empty()) {
    std::string text;
    for (const auto& word : p.words) text += (text.empty() ? "" : " or ") + word;
    return text + ", in equal shares";
  }
  const std::string nominal = value_text(p, p.nominal), low = value_text(p, p.low),
                    high = value_text(p, p.high);
  if (low == nominal && high == nominal) return nominal;
  return fmt::format("{} ({} to {})", nominal, low, high);
}

std::string_view basis_text(Basis basis) {
  switch (basis) {
    case Basis::seen:
      return "seen";
    case Basis::mixed:
      return "partly seen";
    case Basis::tertiary:
      return "hobby, game or simulation file";
    case Basis::memory:
      return "remembered, not seen";
    case Basis::computed:
      return "computed";
    case Basis::assumption:
      return "assumed";
  }
  return "";
}

std::string spread_text(const Parameter& p) {
  std::string text = p.spread == Spread::none ? (p.low < p.high ? "not drawn: nominal always" : "one value")
                                              : std::string(catalogue::name_of(p.spread));
  if (!p.group.empty()) text += ", moves with \u201c" + p.group + "\u201d" + (p.reversed ? ", reversed" : "");
  return text;
}

std::string sources_html(const Parameter& p, const std::map<std::string, catalogue::Source>& sources) {
  std::string out;
  for (const auto& key : p.sources) {
    const auto found = sources.find(key);
    out += (out.empty() ? "" : "; ") +
           (found == sources.end() ? escape(key) : link(found->second.title, found->second.locator));
  }
  return out;
}

Table table_of(const std::string& entry, std::size_t count) {
  return {fmt::format("{}: {} value{}", entry, count, count == 1 ? "" : "s"),
          {"Parameter", "Nominal (low to high)", "Range", "Drawn", "Basis", "Sources and note"},
          {},
          "parameters"};
}

std::string parameter_tables(const Document& document) {
  std::vector<Parameter> all;
  std::vector<std::string> entries; // in the order they come
  std::map<std::string, std::vector<const Parameter*>> by_entry;
  for (const auto& row : document.parameters) {
    all.push_back(row.parameter);
    if (by_entry[row.entry].empty()) entries.push_back(row.entry);
    by_entry[row.entry].push_back(&row.parameter);
  }
  if (all.empty()) return "";
  const double widest = widest_ratio(all);
  std::string out = paragraph(fmt::format("Range: one scale for all, ratios to nominal, from 1/{0} to {0} "
                                          "times; linear, to its own width, where a value is "
                                          "zero or negative. Solid dot: seen or computed; open dot and "
                                          "dashes: remembered or assumed; dotted: not drawn.",
                                          size_text(std::round(10.0 * widest) / 10.0)),
                              "note");
  for (const auto& entry : entries) {
    Table table = table_of(entry, by_entry[entry].size());
    for (const Parameter* p : by_entry[entry]) {
      std::string basis = "<span class=\"basis\">" + escape(basis_text(p->basis)) + "</span>";
      if (!p->confidence.empty()) basis += "<br>confidence " + escape(p->confidence);
      std::string text = sources_html(*p, document.sources);
      if (!p->note.empty()) text += (text.empty() ? "" : "<br>") + escape(p->note);
      table.rows.push_back({breakable(p->name), escape(range_text(*p)), range_glyph(*p, widest),
                            escape(spread_text(*p)), basis, text});
    }
    out += to_html(table);
  }
  return out;
}

std::string basis_counts(const Document& document) {
  std::size_t seen = 0, remembered = 0, assumed = 0;
  for (const auto& row : document.parameters) {
    if (row.parameter.basis == Basis::seen) ++seen;
    if (row.parameter.basis == Basis::memory) ++remembered;
    if (row.parameter.basis == Basis::assumption) ++assumed;
  }
  return fmt::format(
      "Of {} values: seen in a source named beside them {}; remembered, not seen {}; assumed with a reason "
      "{}; in between {}.",
      document.parameters.size(), seen, remembered, assumed,
      document.parameters.size() - seen - remembered - assumed);
}

std::string computed_table(const Document& document) {
  if (document.computed.empty()) return "";
  Table table{"Computed: solved from what is published",
              {"What", "Entry", "Value", "Basis", "How"},
              {},
              "parameters"};
  for (const auto& row : document.computed)
    table.rows.push_back({escape(row.what), escape(row.entry), escape(row.value),
                          "<span class=\"basis\">computed</span>", escape(row.how)});
  return to_html(table);
}

} // namespace

std::string parameters_section(const Document& document) {
  if (document.parameters.empty() && document.computed.empty()) return "";
  return "<section id=\"parameters\">\n<h2>Parameters used</h2>\n" +
         (document.parameters.empty() ? "" : paragraph(basis_counts(document), "lead")) +
         parameter_tables(document) + computed_table(document) + "</section>\n";
}

std::string provenance_section(const Document& document) {
  const auto& result = document.result;
  std::string out = "<section id=\"provenance\">\n<h2>Where the numbers come from</h2>\n";
  if (!document.command.empty())
    out += "<p>This command reproduces them:</p>\n<pre class=\"scroll\" tabindex=\"0\">" +
           escape(document.command) + "</pre>\n";
  out += "<dl>\n";
  const auto row = [&](std::string_view name, const std::string& value) {
    if (!value.empty()) out += fmt::format("<div><dt>{}</dt><dd>{}</dd></div>\n", name, escape(value));
  };
  row("Status", result.status == results::Status::complete ? "complete" : "partial");
  row("Seed", fmt::format("{}", document.seed));
  row("Raids played at each point", whole(document.replications) + " at nominal values");
  row("Parameter sets",
      result.parameter_sets == 0
          ? "none"
          : fmt::format("{} of {} played, {} raids each at a point; {} cannot fly",
                        whole(result.parameter_sets_done), whole(result.parameter_sets),
                        whole(document.replications_per_set), whole(result.cannot_fly.size())));
  row("Raids played in all", whole(result.replications_played));
  row("Source of the air picture", document.sensing);
  row("Program", "Equipoise " + (document.version.empty() ? "of unknown version" : document.version) +
                     (document.revision.empty() ? "" : ", revision " + document.revision));
  row("Digest of the inputs (SHA-256)", document.inputs_sha256);
  row("Digest of the outcomes (SHA-256)", result.outcomes_sha256);
  row("Time taken", std::isfinite(result.elapsed_s)
                        ? core::format_quantity(result.elapsed_s, core::Dimension::time, 3)
                        : "");
  return out + "</dl>\n" +
         paragraph(
             "The same inputs, seed and number of raids give the same digest of the outcomes on any machine "
             "and any number of threads.",
             "note") +
         "</section>\n";
}

std::string limits_section() {
  return R"(<section id="limits">
<h2>What this leaves out</h2>
<ul>
<li>No filter and no track loss yet: a track is confirmed by looks and then kept.</li>
<li>One battery; no neighbour that helps or is in its way, and no shared picture.</li>
<li>The interceptor flies straight to the predicted point; its effect there is one probability.</li>
<li>No decoys, no jamming that changes with time, no manoeuvre of the threats.</li>
<li>Only the size of the raid is swept; how it arrives is sampled as one lump of ignorance.</li>
<li>Readiness and skill of crews appear only as availability and reaction time.</li>
<li>What leaders on any side believe, intend or would do.</li>
<li>Where no source could be seen, a value is remembered or assumed, and marked so above.</li>
</ul>
<p class="note">Scope: mission level, published parameters, a battery’s effect as a probability; a stage with real distances and no real place.</p>
</section>
)";
}

} // namespace equipoise::report
