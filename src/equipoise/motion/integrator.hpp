#pragma once
// Motion of a point mass in Ecef: an embedded Runge-Kutta pair with steps chosen by its own error.
#include <algorithm>
#include <limits>

#include "equipoise/core/precondition.hpp"
#include "equipoise/core/vector.hpp"

namespace equipoise::motion {

/// Position and velocity over the ground, and the acceleration there.
struct Node {
  double time_s = 0.0;
  core::Vec3<core::Ecef> position;
  core::Vec3<core::Ecef> velocity;
  core::Vec3<core::Ecef> acceleration;
};

/// Quintic Hermite between two nodes: as smooth as the flow, so that dense output costs no order.
Node between(const Node& a, const Node& b, double time_s);

struct StepControl {
  double tolerance_m = 1e-3; ///< of the error of one step, in position and in one second of velocity
  double first_step_s = 0.05;
  double largest_step_s = 5.0;
};

/// The acceleration is smooth everywhere.
struct Smooth {
  constexpr double operator()(const Node&) const { return std::numeric_limits<double>::infinity(); }
};

/// Follows `acceleration(time, position, velocity)` from `start` until `until_s`; calls `visit(previous,
/// node)` after each accepted step, and stops when it returns false. `smooth_for(node)`, above 0: for how
/// many seconds from there the acceleration has no breakpoint, as far as is known; a step ends there. The
/// error estimate of a step across a breakpoint means nothing: its true error may be a thousand times as
/// large. Method: Dormand & Prince (1980), RK5(4)7M. Domain: a tolerance and steps above 0.
template <class Acceleration, class Visit, class SmoothFor = Smooth>
Node integrate(Node start, double until_s, const StepControl& control, Acceleration&& acceleration,
               Visit&& visit, SmoothFor&& smooth_for = {}) {
  using V = core::Vec3<core::Ecef>;
  EQUIPOISE_PRECONDITION(control.tolerance_m > 0.0 && control.first_step_s > 0.0 &&
                         control.largest_step_s > 0.0);
  start.acceleration = acceleration(start.time_s, start.position, start.velocity);
  double wanted_s = control.first_step_s, smooth_s = smooth_for(start);
  while (start.time_s < until_s) {
    double h = std::min(wanted_s, smooth_s);
    const bool last = start.time_s + h >= until_s;
    if (last) h = until_s - start.time_s;
    const auto stage = [&](double c, const V& dr, const V& dv, V& k_r, V& k_v) {
      k_r = start.velocity + h * dv;
      k_v = acceleration(start.time_s + c * h, start.position + h * dr, k_r);
    };
    const V& r1 = start.velocity;
    const V& v1 = start.acceleration;
    V r2, v2, r3, v3, r4, v4, r5, v5, r6, v6;
    stage(1.0 / 5, (1.0 / 5) * r1, (1.0 / 5) * v1, r2, v2);
    stage(3.0 / 10, (3.0 / 40) * r1 + (9.0 / 40) * r2, (3.0 / 40) * v1 + (9.0 / 40) * v2, r3, v3);
    stage(4.0 / 5, (44.0 / 45) * r1 - (56.0 / 15) * r2 + (32.0 / 9) * r3,
          (44.0 / 45) * v1 - (56.0 / 15) * v2 + (32.0 / 9) * v3, r4, v4);
    stage(8.0 / 9, (19372.0 / 6561) * r1 - (25360.0 / 2187) * r2 + (64448.0 / 6561) * r3 - (212.0 / 729) * r4,
          (19372.0 / 6561) * v1 - (25360.0 / 2187) * v2 + (64448.0 / 6561) * v3 - (212.0 / 729) * v4, r5, v5);
    stage(1.0,
          (9017.0 / 3168) * r1 - (355.0 / 33) * r2 + (46732.0 / 5247) * r3 + (49.0 / 176) * r4 -
              (5103.0 / 18656) * r5,
          (9017.0 / 3168) * v1 - (355.0 / 33) * v2 + (46732.0 / 5247) * v3 + (49.0 / 176) * v4 -
              (5103.0 / 18656) * v5,
          r6, v6);
    const auto fifth_order = [](const V& k1, const V& k3, const V& k4, const V& k5, const V& k6) {
      return (35.0 / 384) * k1 + (500.0 / 1113) * k3 + (125.0 / 192) * k4 - (2187.0 / 6784) * k5 +
             (11.0 / 84) * k6;
    };
    Node next;
    next.time_s = last ? until_s : start.time_s + h;
    next.position = start.position + h * fifth_order(r1, r3, r4, r5, r6);
    next.velocity = start.velocity + h * fifth_order(v1, v3, v4, v5, v6);
    next.acceleration = acceleration(next.time_s, next.position, next.velocity);
    const auto difference = [](const V& k1, const V& k3, const V& k4, const V& k5, const V& k6, const V& k7) {
      return (71.0 / 57600) * k1 - (71.0 / 16695) * k3 + (71.0 / 1920) * k4 - (17253.0 / 339200) * k5 +
             (22.0 / 525) * k6 - (1.0 / 40) * k7;
    };
    const double error = h * std::max(norm(difference(r1, r3, r4, r5, r6, next.velocity)),
                                      norm(difference(v1, v3, v4, v5, v6, next.acceleration)));
    const double ratio = error / control.tolerance_m;
    constexpr double smallest_step_s = 1e-4;
    if (ratio > 1.0 && h > smallest_step_s) {
      wanted_s = std::max(smallest_step_s, h * std::max(0.2, 0.9 / core::sqrt(core::sqrt(ratio))));
      continue;
    }
    const bool go_on = visit(start, next);
    start = next;
    if (!go_on) return start;
    const double growth = ratio < 1e-3 ? 4.0 : std::clamp(0.9 / core::sqrt(core::sqrt(ratio)), 0.5, 4.0);
    // A step cut short says nothing against the one that was wanted.
    wanted_s = std::min(control.largest_step_s, h < wanted_s ? std::max(wanted_s, growth * h) : growth * h);
    smooth_s = smooth_for(start);
  }
  return start;
}

} // namespace equipoise::motion
