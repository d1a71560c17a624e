#pragma once
// Tracks ballistic missiles: an extended Kalman filter on free fall with drag, and a wider twin for powered
// flight.
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

/// The earth as the filter sees it from the stage, and what is believed of a target before the first look.
struct BallisticModel {
  core::Vec3<core::Stage> centre; ///< of the earth
  core::Vec3<core::Stage> pole;   ///< unit vector
  core::Vec3<core::Stage> spin_rad_per_s;
  earth::Ellipsoid ellipsoid;

  BallisticNoise coast{0.05, 1e-14};
  BallisticNoise powered{4000.0, 1e-14};
  double velocity_sigma_m_per_s = 1500.0;
  double drag_m2_per_kg = 1e-4;
  double drag_sigma_m2_per_kg = 1e-4;
};
BallisticModel ballistic_model(const earth::Stage& stage);

/// Altitude above the ellipsoid within 1 m, to 1,000 km up.
double altitude_m(const BallisticModel& model, const core::Vec3<core::Stage>& position);

/// A missile is first seen under power, and nobody says when it burns out. The reported estimate therefore
/// starts with the powered noise; beside it runs a trial of the coast, started anew whenever its innovations
/// are too large. A trial that stands for `trial_looks` and `trial_s` takes over. A coast whose windowed
/// innovations are too large goes back to power. Source: Bar-Shalom, Li & Kirubarajan (2001), section 11.2.2
/// (two levels of process noise).
struct BallisticTrack {
  BallisticEstimate estimate; ///< what is reported
  BallisticEstimate trial;    ///< of the coast; used while powered
  bool powered = true;
  int trial_looks = 0;
  double trial_start_s = 0.0;
  double disturbance = 0.0; ///< fading sum of normalised innovations squared, of the coast
};

BallisticTrack initiate(const BallisticModel& model, const Fix& first);

/// Moves the track to a time at or after its own; never back.
void predict(const BallisticModel& model, BallisticTrack& track, double time_s);

/// Takes a fix of the track's time; returns its normalised innovation squared.
double update(const BallisticModel& model, BallisticTrack& track, const Fix& fix);

/// The single filters under the track: one step of prediction and the same with its derivatives, for the
/// impact and for tests.
void predict(const BallisticModel& model, const BallisticNoise& noise, BallisticEstimate& estimate,
             double time_s);
BallisticEstimate start(const BallisticModel& model, const Fix& first);

} // namespace equipoise::tracking
