#pragma once
// Flights that are laid down rather than solved: aircraft on routes, and the textbook missile that only has
// to arrive.
#include <vector>

#include "equipoise/earth/stage.hpp"
#include "equipoise/motion/trajectory.hpp"

namespace equipoise::motion {

struct Waypoint {
  earth::Place place;
  double speed_m_per_s = 0.0; ///< over the ground, towards the next point
};

/// Straight legs at constant speed from point to point, at the altitudes given (linear between them). Turns
/// are instant. Domain: at least two points, consecutive ones apart, speeds positive.
Trajectory follow_route(const earth::Stage& stage, const std::vector<Waypoint>& route, double step_s = 0.25);

/// A parabola over the chord from launch to aim: a shape for pictures; nothing is read from it but the time
/// it takes.
Trajectory textbook_arc(const earth::Stage& stage, const earth::Place& launch, const earth::Place& aim,
                        double time_of_flight_s, double step_s = 0.25);

} // namespace equipoise::motion
