#include <fmt/format.h>

#include <algorithm>

#include "equipoise/report/html.hpp"
#include "equipoise/report/sections.hpp"

namespace equipoise::report {
namespace {

std::string span(double middle, double low, double high) {
  return low == high ? fmt::format("{:.2f}", middle) : fmt::format("{:.2f} ({:.2f} to {:.2f})", middle, low, high);
}

} // namespace

std::string record_section(const Document& document) {
  const auto& held = document.result.held;
  if (held.empty()) return "";
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
    const auto of = std::count_if(held.begin(), held.end(), [&](const auto& h) { return h.belief == belief; });
    const auto covered =
        std::count_if(held.begin(), held.end(), [&](const auto& h) { return h.belief == belief && h.covered; });
    if (of > 0)
      sentence += fmt::format("{}{} {} of {} recorded rates", sentence.empty() ? "" : "; ", belief + " covers", covered, of);
  }
  return "<section id=\"record\">\n<h2>Beside the record</h2>\n" +
         paragraph("Before any of the record is used, the drawn parameter sets predict a share of threats stopped; " +
                       sentence + ".",
                   "lead") +
         to_html(table) +
         paragraph("Rates are claims of those who made them, with unlike denominators; the raid is set up after what "
                   "was published of it, on a stage, with class-typical missiles where nothing else is published.",
                   "note") +
         "</section>\n";
}

} // namespace equipoise::report
