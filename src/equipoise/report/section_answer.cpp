#include <fmt/format.h>

#include "equipoise/report/glyphs.hpp"
#include "equipoise/report/html.hpp"
#include "equipoise/report/sections.hpp"
#include "equipoise/report/sentences.hpp"
#include "equipoise/report/words.hpp"

namespace equipoise::report {
namespace {

/// One belief's hundred raids with the number beneath.
std::string counted_raids(const Curve& curve, const Sample& sample) {
  const auto [interval, decimals] = shown(sample.chance, sample.ignorance);
  const std::string number =
      fmt::format("{} ({})", percent(sample.value, decimals), percent_range(interval, decimals));
  return fmt::format("<div>{}<p><strong>{}</strong><br>{}</p></div>\n",
                     hundred(interval, style_of(curve.belief),
                             "Nothing gets through under " + belief_name(curve.belief) + ": " + number),
                     escape(number), escape(belief_name(curve.belief)));
}

std::string picture(const Reading& reading) {
  const Sample* a = at_reference(reading, reading.high);
  const Sample* b = at_reference(reading, reading.low);
  if (a == nullptr || b == nullptr) return "";
  std::string out =
      "<figure class=\"side\">\n<figcaption><strong>Of 100 raids" +
      (reading.label.empty() ? std::string() : " with " + escape(counted(reading.reference, reading.label))) +
      ", nothing gets through in\u2026</strong></figcaption>\n<div class=\"pair\">\n";
  out += counted_raids(reading.beliefs[reading.high], *a);
  if (reading.high != reading.low) out += counted_raids(reading.beliefs[reading.low], *b);
  out += "</div>\n";
  out += paragraph(a->ignorance
                       ? "Number: at nominal values. Filled: at least so many; hatched: perhaps, depending "
                         "on what is not known."
                       : "Number: at nominal values. Filled: at least so many; hatched: perhaps, by chance.",
                   "note");
  return out + "</figure>\n";
}

} // namespace

std::string answer_section(const Document& document, const Reading& reading) {
  std::string out =
      "<header class=\"top\">\n<div>\n<p class=\"name\"><strong>Equipoise</strong> report of a study</p>\n";
  out += fmt::format("<h1>{}</h1>\n",
                     escape(document.title.empty() ? "A study without a title" : document.title));
  if (document.result.by_year) {
    out += paragraph(by_year_answer(document.result), "answer");
  } else {
    out += paragraph(answer(reading), "answer") + paragraph(answer_sizes(reading), "answer");
    out += paragraph(about_bands(document, reading), "note");
  }
  if (!document.scenario_title.empty()) out += paragraph("Scenario: " + document.scenario_title, "note");
  return out + "</div>\n" + picture(reading) + "</header>\n";
}

} // namespace equipoise::report
