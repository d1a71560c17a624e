#pragma once
// A ballistic missile of one or more stages as a point mass: vertical rise, pitch-over, zero-angle-of-attack
// turn, coast, re-entry.
#include <optional>
#include <string>
#include <vector>

#include "equipoise/earth/ellipsoid.hpp"
#include "equipoise/earth/stage.hpp"
#include "equipoise/earth/wind.hpp"
#include "equipoise/motion/ballistic/missile.hpp"
#include "equipoise/motion/integrator.hpp"
#include "equipoise/motion/trajectory.hpp"

namespace equipoise::motion {

/// How a flight leaves the ground: it rises straight up to a height, then its velocity is tilted at once.
/// The instant pitch-over is the usual idealisation of the pitch-over; the turn after it is the natural one.
struct Steering {
  double pitch_over_rad = 0.0; ///< from the vertical
  double azimuth_rad = 0.0;    ///< clockwise from north at the launch point
  double rise_m = 100.0;       ///< height at which the pitch-over happens
};

struct FlightModel {
  earth::Ellipsoid ellipsoid = earth::wgs84;
  bool air = true;
  double tolerance_m = 1e-3; ///< of one step; a flight errs by some ten of them
  earth::Wind wind = {}; ///< drag, and thrust after the pitch-over, lie along the velocity through the air
};

/// Nodes from launch to impact at altitude 0, with the burnout and the apogee.
struct Flight {
  std::vector<Node> nodes;
  Node burnout;
  Node apogee;
  bool impact = false; ///< false: it left the earth, outlasted two hours, or never rose
};

/// Position, velocity and acceleration at any time, clamped to the flight; where the velocity jumps, what
/// holds after. Domain: a flight with nodes.
Node state_at(const Flight& flight, double time_s);

/// Flies from the ground at `launch`. A missile that has a fault_of stays where it is, as does one launched
/// more than 10 km from the ground, or too heavy to rise: no impact, and no number that is not one.
Flight fly(const BallisticMissile& missile, const core::Vec3<core::Ecef>& launch, const Steering& steering,
           const FlightModel& model);

/// The coast alone, from any state to the ground: for arcs and re-entry bodies.
/// `ballistic_coefficient_kg_per_m2` is not used when the model has no air.
Flight coast(const Node& start, double ballistic_coefficient_kg_per_m2, const FlightModel& model);

/// The longest ground range over all pitch-overs, on the still sphere: a published range has no direction.
/// Error of the range below 20 m.
struct LongestFlight {
  double range_m = 0.0;
  double pitch_over_rad = 0.0;
};
LongestFlight longest_flight(const BallisticMissile& missile);

/// CLOSURE: the propellant mass with which the longest flight is the published range. Nothing if no share of
/// the launch mass between 5 % and what the payload leaves will do: the published values contradict each
/// other. Nothing either if the missile has a fault or the range is not positive. Error of the range below 40
/// m.
std::optional<double> propellant_for_range(BallisticMissile missile, double range_m);

enum class Path { low, high };

struct AimedFlight {
  Steering steering;
  Flight flight;
  double miss_m = 0.0; ///< below 5 m
};

/// Steers from `launch` so that the flight ends at `aim`, on the low or the high path of a missile that burns
/// all its propellant. Nothing if the aim is out of range on that path, nearer than the steepest flight, not
/// on the ground, or if the missile has a fault; `why`, where given, is then the reason in words that follow
/// "cannot fly: ", and `longest_m` the distance reached (0 if nothing flew).
std::optional<AimedFlight> fly_to(const BallisticMissile& missile, const core::Vec3<core::Ecef>& launch,
                                  const core::Vec3<core::Ecef>& aim, Path path, const FlightModel& model,
                                  double* longest_m = nullptr, std::string* why = nullptr);

/// Samples a flight evenly and moves it onto the stage. Domain: a flight with two nodes or more, step_s > 0.
Trajectory on_stage(const Flight& flight, const earth::Stage& stage, double step_s = 0.25);

} // namespace equipoise::motion
