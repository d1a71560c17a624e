#pragma once
// One raid, told, in the formats of other programs. All of them say the same numbers; docs/manual.md has the
// columns.
#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "equipoise/results/replay.hpp"

namespace equipoise::io {

/// Every path and event, on the stage.
std::string replay_json(const results::Replay& replay);

/// A table of one kind of row: truth, detection, track, ...
struct ReplayTable {
  std::string kind;
  std::vector<std::string> columns;
  std::vector<std::vector<std::string>> rows; ///< cells as they stand in the file
};
std::vector<ReplayTable> replay_tables(const results::Replay& replay);
/// With a heading.
std::string csv(const ReplayTable& table);
/// All kinds in one table: its first column says which, cells that a kind has not are empty.
std::string replay_csv(const results::Replay& replay);

/// For CesiumJS and STK. Source: the CZML guide of the Cesium project, packets of version 1.0.
std::string replay_czml(const results::Replay& replay);

/// For Tacview. Source: "Tacview ACMI 2.2" text format, Raia Software.
std::string replay_acmi(const results::Replay& replay);

/// For Google Earth: a gx:Track each. Source: OGC 07-147r2 (KML 2.2) with Google's extension namespace.
std::string replay_kml(const results::Replay& replay);

/// For QGIS and web maps: paths and meetings. Source: RFC 7946; lines are cut at the antimeridian.
std::string replay_geojson(const results::Replay& replay);

/// Entity State PDUs one after another; each says its own length. Source: IEEE 1278.1-2012, clause 7.2.2.
std::string replay_dis(const results::Replay& replay);

/// The formats above by name, as `--as` and a file's ending have it.
inline constexpr std::array replay_formats{"json", "csv", "czml", "acmi", "kml", "geojson", "dis"};
/// Domain: `as` is one of them.
std::string replay_as(const results::Replay& replay, std::string_view as);

} // namespace equipoise::io
