#pragma once
// Flights that are laid down rather than solved: aircraft on routes, and the textbook missile that only has
// to arrive.
#include <variant>
#include <vector>

#include "equipoise/earth/stage.hpp"
#include "equipoise/motion/laid_down/path.hpp"
#include "equipoise/motion/trajectory.hpp"

namespace equipoise::motion {

struct Waypoint {
  earth::Place place;
  double speed_m_per_s = 0.0; ///< along the path, towards the next point
};

/// What bounds the bends of a laid-down flight.
struct Agility {
  /// Across the path. Four fifths of it for turns, three fifths for climbs, so that both at once keep to it.
  double lateral_m_per_s2 = 0.0;
  /// Along the path: what a combat aircraft gains in level flight with a specific excess power of 50 m/s at
  /// 250 m/s.
  double along_m_per_s2 = 2.0;

  double turn_radius_m(double speed_m_per_s) const {
    return speed_m_per_s * speed_m_per_s / (0.8 * lateral_m_per_s2);
  }
  double climb_curvature_per_m(double speed_m_per_s) const {
    return 0.6 * lateral_m_per_s2 / (speed_m_per_s * speed_m_per_s);
  }
};

/// Why a route cannot be flown: the leg that ends at `point` is too short.
struct RouteFault {
  enum class Need {
    turns, ///< ... for the turns at its ends and the change of speed at its beginning
    climbs ///< ... to go from one climb to the next
  };
  std::size_t point = 0;
  Need need = Need::turns;
  double needed_m = 0.0, there_m = 0.0; ///< of a leg that is too short for its turns
};

/// Straight legs from point to point, joined by fly-by arcs: a point is passed on the inside. Climbs are
/// straight too, and rounded. A new speed is reached at a constant rate after the turn. Turn radii are those
/// of the speed before the point. Domain: at least two points, consecutive ones apart, speeds and bounds
/// positive.
std::variant<Trajectory, RouteFault> follow_route(const earth::Stage& stage,
                                                  const std::vector<Waypoint>& route, const Agility& agility,
                                                  double step_s = 0.25);

/// A parabola over the chord from launch to aim: a shape for pictures; nothing is read from it but the time
/// it takes. Domain: a time and a step above 0.
Trajectory textbook_arc(const earth::Stage& stage, const earth::Place& launch, const earth::Place& aim,
                        double time_of_flight_s, double step_s = 0.25);

} // namespace equipoise::motion
