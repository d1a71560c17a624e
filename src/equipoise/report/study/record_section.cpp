#include <fmt/format.h>

#include <algorithm>

#include "equipoise/report/page/html.hpp"
#include "equipoise/report/study/sections.hpp"

namespace equipoise::report {
namespace {

std::string span(double middle, double low, double high) {
  return low == high ? fmt::format("{:.2f}", middle)
                     : fmt::format("{:.2f} ({:.2f} to {:.2f})", middle, low, high);
}

} // namespace

Section record_section(const Document& document) {
  Section section{"record", "Beside the record", "", {}};
  const auto& held = document.result.held;
  if (held.empty()) return section;
  Table table{"Share of threats stopped",
              {"Claim", "Recorded", "Belief", "Predicted: median (5 % to 95 %)", "Covered"},
              {},
              "record"};
  for (const results::HeldClaim& h : held)
    table.rows.push_back({breakable(h.claim), escape(span(h.nominal, h.low, h.high)), escape(h.belief),
                          escape(span(h.predicted_median, h.predicted_low, h.predicted_high)),
                          h.covered ? "yes" : "no"});
  std::string sentence;
  for (const std::string belief : {"brochure", "frictions", "assessed"}) {
    const auto of =
        std::count_if(held.begin(), held.end(), [&](const auto& h) { return h.belief == belief; });
    const auto covered = std::count_if(held.begin(), held.end(),
                                       [&](const auto& h) { return h.belief == belief && h.covered; });
    if (of > 0)
      sentence += fmt::format("{}{} {} of {} recorded rates", sentence.empty() ? "" : "; ",
                              belief + " covers", covered, of);
  }
  Figure figure{
      "record-figure",
      "spans",
      "What was recorded beside what is predicted",
      "Share of threats stopped",
      "Before any of the record is used, the drawn parameter sets predict a share of threats stopped; " +
          sentence + ".",
      {"claim", "belief", "recorded low", "recorded", "recorded high", "predicted low", "predicted",
       "predicted high", "covered"},
      {}};
  figure.options = {{"percent", true}};
  for (const results::HeldClaim& h : held)
    figure.rows.push_back({h.claim.substr(h.claim.rfind('.') + 1), h.belief, h.low, h.nominal, h.high,
                           h.predicted_low, h.predicted_median, h.predicted_high,
                           std::string(h.covered ? "covered" : "not covered")});
  section.html =
      "<section id=\"record\">\n<h2>Beside the record</h2>\n" + to_html(figure, to_html(table)) +
      paragraph(
          "Rates are claims of those who made them, with unlike denominators; the raid is set up after what "
          "was published of it, on a stage, with class-typical missiles where nothing else is published.",
          "note") +
      "</section>\n";
  section.figures.push_back(std::move(figure));
  return section;
}

} // namespace equipoise::report
