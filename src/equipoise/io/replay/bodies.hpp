#pragma once
// What moves and what stands in a replay, as every picture of it needs them.
#include <string>
#include <vector>

#include "equipoise/io/on_earth.hpp"
#include "equipoise/results/replay.hpp"

namespace equipoise::io {

enum class BodyKind { ballistic_missile, cruise_missile, aircraft, round, battery, asset };

struct BodyPoint {
  double time_s = 0.0;
  core::Vec3<core::Stage> position_m, velocity_m_per_s;
};

struct Body {
  std::string name;   ///< "salvo/3", "battalion > salvo/3, round 1"
  std::string label;  ///< short: "salvo/3", "R1 salvo/3"
  std::string system; ///< catalogue key; empty for an asset and a round
  std::string fate;   ///< "intercepted", "leaked, no channel", "missed"; empty for what stands
  BodyKind kind{};
  bool defender = false;         ///< belongs to the defence, or is a friend of it
  std::vector<BodyPoint> points; ///< one if it stands; else in order of time
  bool stands() const { return kind == BodyKind::battery || kind == BodyKind::asset; }
};

/// Batteries, assets, threats, rounds. A round is drawn from its launcher to the point where it was to meet
/// its target, straight and at constant speed: only its two ends are the model's.
std::vector<Body> bodies(const results::Replay& replay);

/// From the first launch to the end of the last path.
struct Span {
  double begin_s = 0.0, end_s = 0.0;
};
Span span_of(const std::vector<Body>& bodies);

/// Scenarios have no date: their clock starts with the year 2000. "2000-01-01T00:01:04.500Z", to the
/// millisecond.
std::string calendar_time(double time_s);

/// What a file shows: degrees to 1e-9 (0.1 mm), metres and seconds to 1e-3.
double degrees(double value);
double thousandths(double value);

} // namespace equipoise::io
