#pragma once
// Coverage as tables and maps. A stage has no longitude: a map puts its origin in mid-ocean.
#include <span>
#include <string>
#include <vector>

#include "equipoise/io/on_earth.hpp"
#include "equipoise/simulation/theatre/coverage.hpp"

namespace equipoise::io {

/// What is asked: heights above the ellipsoid, cross-sections, a speed. SI.
struct CoverageQuestion {
  std::vector<double> altitudes_m, cross_sections_m2;
  double speed_m_per_s = 250.0;
};

/// A line for every radar, azimuth (10 deg apart), height and cross-section; an empty cell is "nowhere".
std::string coverage_csv(std::span<const simulation::RadarStation> stations, const earth::Stage& stage,
                         const CoverageQuestion& question);

/// Areas where one look detects with a chance of 0.5 and of 0.9, and where a radar stands. Source of the
/// format: RFC 7946: WGS 84 longitude and latitude, outer rings counter-clockwise, cut at the antimeridian.
/// Throws CannotDraw where an area encloses a pole, which no ring of longitudes can.
std::string coverage_geojson(std::span<const simulation::RadarStation> stations, const earth::Stage& stage,
                             const CoverageQuestion& question);

struct CannotDraw {
  std::string message;
};

using Ring = std::vector<std::pair<double, double>>; ///< longitude and latitude, degrees; closed
/// The parts of a polygon, its rings unwrapped (longitudes may pass 180), on either side of the antimeridian.
std::vector<std::vector<Ring>> cut_at_antimeridian(const std::vector<Ring>& polygon);

} // namespace equipoise::io
