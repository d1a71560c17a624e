#pragma once
// The coverage of every radar of a theatre, for the command of that name.
#include <string>
#include <vector>

#include "equipoise/sensing/coverage.hpp"
#include "equipoise/simulation/theatre/theatre.hpp"

namespace equipoise::simulation {

struct RadarStation {
  std::string battery;
  std::string role; ///< "surveillance", "engagement"
  sensing::Station station;
};

/// Of the batteries that have radars, in their order.
std::vector<RadarStation> radar_stations(const Theatre& theatre, const sensing::Limits& limits);

/// Azimuths across the sector, both edges included, or all round from north: at most `step_rad` apart,
/// clockwise. Domain: a step above 0.
std::vector<double> azimuths(const sensing::Station& station, double step_rad);

} // namespace equipoise::simulation
