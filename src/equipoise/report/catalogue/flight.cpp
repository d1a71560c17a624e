#include "equipoise/report/catalogue/flight.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "equipoise/core/constants.hpp"
#include "equipoise/core/units.hpp"
#include "equipoise/report/page/html.hpp"

namespace equipoise::report {
namespace {

using catalogue::SolvedFlight;
using core::Dimension;
using core::format_quantity;

/// One scale for both axes, so that the shape is the true one.
std::string picture(const FlightPageEntry& entry) {
  double widest = 1.0, highest = 1.0;
  for (const SolvedFlight& f : entry.solved.flights) {
    widest = std::max(widest, f.range_m);
    highest = std::max(highest, f.apogee_m);
  }
  const double scale = std::min(680.0 / widest, 420.0 / highest), height = highest * scale + 40.0;
  std::string out = fmt::format(
      "<svg class=\"profile\" viewBox=\"0 0 760 {:.0f}\" role=\"img\" aria-label=\"Height against range: "
      "apogee {}, range {}\">\n"
      "<path class=\"axis\" d=\"M40 {:.1f}H750\"/>",
      height, format_quantity(highest, Dimension::length, 3), format_quantity(widest, Dimension::length, 4),
      height - 24.0);
  constexpr const char* dashes[] = {"", "7 4", "2 4", "9 3 2 3"};
  for (std::size_t i = 0; i < entry.solved.flights.size(); ++i) {
    std::string path;
    for (const auto& [x, y] : entry.solved.flights[i].profile)
      path += fmt::format("{}{:.1f} {:.1f}", path.empty() ? "M" : "L", 40.0 + x * scale,
                          height - 24.0 - y * scale);
    out += fmt::format("<path class=\"line other\" stroke-dasharray=\"{}\" d=\"{}\"/>", dashes[i % 4], path);
  }
  return out + fmt::format(
                   "<text x=\"{:.0f}\" y=\"{:.0f}\" text-anchor=\"end\">{}</text><text x=\"44\" "
                   "y=\"14\">{}</text></svg>\n",
                   40.0 + widest * scale, height - 6.0, format_quantity(widest, Dimension::length, 4),
                   format_quantity(highest, Dimension::length, 3));
}

/// One cell for each range and altitude, darker where it takes longer, with the seconds in it.
std::string picture(const catalogue::Reach& reach) {
  constexpr double width = 66.0, height = 30.0, left = 76.0;
  double longest_s = 1.0;
  for (const auto& row : reach.time_s)
    for (const auto& time : row) longest_s = std::max(longest_s, time.value_or(0.0));
  const double below = height * static_cast<double>(reach.altitudes_m.size());
  std::string out = fmt::format(
      "<svg class=\"profile\" viewBox=\"0 0 760 {:.0f}\" role=\"img\" aria-label=\"Seconds to "
      "reach over range and altitude\">\n",
      below + 26.0);
  for (std::size_t i = 0; i < reach.altitudes_m.size(); ++i) {
    const double y = below - height * static_cast<double>(i + 1);
    out += fmt::format("<text x=\"{:.0f}\" y=\"{:.0f}\" text-anchor=\"end\">{}</text>", left - 8.0, y + 20.0,
                       format_quantity(reach.altitudes_m[i], Dimension::length, 3));
    for (std::size_t k = 0; k < reach.ranges_m.size(); ++k) {
      const auto& time = reach.time_s[i][k];
      if (!time) continue;
      const double x = left + width * static_cast<double>(k);
      out += fmt::format(
          "<rect x=\"{:.0f}\" y=\"{:.0f}\" width=\"64\" height=\"28\" fill=\"currentColor\" "
          "fill-opacity=\"{:.2f}\"/><text x=\"{:.0f}\" y=\"{:.0f}\" text-anchor=\"middle\">{:.0f}</text>",
          x, y, 0.05 + 0.3 * *time / longest_s, x + 32.0, y + 20.0, *time);
    }
  }
  for (std::size_t k = 0; k < reach.ranges_m.size(); ++k)
    out += fmt::format("<text x=\"{:.0f}\" y=\"{:.0f}\" text-anchor=\"middle\">{}</text>",
                       left + width * static_cast<double>(k) + 32.0, below + 18.0,
                       format_quantity(reach.ranges_m[k], Dimension::length, 3));
  return out + "</svg>\n" +
         what_it_shows(
             "Seconds to reach, slant range across and altitude upwards; empty where it "
             "arrives below its least speed.");
}

std::string numbers(const catalogue::Reach& reach) {
  Table table{
      "Reach at nominal values, beside what is published",
      {"Target", "range reached", "published", "in", "at altitudes of", "ceiling reached", "published"},
      {},
      "numbers"};
  for (const catalogue::ClassReach& c : reach.classes)
    table.rows.push_back({escape(c.targets), format_quantity(c.range_m, Dimension::length, 3),
                          format_quantity(c.published_range_m, Dimension::length, 3),
                          fmt::format("{:.0f} s", c.time_s),
                          format_quantity(c.lowest_m, Dimension::length, 2) + " to " +
                              format_quantity(c.highest_m, Dimension::length, 3),
                          format_quantity(c.ceiling_m, Dimension::length, 3),
                          format_quantity(c.published_ceiling_m, Dimension::length, 3)});
  return to_html(table);
}

std::string numbers(const catalogue::LaidFlight& flight) {
  Table table{"By its published speed", {"Speed", "altitude", "turn radius", "range", "time"}, {}, "numbers"};
  table.rows.push_back({format_quantity(flight.speed_m_per_s, Dimension::speed, 4),
                        format_quantity(flight.altitude_m, Dimension::length, 4),
                        format_quantity(flight.turn_radius_m, Dimension::length, 3),
                        flight.range_m > 0.0 ? format_quantity(flight.range_m, Dimension::length, 4) : "",
                        flight.range_m > 0.0 ? fmt::format("{:.0f} s", flight.time_s) : ""});
  std::string out = to_html(table);
  for (const std::string& missing : flight.missing) out += paragraph(missing, "note");
  return out;
}

std::string numbers(const FlightPageEntry& entry) {
  Table table{"Flights at nominal values over a still sphere",
              {"Flight", "range", "apogee", "time of flight", "burnout", "height there", "speed there",
               "at 100 km", "at impact"},
              {},
              "numbers"};
  for (const SolvedFlight& f : entry.solved.flights)
    table.rows.push_back(
        {escape(words_for(f)), format_quantity(f.range_m, Dimension::length, 4),
         format_quantity(f.apogee_m, Dimension::length, 3), fmt::format("{:.0f} s", f.time_of_flight_s),
         fmt::format("{:.1f} s", f.burnout_s), format_quantity(f.burnout_altitude_m, Dimension::length, 3),
         format_quantity(f.burnout_speed_m_per_s, Dimension::speed, 4),
         f.reentry_speed_m_per_s ? format_quantity(*f.reentry_speed_m_per_s, Dimension::speed, 4)
                                 : "stays below",
         format_quantity(f.impact_speed_m_per_s, Dimension::speed, 4)});
  return to_html(table);
}

} // namespace

std::string flight_page(const catalogue::Catalogue& catalogue, const std::vector<FlightPageEntry>& entries,
                        const FrontEnd& front_end) {
  std::string out =
      "<main id=\"main\">\n<h1>Flights of the catalogue</h1>\n" +
      paragraph(
          "Each ballistic missile with the propellant mass that closes on its published range, as one point: "
          "vertical "
          "rise, turn, coast, re-entry in the 1976 atmosphere. Each interceptor by its published speed and "
          "the drag "
          "assumed, on the soonest of a family of raised arcs. Where published values contradict each other, "
          "that is said and nothing is tuned.");
  for (const FlightPageEntry& entry : entries) {
    out += fmt::format("<section id=\"{0}\">\n<h2>{0}</h2>\n", escape(entry.key)) +
           paragraph(entry.title, "lead") +
           (entry.reach  ? picture(*entry.reach) + numbers(*entry.reach)
            : entry.laid ? numbers(*entry.laid)
                         : picture(entry) + numbers(entry));
    for (const std::string& missing : entry.solved.missing) out += paragraph(missing, "note");
    for (const std::string& contradiction : entry.contradictions)
      out += paragraph("Contradiction in what is published, not tuned: " + contradiction, "note");
    std::vector<ParameterRow> rows;
    for (const auto& [owner, parameter] : catalogue.all_of(entry.key)) rows.push_back({owner, *parameter});
    out +=
        details("What is published and assumed", parameter_table(rows, catalogue.sources)) + "</section>\n";
  }
  return page("Flights", out + "</main>\n", front_end);
}

} // namespace equipoise::report
