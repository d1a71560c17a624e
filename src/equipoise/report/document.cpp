#include "equipoise/report/document.hpp"

#include <fmt/format.h>

#include <array>

#include "equipoise/report/html.hpp"
#include "equipoise/report/sections.hpp"
#include "equipoise/report/sentences.hpp"
#include "equipoise/report/style.hpp"

namespace equipoise::report {
namespace {

struct Part {
  std::string_view id, title;
  std::string html;
};

} // namespace

std::string to_html(const Document& document) {
  const Reading reading = read(document);
  const std::array parts{
      Part{"curves", "The chance", curves_section(reading) + odds_section(reading)},
      Part{"arrivals", "By way of arriving", arrivals_section(reading)},
      Part{"funnel", "From launch to impact", funnel_section(reading)},
      Part{"bites", "What bites", changes_section(reading)},
      Part{"record", "Beside the record", record_section(document)},
      Part{"parameters", "Parameters used", parameters_section(document)},
      Part{"provenance", "Where the numbers come from", provenance_section(document)},
      Part{"limits", "What this leaves out", limits_section()},
  };
  // The policy keeps the page without network and script even if a file's text should slip through.
  std::string out = fmt::format(
      "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
      "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src "
      "'unsafe-inline'\">\n"
      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
      "<meta name=\"color-scheme\" content=\"light dark\">\n<title>{} \u2013 "
      "Equipoise</title>\n<style>{}</style>\n</head>\n<body>\n",
      escape(document.title), style);
  out += "<a class=\"skip\" href=\"#main\">Skip to the answer</a>\n";
  if (const std::string partial = about_partial(document); !partial.empty())
    out += "<p class=\"partial\" role=\"note\">" + escape(partial) + "</p>\n";
  out += "<main id=\"main\">\n" + answer_section(document, reading) +
         "<nav aria-label=\"Parts of the report\">\n<ul>\n";
  for (const Part& part : parts)
    if (!part.html.empty()) out += fmt::format("<li><a href=\"#{}\">{}</a></li>\n", part.id, part.title);
  out += "</ul>\n</nav>\n";
  for (const Part& part : parts) out += part.html;
  return out + "</main>\n</body>\n</html>\n";
}

} // namespace equipoise::report
