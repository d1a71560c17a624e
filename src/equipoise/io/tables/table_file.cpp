#include "equipoise/io/tables/table_file.hpp"

#include <fmt/format.h>

#include "equipoise/core/units.hpp"

namespace equipoise::io {
namespace {

std::string cell(double value) {
  return value != value ? "" : core::format_number(value);
}

} // namespace

std::string inert(const std::string& text) {
  std::string quoted = "\"";
  if (!text.empty() && std::string("=+-@\t\r").find(text[0]) != std::string::npos) quoted += '\'';
  for (const char c : text) quoted += c == '"' ? "\"\"" : std::string(1, c);
  return quoted + "\"";
}

std::string outcomes_heading() {
  std::string line =
      "replication,set,launched,failed,detected,tracked,assigned,engaged,intercepted,leaked,fired,wasted,"
      "friendly_shots,first_shot_s";
  for (const auto name : results::reason_names) {
    line += ",";
    for (const char c : name) line += c == ' ' ? '_' : c;
  }
  return line +
         ",visitors,visitors_detected,visitors_tracked,visitors_engaged,visitors_stopped,visitor_detection_"
         "range_m,"
         "visitor_first_shot_range_m,visitor_exposed_s,doubled,decoys_engaged,friends,friends_lost,"
         "visitor_exposed_m\n";
}

std::string outcomes_rows(std::uint64_t first, std::uint64_t set, std::span<const results::Outcome> rows) {
  std::string text;
  for (const results::Outcome& o : rows) {
    text += fmt::format("{},{},{},{},{},{},{},{},{},{},{},{},{},{}", first++, set, o.launched, o.failed,
                        o.detected, o.tracked, o.assigned, o.engaged, o.intercepted, o.leaked, o.fired,
                        o.wasted, o.friendly_shots, cell(o.first_shot_s));
    for (const auto reason : o.reasons) text += fmt::format(",{}", reason);
    text += fmt::format(",{},{},{},{},{},{},{},{},{},{},{},{},{}\n", o.transits, o.transits_detected,
                        o.transits_tracked, o.transits_engaged, o.transits_stopped,
                        cell(o.transit_detection_range_m), cell(o.transit_first_shot_range_m),
                        cell(o.transit_exposed_s), o.doubled, o.decoys_engaged, o.friends, o.friends_lost,
                        cell(o.transit_exposed_m));
  }
  return text;
}

} // namespace equipoise::io
