#pragma once
// A ballistic missile of one or more stages as a point mass: vertical rise, tilt, zero-angle-of-attack turn, coast,
// re-entry.
#include <functional>
#include <optional>
#include <vector>

#include "equipoise/earth/ellipsoid.hpp"
#include "equipoise/earth/stage.hpp"
#include "equipoise/earth/wind.hpp"
#include "equipoise/motion/integrator.hpp"
#include "equipoise/motion/trajectory.hpp"

namespace equipoise::motion {

/// A stage above the first. It lights as the one below burns out, whose empty mass is dropped then.
struct UpperStage {
  double mass_kg = 0.0; ///< with its propellant, without what it carries
  double burn_time_s = 0.0;
  double specific_impulse_s = 0.0; ///< of the thrust that the pressure term starts from, as for the first stage
  double exit_area_m2 = 0.0;
};

/// Published and closed parameters of one missile. SI.
struct BallisticMissile {
  double launch_mass_kg = 0.0;
  /// Of all stages together, each holding the same share of its mass. Closed from the published range where nobody
  /// publishes it.
  double propellant_mass_kg = 0.0;
  double payload_mass_kg = 0.0;
  double specific_impulse_s = 0.0; ///< at sea level
  double burn_time_s = 0.0;
  double diameter_m = 0.0;
  /// After burnout, of what flies on. 0: the whole body flies on, with the drag it had under power.
  double ballistic_coefficient_kg_per_m2 = 0.0;
  /// Nozzle exit area for the pressure term A (p0 - p). 0: the term is off, thrust is the sea-level one
  /// throughout.
  double exit_area_m2 = 0.0;
  std::vector<UpperStage> upper = {}; ///< from the second on
};

/// How a flight leaves the ground: it rises straight up to a height, then its velocity is tilted at once.
/// The instant tilt is the usual idealisation of the pitch-over; the turn after it is the natural one.
struct Steering {
  double tilt_rad = 0.0;    ///< from the vertical
  double azimuth_rad = 0.0; ///< clockwise from north at the launch point
  double rise_m = 100.0;    ///< height at which the tilt happens
};

struct FlightModel {
  earth::Ellipsoid ellipsoid = earth::wgs84;
  bool air = true;
  double tolerance_m = 3e-4;
  earth::Wind wind = {}; ///< drag, and thrust after the tilt, lie along the velocity through the air
};

/// Nodes from launch to impact at altitude 0, with the burnout and the apogee.
struct Flight {
  std::vector<Node> nodes;
  Node burnout;
  Node apogee;
  bool impact = false; ///< false: it left the earth or outlasted the time allowed
};

/// Flies from the ground at `launch`. Domain: positive masses, upper stages and payload together below launch mass,
/// propellant below launch mass less payload, positive burn times.
Flight fly(const BallisticMissile& missile, const core::Vec3<core::Ecef>& launch, const Steering& steering,
           const FlightModel& model);

/// The coast alone, from any state to the ground: for arcs and re-entry bodies.
/// `ballistic_coefficient_kg_per_m2` is not used when the model has no air.
Flight coast(const Node& start, double ballistic_coefficient_kg_per_m2, const FlightModel& model);

/// The longest ground range over all tilts, on the still sphere: a published range has no direction.
/// Error of the range below 20 m.
struct LongestFlight {
  double range_m = 0.0;
  double tilt_rad = 0.0;
};
LongestFlight longest_flight(const BallisticMissile& missile);

/// CLOSURE: the propellant mass with which the longest flight is the published range. Nothing if no share of
/// the launch mass between 5 % and what the payload leaves will do: the published values contradict each
/// other. Error of the range below 40 m.
std::optional<double> propellant_for_range(BallisticMissile missile, double range_m);

enum class Path { low, high };

struct AimedFlight {
  Steering steering;
  Flight flight;
  double miss_m = 0.0; ///< below 5 m
};

/// Steers from `launch` so that the flight ends at `aim`, on the low or the high path of a missile that burns
/// all its propellant. Nothing if the aim is out of range on that path; `longest_m`, where given, is then the
/// distance reached.
std::optional<AimedFlight> fly_to(const BallisticMissile& missile, const core::Vec3<core::Ecef>& launch,
                                  const core::Vec3<core::Ecef>& aim, Path path, const FlightModel& model,
                                  double* longest_m = nullptr);

/// Samples a flight evenly and moves it onto the stage.
Trajectory on_stage(const Flight& flight, const earth::Stage& stage, double step_s = 0.25);

} // namespace equipoise::motion
