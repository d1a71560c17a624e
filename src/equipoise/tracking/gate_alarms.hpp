#pragma once
// False alarms where a track looks for its target: a Poisson process in and about the gate.
#include <array>

#include "equipoise/tracking/gaussian.hpp"

namespace equipoise::tracking {

/// An ellipsoid that holds a track's gate of `gate_1e_4` for every detection whose error is at most so large.
struct GateRegion {
  core::Vec3<core::Stage> centre;
  std::array<double, 6> root{}; ///< lower triangle by rows: takes the unit ball to the ellipsoid
  double volume_m3 = 0.0;
};

/// `error_m`: largest standard deviation of the detection in any direction. Domain: above 0.
GateRegion gate_region(const PredictedPosition& expected, double error_m);

bool contains(const GateRegion& region, const core::Vec3<core::Stage>& point);

/// Evenly spread over the region for independent uniform numbers.
core::Vec3<core::Stage> point_in(const GateRegion& region, const std::array<double, 3>& uniform);

/// The inverse of Poisson's distribution function, up to `most`. Domain: mean not negative.
int poisson(double mean, double uniform, int most);

} // namespace equipoise::tracking
