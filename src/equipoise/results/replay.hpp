#pragma once
// One raid, told: what happened when, and where everything was.
#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "equipoise/core/vector.hpp"
#include "equipoise/results/outcome.hpp"

namespace equipoise::results {

enum class EventKind {
  launched,
  failed,   ///< the threat, by itself
  detected, ///< first detection
  tracked,  ///< confirmed by the battery's engagement radar
  track_lost,
  in_reach, ///< the first launch that meets it opens
  round_launched,
  round_stopped_it,
  round_missed,
  judged_dead,
  judged_alive,
  leaked,
  left ///< a transit at the end of its route
};
std::string_view name_of(EventKind kind);

struct ReplayEvent {
  double time_s = 0.0;
  EventKind kind{};
  int threat = -1;
  int battery = -1; ///< -1: none
  int round = -1;   ///< ordinal of the round at this target; -1: none
};

/// One look of a radar that saw its target, as the radar reports it: angles as in sensing::Sighting, standard
/// deviations as the radar states them.
struct ReplayDetection {
  double time_s = 0.0;
  int threat = -1; ///< what it comes from, -1 for a false alarm; the radar does not know it
  int battery = -1;
  bool engagement_radar = false; ///< else its surveillance radar
  double range_m = 0.0, azimuth_rad = 0.0, elevation_rad = 0.0;
  double range_sigma_m = 0.0, azimuth_sigma_rad = 0.0, elevation_sigma_rad = 0.0;
};

/// What a filter believes after a look: east, north and up on the stage, then their velocities.
struct ReplayEstimate {
  double time_s = 0.0;
  int threat = -1; ///< the one that the filter is kept for
  int battery = -1;
  bool engagement_radar = false;
  bool confirmed = false; ///< else tentative
  bool updated = false;   ///< by a detection of this look; else only moved on
  std::array<double, 6> mean{}, sigma{};
};

/// What is written down while a raid is played.
struct ReplayLog {
  std::vector<ReplayEvent> events;         ///< in order of time
  std::vector<ReplayDetection> detections; ///< where looks are drawn and filtered: in order of time
  std::vector<ReplayEstimate> estimates;   ///< likewise
};

/// Where a threat was: on the stage, over the turning earth.
struct ReplayPoint {
  double time_s, east_m, north_m, up_m, altitude_m;
  core::Vec3<core::Stage> velocity_m_per_s{};
};

struct ReplayThreat {
  std::string id;
  std::string system;
  std::string arrival; ///< "high path, body attached"
  std::string fate;    ///< failed, intercepted, leaked, left
  std::string reason;  ///< of a leaker
  std::vector<ReplayPoint> points;
  std::string target_class{}; ///< as what it is met: ballistic, aircraft, cruise_missile
  bool friendly = false;      ///< of the defender's side
};

/// One round from its launch to the predicted point where it met its target, or did not.
struct ReplayShot {
  int threat = -1;
  int battery = -1;
  int round = -1; ///< ordinal of the round at this target
  double launch_s = 0.0, end_s = 0.0;
  bool stopped_it = false;
  core::Vec3<core::Stage> from_m, to_m;
};

struct ReplayBattery {
  std::string id;
  std::string system;
  double east_m, north_m, heading_rad;
  double sector_rad = 0.0; ///< width of the engagement radar's sector; 0: all round
  double reach_m = 0.0;    ///< greatest slant range against the threats of this raid; 0: no limit
  double up_m = 0.0;
};

struct ReplayAsset {
  std::string id;
  double east_m, north_m, radius_m;
  double up_m = 0.0;
};

struct Replay : ReplayLog {
  std::string title;
  double latitude_rad = 0.0; ///< of the stage's origin
  std::uint64_t seed = 0;
  std::uint64_t replication = 0;
  std::vector<ReplayBattery> batteries;
  std::vector<ReplayAsset> assets;
  std::vector<ReplayThreat> threats;
  std::vector<ReplayShot> shots; ///< in order of launch
  Outcome outcome;
};

/// A raid of a run with why it is shown.
struct ShownRaid {
  std::string id;    ///< "typical", "best", "worst"
  std::string label; ///< "a typical raid"
  std::string why;   ///< "7 leakers, as many as the middle one of 1000 raids"
  Replay replay;
  std::string command; ///< tells the same raid again
};

/// What happened to one threat, in words: "seen at 212 km after 64 s, track 18 s later, two rounds at 96 s,
/// missed". The last words say why a leaker got through. Domain: a threat by its number, with a point.
std::string kill_chain(const Replay& replay, std::size_t threat);

} // namespace equipoise::results
