#include "equipoise/motion/trajectory.hpp"

#include <algorithm>

namespace equipoise::motion {
namespace {

struct Cell {
  std::size_t index;
  double fraction;
};

Cell cell_at(const Trajectory& trajectory, double time_s) {
  const double last = static_cast<double>(trajectory.samples.size() - 1);
  const double position = std::clamp(time_s, 0.0, trajectory.duration_s) / trajectory.step_s;
  const auto index = static_cast<std::size_t>(std::min(position, last - 1.0));
  return {index, position - static_cast<double>(index)};
}

} // namespace

State Trajectory::at(double time_s) const {
  const auto [i, u] = cell_at(*this, time_s);
  const State& a = samples[i];
  const State& b = samples[i + 1];
  const double h = step_s, u2 = u * u, u3 = u2 * u;
  return {(2 * u3 - 3 * u2 + 1) * a.position + (h * (u3 - 2 * u2 + u)) * a.velocity +
              (3 * u2 - 2 * u3) * b.position + (h * (u3 - u2)) * b.velocity,
          (6 * (u2 - u) / h) * (a.position - b.position) + (3 * u2 - 4 * u + 1) * a.velocity +
              (3 * u2 - 2 * u) * b.velocity};
}

double Trajectory::altitude_at(double time_s) const {
  const auto [i, u] = cell_at(*this, time_s);
  return altitudes_m[i] + u * (altitudes_m[i + 1] - altitudes_m[i]);
}

} // namespace equipoise::motion
