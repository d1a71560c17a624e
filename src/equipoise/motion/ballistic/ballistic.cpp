#include "equipoise/motion/ballistic/ballistic.hpp"

#include <array>
#include <cmath>
#include <limits>
#include <span>

#include "equipoise/core/constants.hpp"
#include "equipoise/core/elementary/elementary.hpp"
#include "equipoise/core/precondition.hpp"
#include "equipoise/earth/atmosphere.hpp"
#include "equipoise/motion/ballistic/drag.hpp"
#include "equipoise/motion/crossing.hpp"

namespace equipoise::motion {
namespace {

using core::Ecef;
using V = core::Vec3<Ecef>;

constexpr double longest_time_s = 7200.0;
constexpr double no_air_above_m = 1000e3;     // where the standard ends
constexpr double nearest_breakpoint_m = 30.0; // a step that ends at a breakpoint ends within so much of it

/// Drag acceleration for a mass-to-drag-area ratio.
V drag(const V& velocity, double speed, double density, double ballistic_coefficient) {
  return (-0.5 * density * speed / ballistic_coefficient) * velocity;
}

V free_fall(const earth::Ellipsoid& ellipsoid, const V& r, const V& v) {
  return earth::gravitation(ellipsoid, r) + earth::frame_acceleration(ellipsoid, r, v);
}

/// Altitude and its rate at a node.
struct Climb {
  double altitude_m, rate_m_per_s;
};

Climb climb_at(const earth::Ellipsoid& ellipsoid, const Node& node) {
  const earth::Vertical vertical = earth::vertical(ellipsoid, node.position);
  return {vertical.altitude_m, dot(node.velocity, vertical.up)};
}

/// Until the path, taken for a parabola over a ball, crosses a breakpoint of the air.
double seconds_to_breakpoint(const earth::Ellipsoid& ellipsoid, const Node& node) {
  double soonest = std::numeric_limits<double>::infinity();
  const earth::Vertical vertical = earth::vertical(ellipsoid, node.position);
  if (vertical.altitude_m > 2.0 * earth::breakpoints_of_the_air_m.back()) return soonest;
  const double rate = dot(node.velocity, vertical.up);
  const double level2 = dot(node.velocity, node.velocity) - rate * rate;
  const double bend = dot(node.acceleration, vertical.up) + level2 / norm(node.position);
  for (const double breakpoint : earth::breakpoints_of_the_air_m) {
    const double distance = breakpoint - vertical.altitude_m, root2 = rate * rate + 2.0 * bend * distance;
    if (std::abs(distance) < nearest_breakpoint_m || root2 < 0.0) continue;
    // The two roots of bend t^2 / 2 + rate t = way, without cancellation.
    const double q = rate + (rate < 0.0 ? -core::sqrt(root2) : core::sqrt(root2));
    for (const double t : {-q / bend, 2.0 * distance / q})
      if (t > 0.0 && t < soonest) soonest = t;
  }
  constexpr double shortest_s = 0.01; // the parabola may promise less than the step it misses by
  return std::max(soonest, shortest_s);
}

/// Until the Mach number, taken to change evenly, reaches a breakpoint of a drag table.
double seconds_to_breakpoint(const FlightModel& model, std::span<const DragPoint> table, const Node& node) {
  constexpr double soon_s = 0.05, nearest_mach = 0.004, shortest_s = 0.05;
  double soonest = std::numeric_limits<double>::infinity();
  const auto mach_at = [&](const V& r, const V& v) {
    const double altitude = earth::altitude_m(model.ellipsoid, r);
    return norm(v - earth::velocity(model.wind, model.ellipsoid, r, altitude)) /
           earth::standard_air(altitude).sound_speed_m_per_s;
  };
  constexpr double no_force_above_m = 60e3; // there the breakpoints bend the path by less than a micrometre
  if (table.empty() || earth::altitude_m(model.ellipsoid, node.position) > no_force_above_m) return soonest;
  const double mach = mach_at(node.position, node.velocity);
  const double rate =
      (mach_at(node.position + soon_s * node.velocity, node.velocity + soon_s * node.acceleration) - mach) /
      soon_s;
  for (const DragPoint& breakpoint : table) {
    const double distance = breakpoint.mach - mach;
    if (std::abs(distance) > nearest_mach && distance * rate > 0.0)
      soonest = std::min(soonest, distance / rate);
  }
  return std::max(soonest, shortest_s);
}

/// `ballistic_coefficient(speed, air)` where the speed is that through the air; `table` is what it comes
/// from, if any.
template <class BallisticCoefficient>
void coast_to_ground(Flight& flight, const Node& start, const FlightModel& model,
                     std::span<const DragPoint> table, BallisticCoefficient&& ballistic_coefficient) {
  const auto acceleration = [&](double, const V& r, const V& v) {
    V a = free_fall(model.ellipsoid, r, v);
    if (model.air) {
      const double altitude = earth::altitude_m(model.ellipsoid, r);
      if (altitude < no_air_above_m) {
        const earth::Air air = earth::standard_air(altitude);
        const V through_air = v - earth::velocity(model.wind, model.ellipsoid, r, altitude);
        const double speed = norm(through_air);
        a += drag(through_air, speed, air.density_kg_per_m3, ballistic_coefficient(speed, air));
      }
    }
    return a;
  };
  flight.nodes.push_back(start);
  flight.nodes.back().acceleration = acceleration(start.time_s, start.position, start.velocity);
  flight.apogee = start;
  Climb before = climb_at(model.ellipsoid, start);
  const auto visit = [&](const Node& previous, const Node& node) {
    const Climb now = climb_at(model.ellipsoid, node);
    if (before.rate_m_per_s > 0.0 && now.rate_m_per_s <= 0.0) {
      const double t = crossing_time(previous.time_s, node.time_s, [&](double time_s) {
        return climb_at(model.ellipsoid, between(previous, node, time_s)).rate_m_per_s;
      });
      flight.apogee = between(previous, node, t);
    }
    before = now;
    if (now.altitude_m > 0.0) {
      flight.nodes.push_back(node);
      return true;
    }
    const double t = crossing_time(previous.time_s, node.time_s, [&](double time_s) {
      return earth::altitude_m(model.ellipsoid, between(previous, node, time_s).position);
    });
    flight.nodes.push_back(between(previous, node, t));
    flight.impact = true;
    return false;
  };
  const auto smooth_for = [&](const Node& node) {
    if (!model.air) return std::numeric_limits<double>::infinity();
    return std::min(seconds_to_breakpoint(model.ellipsoid, node), seconds_to_breakpoint(model, table, node));
  };
  const StepControl control{model.tolerance_m, 0.5, 30.0};
  integrate(start, start.time_s + longest_time_s, control, acceleration, visit, smooth_for);
}

/// Turns the direction of `velocity` away from the vertical.
V tilted(const earth::Ellipsoid& ellipsoid, const V& at, double speed, const Steering& steering) {
  const auto axes = earth::local_axes(ellipsoid, at);
  const double across = core::sin(steering.pitch_over_rad);
  const core::Vec3<core::Local> local{across * core::sin(steering.azimuth_rad),
                                      across * core::cos(steering.azimuth_rad),
                                      core::cos(steering.pitch_over_rad)};
  return speed * (axes.inverse() * local);
}

} // namespace

Node state_at(const Flight& flight, double time_s) {
  EQUIPOISE_PRECONDITION(!flight.nodes.empty());
  const std::vector<Node>& nodes = flight.nodes;
  // The first node later than the time: of two at one instant the second is what holds after.
  const auto after = std::upper_bound(nodes.begin(), nodes.end(), time_s,
                                      [](double t, const Node& node) { return t < node.time_s; });
  if (after == nodes.begin()) return nodes.front();
  if (after == nodes.end()) return nodes.back();
  return between(*(after - 1), *after, time_s);
}

Flight coast(const Node& start, double ballistic_coefficient_kg_per_m2, const FlightModel& model) {
  Flight flight;
  flight.burnout = start;
  coast_to_ground(flight, start, model, {},
                  [&](double, const earth::Air&) { return ballistic_coefficient_kg_per_m2; });
  return flight;
}

Flight fly(const BallisticMissile& missile, const core::Vec3<core::Ecef>& launch, const Steering& steering,
           const FlightModel& model) {
  constexpr double farthest_launch_m = 10e3;
  Flight flight;
  Node node{0.0, launch, {}, {}};
  if (!fault_of(missile).empty() ||
      !(std::abs(earth::altitude_m(model.ellipsoid, launch)) <= farthest_launch_m) ||
      !std::isfinite(steering.pitch_over_rad) || !std::isfinite(steering.azimuth_rad)) {
    flight.nodes.push_back(node);
    flight.burnout = flight.apogee = node;
    return flight;
  }
  const std::vector<Burn> burns = burns_of(missile);
  const Burn* burn = &burns.front();
  const std::span<const DragPoint> table =
      missile.drag_table.empty() ? drag_table(DragTable::v2) : std::span<const DragPoint>(missile.drag_table);
  const double area = 0.25 * core::pi * missile.diameter_m * missile.diameter_m;
  const V vertical = earth::up(model.ellipsoid, launch);
  const auto body_coefficient = [&](double mass, double speed, const earth::Air& air) {
    return mass / (drag_coefficient(table, speed / air.sound_speed_m_per_s) * area);
  };
  bool rising = true;

  // In the rise the thrust and the path are vertical; afterwards the thrust lies along the velocity.
  const auto powered = [&](double t, const V& r, const V& v) {
    const double mass = burn->mass_at(t);
    V a = free_fall(model.ellipsoid, r, v);
    double thrust = burn->thrust_N;
    V through_air = v;
    double speed = norm(v);
    if (model.air || burn->exit_area_m2 > 0.0) {
      const double altitude = earth::altitude_m(model.ellipsoid, r);
      const earth::Air air = earth::standard_air(altitude);
      thrust += burn->exit_area_m2 * (sea_level_pressure_Pa - air.pressure_Pa);
      if (model.air) {
        through_air = v - earth::velocity(model.wind, model.ellipsoid, r, altitude);
        speed = norm(through_air);
        if (speed > 0.0)
          a += drag(through_air, speed, air.density_kg_per_m3, body_coefficient(mass, speed, air));
      }
    }
    const V along = rising || speed == 0.0 ? vertical : (1.0 / speed) * through_air;
    return a + (thrust / mass) * along;
  };

  node.acceleration = powered(0.0, node.position, node.velocity);
  flight.nodes.push_back(node);
  if (dot(node.acceleration, vertical) <= 0.0) { // too heavy to leave the ground
    flight.burnout = flight.apogee = node;
    return flight;
  }
  const auto height = [&](const Node& n) { return earth::altitude_m(model.ellipsoid, n.position); };
  const auto keep = [&](const Node& n) {
    flight.nodes.push_back(n);
    return true;
  };
  /// Ends the flight where it meets the ground between two nodes.
  const auto strike = [&](const Node& previous, const Node& next) {
    const double t = crossing_time(previous.time_s, next.time_s,
                                   [&](double s) { return height(between(previous, next, s)); });
    flight.nodes.push_back(between(previous, next, t));
    flight.impact = true;
    return false;
  };
  const StepControl rise{model.tolerance_m, 0.25, 2.0};
  node = integrate(node, burn->end_s, rise, powered, [&](const Node& previous, const Node& next) {
    if (height(next) < steering.rise_m) return keep(next);
    const double t = crossing_time(previous.time_s, next.time_s, [&](double s) {
      return height(between(previous, next, s)) - steering.rise_m;
    });
    flight.nodes.push_back(between(previous, next, t));
    return false;
  });
  node = flight.nodes.back();
  node.velocity = tilted(model.ellipsoid, node.position, norm(node.velocity), steering);
  rising = false;
  // An error of the speed here is carried for all the rest of the flight.
  const StepControl boost{0.03 * model.tolerance_m, 0.1, 5.0};
  const auto smooth_for = [&](const Node& n) {
    if (!model.air) return std::numeric_limits<double>::infinity();
    return std::min(seconds_to_breakpoint(model.ellipsoid, n), seconds_to_breakpoint(model, table, n));
  };
  for (; burn != burns.data() + burns.size() && !flight.impact; ++burn) {
    // Two nodes at one instant where velocity or thrust jump: dense output never looks across the jump.
    node.acceleration = powered(node.time_s, node.position, node.velocity);
    flight.nodes.push_back(node);
    const auto visit = [&](const Node& previous, const Node& next) {
      return height(next) > 0.0 ? keep(next) : strike(previous, next);
    };
    integrate(node, burn->end_s, boost, powered, visit, smooth_for);
    node = flight.nodes.back();
  }
  flight.burnout = node;
  flight.apogee = node;
  if (flight.impact) return flight; // turned into the ground under power
  const double coefficient = missile.ballistic_coefficient_kg_per_m2;
  const Burn& last = burns.back();
  const double empty_mass = last.mass_at(last.end_s);
  const std::span<const DragPoint> after_burnout = coefficient > 0.0 ? std::span<const DragPoint>{} : table;
  coast_to_ground(flight, node, model, after_burnout, [&](double speed, const earth::Air& air) {
    return coefficient > 0.0 ? coefficient : body_coefficient(empty_mass, speed, air);
  });
  return flight;
}

} // namespace equipoise::motion
