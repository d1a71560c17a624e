#include <fmt/format.h>

#include "equipoise/report/page/html.hpp"
#include "equipoise/report/page/icon_array.hpp"
#include "equipoise/report/page/words.hpp"
#include "equipoise/report/study/sections.hpp"
#include "equipoise/report/study/sentences.hpp"

namespace equipoise::report {
namespace {

/// One belief's hundred raids with the number beneath.
std::string counted_raids(const Curve& curve, const Sample& sample) {
  const auto [interval, decimals] = shown(sample.chance, sample.ignorance);
  const std::string number =
      fmt::format("{} ({})", percent(sample.value, decimals), percent_range(interval, decimals));
  return fmt::format("<div>{}<p><strong>{}</strong><br>{}</p></div>\n",
                     icon_array(interval, style_of(curve.belief),
                                "Nothing gets through under " + belief_name(curve.belief) + ": " + number),
                     escape(number), escape(belief_name(curve.belief)));
}

std::string picture(const Summary& summary) {
  const Sample* a = at_reference(summary, summary.high);
  const Sample* b = at_reference(summary, summary.low);
  if (a == nullptr || b == nullptr) return "";
  std::string out =
      "<figure class=\"side\">\n<figcaption><strong>Of 100 raids" +
      (summary.label.empty() ? std::string() : " with " + escape(counted(summary.reference, summary.label))) +
      ", nothing gets through in\u2026</strong></figcaption>\n<div class=\"pair\">\n";
  out += counted_raids(summary.beliefs[summary.high], *a);
  if (summary.high != summary.low) out += counted_raids(summary.beliefs[summary.low], *b);
  out += "</div>\n";
  out += paragraph(a->ignorance
                       ? "Number: at nominal values. Filled: at least so many; hatched: perhaps, depending "
                         "on what is not known."
                       : "Number: at nominal values. Filled: at least so many; hatched: perhaps, by chance.",
                   "note");
  return out + "</figure>\n";
}

} // namespace

std::string answer_section(const Document& document, const Summary& summary) {
  std::string out =
      "<header class=\"top\">\n<div>\n<p class=\"name\"><strong>Equipoise</strong> report of a study</p>\n";
  out += fmt::format("<h1>{}</h1>\n",
                     escape(document.title.empty() ? "A study without a title" : document.title));
  if (document.result.by_year) {
    out += paragraph(by_year_answer(document.result), "answer");
  } else if (!document.result.rare.empty() || document.result.footprint) {
    out +=
        paragraph(document.result.footprint ? footprint_answer(document) : rare_answer(document), "answer");
  } else {
    out += paragraph(answer(summary), "answer") + paragraph(answer_sizes(summary), "answer");
    out += paragraph(about_bands(document, summary), "note");
  }
  if (!document.scenario_title.empty()) out += paragraph("Scenario: " + document.scenario_title, "note");
  return out + "</div>\n" + picture(summary) + "</header>\n";
}

} // namespace equipoise::report
