#include "equipoise/simulation/theatre/coverage.hpp"

#include <algorithm>

#include "equipoise/core/constants.hpp"
#include "equipoise/core/precondition.hpp"

namespace equipoise::simulation {

std::vector<RadarStation> radar_stations(const Theatre& theatre, const sensing::Limits& limits) {
  std::vector<RadarStation> stations;
  for (const BatteryModel& battery : theatre.batteries) {
    const auto add = [&](const char* role, const sensing::Radar& radar) {
      if (radar.instrumented_range_m > 0.0)
        stations.push_back({battery.id, role, {radar, sensing::receiver(radar), battery.site, limits}});
    };
    add("surveillance", battery.surveillance());
    add("engagement", battery.engagement());
  }
  return stations;
}

std::vector<double> azimuths(const sensing::Station& station, double step_rad) {
  EQUIPOISE_PRECONDITION(step_rad > 0.0);
  const double turn = 2.0 * core::pi, width = station.radar.sector_width_rad;
  const bool all_round = width <= 0.0 || width >= turn;
  // The edge itself is a matter of rounding: a hundredth of a degree inside it.
  const double inset = all_round ? 0.0 : std::min(0.01 * core::degree, 0.25 * width);
  const double from = all_round ? 0.0 : station.site.heading_rad - 0.5 * width + inset;
  const double span = all_round ? turn : width - 2.0 * inset;
  const int steps = std::max(1, static_cast<int>(span / step_rad + 0.999999));
  std::vector<double> list;
  for (int k = 0; k < steps + (all_round ? 0 : 1); ++k) {
    const double azimuth = from + span * k / steps;
    list.push_back(azimuth < 0.0 ? azimuth + turn : azimuth >= turn ? azimuth - turn : azimuth);
  }
  return list;
}

} // namespace equipoise::simulation
