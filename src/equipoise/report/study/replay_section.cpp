#include <fmt/format.h>

#include <cmath>
#include <map>

#include "equipoise/report/page/html.hpp"
#include "equipoise/report/page/replay_data.hpp"
#include "equipoise/report/page/words.hpp"
#include "equipoise/report/study/sections.hpp"
#include "equipoise/report/study/sentences.hpp"

namespace equipoise::report {

Section raid_section(const Document& document, const Summary& summary) {
  Section section{"raid", "One raid replayed", "", {}};
  if (document.raids.empty()) return section;
  section.html =
      "<section id=\"raid\">\n<h2>One raid replayed</h2>\n" +
      paragraph(
          fmt::format(
              "Raids of this study{}, under {} and at nominal values. Each is a row of the run: the same "
              "draws, the same source of the picture, the same outcome.",
              summary.swept ? " with " + counted(summary.reference, summary.label) : "",
              summary.beliefs.empty() ? "its belief" : belief_name(summary.beliefs[summary.low].belief)),
          "lead") +
      "<div class=\"replay\" data-replay></div>\n";
  for (const results::ShownRaid& raid : document.raids) {
    Table table{fmt::format("{}: {}. What happened to each threat", capital(raid.label), raid.why),
                {"Threat", "Arriving", "Fate", "What happened"},
                {},
                "chains"};
    for (std::size_t t = 0; t < raid.replay.threats.size(); ++t) {
      const results::ReplayThreat& threat = raid.replay.threats[t];
      table.rows.push_back({escape(threat.id), escape(threat.arrival), escape(threat.fate),
                            escape(results::kill_chain(raid.replay, t))});
    }
    section.html += "<div data-replay-table=\"" + escape(raid.id) + "\">\n" +
                    details(capital(raid.label) + " in words: " + raid.why,
                            to_html(table) + (raid.command.empty() ? ""
                                                                   : "<pre class=\"scroll\" tabindex=\"0\">" +
                                                                         escape(raid.command) + "</pre>\n")) +
                    "</div>\n";
  }
  section.html += "</section>\n";
  return section;
}

} // namespace equipoise::report
