#include "equipoise/io/replay/bodies.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cmath>

namespace equipoise::io {
namespace {

BodyKind kind_of(const results::ReplayThreat& threat) {
  if (threat.target_class == "aircraft") return BodyKind::aircraft;
  return threat.target_class == "cruise_missile" ? BodyKind::cruise_missile : BodyKind::ballistic_missile;
}

Body standing(const std::string& id, const std::string& system, BodyKind kind, core::Vec3<core::Stage> at) {
  return {id, id, system, "", kind, true, {{0.0, at, {}}}};
}

Body flying(const results::ReplayThreat& threat) {
  Body body{threat.id, threat.id, threat.system, threat.fate, kind_of(threat), threat.friendly, {}};
  if (!threat.reason.empty()) body.fate += ", " + threat.reason;
  for (const results::ReplayPoint& p : threat.points)
    body.points.push_back({p.time_s, {p.east_m, p.north_m, p.up_m}, p.velocity_m_per_s});
  return body;
}

Body flying(const results::ReplayShot& shot, const results::Replay& replay) {
  const std::string& target = replay.threats[static_cast<std::size_t>(shot.threat)].id;
  const std::string& battery = replay.batteries[static_cast<std::size_t>(shot.battery)].id;
  const double duration_s = shot.end_s - shot.launch_s;
  const auto velocity = (duration_s > 0.0 ? 1.0 / duration_s : 0.0) * (shot.to_m - shot.from_m);
  Body body{fmt::format("{} > {}, round {}", battery, target, shot.round + 1),
            fmt::format("R{} {}", shot.round + 1, target),
            "",
            shot.stopped_it ? "stopped it" : "missed",
            BodyKind::round,
            true,
            {{shot.launch_s, shot.from_m, velocity}}};
  if (duration_s > 0.0) body.points.push_back({shot.end_s, shot.to_m, velocity});
  return body;
}

} // namespace

std::vector<Body> bodies(const results::Replay& replay) {
  std::vector<Body> list;
  for (const auto& b : replay.batteries)
    list.push_back(standing(b.id, b.system, BodyKind::battery, {b.east_m, b.north_m, b.up_m}));
  for (const auto& a : replay.assets)
    list.push_back(standing(a.id, "", BodyKind::asset, {a.east_m, a.north_m, a.up_m}));
  for (const auto& threat : replay.threats) list.push_back(flying(threat));
  for (const auto& shot : replay.shots) list.push_back(flying(shot, replay));
  return list;
}

Span span_of(const std::vector<Body>& bodies) {
  Span span{1e300, -1e300};
  for (const Body& body : bodies) {
    if (body.stands()) continue;
    span.begin_s = std::min(span.begin_s, body.points.front().time_s);
    span.end_s = std::max(span.end_s, body.points.back().time_s);
  }
  return span.begin_s <= span.end_s ? span : Span{};
}

std::string calendar_time(double time_s) {
  using namespace std::chrono;
  const sys_time<milliseconds> time =
      sys_days{year{2000} / January / 1} + milliseconds{std::llround(1000.0 * time_s)};
  const auto day = floor<days>(time);
  const year_month_day date{day};
  const hh_mm_ss clock{time - day};
  return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}.{:03}Z", static_cast<int>(date.year()),
                     static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
                     clock.hours().count(), clock.minutes().count(), clock.seconds().count(),
                     clock.subseconds().count());
}

double degrees(double value) {
  return std::round(1e9 * value) / 1e9 + 0.0; // no minus zero
}
double thousandths(double value) {
  return std::round(1e3 * value) / 1e3 + 0.0;
}

} // namespace equipoise::io
