#pragma once
// Where and when a track will come down, or pass a point, and how well that is known.
#include <optional>

#include "equipoise/tracking/filter/ballistic_filter.hpp"
#include "equipoise/tracking/filter/manoeuvre_filter.hpp"

namespace equipoise::tracking {

struct Impact {
  double time_s = 0.0;
  core::Vec3<core::Stage> position;
  Symmetric3 covariance; ///< of the place where the altitude is passed, whenever that is: flat
  double time_sigma_s = 0.0;
};

/// Where free fall with the estimated drag comes down through an altitude. The covariance is carried along
/// the path by its derivatives with the coast's noise. Of a powered track it says where it would fall if the
/// thrust ended now. Nothing if it does not come down within an hour.
std::optional<Impact> impact(const BallisticModel& model, const BallisticEstimate& estimate,
                             double altitude_m);

/// The time alone, within 0.1 s from 20 km up, at a third of the cost.
std::optional<double> impact_time_s(const BallisticModel& model, const BallisticEstimate& estimate,
                                    double altitude_m);

/// Covariance of an impact: its place, x, y and z, and its time.
using ImpactCovariance = std::array<std::array<double, 4>, 4>;

/// How an impact moves with the estimate: derivatives of place and time after the state, and what the coast's
/// noise adds on the way.
struct ImpactGradient {
  double time_s = 0.0;
  core::Vec3<core::Stage> position;
  std::array<std::array<double, 7>, 4> derivatives{};
  ImpactCovariance noise{};
};
std::optional<ImpactGradient> impact_gradient(const BallisticModel& model, const BallisticEstimate& estimate,
                                              double altitude_m);

/// What errors of the estimate with this covariance make of the impact, the coast's noise apart.
ImpactCovariance covariance(const ImpactGradient& gradient,
                            const std::array<std::array<double, 7>, 7>& of_the_estimate);

/// Of straight flight at the estimated velocity.
struct ClosestApproach {
  double time_s = 0.0; ///< not before the estimate's
  double distance_m = 0.0;
};
ClosestApproach closest_approach(const ManoeuvreEstimate& estimate, const core::Vec3<core::Stage>& point);

} // namespace equipoise::tracking
