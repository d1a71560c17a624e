#include <algorithm>

#include "equipoise/core/constants.hpp"
#include "equipoise/core/units.hpp"
#include "equipoise/io/replay/bodies.hpp"
#include "equipoise/io/replay/replay.hpp"
#include "equipoise/io/tables/table_file.hpp"

namespace equipoise::io {
namespace {

using results::Replay;
using Point = core::Vec3<core::Stage>;
using Row = std::vector<std::string>;

std::string cell(double value) {
  return core::format_number(value);
}

void add(Row& row, std::initializer_list<double> values) {
  for (const double value : values) row.push_back(cell(value));
}

void add_place(Row& row, const Point& point, const OnEarth& globe) {
  const Geographic place = globe.at(point);
  add(row, {point.x, point.y, point.z, degrees(place.latitude_deg), degrees(place.longitude_deg),
            thousandths(place.altitude_m)});
}

struct Names {
  const Replay& replay;
  /// Nothing for a false alarm, which comes from none.
  std::string threat(int i) const {
    return i < 0 ? "" : inert(replay.threats[static_cast<std::size_t>(i)].id);
  }
  std::string battery(int b) const {
    return b < 0 ? "" : inert(replay.batteries[static_cast<std::size_t>(b)].id);
  }
};

const char* radar(bool engagement) {
  return engagement ? "engagement" : "surveillance";
}

std::string ordinal(int round) {
  return round < 0 ? "" : std::to_string(round + 1);
}

ReplayTable sites(const Replay& r, const OnEarth& globe) {
  ReplayTable t{"site",
                {"site", "what", "system", "heading_deg", "radius_m", "east_m", "north_m", "up_m",
                 "latitude_deg", "longitude_deg", "altitude_m"},
                {}};
  const auto site = [&](Row row, const Point& point) {
    add_place(row, point, globe);
    t.rows.push_back(std::move(row));
  };
  site({"", "origin", "", "", ""}, {});
  for (const auto& b : r.batteries)
    site({inert(b.id), "battery", inert(b.system), cell(b.heading_rad / core::degree), ""},
         {b.east_m, b.north_m, b.up_m});
  for (const auto& a : r.assets)
    site({inert(a.id), "asset", "", "", cell(a.radius_m)}, {a.east_m, a.north_m, a.up_m});
  return t;
}

ReplayTable threats(const Replay& r) {
  ReplayTable t{"threat", {"threat", "system", "class", "friendly", "arrival", "fate", "reason"}, {}};
  for (const auto& threat : r.threats)
    t.rows.push_back({inert(threat.id), inert(threat.system), threat.target_class,
                      threat.friendly ? "1" : "0", inert(threat.arrival), threat.fate, threat.reason});
  return t;
}

ReplayTable truth(const Replay& r, const OnEarth& globe) {
  ReplayTable t{"truth",
                {"time_s", "threat", "east_m", "north_m", "up_m", "latitude_deg", "longitude_deg",
                 "altitude_m", "east_m_per_s", "north_m_per_s", "up_m_per_s"},
                {}};
  for (const auto& threat : r.threats)
    for (const auto& p : threat.points) {
      Row row{cell(p.time_s), inert(threat.id)};
      add_place(row, {p.east_m, p.north_m, p.up_m}, globe);
      add(row, {p.velocity_m_per_s.x, p.velocity_m_per_s.y, p.velocity_m_per_s.z});
      t.rows.push_back(std::move(row));
    }
  return t;
}

ReplayTable detections(const Replay& r, const Names& name) {
  ReplayTable t{"detection",
                {"time_s", "threat", "battery", "radar", "range_m", "azimuth_rad", "elevation_rad",
                 "range_sigma_m", "azimuth_sigma_rad", "elevation_sigma_rad"},
                {}};
  for (const auto& d : r.detections) {
    Row row{cell(d.time_s), name.threat(d.threat), name.battery(d.battery), radar(d.engagement_radar)};
    add(row, {d.range_m, d.azimuth_rad, d.elevation_rad, d.range_sigma_m, d.azimuth_sigma_rad,
              d.elevation_sigma_rad});
    t.rows.push_back(std::move(row));
  }
  return t;
}

ReplayTable tracks(const Replay& r, const Names& name) {
  ReplayTable t{"track",
                {"time_s", "threat", "battery", "radar", "standing", "updated", "east_m", "north_m", "up_m",
                 "east_m_per_s", "north_m_per_s", "up_m_per_s", "east_sigma_m", "north_sigma_m", "up_sigma_m",
                 "east_sigma_m_per_s", "north_sigma_m_per_s", "up_sigma_m_per_s"},
                {}};
  for (const auto& e : r.estimates) {
    Row row{cell(e.time_s),
            name.threat(e.threat),
            name.battery(e.battery),
            radar(e.engagement_radar),
            e.confirmed ? "confirmed" : "tentative",
            e.updated ? "1" : "0"};
    for (const double value : e.mean) row.push_back(cell(value));
    for (const double value : e.sigma) row.push_back(cell(value));
    t.rows.push_back(std::move(row));
  }
  return t;
}

ReplayTable shots(const Replay& r, const Names& name) {
  ReplayTable t{
      "shot", {"time_s", "threat", "battery", "round", "end_s", "result", "east_m", "north_m", "up_m"}, {}};
  for (const auto& s : r.shots) {
    Row row{cell(s.launch_s), name.threat(s.threat), name.battery(s.battery),
            ordinal(s.round), cell(s.end_s),         s.stopped_it ? "stopped it" : "missed"};
    add(row, {s.to_m.x, s.to_m.y, s.to_m.z});
    t.rows.push_back(std::move(row));
  }
  return t;
}

ReplayTable events(const Replay& r, const Names& name) {
  ReplayTable t{"event", {"time_s", "event", "threat", "battery", "round"}, {}};
  for (const auto& e : r.events)
    t.rows.push_back({cell(e.time_s), std::string(name_of(e.kind)), name.threat(e.threat),
                      name.battery(e.battery), ordinal(e.round)});
  return t;
}

void add_line(std::string& text, const Row& cells) {
  for (std::size_t c = 0; c < cells.size(); ++c) {
    if (c > 0) text += ',';
    text += cells[c];
  }
  text += '\n';
}

} // namespace

std::vector<ReplayTable> replay_tables(const Replay& r) {
  const OnEarth globe(r.latitude_rad);
  const Names name{r};
  return {truth(r, globe), detections(r, name), tracks(r, name), shots(r, name),
          events(r, name), threats(r),          sites(r, globe)};
}

std::string csv(const ReplayTable& table) {
  std::string text;
  add_line(text, table.columns);
  for (const Row& row : table.rows) add_line(text, row);
  return text;
}

std::string replay_csv(const Replay& replay) {
  const auto tables = replay_tables(replay);
  Row heading{"kind"};
  for (const ReplayTable& table : tables)
    for (const std::string& column : table.columns)
      if (std::find(heading.begin(), heading.end(), column) == heading.end()) heading.push_back(column);
  std::string text;
  add_line(text, heading);
  for (const ReplayTable& table : tables) {
    std::vector<std::size_t> place;
    for (const std::string& column : table.columns)
      place.push_back(
          static_cast<std::size_t>(std::find(heading.begin(), heading.end(), column) - heading.begin()));
    for (const Row& row : table.rows) {
      Row line(heading.size());
      line[0] = table.kind;
      for (std::size_t c = 0; c < row.size(); ++c) line[place[c]] = row[c];
      add_line(text, line);
    }
  }
  return text;
}

} // namespace equipoise::io
