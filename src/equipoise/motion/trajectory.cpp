#include "equipoise/motion/trajectory.hpp"

#include <algorithm>

#include "equipoise/core/precondition.hpp"

namespace equipoise::motion {
namespace {

struct Cell {
  std::size_t index;
  double fraction;
};

Cell cell_at(const Trajectory& trajectory, double time_s) {
  EQUIPOISE_PRECONDITION(trajectory.samples.size() >= 2 && trajectory.step_s > 0.0 && time_s == time_s);
  const double last = static_cast<double>(trajectory.samples.size() - 1);
  const double position = std::clamp(time_s, 0.0, trajectory.duration_s) / trajectory.step_s;
  const auto index = static_cast<std::size_t>(std::min(position, last - 1.0));
  return {index, position - static_cast<double>(index)};
}

/// Cubic Hermite over `h` seconds, at the share u of them.
State hermite(const State& a, const State& b, double h, double u) {
  const double u2 = u * u, u3 = u2 * u;
  return {(2 * u3 - 3 * u2 + 1) * a.position + (h * (u3 - 2 * u2 + u)) * a.velocity +
              (3 * u2 - 2 * u3) * b.position + (h * (u3 - u2)) * b.velocity,
          (6 * (u2 - u) / h) * (a.position - b.position) + (3 * u2 - 4 * u + 1) * a.velocity +
              (3 * u2 - 2 * u) * b.velocity};
}

} // namespace

State Trajectory::at(double time_s) const {
  const auto [i, u] = cell_at(*this, time_s);
  const double begin_s = static_cast<double>(i) * step_s;
  // Corners end with the boost: all later times cost one comparison.
  if (!breakpoints.empty() && begin_s <= breakpoints.back().time_s)
    for (const Corner& breakpoint : breakpoints) {
      constexpr double rounding_s = 1e-9; // of the times of samples
      const double before_s = breakpoint.time_s - begin_s, after_s = step_s - before_s, in_s = u * step_s;
      if (before_s < -rounding_s || after_s < -rounding_s) continue;
      if (after_s < rounding_s || (before_s > rounding_s && in_s < before_s))
        return hermite(samples[i], {breakpoint.position, breakpoint.velocity_before}, before_s,
                       in_s / before_s);
      return hermite({breakpoint.position, breakpoint.velocity_after}, samples[i + 1], after_s,
                     (in_s - before_s) / after_s);
    }
  return hermite(samples[i], samples[i + 1], step_s, u);
}

double Trajectory::altitude_at(double time_s) const {
  const auto [i, u] = cell_at(*this, time_s);
  return altitudes_m[i] + u * (altitudes_m[i + 1] - altitudes_m[i]);
}

std::vector<double> distances_m(const Trajectory& trajectory) {
  std::vector<double> distances{0.0};
  for (std::size_t i = 1; i < trajectory.samples.size(); ++i) {
    const double begin_s = static_cast<double>(i - 1) * trajectory.step_s;
    const double took_s = std::min(trajectory.step_s, trajectory.duration_s - begin_s); // the last is cut off
    distances.push_back(distances.back() + 0.5 * std::max(0.0, took_s) *
                                               (norm(trajectory.samples[i - 1].velocity) +
                                                norm(trajectory.samples[i].velocity)));
  }
  return distances;
}

} // namespace equipoise::motion
