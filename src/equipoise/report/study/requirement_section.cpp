#include <fmt/format.h>

#include "equipoise/report/page/html.hpp"
#include "equipoise/report/page/words.hpp"
#include "equipoise/report/study/sections.hpp"
#include "equipoise/report/study/sentences.hpp"

namespace equipoise::report {
namespace {

/// "from 21 to 24", "at most 12", "more than 64".
std::string bracket(const results::Requirement& r, double next) {
  if (r.too_few && r.enough) {
    const double low = *r.too_few + next;
    return low >= *r.enough ? size_text(*r.enough)
                            : fmt::format("from {} to {}", size_text(low), size_text(*r.enough));
  }
  if (r.enough) return fmt::format("at most {}", size_text(*r.enough));
  if (r.too_few) return fmt::format("more than {}", size_text(*r.too_few));
  return "not told by so many raids";
}

std::string sentence(const results::Requirement& r, double next, const std::string& label) {
  const std::string wanted = percent(r.wanted, 0);
  const std::string belief = "Under " + belief_name(r.belief) + ", ";
  if (!r.count)
    return fmt::format("{}no value up to {} of {} holds the chance that nothing gets through at {}.", belief,
                       size_text(r.max), label, wanted);
  return fmt::format("{}a chance of {} that nothing gets through takes {} of {}; with 95 % confidence {}.",
                     belief, wanted, size_text(*r.count), label, bracket(r, next));
}

} // namespace

Section requirement_section(const Document& document) {
  Section section{"requirement", "How much it takes", "", {}};
  if (document.result.requirements.empty()) return section;
  Table table{
      "Smallest value that reaches the wanted chance, and the range in which it lies with 95 % confidence",
      {"Belief", "wanted", "takes", "with 95 % confidence"},
      {},
      "numbers"};
  std::string sentences;
  for (const results::Requirement& r : document.result.requirements) {
    table.rows.push_back(
        {escape(capital(r.belief)), escape(percent(r.wanted, 0)),
         r.count ? escape(size_text(*r.count)) : escape("not reached at " + size_text(r.max)),
         escape(bracket(r, document.result.requirement_step))});
    sentences += (sentences.empty() ? "" : " ") +
                 sentence(r, document.result.requirement_step,
                          document.swept_label.empty() ? r.address : document.swept_label);
  }
  section.html =
      "<section id=\"requirement\">\n<h2>How much it takes</h2>\n" + to_html(table) +
      what_it_shows(sentences) +
      paragraph(
          "Found by bisection at nominal values, the same raids at every value, under the assumption that "
          "more "
          "never protects less. Every look at every value has its share of the 5 % that may be wrong.",
          "note") +
      "</section>\n";
  return section;
}

} // namespace equipoise::report
