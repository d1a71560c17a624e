#include <fmt/format.h>

#include "equipoise/io/replay/bodies.hpp"
#include "equipoise/io/replay/replay.hpp"

namespace equipoise::io {
namespace {

std::string escaped(const std::string& text) {
  std::string out;
  for (const char c : text) {
    if (c == '&')
      out += "&amp;";
    else if (c == '<')
      out += "&lt;";
    else if (c == '>')
      out += "&gt;";
    else if (c == '"')
      out += "&quot;";
    else if (static_cast<unsigned char>(c) >= 0x20)
      out += c;
    else
      out += ' '; // no control character is allowed
  }
  return out;
}

const char* style(const Body& body) {
  if (body.kind == BodyKind::round) return "round";
  return body.defender ? "defence" : "raid";
}

std::string coordinates(const BodyPoint& p, const OnEarth& globe, char separator) {
  const Geographic place = globe.at(p.position_m);
  return fmt::format("{:.9f}{}{:.9f}{}{:.3f}", degrees(place.longitude_deg), separator,
                     degrees(place.latitude_deg), separator, thousandths(place.altitude_m));
}

std::string placemark(const Body& body, const OnEarth& globe) {
  std::string words = escaped(body.system);
  if (!body.fate.empty()) words += (words.empty() ? "" : ": ") + escaped(body.fate);
  std::string text =
      fmt::format("<Placemark><name>{}</name><description>{}</description><styleUrl>#{}</styleUrl>\n",
                  escaped(body.name), words, style(body));
  if (body.stands())
    return text + fmt::format(
                      "<Point><altitudeMode>absolute</altitudeMode><coordinates>{}</coordinates></Point></"
                      "Placemark>\n",
                      coordinates(body.points.front(), globe, ','));
  text += "<gx:Track><altitudeMode>absolute</altitudeMode>\n";
  for (const BodyPoint& p : body.points) text += "<when>" + calendar_time(p.time_s) + "</when>\n";
  for (const BodyPoint& p : body.points) text += "<gx:coord>" + coordinates(p, globe, ' ') + "</gx:coord>\n";
  return text + "</gx:Track></Placemark>\n";
}

} // namespace

std::string replay_kml(const results::Replay& replay) {
  const OnEarth globe(replay.latitude_rad);
  std::string text = fmt::format(
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
      "<kml xmlns=\"http://www.opengis.net/kml/2.2\" "
      "xmlns:gx=\"http://www.google.com/kml/ext/2.2\"><Document>\n"
      "<name>{}</name><description>seed {}, replication {}</description>\n",
      escaped(replay.title), replay.seed, replay.replication);
  // Colours are alpha, blue, green, red.
  for (const auto& [id, colour] :
       {std::pair{"raid", "ff28a0ff"}, {"defence", "ffff823c"}, {"round", "ffffc878"}})
    text += fmt::format(
        "<Style "
        "id=\"{}\"><IconStyle><color>{}</color><scale>0.6</scale></IconStyle><LineStyle><color>{}</color>"
        "<width>2</width></LineStyle></Style>\n",
        id, colour, colour);
  for (const Body& body : bodies(replay)) text += placemark(body, globe);
  return text + "</Document></kml>\n";
}

} // namespace equipoise::io
