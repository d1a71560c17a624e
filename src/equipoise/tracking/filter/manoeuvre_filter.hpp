#pragma once
// Tracks aircraft and cruise missiles: straight flight with white acceleration, at a quiet and a manoeuvring
// level.
#include "equipoise/tracking/gaussian.hpp"

namespace equipoise::tracking {

using ManoeuvreEstimate = Gaussian<6>;

/// Spectral densities of the white acceleration on each axis. Source of the model: Bar-Shalom, Li &
/// Kirubarajan (2001), section 6.2.2; a turn at 3 g held for 3 s has the density (30 m/s2)^2 * 3 s.
struct ManoeuvreModel {
  double quiet_m2_per_s3 = 1.0;
  double manoeuvring_m2_per_s3 = 2700.0;
  double velocity_sigma_m_per_s = 300.0; ///< before the first dwell
};

struct ManoeuvreTrack {
  ManoeuvreEstimate estimate;
  bool manoeuvring = false;
  double last_fix_s = 0.0;
  double disturbance = 0.0; ///< fading sum of normalised innovations squared
};

ManoeuvreTrack initiate(const ManoeuvreModel& model, const Fix& first);

/// Moves the track to a time at or after its own; never back.
void predict(const ManoeuvreModel& model, ManoeuvreTrack& track, double time_s);

/// Where the next fix is looked for: wider than the quiet estimate says, by what a turn at 6 g since the last
/// fix would do.
PredictedPosition predicted_position(const ManoeuvreTrack& track);

/// Takes a fix; returns its normalised innovation squared. The level of the next prediction follows from the
/// innovations of the last dwells (Bar-Shalom, Li & Kirubarajan 2001, section 11.2.2). Domain: a fix of the
/// track's time.
double update(const ManoeuvreModel& model, ManoeuvreTrack& track, const Fix& fix);

/// The single filter under the track.
void predict(double acceleration_m2_per_s3, ManoeuvreEstimate& estimate, double time_s);
ManoeuvreEstimate start(const ManoeuvreModel& model, const Fix& first);

} // namespace equipoise::tracking
