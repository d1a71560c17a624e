#pragma once
// The filter of one track, of the kind that its target's class asks for. Only the dwell source has them.
#include <variant>

#include "equipoise/engagement/target.hpp"
#include "equipoise/tracking/filter/ballistic_filter.hpp"
#include "equipoise/tracking/filter/impact.hpp"
#include "equipoise/tracking/filter/manoeuvre_filter.hpp"

namespace equipoise::simulation {

struct TrackModels {
  tracking::BallisticModel ballistic;
  tracking::ManoeuvreModel manoeuvre;
};

using TrackFile = std::variant<tracking::ManoeuvreTrack, tracking::BallisticTrack>;

inline TrackFile initiate(const TrackModels& models, engagement::TargetClass target,
                          const tracking::Fix& first) {
  if (target == engagement::TargetClass::ballistic) return tracking::initiate(models.ballistic, first);
  return tracking::initiate(models.manoeuvre, first);
}

inline double last_fix_s(const TrackFile& file) {
  return std::visit([](const auto& track) { return track.last_fix_s; }, file);
}

/// Moves the track to the time of a dwell and says where the target is looked for.
inline tracking::PredictedPosition expect(const TrackModels& models, TrackFile& file, double time_s) {
  if (auto* ballistic = std::get_if<tracking::BallisticTrack>(&file)) {
    tracking::predict(models.ballistic, *ballistic, time_s);
    return tracking::predicted_position(*ballistic);
  }
  auto& aircraft = std::get<tracking::ManoeuvreTrack>(file);
  tracking::predict(models.manoeuvre, aircraft, time_s);
  return tracking::predicted_position(aircraft);
}

inline void update(const TrackModels& models, TrackFile& file, const tracking::Fix& fix) {
  if (auto* ballistic = std::get_if<tracking::BallisticTrack>(&file))
    tracking::update(models.ballistic, *ballistic, fix);
  else
    tracking::update(models.manoeuvre, std::get<tracking::ManoeuvreTrack>(file), fix);
}

} // namespace equipoise::simulation
