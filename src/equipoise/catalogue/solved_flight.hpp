#pragma once
// One flight of a catalogue missile, beside what is published of it.
#include <optional>
#include <string>
#include <vector>

#include "equipoise/catalogue/bind.hpp"

namespace equipoise::catalogue {

struct SolvedFlight {
  Body body = Body::attached;
  motion::Path path = motion::Path::low;
  bool longest = false; ///< neither low nor high: the flight that goes farthest
  double range_m = 0.0; ///< over the ground
  double apogee_m = 0.0;
  double time_of_flight_s = 0.0;
  double burnout_s = 0.0, burnout_altitude_m = 0.0, burnout_speed_m_per_s = 0.0;
  double burnout_angle_rad = 0.0;              ///< of the path above the horizontal
  std::optional<double> reentry_speed_m_per_s; ///< on the way down at 100 km; none if it stays below
  double impact_speed_m_per_s = 0.0, impact_angle_rad = 0.0; ///< below the horizontal
  std::vector<std::pair<double, double>> profile;            ///< ground range and altitude, m, every second
};

struct SolvedFlights {
  double longest_m = 0.0;     ///< the published range that closes the propellant
  bool pressure_term = false; ///< thrust grows as the air thins: both impulses are published
  std::vector<SolvedFlight> flights;
  std::vector<std::string> missing; ///< paths that do not exist, in words
};

/// The flights of a missile at nominal values over a still sphere (a published range has no direction): each
/// body it may have, on the low and the high path to `range_m`, or to the longest range if none is given.
/// Domain: an entry of kind ballistic-missile; range_m > 0. Assumes: it was read without errors.
SolvedFlights solve_flights(const Catalogue& catalogue, const std::string& key,
                            std::optional<double> range_m);

/// "high path, body attached", "longest, body separated".
std::string words_for(const SolvedFlight& flight);

} // namespace equipoise::catalogue
