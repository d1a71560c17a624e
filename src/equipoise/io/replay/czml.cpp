#include <nlohmann/json.hpp>

#include "equipoise/io/replay/bodies.hpp"
#include "equipoise/io/replay/replay.hpp"

namespace equipoise::io {
namespace {

using Json = nlohmann::ordered_json;

Json colour(const Body& body) {
  const Json rgba = body.kind == BodyKind::round ? Json{120, 200, 255, 255}
                    : body.defender              ? Json{60, 130, 255, 255}
                                                 : Json{255, 160, 40, 255};
  return {{"rgba", rgba}};
}

/// Longitude and latitude in degrees, height in metres; each after its time where the body moves.
Json position(const Body& body, const OnEarth& globe, const std::string& epoch) {
  Json numbers = Json::array();
  const bool moves = body.points.size() > 1;
  for (const BodyPoint& p : body.points) {
    const Geographic place = globe.at(p.position_m);
    if (moves) numbers.push_back(thousandths(p.time_s));
    numbers.push_back(degrees(place.longitude_deg));
    numbers.push_back(degrees(place.latitude_deg));
    numbers.push_back(thousandths(place.altitude_m));
  }
  Json j;
  if (moves) j["epoch"] = epoch;
  j["cartographicDegrees"] = std::move(numbers);
  return j;
}

std::string description(const Body& body) {
  std::string text = body.system;
  if (!body.fate.empty()) text += (text.empty() ? "" : ": ") + body.fate;
  return text;
}

Json packet(const Body& body, const OnEarth& globe, const std::string& epoch) {
  Json j{{"id", body.name}, {"name", body.name}};
  if (const std::string words = description(body); !words.empty()) j["description"] = words;
  if (!body.stands())
    j["availability"] =
        calendar_time(body.points.front().time_s) + "/" + calendar_time(body.points.back().time_s);
  j["position"] = position(body, globe, epoch);
  j["point"] = {{"pixelSize", body.stands() ? 10 : 6}, {"color", colour(body)}};
  if (body.stands())
    j["label"] = {
        {"text", body.label}, {"font", "12pt sans-serif"}, {"pixelOffset", {{"cartesian2", {12, -12}}}}};
  if (body.points.size() > 1)
    j["path"] = {{"width", 1.5},
                 {"leadTime", 0},
                 {"trailTime", 1e5},
                 {"material", {{"solidColor", {{"color", colour(body)}}}}}};
  return j;
}

} // namespace

std::string replay_czml(const results::Replay& replay) {
  const auto list = bodies(replay);
  const OnEarth globe(replay.latitude_rad);
  const Span span = span_of(list);
  const std::string begin = calendar_time(span.begin_s), end = calendar_time(span.end_s);
  Json packets = Json::array();
  packets.push_back({{"id", "document"},
                     {"name", replay.title},
                     {"version", "1.0"},
                     {"clock",
                      {{"interval", begin + "/" + end},
                       {"currentTime", begin},
                       {"multiplier", 10},
                       {"range", "CLAMPED"},
                       {"step", "SYSTEM_CLOCK_MULTIPLIER"}}}});
  for (const Body& body : list) packets.push_back(packet(body, globe, calendar_time(0.0)));
  return packets.dump(1) + "\n";
}

} // namespace equipoise::io
