#include <fmt/format.h>

#include <cmath>

#include "equipoise/core/units.hpp"
#include "equipoise/report/page/html.hpp"
#include "equipoise/report/page/parameter_table.hpp"
#include "equipoise/report/page/words.hpp"
#include "equipoise/report/study/sections.hpp"

namespace equipoise::report {
namespace {

std::string contradictions_list(const std::vector<std::string>& contradictions) {
  if (contradictions.empty()) return "";
  std::string out =
      paragraph("Published values that contradict each other; reported, not tuned:", "note") + "<ul>\n";
  for (const std::string& text : contradictions) out += "<li>" + escape(text) + "</li>\n";
  return out + "</ul>\n";
}

} // namespace

std::string about_false_alarms(const results::FalseAlarms& f) {
  const std::string played =
      "False alarms are played in the gates of tracks where looks are drawn (sensing \"dwell\"), and nowhere "
      "else; tracks of nothing but false alarms never are.";
  if (f.per_scan <= 0.0) return played;
  return fmt::format(
      "{} By an estimate that errs upwards, for the scenario as read at nominal values, a radar has {:.2g} "
      "of "
      "them a scan; in a raid, tracks of the engagement radars would take {:.2g} of them for their target, "
      "and "
      "{:.2g} tracks of those radars would be of nothing but false alarms. {}",
      played, f.per_scan, f.taken_engagement, f.engagement_tracks,
      f.either < 1.0
          ? fmt::format("That touches about {:.2g} % of the raids; full track lists and velocities "
                        "handed over wrong are not in that number.",
                        100.0 * f.either)
          : "So it is not small, and what it would change is not known.");
}

Section parameters_section(const Document& document) {
  Section section{"parameters", "Parameters used", "", {}};
  if (document.parameters.empty() && document.computed.empty()) return section;
  section.html = "<section id=\"parameters\">\n<h2>Parameters used</h2>\n" +
                 (document.parameters.empty() ? "" : paragraph(basis_counts(document.parameters), "lead")) +
                 "<div data-filter-for=\".parameters\"></div>\n" +
                 parameter_table(document.parameters, document.sources) + computed_table(document.computed) +
                 contradictions_list(document.contradictions) + "</section>\n";
  return section;
}

Section provenance_section(const Document& document) {
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
  const auto& points = result.points;
  row("Raids played at each point", !points.empty() && points.front().precision
                                        ? fmt::format("until {} points on either side, at nominal values",
                                                      100 * points.front().precision->wanted)
                                        : whole(document.replications) + " at nominal values");
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
  out += "</dl>\n" +
         paragraph(
             "The same inputs, seed and number of raids give the same digest of the outcomes on any machine "
             "and any number of threads.",
             "note") +
         "</section>\n";
  return {"provenance", "Where the numbers come from", out, {}};
}

Section limits_section(const Document& document) {
  return {"limits",
          "What this leaves out",
          R"(<section id="limits">
<h2>What this leaves out</h2>
<ul>
<li>)" + about_false_alarms(document.false_alarms) +
              R"(</li>
<li>Targets too close to be told apart are still seen as two.</li>
<li>Of a network only who is linked, latency and availability; nothing of procedures between crews.</li>
<li>The interceptor flies straight to the predicted point; its effect there is one probability.</li>
<li>Decoys are a number of objects; no jamming that changes with time, no manoeuvre beyond a given route.</li>
<li>Only the size of the raid is swept; how it arrives is sampled as one lump of ignorance.</li>
<li>Readiness and skill of crews appear only as availability and reaction time.</li>
<li>What leaders on any side believe, intend or would do.</li>
<li>Where no source could be seen, a value is remembered or assumed, and marked so above.</li>
</ul>
<p class="note">Scope: mission level, published parameters, a battery’s effect as a probability; a stage with real distances and no real place.</p>
</section>
)",
          {}};
}

} // namespace equipoise::report
