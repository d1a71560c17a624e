#pragma once
// The dwells that one radar takes at one instant, drawn, measured, and given to its tracks.
#include <cstdint>
#include <vector>

#include "equipoise/simulation/theatre/track_file.hpp"
#include "equipoise/tracking/association.hpp"
#include "equipoise/tracking/false_alarms/gate_alarms.hpp"

namespace equipoise::simulation {

/// Of a filter that waits for its dwell.
enum class Standing : std::uint8_t { none, tentative, confirmed };

/// False alarms of one instant, and in one gate: more are left out. A scenario is warned about long before.
inline constexpr int max_alarms = 64, max_alarms_in_gate = 20;

/// Room for the dwells of one instant; made once for a theatre.
struct DwellBatch {
  DwellBatch(std::size_t threats, std::size_t max_tracks)
      : confirmed(max_tracks < threats ? max_tracks : threats, threats + max_alarms),
        tentative(max_tracks < threats ? max_tracks : threats, threats + max_alarms) {
    for (auto* list : {&looked_at, &tracked}) list->reserve(threats);
    for (auto* flags : {&hit, &misled}) flags->reserve(threats);
    standing.reserve(threats);
    gates.reserve(threats);
    expected.reserve(threats);
    fixes.reserve(threats + max_alarms);
    alarms_per_m3.reserve(threats + max_alarms);
    origins.reserve(threats + max_alarms);
  }

  tracking::Associator confirmed, tentative; ///< association in turn, the sure tracks first
  std::vector<std::uint32_t> looked_at;      ///< threats
  std::vector<std::uint32_t> tracked;        ///< places among them of those with a track of one standing
  std::vector<std::uint32_t> origins;        ///< place of the one that each fix comes from
  std::vector<char> hit, misled;             ///< by place: it is detected; its filter took a false alarm
  std::vector<Standing> standing;            ///< by place: of the filter there
  std::vector<tracking::Fix> fixes;
  std::vector<double> alarms_per_m3; ///< false alarms about each
  std::vector<tracking::PredictedPosition> expected;
  std::vector<tracking::GateRegion> gates; ///< of the tracks that false alarms have been drawn for
};

} // namespace equipoise::simulation
