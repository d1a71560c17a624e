#include <fmt/format.h>

#include "equipoise/report/page/html.hpp"
#include "equipoise/report/page/words.hpp"
#include "equipoise/report/study/sections.hpp"

namespace equipoise::report {

Section precision_section(const Document& document) {
  Section section{"precision", "How precise, at what cost", "", {}};
  Table table{
      "Half-width at 95 % of the chance that nothing gets through, of its change where a variant is "
      "compared, and what it cost",
      {"Point", "half-width, points", "wanted", "raids", "seconds"},
      {},
      "numbers"};
  std::uint64_t raids = 0, short_of = 0;
  double seconds = 0.0, wanted = 0.0;
  for (const results::Point& p : document.result.points) {
    if (!p.precision) continue;
    std::string where = p.belief;
    for (const auto& [address, value] : p.factors) where += ", " + size_text(value);
    if (!p.variant.empty()) where += ", " + p.variant;
    wanted = p.precision->wanted;
    raids += p.nominal.replications;
    seconds += p.seconds;
    short_of += p.precision->reached ? 0U : 1U;
    table.rows.push_back({escape(where), fixed(100 * p.precision->half_width, 2),
                          fixed(100 * wanted, 2) + (p.precision->reached ? "" : ", not reached"),
                          whole(p.nominal.replications), fixed(p.seconds, 2)});
  }
  if (table.rows.empty()) return section;
  const std::string reached =
      short_of == 0 ? "every point reached it"
                    : fmt::format("{} of {} points did not reach it with the most raids allowed",
                                  whole(short_of), whole(table.rows.size()));
  section.html =
      "<section id=\"precision\">\n<h2>How precise, at what cost</h2>\n" + to_html(table) +
      what_it_shows(fmt::format("Wanted: {} points on either side; {}, for {} raids and {} seconds in all.",
                                fixed(100 * wanted, 2), reached, whole(raids), fixed(seconds, 1))) +
      paragraph(
          "Each point was played from look to look until its interval was narrow enough. Every look has its "
          "share of the 5 % that may be wrong, so that the interval holds although one looked.",
          "note") +
      "</section>\n";
  return section;
}

} // namespace equipoise::report
