#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>

#include "equipoise/io/replay/bodies.hpp"
#include "equipoise/io/replay/replay.hpp"

namespace equipoise::io {
namespace {

using core::Vec3;
using Ecef = Vec3<core::Ecef>;

constexpr std::size_t pdu_bytes = 144;
constexpr double heartbeat_s = 5.0; ///< of what stands: receivers forget what is silent for longer

/// Big-endian, as the standard wants.
class Bytes {
 public:
  explicit Bytes(std::string& out) : out_(out) {}
  void u8(unsigned value) { put(value, 1); }
  void u16(unsigned value) { put(value, 2); }
  void u32(std::uint32_t value) { put(value, 4); }
  void f32(double value) { put(std::bit_cast<std::uint32_t>(static_cast<float>(value)), 4); }
  void f64(double value) { put(std::bit_cast<std::uint64_t>(value), 8); }
  void zeros(std::size_t count) { out_.append(count, '\0'); }
  void text(const std::string& value, std::size_t width) {
    std::string field = value.substr(0, width);
    for (char& c : field)
      if (c < 0x20 || c > 0x7e) c = '?';
    field.resize(width, '\0');
    out_ += field;
  }

 private:
  void put(std::uint64_t value, int bytes) {
    for (int k = bytes - 1; k >= 0; --k) out_ += static_cast<char>(value >> (8 * k) & 0xff);
  }
  std::string& out_;
};

/// Kind, domain, country (0: other, for no side is named), category. Source: SISO-REF-010, entity types.
struct EntityType {
  unsigned kind, domain, category;
};
EntityType type_of(BodyKind kind) {
  switch (kind) {
    case BodyKind::ballistic_missile:
      return {2, 11, 2}; // munition, tactical, ballistic
    case BodyKind::cruise_missile:
      return {2, 11, 1}; // munition, tactical, guided
    case BodyKind::round:
      return {2, 1, 1}; // munition, anti-air, guided
    case BodyKind::aircraft:
      return {1, 2, 0}; // platform, air
    case BodyKind::battery:
      return {1, 1, 0}; // platform, land
    case BodyKind::asset:
      return {5, 1, 0}; // cultural feature, land
  }
  return {};
}

struct Euler {
  double psi = 0.0, theta = 0.0, phi = 0.0;
};

Ecef unit(const Ecef& v) {
  const double length = norm(v);
  return length > 1e-9 ? (1.0 / length) * v : Ecef{};
}

/// Nose along `forward`, wings level. Source: IEEE 1278.1-2012, clause 6.2.32: turns about z, y, x from the
/// earth's axes.
Euler level(const Ecef& forward, const Ecef& position) {
  const Ecef x = unit(forward), down = -1.0 * unit(position);
  const Ecef y = unit(cross(down, x)), z = cross(x, y);
  if (norm(y) == 0.0) return {core::atan2(x.y, x.x), -core::asin(std::clamp(x.z, -1.0, 1.0)), 0.0};
  return {core::atan2(x.y, x.x), -core::asin(std::clamp(x.z, -1.0, 1.0)), core::atan2(y.z, z.z)};
}

/// North along the meridian: where a thing that stands looks.
Ecef north(const Ecef& position) {
  return cross(position, cross({0.0, 0.0, 1.0}, position));
}

struct Report {
  double time_s;
  std::size_t body;
  const BodyPoint* point;
  bool last; ///< the entity is taken away
};

/// Seconds past the hour in units of an hour / 2^31, in the upper bits; a zero below says that the clock is
/// the exercise's own.
std::uint32_t timestamp(double time_s) {
  const double hour = time_s / 3600.0, within = hour - std::floor(hour);
  return static_cast<std::uint32_t>(std::min(std::round(within * 0x1p31), 0x1p31 - 1.0)) << 1;
}

void add_pdu(std::string& out, const Body& body, const Report& report, const OnEarth& globe) {
  Bytes to(out);
  // header: version 7, exercise 1, Entity State, family 1
  for (const unsigned value : {7U, 1U, 1U, 1U}) to.u8(value);
  to.u32(timestamp(report.time_s));
  to.u16(pdu_bytes);
  to.zeros(2);
  // site 1, application and entity counted from 1; the highest numbers are reserved
  constexpr std::size_t max = 65000;
  to.u16(1);
  to.u16(static_cast<unsigned>(1 + report.body / max));
  to.u16(static_cast<unsigned>(1 + report.body % max));
  to.u8(body.defender ? 1 : 2); // force: friendly to the defence, opposing
  to.u8(0);
  const EntityType type = type_of(body.kind);
  for (int twice = 0; twice < 2; ++twice) { // and the alternative type
    to.u8(type.kind);
    to.u8(type.domain);
    to.u16(0);
    to.u8(type.category);
    to.zeros(3);
  }
  const Ecef place = globe.ecef(report.point->position_m);
  const Ecef velocity = globe.direction(report.point->velocity_m_per_s);
  for (const double value : {velocity.x, velocity.y, velocity.z}) to.f32(value);
  for (const double value : {place.x, place.y, place.z}) to.f64(value);
  const Euler turn = level(norm(velocity) > 0.0 ? velocity : north(place), place);
  for (const double value : {turn.psi, turn.theta, turn.phi}) to.f32(value);
  to.u32(report.last ? 1U << 23 : 0U); // deactivated
  to.u8(body.stands() ? 1 : 2);        // dead reckoning: static, or constant velocity without turning
  to.zeros(15 + 24);
  to.u8(1); // ASCII
  to.text(body.label, 11);
  to.u32(0);
}

} // namespace

std::string replay_dis(const results::Replay& replay) {
  const auto list = bodies(replay);
  const OnEarth globe(replay.latitude_rad);
  const Span span = span_of(list);
  std::vector<Report> reports;
  for (std::size_t b = 0; b < list.size(); ++b) {
    const Body& body = list[b];
    if (body.stands())
      for (double t = span.begin_s; t <= span.end_s; t += heartbeat_s)
        reports.push_back({t, b, &body.points.front(), false});
    else
      for (const BodyPoint& p : body.points) reports.push_back({p.time_s, b, &p, &p == &body.points.back()});
  }
  std::stable_sort(reports.begin(), reports.end(),
                   [](const Report& a, const Report& b) { return a.time_s < b.time_s; });
  std::string out;
  out.reserve(reports.size() * pdu_bytes);
  for (const Report& report : reports) add_pdu(out, list[report.body], report, globe);
  return out;
}

} // namespace equipoise::io
