#pragma once
// What follows from the published speed of what flies a laid-down path: cruise missiles and aircraft.
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "equipoise/catalogue/entry.hpp"

namespace equipoise::catalogue {

struct LaidFlight {
  double speed_m_per_s = 0.0;
  double turn_radius_m = 0.0;                     ///< at that speed
  double altitude_m = 0.0;                        ///< of the cruise; an aircraft's ceiling
  double range_m = 0.0;                           ///< over the ground; 0 if there is none to fly
  double time_s = 0.0;                            ///< over that range
  std::optional<double> impact_angle_rad;         ///< of a cruise missile, below the horizontal
  std::vector<std::pair<double, double>> profile; ///< way and altitude, m, of a cruise missile
  std::vector<std::string> missing;               ///< why there is no flight, in words
  std::vector<std::string> contradictions;
};

/// A straight flight at nominal values: of a cruise missile over its longest range, or over `range_m`; of an
/// aircraft at its greatest speed over its combat radius, or over `range_m`, level. Domain: an entry of kind
/// cruise-missile or aircraft; range_m from 1 m to 2e7 m. Assumes: it was read without errors.
LaidFlight laid_flight(const Catalogue& catalogue, const std::string& key, std::optional<double> range_m);

} // namespace equipoise::catalogue
