#include "equipoise/tracking/filter/impact.hpp"

#include <algorithm>

namespace equipoise::tracking {

using V = core::Vec3<core::Stage>;

namespace {

constexpr double longest_flight_s = 3600.0, close_m = 0.01;

// Steps as a multiple of `step_s`: place and time within 10 m and 0.01 s from 20 km up, for ballistic
// coefficients from 4,000 kg/m2; the time alone within 0.1 s, most of which those that fly alike have in
// common.
constexpr double fine = 1.0, coarse = 2.0;
constexpr std::size_t max_steps = 800;

/// Longer than the filter's, whose noise is spread within a step: here no more is asked for than the end.
/// Above the air there is but gravitation; no step may end deep in the air that began above it.
double step_s(double altitude_m, double speed_m_per_s) {
  constexpr double longest_s = 15.0, edge_m = 45e3, high_m = 4500.0, thick_air_m = 20e3, deep_m = 2000.0;
  const double reach_m = altitude_m < thick_air_m ? deep_m : std::max(high_m, altitude_m - edge_m);
  return speed_m_per_s * longest_s < reach_m ? longest_s : reach_m / speed_m_per_s;
}

/// The way down: each step's length, and the states at their starts.
struct Descent {
  double time_s = 0.0, rate_m_per_s = 0.0; ///< of the impact; of climb there
  core::Vec3<core::Stage> position, velocity;
  double last_s = 0.0; ///< the last step's length
  std::array<double, 7> last_start;
  std::size_t whole_steps = 0;
};

/// `each` sees every step but the last: the state at its start, where that is, and its length; it makes the
/// step.
template <typename Each>
std::optional<Descent> descend(const BallisticModel& model, const BallisticEstimate& estimate,
                               double altitude, double stride, const Each& each) {
  std::array<double, 7> x = estimate.mean;
  x[6] = std::max(0.0, x[6]);
  const auto position = [&] { return V{x[0], x[1], x[2]}; };
  const auto velocity = [&] { return V{x[3], x[4], x[5]}; };
  Descent d;
  std::array<double, 7> before = x;
  double time_s = estimate.time_s, h = 0.0;
  Place here = place(model, position()), place_before = here;
  const auto climb = [&] { return dot(velocity(), up(model, here)); };
  double height = here.altitude_m - altitude;
  while (height > 0.0 || climb() > 0.0) {
    if (!(time_s < estimate.time_s + longest_flight_s) || d.whole_steps == max_steps) return std::nullopt;
    before = x;
    place_before = here;
    h = stride * step_s(height + altitude, norm(velocity()));
    each(x, here, h, d.whole_steps++);
    time_s += h;
    here = place(model, position());
    height = here.altitude_m - altitude;
  }
  if (d.whole_steps == 0) return std::nullopt; // it is below already, and does not rise
  --d.whole_steps;
  // Newton on the length of the last step: the path is all but straight there.
  time_s -= h;
  double rate = climb();
  for (int i = 0; i < 8 && (height > close_m || height < -close_m); ++i) {
    h -= height / rate;
    const std::array<double, 6> moved = move(model, before, place_before, h);
    std::copy(moved.begin(), moved.end(), x.begin());
    here = place(model, position());
    height = here.altitude_m - altitude;
    rate = climb();
  }
  d.time_s = time_s + h;
  d.rate_m_per_s = rate;
  d.position = position();
  d.velocity = velocity();
  d.last_s = h;
  d.last_start = before;
  return d;
}

using Rows = std::array<std::array<double, 7>, 3>;

/// What depends so on the state at a step's end, after that at its start.
void carry_back(const BallisticStep& s, Rows& rows) {
  for (auto& row : rows) {
    const auto& D = s.derivatives;
    std::array<double, 7> at_start;
    for (std::size_t j = 0; j < 7; ++j)
      at_start[j] = row[0] * D[0][j] + row[1] * D[1][j] + row[2] * D[2][j] + row[3] * D[3][j] +
                    row[4] * D[4][j] + row[5] * D[5][j];
    at_start[6] += row[6];
    row = at_start;
  }
}

} // namespace

std::optional<double> impact_time_s(const BallisticModel& model, const BallisticEstimate& estimate,
                                    double altitude) {
  const auto found =
      descend(model, estimate, altitude, coarse, [&](auto& x, const Place& here, double h, std::size_t) {
        const std::array<double, 6> moved = move(model, x, here, h);
        std::copy(moved.begin(), moved.end(), x.begin());
      });
  if (!found) return std::nullopt;
  return found->time_s;
}

std::optional<ImpactGradient> impact_gradient(const BallisticModel& model, const BallisticEstimate& estimate,
                                              double altitude) {
  std::array<BallisticStep, max_steps> steps;
  std::array<double, max_steps> lengths;
  const auto d =
      descend(model, estimate, altitude, fine, [&](auto& x, const Place& here, double h, std::size_t k) {
        steps[k] = step(model, x, here, h);
        lengths[k] = h;
        std::copy(steps[k].position_velocity.begin(), steps[k].position_velocity.end(), x.begin());
      });
  if (!d) return std::nullopt;
  steps[d->whole_steps] = step(model, d->last_start, d->last_s);
  lengths[d->whole_steps] = d->last_s;
  // Backwards from the position at the end; the noise of each step is what its end adds.
  Rows rows{};
  for (std::size_t i = 0; i < 3; ++i) rows[i][i] = 1.0;
  std::array<std::array<double, 3>, 3> noise{};
  for (std::size_t k = d->whole_steps + 1; k-- > 0;) {
    const double h = lengths[k], q = model.coast.acceleration_m2_per_s3 * h,
                 drag = model.coast.drag_m4_per_kg2_s * h;
    // White acceleration: h^2 / 3 of the position's, h / 2 of the mixed and 1 of the velocity's are the
    // square of the velocity's with h / 2 of the position's, and h^2 / 12 of the position's alone.
    std::array<std::array<double, 3>, 3> middle;
    for (std::size_t i = 0; i < 3; ++i)
      for (std::size_t c = 0; c < 3; ++c) middle[i][c] = rows[i][c + 3] + 0.5 * h * rows[i][c];
    for (std::size_t i = 0; i < 3; ++i)
      for (std::size_t j = 0; j <= i; ++j) {
        double swung = 0.0, shifted = 0.0;
        for (std::size_t c = 0; c < 3; ++c) {
          swung += middle[i][c] * middle[j][c];
          shifted += rows[i][c] * rows[j][c];
        }
        noise[i][j] += q * (swung + h * h / 12.0 * shifted) + drag * rows[i][6] * rows[j][6];
      }
    carry_back(steps[k], rows);
  }
  for (std::size_t i = 0; i < 3; ++i)
    for (std::size_t j = 0; j < i; ++j) noise[j][i] = noise[i][j];
  // An error of the position moves the place of passing along the path until the altitude is right again.
  const V n = up(model, d->position);
  const std::array<double, 3> na{n.x, n.y, n.z}, va{d->velocity.x, d->velocity.y, d->velocity.z};
  ImpactGradient g;
  g.time_s = d->time_s;
  g.position = d->position;
  std::array<std::array<double, 3>, 4> turned{}; // of place and time after the position
  for (std::size_t j = 0; j < 3; ++j) {
    for (std::size_t i = 0; i < 3; ++i) turned[i][j] = (i == j ? 1.0 : 0.0) - va[i] * na[j] / d->rate_m_per_s;
    turned[3][j] = -na[j] / d->rate_m_per_s;
  }
  for (std::size_t i = 0; i < 4; ++i) {
    for (std::size_t j = 0; j < 7; ++j)
      for (std::size_t k = 0; k < 3; ++k) g.derivatives[i][j] += turned[i][k] * rows[k][j];
    for (std::size_t j = 0; j <= i; ++j) {
      double sum = 0.0;
      for (std::size_t k = 0; k < 3; ++k)
        for (std::size_t l = 0; l < 3; ++l) sum += turned[i][k] * noise[k][l] * turned[j][l];
      g.noise[i][j] = g.noise[j][i] = sum;
    }
  }
  return g;
}

ImpactCovariance covariance(const ImpactGradient& g,
                            const std::array<std::array<double, 7>, 7>& of_the_estimate) {
  ImpactCovariance c{};
  std::array<std::array<double, 7>, 4> across{};
  for (std::size_t i = 0; i < 4; ++i)
    for (std::size_t k = 0; k < 7; ++k)
      for (std::size_t j = 0; j < 7; ++j) across[i][j] += g.derivatives[i][k] * of_the_estimate[k][j];
  for (std::size_t i = 0; i < 4; ++i)
    for (std::size_t j = 0; j <= i; ++j) {
      double sum = 0.0;
      for (std::size_t k = 0; k < 7; ++k) sum += across[i][k] * g.derivatives[j][k];
      c[i][j] = c[j][i] = sum;
    }
  return c;
}

std::optional<Impact> impact(const BallisticModel& model, const BallisticEstimate& estimate,
                             double altitude) {
  const auto g = impact_gradient(model, estimate, altitude);
  if (!g) return std::nullopt;
  ImpactCovariance c = covariance(*g, estimate.covariance);
  for (std::size_t i = 0; i < 4; ++i)
    for (std::size_t j = 0; j < 4; ++j) c[i][j] += g->noise[i][j];
  return Impact{
      g->time_s, g->position, {c[0][0], c[1][1], c[2][2], c[1][0], c[2][0], c[2][1]}, core::sqrt(c[3][3])};
}

ClosestApproach closest_approach(const ManoeuvreEstimate& estimate, const V& point) {
  const V to_point = point - estimate.position(), v = estimate.velocity();
  const double speed2 = dot(v, v);
  const double ahead_s = speed2 > 0.0 ? std::max(0.0, dot(to_point, v) / speed2) : 0.0;
  return {estimate.time_s + ahead_s, norm(to_point - ahead_s * v)};
}

} // namespace equipoise::tracking
