#include "equipoise/simulation/theatre/coverage.hpp"

#include <fmt/format.h>

#include "common.hpp"
#include "equipoise/catalogue/bind.hpp"
#include "equipoise/core/constants.hpp"
#include "equipoise/core/units.hpp"
#include "equipoise/io/file.hpp"
#include "equipoise/io/tables/coverage.hpp"

namespace equipoise::cli {
namespace {

using core::Dimension;
using simulation::RadarStation;

constexpr std::size_t max_answers = 2000; // radars by heights by cross-sections: within seconds

/// The quantities of one option, or what stands for them; faults become diagnostics.
std::vector<double> quantities(const std::vector<std::string>& texts, std::vector<double> standing,
                               const char* option, Dimension dimension, double min, double max,
                               core::Diagnostics& diagnostics) {
  if (texts.empty()) return standing;
  std::vector<double> values;
  for (const std::string& text : texts) {
    const auto quantity = core::parse_quantity(text);
    if (quantity && quantity->dimension == dimension && quantity->value >= min && quantity->value <= max)
      values.push_back(quantity->value);
    else
      diagnostics.push_back({core::Severity::error,
                             {option, 0, 0},
                             text,
                             fmt::format("must be from {} to {}", core::format_quantity(min, dimension),
                                         core::format_quantity(max, dimension))});
  }
  return values;
}

std::string km(const std::optional<double>& metres) {
  return metres ? fmt::format("{:.0f}", *metres / 1e3) : "-";
}

std::optional<double> farthest(const sensing::Approach& approach, const RadarStation& radar,
                               const earth::Stage& stage, double chance) {
  const auto stretch = detected_stretch(approach, radar.station, stage, chance);
  if (!stretch) return std::nullopt;
  return stretch->far_m;
}

/// The chance of one look against distance, a row a cross-section, in letters: '.' under a tenth, then the
/// first digit.
std::string chart(const RadarStation& radar, const earth::Stage& stage, sensing::Approach approach,
                  const std::vector<double>& cross_sections) {
  constexpr int columns = 60;
  const double widest = radar.station.radar.instrumented_range_m;
  std::string text = fmt::format("  chance of one look at {}, in tenths (. below, blank: out of sight)\n",
                                 core::format_quantity(approach.altitude_m, Dimension::length));
  for (const double cross_section : cross_sections) {
    approach.cross_section_m2 = cross_section;
    text += fmt::format("{:>12} |", core::format_quantity(cross_section, Dimension::area));
    for (int c = 0; c < columns; ++c) {
      const auto chance = detection_at(approach, radar.station, stage, widest * (c + 0.5) / columns);
      text += !chance         ? ' '
              : *chance < 0.1 ? '.'
                              : static_cast<char>('0' + std::min(9, static_cast<int>(10.0 * *chance)));
    }
    text += "|\n";
  }
  return text + fmt::format("{:>14}{:>{}}\n", "0", core::format_quantity(widest, Dimension::length), columns);
}

void print_summary(const std::vector<RadarStation>& stations, const earth::Stage& stage,
                   const io::CoverageQuestion& question) {
  for (const RadarStation& radar : stations) {
    const sensing::Radar& r = radar.station.radar;
    fmt::print("{}, {} radar: {}, looks every {}, track {} of {}\n", radar.battery, radar.role,
               r.sector_width_rad > 0.0
                   ? core::format_quantity(r.sector_width_rad, Dimension::angle) + " sector"
                   : "all round",
               core::format_quantity(r.period_s, Dimension::time, 3), r.track_hits, r.track_window);
    fmt::print("{:>10} {:>12} {:>9} {:>15} {:>26}\n", "altitude", "cross-sec.", "in sight", "look 0.5 / 0.9",
               "track by 0.1 / 0.5 / 0.9");
    const double heading = r.sector_width_rad > 0.0 ? radar.station.site.heading_rad : 0.0;
    for (const double altitude : question.altitudes_m)
      for (const double cross_section : question.cross_sections_m2) {
        const sensing::Approach approach{heading, altitude, cross_section, question.speed_m_per_s};
        const auto track = track_reach(approach, radar.station, stage);
        fmt::print(
            "{:>10} {:>12} {:>9} {:>15} {:>26}\n", core::format_quantity(altitude, Dimension::length),
            core::format_quantity(cross_section, Dimension::area), km(farthest(approach, radar, stage, 0.0)),
            km(farthest(approach, radar, stage, 0.5)) + " / " + km(farthest(approach, radar, stage, 0.9)),
            km(track.track_10_m) + " / " + km(track.track_50_m) + " / " + km(track.track_90_m));
      }
    fmt::print("{}\n",
               chart(radar, stage, {heading, question.altitudes_m.back(), 1.0, question.speed_m_per_s},
                     question.cross_sections_m2));
  }
  fmt::print("km over the ground from the radar, for a level approach at {} along {}; - is nowhere.\n",
             core::format_quantity(question.speed_m_per_s, Dimension::speed),
             "the middle of the sector, or north");
}

} // namespace

int coverage(const Options& options) {
  core::Diagnostics diagnostics;
  io::CoverageQuestion question;
  question.altitudes_m = quantities(options.altitudes, {100.0, 1e3, 5e3, 10e3}, "--altitude",
                                    Dimension::length, 0.0, 1e5, diagnostics);
  question.cross_sections_m2 = quantities(options.cross_sections, {1e-3, 0.01, 0.1, 1.0, 10.0}, "--rcs",
                                          Dimension::area, 1e-6, 1e4, diagnostics);
  if (!options.speed.empty())
    for (const double speed :
         quantities({options.speed}, {}, "--speed", Dimension::speed, 1.0, 1e4, diagnostics))
      question.speed_m_per_s = speed;
  if (report(diagnostics)) return wrong_input;
  diagnostics.clear();
  const auto loaded = load(options);
  const auto theatre = loaded ? prepare_nominal(loaded->resolved) : std::nullopt;
  if (!theatre) return wrong_input;
  const scenario::Scenario& s = loaded->resolved.scenario;
  const auto stations = simulation::radar_stations(*theatre, catalogue::sensing_limits(s.belief));
  if (stations.empty())
    diagnostics.push_back({core::Severity::error,
                           {options.file, 0, 0},
                           "battery",
                           "none has a radar: there is no coverage to show"});
  if (stations.size() * question.altitudes_m.size() * question.cross_sections_m2.size() > max_answers)
    diagnostics.push_back(
        {core::Severity::error,
         {options.file, 0, 0},
         "--altitude and --rcs",
         fmt::format("ask for too much: at most {} radars by heights by cross-sections", max_answers)});
  if (report(diagnostics)) return wrong_input;
  const earth::Stage stage(earth::wgs84, s.latitude_rad);
  if (options.as.empty()) {
    print_summary(stations, stage, question);
    return done;
  }
  std::string text;
  try {
    text = options.as == "csv" ? io::coverage_csv(stations, stage, question)
                               : io::coverage_geojson(stations, stage, question);
  } catch (const io::CannotDraw& fault) {
    report({{core::Severity::error, {options.file, 0, 0}, "theatre.latitude", fault.message}});
    return wrong_input;
  }
  if (options.output.empty())
    fmt::print("{}", text);
  else
    io::write_file(options.output, text);
  return done;
}

} // namespace equipoise::cli
