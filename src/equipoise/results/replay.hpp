#pragma once
// One raid, told: what happened when, and where everything was.
#include <cstdint>
#include <string>
#include <vector>

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
  left ///< a visitor at the end of its route
};
std::string_view name_of(EventKind kind);

struct ReplayEvent {
  double time_s = 0.0;
  EventKind kind{};
  int threat = -1;
  int battery = -1; ///< -1: none
  int round = -1;   ///< ordinal of the round at this target; -1: none
};

struct ReplayPoint {
  double time_s, east_m, north_m, up_m, altitude_m;
};

struct ReplayThreat {
  std::string id;
  std::string system;
  std::string arrival; ///< "high path, body attached"
  std::string fate;    ///< failed, intercepted, leaked, left
  std::string reason;  ///< of a leaker
  std::vector<ReplayPoint> points;
};

struct ReplayBattery {
  std::string id;
  std::string system;
  double east_m, north_m, heading_rad;
  double sector_rad = 0.0; ///< width of the engagement radar's sector; 0: all round
  double reach_m = 0.0;    ///< greatest slant range against the threats of this raid; 0: no limit
};

struct ReplayAsset {
  std::string id;
  double east_m, north_m, radius_m;
};

struct Replay {
  std::string title;
  std::uint64_t seed = 0;
  std::uint64_t replication = 0;
  std::vector<ReplayBattery> batteries;
  std::vector<ReplayAsset> assets;
  std::vector<ReplayThreat> threats;
  std::vector<ReplayEvent> events; ///< in order of time
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
/// missed". The last words say why a leaker got through.
std::string kill_chain(const Replay& replay, std::size_t threat);

} // namespace equipoise::results
