#pragma once
// A cruise missile as a point on a laid-down path: launch, climb, cruise, a low end where it has one, and the
// dive.
#include <optional>
#include <variant>
#include <vector>

#include "equipoise/motion/laid_down/route.hpp"

namespace equipoise::motion {

struct CruiseMissile {
  double range_m = 0.0; ///< longest, over the ground
  double speed_m_per_s = 0.0;
  double cruise_altitude_m = 0.0; ///< above ground or sea, which lie at altitude 0
  /// Of the end, flown over the last `terminal_range_m`. Nothing: it cruises up to the dive.
  std::optional<double> terminal_altitude_m;
  double terminal_range_m = 0.0;
  double steepest_rad =
      0.0; ///< of climb, descent and dive; flatter where the height gives no room to round them
  Agility agility;
};

struct CruiseFault {
  enum class Why { out_of_range, too_near, too_sharp };
  Why why = Why::out_of_range;
  double distance_m = 0.0; ///< of the path over the ground
  double allowed_m = 0.0;  ///< the longest, or the shortest
  RouteFault turn;         ///< where it is too sharp; points are counted from the launch
};

/// From `launch` by the points of `route`, if there are any, to `aim`, at the published speed all the way:
/// the few seconds of its booster are left out. The path ends in the aim. Domain: launch, points and aim
/// apart; positive speed, altitude and bounds; steepest angle in (0, pi/2).
std::variant<Trajectory, CruiseFault> fly_cruise(const earth::Stage& stage, const CruiseMissile& missile,
                                                 const earth::Place& launch,
                                                 const std::vector<earth::Place>& route,
                                                 const earth::Place& aim, double step_s = 0.25);

} // namespace equipoise::motion
