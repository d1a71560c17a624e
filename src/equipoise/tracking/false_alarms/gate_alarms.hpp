#pragma once
// False alarms where a track looks for its target: a Poisson process in and about the gate.
#include <algorithm>
#include <array>
#include <cstdint>
#include <span>

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

/// Evenly spread over the region for independent uniform numbers. Domain: those in (0, 1).
core::Vec3<core::Stage> point_in(const GateRegion& region, const std::array<double, 3>& uniform);

/// The inverse of Poisson's distribution function, up to `most`. Domain: mean not negative, uniform in (0,
/// 1), most >= 0.
int poisson(double mean, double uniform, int max);

/// The places of a Poisson process in the gate, as many as `mean` on average and no more than `most`, that
/// lie in none of the gates drawn before: `each` is given them. Assumes: `uniform(k)` gives independent
/// numbers, k up to 3 `most`.
template <typename Uniform, typename Each>
void draw_alarms(const GateRegion& gate, std::span<const GateRegion> before, double mean, int max,
                 const Uniform& uniform, const Each& each) {
  const auto count = static_cast<std::uint32_t>(poisson(mean, uniform(0U), max));
  for (std::uint32_t k = 1; k < 1 + 3 * count; k += 3) {
    const auto point = point_in(gate, {uniform(k), uniform(k + 1), uniform(k + 2)});
    const auto holds = [&point](const GateRegion& other) { return contains(other, point); };
    if (std::none_of(before.begin(), before.end(), holds)) each(point);
  }
}

} // namespace equipoise::tracking
