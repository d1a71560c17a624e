#include "equipoise/report/study/document.hpp"

#include <fmt/format.h>

#include <optional>
#include <vector>

#include "equipoise/core/sha256.hpp"
#include "equipoise/report/page/html.hpp"
#include "equipoise/report/page/replay_data.hpp"
#include "equipoise/report/study/sections.hpp"
#include "equipoise/report/study/sentences.hpp"

namespace equipoise::report {
namespace {

std::string base64(const core::Digest& digest) {
  constexpr std::string_view letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string text;
  for (std::size_t i = 0; i < digest.size(); i += 3) {
    std::uint32_t bits = 0;
    for (std::size_t k = 0; k < 3; ++k)
      bits = bits << 8U |
             (i + k < digest.size() ? std::to_integer<std::uint32_t>(std::byte{digest[i + k]}) : 0U);
    for (std::size_t k = 0; k < 4; ++k)
      text += i + k > digest.size() ? '=' : letters[bits >> (18U - 6U * k) & 63U];
  }
  return text;
}

/// Nothing is loaded; one script runs, named by its digest.
std::string policy(std::string_view script) {
  if (script.empty()) return "default-src 'none'; style-src 'unsafe-inline'";
  core::Sha256 hash;
  hash.update(script);
  return "default-src 'none'; style-src 'unsafe-inline'; img-src data: blob:; script-src 'sha256-" +
         base64(hash.finish()) + "'";
}

std::string citation(const Document& d) {
  return fmt::format("Equipoise {}{}, \u201c{}\u201d, seed {}, inputs {}",
                     d.version.empty() ? "of unknown version" : d.version,
                     d.revision.empty() ? "" : " (" + d.revision + ")", d.title, d.seed,
                     d.inputs_sha256.substr(0, 12));
}

} // namespace

std::string page(const std::string& title, const std::string& body, const FrontEnd& front_end) {
  std::string out = fmt::format(
      "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
      "<meta http-equiv=\"Content-Security-Policy\" content=\"{}\">\n"
      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
      "<meta name=\"color-scheme\" content=\"light dark\">\n<title>{} \u2013 Equipoise</title>\n",
      policy(front_end.script), escape(title));
  if (!front_end.style.empty()) out += fmt::format("<style>{}</style>\n", front_end.style);
  out += "</head>\n<body>\n" + body;
  if (!front_end.script.empty()) out += fmt::format("<script>{}</script>\n", front_end.script);
  return out + "</body>\n</html>\n";
}

std::string report_page(const Masthead& masthead, const std::string& opening,
                        const std::vector<Section>& sections, const std::vector<results::ShownRaid>& raids,
                        const FrontEnd& front_end) {
  std::string body = opening + "<nav aria-label=\"Parts of the report\">\n<ul>\n";
  for (const Section& section : sections)
    if (!section.html.empty())
      body += fmt::format("<li><a href=\"#{}\">{}</a></li>\n", escape(section.id), escape(section.title));
  body += "</ul>\n</nav>\n";
  Json data{{"format", "equipoise-report/1"}, {"title", masthead.title},  {"as_of", masthead.as_of},
            {"citation", masthead.citation},  {"figures", Json::array()}, {"replays", Json::array()}};
  for (const Section& section : sections) {
    body += section.html;
    for (const Figure& figure : section.figures) data["figures"].push_back(to_json(figure));
  }
  for (const results::ShownRaid& raid : raids) data["replays"].push_back(replay_data(raid));
  body += "</main>\n<script type=\"application/json\" id=\"report-data\">" + inert_json(data) + "</script>\n";
  return page(masthead.title, body, front_end);
}

std::vector<Section> sections_of(const Document& document) {
  const Summary summary = read(document);
  const std::optional<Exposure> exposure = read_exposure(document);
  std::vector<Section> sections;
  if (exposure)
    sections.push_back(exposure_section(*exposure));
  else
    sections = {
        requirement_section(document),
        by_year_section(document),
        rare_section(document),
        footprint_section(document),
        curves_section(summary),
        uncertainty_section(document),
        waterfall_section(document, summary),
        drivers_section(document, summary),
        sensitivity_section(document),
        differences_section(document),
        precision_section(document),
        interoperability_section(document),
        is_comparison(document) ? Section{} : changes_section(summary),
        funnel_section(summary),
        arrivals_section(summary),
        record_section(document),
    };
  for (const Section& section :
       {raid_section(document, summary), parameters_section(document),
        trust_section(document, summary, exposure), provenance_section(document),
        exposure ? exposure_limits_section(document, *exposure) : limits_section(document)})
    sections.push_back(section);
  return sections;
}

std::string to_html(const Document& document, const FrontEnd& front_end) {
  const Summary summary = read(document);
  const std::optional<Exposure> exposure = read_exposure(document);
  std::string body = "<a class=\"skip\" href=\"#main\">Skip to the answer</a>\n";
  if (const std::string partial = about_partial(document); !partial.empty())
    body += "<p class=\"partial\" role=\"note\">" + escape(partial) + "</p>\n";
  body += "<main id=\"main\">\n" +
          (exposure ? exposure_answer_section(document, *exposure) : answer_section(document, summary));
  return report_page({document.title, document.as_of, citation(document)}, body, sections_of(document),
                     document.raids, front_end);
}

} // namespace equipoise::report
