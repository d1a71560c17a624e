#pragma once
// Tracks ballistic missiles: an extended Kalman filter on free fall with drag, and a wider twin for powered
// flight.
#include <array>

#include "equipoise/earth/stage.hpp"
#include "equipoise/tracking/gaussian.hpp"

namespace equipoise::tracking {

/// Position, velocity, and the drag parameter 1 / ballistic coefficient in m2/kg. The drag is linear in it,
/// and it needs no bound: a value below zero is a push along the path.
using BallisticEstimate = Gaussian<7>;

/// Disturbance the filter allows for: white acceleration of this spectral density on each axis, and a random
/// walk of the drag parameter.
struct BallisticNoise {
  double acceleration_m2_per_s3 = 0.0;
  double drag_m4_per_kg2_s = 0.0;
};

/// The earth as the filter sees it from the stage, and what is believed of a target before the first dwell.
/// J2 is in the gravitation: it costs ten operations and moves an impact 100 s away by 75 m.
struct BallisticModel {
  core::Vec3<core::Stage> centre; ///< of the earth
  core::Vec3<core::Stage> pole;   ///< unit vector, north
  earth::Ellipsoid ellipsoid;

  /// Logarithm of the standard atmosphere's density in kg/m3 every 500 m from the ground: linear between,
  /// within 1e-4 relative; beyond the top there is none.
  static constexpr double cell_m = 500.0, top_m = 120e3;
  std::array<double, 241> log_density{};

  BallisticNoise coast{0.05, 1e-14};
  BallisticNoise powered{4000.0, 1e-14};
  double velocity_sigma_m_per_s = 1500.0;
  double drag_m2_per_kg = 1e-4;
  double drag_sigma_m2_per_kg = 1e-4;
};
BallisticModel ballistic_model(const earth::Stage& stage);

/// Where a point is about the earth.
struct Place {
  core::Vec3<core::Stage> from_centre;
  double distance_m;
  double sine;       ///< of the geocentric latitude
  double altitude_m; ///< above the ellipsoid within 1 m, to 1,000 km up
};
Place place(const BallisticModel& model, const core::Vec3<core::Stage>& position);
inline double altitude_m(const BallisticModel& model, const core::Vec3<core::Stage>& position) {
  return place(model, position).altitude_m;
}

/// Outward normal of the ellipsoid, within 1e-5 rad.
core::Vec3<core::Stage> up(const BallisticModel& model, const Place& place);
inline core::Vec3<core::Stage> up(const BallisticModel& model, const core::Vec3<core::Stage>& position) {
  return up(model, place(model, position));
}

/// A missile may be first seen under power, and nobody says when it burns out. Two filters of the same
/// detections run side by side, one of power, with its noise and the drag held, and one of the coast; the
/// logarithm of their likelihood ratio says which is believed and reported. The coast's filter begins anew
/// from the other whenever power is plainly the likelier, or a fix lies outside its gate. A coast believed
/// for a while, and what sinks, is never taken for power again: it runs alone, and what it has not foreseen
/// widens it. Source: Bar-Shalom, Li & Kirubarajan (2001), section 11.6.2 (multiple models, each by its
/// likelihood); a sequential test as in Wald (1947), begun anew as in Page (1954).
struct BallisticTrack {
  BallisticEstimate estimate; ///< what is reported
  BallisticEstimate rival;    ///< the other hypothesis; unused once settled
  bool powered = true;
  bool settled = false;      ///< a coast that runs alone
  double evidence = 0.0;     ///< logarithm of the likelihood ratio, coast to power
  double coast_from_s = 0.0; ///< when the coast was believed
  double last_fix_s = 0.0;
  double disturbance = 0.0; ///< fading sum of normalised innovations squared, of the coast that runs alone
};

BallisticTrack initiate(const BallisticModel& model, const Fix& first);

/// Moves the track to a time at or after its own; never back.
void predict(const BallisticModel& model, BallisticTrack& track, double time_s);

/// Where the next fix is looked for: until a coast is settled, where power would have it too, so that one
/// believed too early is found again.
PredictedPosition predicted_position(const BallisticTrack& track);

/// Takes a fix; returns its normalised innovation squared. Domain: a fix of the track's time.
double update(const BallisticModel& model, BallisticTrack& track, const Fix& fix);

/// The single filter under the track.
BallisticEstimate start(const BallisticModel& model, const Fix& first);
void predict(const BallisticModel& model, const BallisticNoise& noise, BallisticEstimate& estimate,
             double time_s);

/// The longest step from here with an error below 0.2 m for ballistic coefficients from 4,000 kg/m2.
double longest_step_s(double altitude_m, double speed_m_per_s);
inline double longest_step_s(const BallisticModel& model, const BallisticEstimate& estimate) {
  return longest_step_s(altitude_m(model, estimate.position()), norm(estimate.velocity()));
}

/// One step of the motion and its derivatives after the state at its start. The derivatives are those of the
/// motion to the second order in the step, taken at its middle; the motion is a Runge-Kutta step of the
/// fourth.
struct BallisticStep {
  std::array<double, 6> position_velocity;
  std::array<std::array<double, 7>, 6> derivatives;
};
/// `here` is the place of the state.
BallisticStep step(const BallisticModel& model, const std::array<double, 7>& state, const Place& here,
                   double duration_s);
inline BallisticStep step(const BallisticModel& model, const std::array<double, 7>& state,
                          double duration_s) {
  return step(model, state, place(model, {state[0], state[1], state[2]}), duration_s);
}
/// Its motion alone.
std::array<double, 6> move(const BallisticModel& model, const std::array<double, 7>& state, const Place& here,
                           double duration_s);

} // namespace equipoise::tracking
