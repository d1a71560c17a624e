#pragma once
// The looks that one radar takes at one instant, drawn, measured, and given to its tracks.
#include <cstdint>
#include <vector>

#include "equipoise/simulation/track_file.hpp"
#include "equipoise/tracking/association.hpp"

namespace equipoise::simulation {

/// Of a filter that waits for its look.
enum class Standing : std::uint8_t { none, tentative, confirmed };

/// Room for the looks of one instant; made once for a theatre.
struct DwellBatch {
  DwellBatch(std::size_t threats, std::size_t most_tracks)
      : confirmed(most_tracks < threats ? most_tracks : threats, threats),
        tentative(most_tracks < threats ? most_tracks : threats, threats) {
    for (auto* list : {&looked_at, &tracked, &origins}) list->reserve(threats);
    hit.reserve(threats);
    standing.reserve(threats);
    fixes.reserve(threats);
    expected.reserve(threats);
  }

  tracking::Associator confirmed, tentative; ///< association in turn, the sure tracks first
  std::vector<std::uint32_t> looked_at;      ///< threats
  std::vector<std::uint32_t> tracked;        ///< places among them of those with a track of one standing
  std::vector<std::uint32_t> origins;        ///< place of the one that each fix comes from
  std::vector<char> hit;                     ///< by place: it is detected
  std::vector<Standing> standing;            ///< by place: of the filter there
  std::vector<tracking::Fix> fixes;
  std::vector<tracking::PredictedPosition> expected;
};

} // namespace equipoise::simulation
