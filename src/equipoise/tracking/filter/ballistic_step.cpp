// The motion under the ballistic filter: gravitation, the turning frame and drag, one step at a time.
#include <algorithm>

#include "equipoise/earth/atmosphere.hpp"
#include "equipoise/tracking/filter/ballistic_filter.hpp"

namespace equipoise::tracking {
namespace {

using V = core::Vec3<core::Stage>;

/// Gravitation (central term and J2) and centrifugal acceleration, as earth::gravitation and
/// earth::frame_acceleration.
V field(const BallisticModel& m, const Place& p) {
  const double r2 = p.distance_m * p.distance_m, w = m.ellipsoid.rotation_rad_per_s;
  const double central = m.ellipsoid.gravitational_parameter_m3_per_s2 / (r2 * p.distance_m);
  const double a = m.ellipsoid.semi_major_axis_m, oblate = 1.5 * m.ellipsoid.j2 * a * a / r2;
  const double along = p.sine * p.distance_m; // of the pole
  return (w * w - central * (1.0 + oblate * (1.0 - 5.0 * p.sine * p.sine))) * p.from_centre -
         ((2.0 * oblate * central + w * w) * along) * m.pole;
}

struct Air {
  double density, slope; ///< kg/m3, and 1/m: of its logarithm with altitude
};

Air air(const BallisticModel& m, double altitude_m) {
  if (altitude_m >= BallisticModel::top_m) return {0.0, 0.0};
  const double cell = std::max(0.0, altitude_m / BallisticModel::cell_m);
  const auto i = std::min(static_cast<std::size_t>(cell), m.log_density.size() - 2);
  const double rise = m.log_density[i + 1] - m.log_density[i];
  return {core::exp(m.log_density[i] + (altitude_m / BallisticModel::cell_m - static_cast<double>(i)) * rise),
          rise / BallisticModel::cell_m};
}

} // namespace

BallisticModel ballistic_model(const earth::Stage& stage) {
  BallisticModel m;
  m.ellipsoid = stage.ellipsoid();
  m.centre = stage.to_stage({0.0, 0.0, 0.0});
  m.pole = stage.direction(core::Vec3<core::Ecef>{0.0, 0.0, 1.0});
  for (std::size_t i = 0; i < m.log_density.size(); ++i)
    m.log_density[i] =
        core::log(earth::standard_air(BallisticModel::cell_m * static_cast<double>(i)).density_kg_per_m3);
  return m;
}

Place place(const BallisticModel& m, const V& position) {
  const V r = position - m.centre;
  const double distance = norm(r), sine = dot(r, m.pole) / distance, s2 = sine * sine,
               f = m.ellipsoid.flattening;
  // The ellipsoid's radius in this direction to f^2, and the angle between radius and normal, f sin(2
  // latitude).
  const double radius = m.ellipsoid.semi_major_axis_m * (1.0 - f * s2 * (1.0 + 1.5 * f * (1.0 - s2)));
  return {r, distance, sine, (distance - radius) * (1.0 - 2.0 * f * f * s2 * (1.0 - s2))};
}

V up(const BallisticModel& m, const Place& p) {
  const V radial = (1.0 / p.distance_m) * p.from_centre;
  const double tilt = 2.0 * m.ellipsoid.flattening * m.ellipsoid.semi_major_axis_m / p.distance_m * p.sine;
  return (1.0 - tilt * p.sine) * radial + tilt * m.pole;
}

double longest_step_s(double altitude, double speed) {
  // High up the density may change threefold within a step, as the air hardly brakes; low down the braking
  // must not.
  constexpr double longest_s = 5.0, thin_air_m = 45e3, high_m = 7000.0, deep_m = 1900.0;
  const double reach_m = altitude > thin_air_m ? high_m : deep_m;
  return speed * longest_s < reach_m ? longest_s : reach_m / speed;
}

namespace {

/// One step of the motion, and what the derivatives in its middle are taken from.
struct Motion {
  Place there;
  double slope, density_mid;
  V v_mid, position, velocity;
};

Motion motion(const BallisticModel& m, const std::array<double, 7>& x, const Place& here, double h) {
  const V p{x[0], x[1], x[2]}, v{x[3], x[4], x[5]};
  const double drag = x[6], w2 = 2.0 * m.ellipsoid.rotation_rad_per_s;
  const auto acceleration = [&](const V& about, double density, const V& u) {
    const double braking = 0.5 * density * drag * norm(u);
    return about - w2 * cross(m.pole, u) - braking * u;
  };
  // The field and the density at both ends hold for the middle too: the field is all but linear along a step,
  // and the logarithm of the density is.
  const V field_here = field(m, here);
  const Air air_here = air(m, here.altitude_m);
  const V k1 = acceleration(field_here, air_here.density, v);
  const Place there = place(m, p + h * v + (0.5 * h * h) * k1);
  // The middle of the path lies h^2 / 8 times the acceleration before the middle of the chord; the field is
  // steepest, by 2 GM / r^3, along the vertical, where most of that is.
  const double aside = 0.125 * h * h;
  const double central =
      m.ellipsoid.gravitational_parameter_m3_per_s2 / (here.distance_m * here.distance_m * here.distance_m);
  const V field_there = field(m, there),
          field_mid = 0.5 * (field_here + field_there) - (2.0 * central * aside) * k1;
  const double density_there = air(m, there.altitude_m).density;
  const double density_mid =
      air(m, 0.5 * (here.altitude_m + there.altitude_m) - aside * dot(k1, here.from_centre) / here.distance_m)
          .density;
  const V k2 = acceleration(field_mid, density_mid, v + (0.5 * h) * k1);
  const V v_mid = v + (0.5 * h) * k2;
  const V k3 = acceleration(field_mid, density_mid, v_mid);
  const V k4 = acceleration(field_there, density_there, v + h * k3);
  return {there,
          air_here.slope,
          density_mid,
          v_mid,
          p + h * v + (h * h / 6.0) * (k1 + k2 + k3),
          v + (h / 6.0) * (k1 + 2.0 * k2 + 2.0 * k3 + k4)};
}

std::array<double, 6> state(const Motion& motion) {
  const V &p = motion.position, &v = motion.velocity;
  return {p.x, p.y, p.z, v.x, v.y, v.z};
}

} // namespace

std::array<double, 6> move(const BallisticModel& m, const std::array<double, 7>& x, const Place& here,
                           double h) {
  return state(motion(m, x, here, h));
}

BallisticStep step(const BallisticModel& m, const std::array<double, 7>& x, const Place& here, double h) {
  const Motion moved = motion(m, x, here, h);
  const auto& [there, slope, density_mid, v_mid, end_position, end_velocity] = moved;
  const double drag = x[6], w2 = 2.0 * m.ellipsoid.rotation_rad_per_s;
  // Derivatives of the acceleration in the middle: G after the position, D after the velocity, d after the
  // drag.
  using Matrix = std::array<std::array<double, 3>, 3>;
  const V r = 0.5 * (here.from_centre + there.from_centre);
  const double r2 = dot(r, r), distance = 0.5 * (here.distance_m + there.distance_m);
  const double central = m.ellipsoid.gravitational_parameter_m3_per_s2 / (r2 * distance);
  const double speed = norm(v_mid), half = 0.5 * density_mid * speed;
  const double turn2 = 0.25 * w2 * w2, tidal = 3.0 * central / r2,
               deepening = -half * drag * slope / distance;
  const double stretching = speed > 0.0 ? half * drag / (speed * speed) : 0.0;
  const std::array<double, 3> ra{r.x, r.y, r.z}, va{v_mid.x, v_mid.y, v_mid.z},
      pole{m.pole.x, m.pole.y, m.pole.z};
  const Matrix turning{{{0.0, w2 * m.pole.z, -w2 * m.pole.y},
                        {-w2 * m.pole.z, 0.0, w2 * m.pole.x},
                        {w2 * m.pole.y, -w2 * m.pole.x, 0.0}}};
  Matrix G, D;
  for (std::size_t i = 0; i < 3; ++i)
    for (std::size_t j = 0; j < 3; ++j) {
      G[i][j] = tidal * ra[i] * ra[j] - turn2 * pole[i] * pole[j] + deepening * va[i] * ra[j];
      D[i][j] = turning[i][j] - stretching * va[i] * va[j];
      if (i == j) {
        G[i][j] += turn2 - central;
        D[i][j] -= half * drag;
      }
    }
  BallisticStep s;
  s.position_velocity = state(moved);
  // exp(A h) to the second order, A = [0 1 0; G D d; 0 0 0].
  const double h2 = 0.5 * h * h;
  for (std::size_t i = 0; i < 3; ++i) {
    double Dd = 0.0;
    for (std::size_t k = 0; k < 3; ++k) Dd -= D[i][k] * half * va[k];
    s.derivatives[i][6] = -h2 * half * va[i];
    s.derivatives[i + 3][6] = -h * half * va[i] + h2 * Dd;
    for (std::size_t j = 0; j < 3; ++j) {
      double DG = 0.0, DD = 0.0;
      for (std::size_t k = 0; k < 3; ++k) {
        DG += D[i][k] * G[k][j];
        DD += D[i][k] * D[k][j];
      }
      s.derivatives[i][j] = h2 * G[i][j];
      s.derivatives[i][j + 3] = h2 * D[i][j];
      s.derivatives[i + 3][j] = h * G[i][j] + h2 * DG;
      s.derivatives[i + 3][j + 3] = h * D[i][j] + h2 * (G[i][j] + DD);
    }
    s.derivatives[i][i] += 1.0;
    s.derivatives[i][i + 3] += h;
    s.derivatives[i + 3][i + 3] += 1.0;
  }
  return s;
}

} // namespace equipoise::tracking
