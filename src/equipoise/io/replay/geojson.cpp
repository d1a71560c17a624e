#include <cmath>
#include <nlohmann/json.hpp>

#include "equipoise/io/replay/bodies.hpp"
#include "equipoise/io/replay/replay.hpp"

namespace equipoise::io {
namespace {

using Json = nlohmann::ordered_json;

Json coordinate(double longitude, const Geographic& place) {
  return {degrees(longitude), degrees(place.latitude_deg), thousandths(place.altitude_m)};
}

/// A line, or several where it crosses the antimeridian.
Json geometry(const std::vector<Geographic>& path) {
  if (path.size() == 1)
    return {{"type", "Point"}, {"coordinates", coordinate(path[0].longitude_deg, path[0])}};
  Json parts = Json::array({Json::array({coordinate(path[0].longitude_deg, path[0])})});
  for (std::size_t i = 1; i < path.size(); ++i) {
    const Geographic &a = path[i - 1], &b = path[i];
    if (std::fabs(b.longitude_deg - a.longitude_deg) > 180.0) {
      const double side = a.longitude_deg < 0.0 ? -180.0 : 180.0; // of the part that ends
      const double share = (side - a.longitude_deg) / (b.longitude_deg + 2.0 * side - a.longitude_deg);
      const Geographic cut{side, a.latitude_deg + share * (b.latitude_deg - a.latitude_deg),
                           a.altitude_m + share * (b.altitude_m - a.altitude_m)};
      parts.back().push_back(coordinate(side, cut));
      parts.push_back(Json::array({coordinate(-side, cut)}));
    }
    parts.back().push_back(coordinate(b.longitude_deg, b));
  }
  if (parts.size() == 1) return {{"type", "LineString"}, {"coordinates", parts[0]}};
  return {{"type", "MultiLineString"}, {"coordinates", parts}};
}

const char* name_of(BodyKind kind) {
  switch (kind) {
    case BodyKind::ballistic_missile:
      return "ballistic missile";
    case BodyKind::cruise_missile:
      return "cruise missile";
    case BodyKind::aircraft:
      return "aircraft";
    case BodyKind::round:
      return "round";
    case BodyKind::battery:
      return "battery";
    case BodyKind::asset:
      return "asset";
  }
  return "";
}

Json feature(const Body& body, const OnEarth& globe) {
  std::vector<Geographic> path;
  for (const BodyPoint& p : body.points) path.push_back(globe.at(p.position_m));
  Json properties{{"name", body.name}, {"kind", name_of(body.kind)}};
  if (!body.system.empty()) properties["system"] = body.system;
  if (!body.stands()) {
    properties["begin_s"] = thousandths(body.points.front().time_s);
    properties["end_s"] = thousandths(body.points.back().time_s);
    properties["fate"] = body.fate;
  }
  return {{"type", "Feature"}, {"properties", properties}, {"geometry", geometry(path)}};
}

} // namespace

std::string replay_geojson(const results::Replay& replay) {
  const OnEarth globe(replay.latitude_rad);
  Json features = Json::array();
  for (const Body& body : bodies(replay)) features.push_back(feature(body, globe));
  // Other members are allowed beside those of the format.
  return Json{{"type", "FeatureCollection"},
              {"title", replay.title},
              {"seed", replay.seed},
              {"replication", replay.replication},
              {"features", features}}
             .dump(1) +
         "\n";
}

} // namespace equipoise::io
