#include "equipoise/io/tables/coverage.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

#include "equipoise/core/constants.hpp"
#include "equipoise/io/tables/table_file.hpp"

namespace equipoise::io {
namespace {

using Json = nlohmann::ordered_json;
using sensing::Approach;
using simulation::RadarStation;

std::pair<double, double> on_earth(const earth::Stage& stage, const core::Vec3<core::Stage>& point) {
  const auto place = earth::to_geodetic(stage.ellipsoid(), stage.to_ecef(point));
  return {place.longitude_rad / core::degree, place.latitude_rad / core::degree};
}

/// Keeps what lies on one side of a meridian. Source: Sutherland & Hodgman (1974).
Ring clip(const Ring& ring, double meridian, bool east) {
  Ring out;
  const auto inside = [&](double longitude) { return east ? longitude >= meridian : longitude <= meridian; };
  for (std::size_t i = 0; i + 1 < ring.size(); ++i) {
    const auto &a = ring[i], &b = ring[i + 1];
    if (inside(a.first)) out.push_back(a);
    if (inside(a.first) != inside(b.first)) {
      const double share = (meridian - a.first) / (b.first - a.first);
      out.emplace_back(meridian, a.second + share * (b.second - a.second));
    }
  }
  if (!out.empty()) out.push_back(out.front());
  return out;
}

/// Longitudes that go on from point to point instead of jumping at 180.
void unwrap(Ring& ring) {
  for (std::size_t i = 1; i < ring.size(); ++i)
    ring[i].first += 360.0 * std::round((ring[i - 1].first - ring[i].first) / 360.0);
}

Ring closed(Ring ring) {
  unwrap(ring);
  Ring end{ring.back(), ring.front()};
  unwrap(end);
  if (std::fabs(end.back().first - ring.front().first) > 1.0)
    throw CannotDraw{
        "the area encloses a pole: GeoJSON cannot draw it; use --as csv, or a latitude farther from "
        "the pole"};
  ring.push_back(ring.front());
  return ring;
}

/// The area where one look detects with `chance`: outer ring, then a hole over the radar if there is one.
std::vector<Ring> area(const RadarStation& radar, const earth::Stage& stage, Approach approach,
                       double chance) {
  const sensing::Station& station = radar.station;
  Ring outer, inner;
  bool hole = false;
  auto bearings = simulation::azimuths(station, 5.0 * core::degree);
  std::reverse(bearings.begin(), bearings.end()); // counter-clockwise
  for (const double azimuth : bearings) {
    approach.azimuth_rad = azimuth;
    const auto stretch = detected_stretch(approach, station, stage, chance);
    if (!stretch || stretch->far_m - stretch->near_m < 20.0) continue;
    outer.push_back(on_earth(stage, place_on(approach, station, stage, stretch->far_m)));
    inner.push_back(on_earth(stage, place_on(approach, station, stage, stretch->near_m)));
    hole = hole || stretch->near_m > 0.0;
  }
  const double width = station.radar.sector_width_rad;
  const bool all_round = width <= 0.0 || width >= 2.0 * core::pi;
  if (outer.size() < (all_round ? 3U : 2U)) return {};
  std::reverse(inner.begin(), inner.end());
  if (all_round && hole) return {closed(outer), closed(inner)};
  if (!all_round) {
    if (hole)
      outer.insert(outer.end(), inner.begin(), inner.end());
    else
      outer.push_back(inner.front());
  }
  return {closed(outer)};
}

Json coordinates(const std::vector<Ring>& polygon) {
  Json rings = Json::array();
  for (const Ring& ring : polygon) {
    Json points = Json::array();
    // A millionth of a degree is a tenth of a metre.
    const auto rounded = [](double degrees) { return std::round(degrees * 1e6) / 1e6; };
    for (const auto& [longitude, latitude] : ring) points.push_back({rounded(longitude), rounded(latitude)});
    rings.push_back(points);
  }
  return rings;
}

Json feature(Json geometry, Json properties) {
  return {{"type", "Feature"}, {"properties", std::move(properties)}, {"geometry", std::move(geometry)}};
}

std::string cell(const std::optional<double>& metres) {
  return metres ? fmt::format("{:.0f}", *metres) : "";
}

} // namespace

std::vector<std::vector<Ring>> cut_at_antimeridian(const std::vector<Ring>& polygon) {
  std::vector<std::vector<Ring>> parts;
  for (const int turn : {-1, 0, 1}) {
    const double west = -180.0 + 360.0 * turn;
    std::vector<Ring> part;
    for (const Ring& ring : polygon) {
      Ring piece = clip(clip(ring, west, true), west + 360.0, false);
      for (auto& point : piece) point.first -= 360.0 * turn;
      if (piece.size() >= 4)
        part.push_back(std::move(piece));
      else if (part.empty())
        break; // the outer ring has no part here
    }
    if (!part.empty()) parts.push_back(std::move(part));
  }
  return parts;
}

std::string coverage_csv(std::span<const RadarStation> stations, const earth::Stage& stage,
                         const CoverageQuestion& question) {
  std::string text =
      "battery,radar,azimuth_deg,altitude_m,cross_section_m2,speed_m_per_s,in_sight_m,look_0.5_m,look_0.9_m,"
      "track_0.1_m,track_0.5_m,track_0.9_m\n";
  for (const RadarStation& radar : stations)
    for (const double azimuth : simulation::azimuths(radar.station, 10.0 * core::degree))
      for (const double altitude : question.altitudes_m)
        for (const double cross_section : question.cross_sections_m2) {
          const Approach approach{azimuth, altitude, cross_section, question.speed_m_per_s};
          const auto far = [&](double chance) -> std::optional<double> {
            const auto stretch = detected_stretch(approach, radar.station, stage, chance);
            if (!stretch) return std::nullopt;
            return stretch->far_m;
          };
          const auto track = track_reach(approach, radar.station, stage);
          text += fmt::format("{},{},{:.2f},{},{},{},{},{},{},{},{},{}\n", inert(radar.battery), radar.role,
                              azimuth / core::degree, altitude, cross_section, question.speed_m_per_s,
                              cell(far(0.0)), cell(far(0.5)), cell(far(0.9)), cell(track.track_10_m),
                              cell(track.track_50_m), cell(track.track_90_m));
        }
  return text;
}

std::string coverage_geojson(std::span<const RadarStation> stations, const earth::Stage& stage,
                             const CoverageQuestion& question) {
  Json features = Json::array();
  for (const RadarStation& radar : stations) {
    auto [longitude, latitude] = on_earth(stage, radar.station.site.position);
    features.push_back(
        feature({{"type", "Point"}, {"coordinates", {longitude + stage_longitude_deg, latitude}}},
                {{"battery", radar.battery}, {"radar", radar.role}}));
    for (const double altitude : question.altitudes_m)
      for (const double cross_section : question.cross_sections_m2)
        for (const double chance : {0.5, 0.9}) {
          auto rings = area(radar, stage, {0.0, altitude, cross_section, question.speed_m_per_s}, chance);
          if (rings.empty()) continue;
          for (Ring& ring : rings)
            for (auto& point : ring) point.first += stage_longitude_deg;
          const auto parts = cut_at_antimeridian(rings);
          Json geometry{{"type", parts.size() == 1 ? "Polygon" : "MultiPolygon"}};
          if (parts.size() == 1)
            geometry["coordinates"] = coordinates(parts.front());
          else
            for (const auto& part : parts) geometry["coordinates"].push_back(coordinates(part));
          features.push_back(feature(std::move(geometry), {{"battery", radar.battery},
                                                           {"radar", radar.role},
                                                           {"altitude_m", altitude},
                                                           {"cross_section_m2", cross_section},
                                                           {"look_detects_with", chance}}));
        }
  }
  return Json{{"type", "FeatureCollection"}, {"features", features}}.dump(1) + "\n";
}

} // namespace equipoise::io
