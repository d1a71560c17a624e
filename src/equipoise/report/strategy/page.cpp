#include "equipoise/report/strategy/page.hpp"

#include <fmt/format.h>

#include <set>

#include "equipoise/report/page/html.hpp"

namespace equipoise::report {
namespace {

Section provenance(const StrategyHead& head) {
  std::string html = "<section id=\"provenance\">\n<h2>Where the numbers come from</h2>\n";
  html += paragraph(fmt::format(
      "Equipoise {} ({}), seed {}, {} drawn parameter sets, inputs {}. Light bands run from 5 % to 95 % of "
      "the drawn sets: what is not known, not a probability. Distributions of leakers are exact "
      "convolutions, not samples.",
      head.version, head.revision, head.seed, head.parameter_sets, head.inputs_sha256.substr(0, 12)));
  html += "<p>The same again: <code>" + escape(head.command) + "</code></p>\n";
  if (!head.used.empty()) {
    Table table{"Values taken from the catalogue", {"Address", "low", "nominal", "high"}, {}, "numbers"};
    for (const auto& [address, range] : head.used)
      table.rows.push_back({breakable(address), fmt::format("{:.6g}", range.low),
                            fmt::format("{:.6g}", range.nominal), fmt::format("{:.6g}", range.high)});
    html += details("Values taken from the catalogue, SI and US dollars", to_html(table));
  }
  std::string list;
  for (const std::string& key : std::set<std::string>(head.sources.begin(), head.sources.end()))
    if (const auto found = head.catalogue_sources.find(key); found != head.catalogue_sources.end())
      list += "<li>" + hyperlink(found->second.title, found->second.locator) + "</li>\n";
  if (!list.empty()) html += details("Sources", "<ul>\n" + list + "</ul>\n");
  return {"provenance", "Where the numbers come from", html + "</section>\n", {}};
}

} // namespace

std::string strategy_page(const StrategyHead& head, const std::string& lead,
                          const std::vector<Section>& sections, const FrontEnd& front_end) {
  std::vector<Section> all = sections;
  all.push_back(provenance(head));
  const std::string opening =
      "<a class=\"skip\" href=\"#main\">Skip to the answer</a>\n<main id=\"main\">\n<h1>" +
      escape(head.title) + "</h1>\n" + lead;
  const std::string citation =
      fmt::format("Equipoise {} ({}), \u201c{}\u201d, seed {}, inputs {}", head.version, head.revision,
                  head.title, head.seed, head.inputs_sha256.substr(0, 12));
  return report_page({head.title, head.as_of, citation}, opening, all, {}, front_end);
}

} // namespace equipoise::report
