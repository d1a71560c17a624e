#pragma once
// What a filter knows: a mean and a covariance at an instant, and how a fix of the position changes them.
#include <array>
#include <cstddef>

#include "equipoise/tracking/measurement.hpp"

namespace equipoise::tracking {

/// State of N numbers that begins with position and velocity, m and m/s on the stage. The covariance is
/// symmetric and held in full.
template <std::size_t N>
struct Gaussian {
  double time_s = 0.0;
  std::array<double, N> mean{};
  std::array<std::array<double, N>, N> covariance{};

  core::Vec3<core::Stage> position() const { return {mean[0], mean[1], mean[2]}; }
  core::Vec3<core::Stage> velocity() const { return {mean[3], mean[4], mean[5]}; }
};

/// The position that a fix will be held against, at the fix's time.
struct PredictedPosition {
  core::Vec3<core::Stage> position;
  Symmetric3 covariance;
};

template <std::size_t N>
PredictedPosition predicted_position(const Gaussian<N>& g) {
  const auto& p = g.covariance;
  return {g.position(), {p[0][0], p[1][1], p[2][2], p[0][1], p[0][2], p[1][2]}};
}

/// Normalised innovation squared, of 3 degrees of freedom: how far a fix lies from where it was expected.
double distance_squared(const PredictedPosition& predicted, const Fix& fix);
double distance_squared(const PredictedPosition& predicted, const core::Vec3<core::Stage>& position,
                        const Symmetric3& covariance);

/// How a fix lay to where it was expected, 3 degrees of freedom.
struct Innovation {
  double distance_squared = 0.0; ///< normalised
  double determinant_m6 = 0.0;   ///< of its covariance
};

/// The same of a fix whose covariance is given, without an update.
Innovation innovation(const PredictedPosition& predicted, const core::Vec3<core::Stage>& position,
                      const Symmetric3& covariance);

/// Kalman's update by a fix of the same time, one principal axis after another, so that nothing is inverted;
/// sum and product over the axes are those of the vector. Source: Bar-Shalom, Li & Kirubarajan (2001),
/// section 7.6 on sequential processing.
template <std::size_t N>
Innovation update(Gaussian<N>& g, const Fix& fix);

extern template Innovation update(Gaussian<6>&, const Fix&);
extern template Innovation update(Gaussian<7>&, const Fix&);

} // namespace equipoise::tracking
