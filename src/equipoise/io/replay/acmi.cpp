#include <fmt/format.h>

#include <algorithm>

#include "equipoise/io/replay/bodies.hpp"
#include "equipoise/io/replay/replay.hpp"

namespace equipoise::io {
namespace {

/// A comma ends a property, a line ends a record.
std::string escaped(const std::string& text) {
  std::string out;
  for (const char c : text) {
    if (c == ',' || c == '\\') out += '\\';
    out += c == '\n' || c == '\r' ? ' ' : c;
  }
  return out;
}

/// Tags of the format's own list.
const char* type(BodyKind kind) {
  switch (kind) {
    case BodyKind::aircraft:
      return "Air+FixedWing";
    case BodyKind::battery:
      return "Ground+AntiAircraft";
    case BodyKind::asset:
      return "Ground+Static+Building";
    default:
      return "Weapon+Missile";
  }
}

struct Line {
  double time_s;
  std::string text;
};

/// Objects are numbered from 1, in hexadecimal.
void add_body(std::vector<Line>& lines, const Body& body, std::size_t number, const OnEarth& globe) {
  bool first = true;
  for (const BodyPoint& p : body.points) {
    const Geographic place = globe.at(p.position_m);
    std::string text = fmt::format("{:x},T={:.9f}|{:.9f}|{:.3f}", number, degrees(place.longitude_deg),
                                   degrees(place.latitude_deg), thousandths(place.altitude_m));
    if (first)
      text += fmt::format(",Type={},Name={},CallSign={},Coalition={},Color={}", type(body.kind),
                          escaped(body.system.empty() ? body.label : body.system), escaped(body.name),
                          body.defender ? "Defence" : "Raid", body.defender ? "Blue" : "Orange");
    first = false;
    lines.push_back({p.time_s, std::move(text)});
  }
  if (body.stands()) return;
  const double end_s = body.points.back().time_s;
  lines.push_back(
      {end_s, fmt::format("0,Event=Message|{:x}|{}", number, escaped(body.name + ": " + body.fate))});
  lines.push_back({end_s, fmt::format("-{:x}", number)});
}

} // namespace

std::string replay_acmi(const results::Replay& replay) {
  const OnEarth globe(replay.latitude_rad);
  std::vector<Line> lines;
  std::size_t number = 0;
  for (const Body& body : bodies(replay)) add_body(lines, body, ++number, globe);
  std::stable_sort(lines.begin(), lines.end(),
                   [](const Line& a, const Line& b) { return a.time_s < b.time_s; });
  std::string text =
      "\xef\xbb\xbf" // the byte order mark that the format asks for
      "FileType=text/acmi/tacview\nFileVersion=2.2\n";
  text += fmt::format(
      "0,ReferenceTime={}\n0,DataSource=Equipoise\n0,Title={}\n0,Comments=seed {}\\, replication {}\n",
      calendar_time(0.0), escaped(replay.title), replay.seed, replay.replication);
  double frame_s = -1e300;
  for (const Line& line : lines) {
    if (line.time_s > frame_s) text += fmt::format("#{:.3f}\n", line.time_s);
    frame_s = line.time_s;
    text += line.text + '\n';
  }
  return text;
}

} // namespace equipoise::io
