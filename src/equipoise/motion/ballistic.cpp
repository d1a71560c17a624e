#include "equipoise/motion/ballistic.hpp"

#include <array>
#include <cmath>

#include "equipoise/core/constants.hpp"
#include "equipoise/core/elementary.hpp"
#include "equipoise/earth/atmosphere.hpp"
#include "equipoise/motion/drag.hpp"

namespace equipoise::motion {
namespace {

using core::Ecef;
using V = core::Vec3<Ecef>;

constexpr double longest_time_s = 7200.0;
constexpr double no_air_above_m = 150e3; // there the drag of a tonne is below 1e-9 m/s2

/// Drag acceleration for a mass-to-drag-area ratio.
V drag(const V& velocity, double density, double ballistic_coefficient) {
  const double speed = norm(velocity);
  return (-0.5 * density * speed / ballistic_coefficient) * velocity;
}

V free_fall(const earth::Ellipsoid& ellipsoid, const V& r, const V& v) {
  return earth::gravitation(ellipsoid, r) + earth::frame_acceleration(ellipsoid, r, v);
}

/// Time within [a, b] at which `height` crosses zero, by the Illinois variant of false position. `height` has
/// one crossing there.
template <class Height>
double crossing_time(double a, double b, Height&& height) {
  double fa = height(a), fb = height(b);
  for (int i = 0; i < 60 && std::abs(b - a) > 1e-7; ++i) {
    const double t = fa == fb ? 0.5 * (a + b) : b - fb * (b - a) / (fb - fa);
    const double f = height(t);
    if ((f < 0.0) == (fb < 0.0)) {
      fa *= 0.5;
    } else {
      a = b;
      fa = fb;
    }
    b = t;
    fb = f;
    if (f == 0.0) break;
  }
  return b;
}

double climb_rate(const earth::Ellipsoid& ellipsoid, const Node& node) {
  return dot(node.velocity, earth::up(ellipsoid, node.position));
}

/// `ballistic_coefficient(speed, air)` where the speed is that through the air.
template <class BallisticCoefficient>
void coast_to_ground(Flight& flight, const Node& start, const FlightModel& model,
                     BallisticCoefficient&& ballistic_coefficient) {
  const auto acceleration = [&](double, const V& r, const V& v) {
    V a = free_fall(model.ellipsoid, r, v);
    if (model.air) {
      const double altitude = earth::altitude_m(model.ellipsoid, r);
      if (altitude < no_air_above_m) {
        const earth::Air air = earth::standard_air(altitude);
        const V through_air = v - earth::velocity(model.wind, model.ellipsoid, r, altitude);
        a += drag(through_air, air.density_kg_per_m3, ballistic_coefficient(norm(through_air), air));
      }
    }
    return a;
  };
  flight.nodes.push_back(start);
  flight.nodes.back().acceleration = acceleration(start.time_s, start.position, start.velocity);
  flight.apogee = start;
  const auto visit = [&](const Node& previous, const Node& node) {
    if (climb_rate(model.ellipsoid, previous) > 0.0 && climb_rate(model.ellipsoid, node) <= 0.0) {
      const double t = crossing_time(previous.time_s, node.time_s, [&](double time_s) {
        return climb_rate(model.ellipsoid, between(previous, node, time_s));
      });
      flight.apogee = between(previous, node, t);
    }
    if (earth::altitude_m(model.ellipsoid, node.position) > 0.0) {
      flight.nodes.push_back(node);
      return true;
    }
    const double t = crossing_time(previous.time_s, node.time_s, [&](double time_s) {
      return earth::altitude_m(model.ellipsoid, between(previous, node, time_s).position);
    });
    flight.nodes.push_back(between(previous, node, t));
    flight.impact = true;
    return false;
  };
  const StepControl control{model.tolerance_m, 0.5, 5.0};
  integrate(start, start.time_s + longest_time_s, control, acceleration, visit);
}

/// Turns the direction of `velocity` away from the vertical.
V tilted(const earth::Ellipsoid& ellipsoid, const V& at, double speed, const Steering& steering) {
  const auto axes = earth::local_axes(ellipsoid, at);
  const double across = core::sin(steering.tilt_rad);
  const core::Vec3<core::Local> local{across * core::sin(steering.azimuth_rad),
                                      across * core::cos(steering.azimuth_rad), core::cos(steering.tilt_rad)};
  return speed * (axes.inverse() * local);
}

} // namespace

Flight coast(const Node& start, double ballistic_coefficient_kg_per_m2, const FlightModel& model) {
  Flight flight;
  flight.burnout = start;
  coast_to_ground(flight, start, model, [&](double, const earth::Air&) { return ballistic_coefficient_kg_per_m2; });
  return flight;
}

namespace {

/// One stage while it burns.
struct Burn {
  double begin_s, end_s;
  double mass_kg; ///< at its begin, everything that flies
  double flow_kg_per_s, thrust_N, exit_area_m2;
};

/// Each stage holds the share of the propellant that it has of the mass without payload.
std::vector<Burn> burns_of(const BallisticMissile& m) {
  double upper_kg = 0.0;
  for (const UpperStage& stage : m.upper) upper_kg += stage.mass_kg;
  const double all_kg = m.launch_mass_kg - m.payload_mass_kg;
  std::vector<Burn> burns;
  double mass_kg = m.launch_mass_kg, begin_s = 0.0;
  const auto add = [&](double stage_kg, double burn_s, double impulse_s, double exit_area_m2) {
    const double propellant_kg = m.upper.empty() ? m.propellant_mass_kg : m.propellant_mass_kg * stage_kg / all_kg;
    const double flow = propellant_kg / burn_s;
    burns.push_back({begin_s, begin_s + burn_s, mass_kg, flow, flow * impulse_s * core::standard_gravity_m_per_s2,
                     exit_area_m2});
    begin_s += burn_s;
    mass_kg -= stage_kg;
  };
  add(all_kg - upper_kg, m.burn_time_s, m.specific_impulse_s, m.exit_area_m2);
  for (const UpperStage& stage : m.upper)
    add(stage.mass_kg, stage.burn_time_s, stage.specific_impulse_s, stage.exit_area_m2);
  return burns;
}

} // namespace

Flight fly(const BallisticMissile& missile, const core::Vec3<core::Ecef>& launch, const Steering& steering,
           const FlightModel& model) {
  const std::vector<Burn> burns = burns_of(missile);
  const Burn* burn = &burns.front();
  const double area = 0.25 * core::pi * missile.diameter_m * missile.diameter_m;
  const V vertical = earth::up(model.ellipsoid, launch);
  const auto body_coefficient = [&](double mass, double speed, const earth::Air& air) {
    return mass / (drag_coefficient(v2_drag_table(), speed / air.sound_speed_m_per_s) * area);
  };
  bool rising = true;

  // In the rise the thrust and the path are vertical; afterwards the thrust lies along the velocity.
  const auto powered = [&](double t, const V& r, const V& v) {
    const double mass = burn->mass_kg - burn->flow_kg_per_s * (t - burn->begin_s);
    V a = free_fall(model.ellipsoid, r, v);
    double thrust = burn->thrust_N;
    V through_air = v;
    double speed = norm(v);
    if (model.air || burn->exit_area_m2 > 0.0) {
      const double altitude = earth::altitude_m(model.ellipsoid, r);
      const earth::Air air = earth::standard_air(altitude);
      thrust += burn->exit_area_m2 * (101325.0 - air.pressure_Pa);
      if (model.air) {
        through_air = v - earth::velocity(model.wind, model.ellipsoid, r, altitude);
        speed = norm(through_air);
        if (speed > 0.0) a += drag(through_air, air.density_kg_per_m3, body_coefficient(mass, speed, air));
      }
    }
    const V along = rising || speed == 0.0 ? vertical : (1.0 / speed) * through_air;
    return a + (thrust / mass) * along;
  };

  Flight flight;
  Node node{0.0, launch, {}, {}};
  node.acceleration = powered(0.0, node.position, node.velocity);
  flight.nodes.push_back(node);
  if (dot(node.acceleration, vertical) <= 0.0) { // too heavy to leave the ground
    flight.burnout = flight.apogee = node;
    return flight;
  }
  const auto height = [&](const Node& n) { return earth::altitude_m(model.ellipsoid, n.position); };
  const auto keep = [&](const Node& n) {
    flight.nodes.push_back(n);
    return true;
  };
  const StepControl rise{model.tolerance_m, 0.25, 2.0};
  node = integrate(node, burn->end_s, rise, powered, [&](const Node& previous, const Node& next) {
    if (height(next) < steering.rise_m) return keep(next);
    const double t = crossing_time(previous.time_s, next.time_s, [&](double s) {
      return height(between(previous, next, s)) - steering.rise_m;
    });
    flight.nodes.push_back(between(previous, next, t));
    return false;
  });
  node = flight.nodes.back();
  node.velocity = tilted(model.ellipsoid, node.position, norm(node.velocity), steering);
  rising = false;
  bool in_air = true;
  const StepControl boost{model.tolerance_m, 0.1, 2.0};
  for (; burn != burns.data() + burns.size() && in_air; ++burn) {
    // Two nodes at one instant where velocity or thrust jump: dense output never looks across the jump.
    node.acceleration = powered(node.time_s, node.position, node.velocity);
    flight.nodes.push_back(node);
    node = integrate(node, burn->end_s, boost, powered, [&](const Node&, const Node& next) {
      in_air = height(next) > 0.0;
      return keep(next) && in_air;
    });
  }
  flight.burnout = node;
  flight.apogee = node;
  if (!in_air) { // turned into the ground under power
    flight.impact = true;
    return flight;
  }
  const double coefficient = missile.ballistic_coefficient_kg_per_m2;
  const Burn& last = burns.back();
  const double empty_mass = last.mass_kg - last.flow_kg_per_s * (last.end_s - last.begin_s);
  coast_to_ground(flight, node, model, [&](double speed, const earth::Air& air) {
    return coefficient > 0.0 ? coefficient : body_coefficient(empty_mass, speed, air);
  });
  return flight;
}

namespace {

constexpr double least_tilt_rad = 0.2 * core::degree;
constexpr double greatest_tilt_rad = 45.0 * core::degree;

/// Largest value of a function with one peak. Golden section (Kiefer 1953).
template <class F>
std::pair<double, double> peak(double a, double b, double tolerance, F&& f) {
  constexpr double golden = 0.6180339887498949;
  double c = b - golden * (b - a), d = a + golden * (b - a);
  double fc = f(c), fd = f(d);
  while (b - a > tolerance) {
    if (fc > fd) {
      b = d;
      d = c;
      fd = fc;
      c = b - golden * (b - a);
      fc = f(c);
    } else {
      a = c;
      c = d;
      fc = fd;
      d = a + golden * (b - a);
      fd = f(d);
    }
  }
  return fc > fd ? std::pair{c, fc} : std::pair{d, fd};
}

double chord_m(const Flight& flight, const V& launch) {
  return norm(flight.nodes.back().position - launch);
}

/// Ground range of one flight over a still ball; 0 if it does not come down.
double still_range_m(const BallisticMissile& missile, const V& launch, double tilt, const FlightModel& model) {
  const Flight flight = fly(missile, launch, {tilt, 0.0}, model);
  if (!flight.impact) return 0.0;
  const double radius = model.ellipsoid.semi_major_axis_m, half_chord = 0.5 * chord_m(flight, launch) / radius;
  return 2.0 * radius * core::asin(half_chord < 1.0 ? half_chord : 1.0);
}

} // namespace

LongestFlight longest_flight(const BallisticMissile& missile) {
  const FlightModel model{earth::still_sphere, true, 0.1};
  const V launch{model.ellipsoid.semi_major_axis_m, 0.0, 0.0};
  const auto [tilt, range_m] = peak(least_tilt_rad, greatest_tilt_rad, 2e-3,
                                    [&](double at) { return still_range_m(missile, launch, at, model); });
  return {range_m, tilt};
}

namespace {

/// Improves a tilt that is near the one of the longest flight: the top of the parabola through three ranges, at most
/// `most` times. Nothing if the three do not have a top between them.
std::optional<LongestFlight> longest_near(const BallisticMissile& missile, double tilt, int most) {
  const FlightModel model{earth::still_sphere, true, 0.1};
  const V launch{model.ellipsoid.semi_major_axis_m, 0.0, 0.0};
  const auto range = [&](double at) { return still_range_m(missile, launch, at, model); };
  double step = 0.01;
  for (int i = 0; i < most; ++i, step *= 0.5) {
    if (tilt - step <= 0.0) return std::nullopt;
    const double below = range(tilt - step), here = range(tilt), above = range(tilt + step);
    const double bend = below - 2.0 * here + above;
    if (bend >= 0.0 || below <= 0.0 || above <= 0.0) return std::nullopt;
    const double shift = 0.5 * step * (below - above) / bend;
    if (std::abs(shift) > step) return std::nullopt;
    const double top = here - 0.125 * (below - above) * (below - above) / bend;
    tilt += shift;
    if (std::abs(shift) < 0.1 * step || i + 1 == most) return LongestFlight{top, tilt};
  }
  return std::nullopt;
}

} // namespace

std::optional<double> propellant_for_range(BallisticMissile missile, double range_m) {
  double tilt = 0.0;
  const auto excess = [&](double propellant_kg) {
    missile.propellant_mass_kg = propellant_kg;
    // The best tilt moves slowly with the propellant: near the last answer a parabola finds it.
    const auto near = tilt > 0.0 ? longest_near(missile, tilt, 3) : std::nullopt;
    const LongestFlight longest = near ? *near : longest_flight(missile);
    tilt = longest.range_m > 0.0 ? longest.tilt_rad : 0.0;
    return longest.range_m - range_m;
  };
  double low = 0.05 * missile.launch_mass_kg;
  double high = 0.98 * (missile.launch_mass_kg - missile.payload_mass_kg);
  double f_high = excess(high);
  if (f_high < 0.0) return std::nullopt;
  double f_low = -range_m; // so little propellant does not lift off
  // The range grows steeply with the propellant share; bisection first keeps false position from crawling.
  for (int i = 0; i < 60 && high - low > 0.02; ++i) {
    const double m = i < 4 ? 0.5 * (low + high) : high - f_high * (high - low) / (f_high - f_low);
    const double f = excess(m);
    if (std::abs(f) < 5.0) return m;
    if (f > 0.0) {
      high = m;
      f_high = f;
      f_low *= 0.5;
    } else {
      low = m;
      f_low = f;
      f_high *= 0.5;
    }
  }
  return 0.5 * (low + high);
}

namespace {

/// The tilt between `inner` (too far) and `outer` (too short) at which the flight is as long as wanted, to `close_m`:
/// false position (Illinois). Nothing if the outer end is too far too.
template <class Excess>
std::optional<double> tilt_between(double inner, double f_inner, double outer, double close_m, Excess&& excess) {
  double f_outer = excess(outer);
  if (f_outer > 0.0) return std::nullopt;
  double tilt = 0.5 * (inner + outer);
  for (int i = 0; i < 50; ++i) {
    tilt = i < 2 ? 0.5 * (inner + outer) : outer - f_outer * (outer - inner) / (f_outer - f_inner);
    const double f = excess(tilt);
    if (std::abs(f) < close_m) break;
    if (f > 0.0) {
      inner = tilt;
      f_inner = f;
      f_outer *= 0.5;
    } else {
      outer = tilt;
      f_outer = f;
      f_inner *= 0.5;
    }
  }
  return tilt;
}

double half_turned(double angle) {
  return angle > core::pi ? angle - 2.0 * core::pi : angle < -core::pi ? angle + 2.0 * core::pi : angle;
}

} // namespace

std::optional<AimedFlight> fly_to(const BallisticMissile& missile, const core::Vec3<core::Ecef>& launch,
                                  const core::Vec3<core::Ecef>& aim, Path path, const FlightModel& model,
                                  double* longest_m) {
  const auto axes = earth::local_axes(model.ellipsoid, launch);
  const auto bearing = [&](const V& point) {
    const core::Vec3<core::Local> d = axes * (point - launch);
    return core::atan2(d.x, d.y);
  };
  const double wanted_m = norm(aim - launch);
  const double wanted_bearing = bearing(aim);
  double azimuth = wanted_bearing;
  FlightModel rough = model;
  rough.tolerance_m = std::max(model.tolerance_m, 0.1);
  V end{};
  const auto excess = [&](double tilt) {
    const Flight flight = fly(missile, launch, {tilt, azimuth}, rough);
    end = flight.nodes.back().position;
    return flight.impact ? chord_m(flight, launch) - wanted_m : -wanted_m;
  };
  const auto [best_tilt, best] = peak(least_tilt_rad, greatest_tilt_rad, 2e-3, excess);
  if (longest_m != nullptr) *longest_m = best + wanted_m;
  if (best < 0.0) return std::nullopt;

  // High path: between straight up and the best tilt. Low path: beyond the best tilt. The azimuth is set right between two
  // searches: a flight is carried sideways while the earth turns.
  const double far_end = path == Path::high ? least_tilt_rad : greatest_tilt_rad;
  constexpr double near_m = 200.0;
  double tilt = 0.0, azimuth_before = 0.0, error_before = 0.0;
  bool near = false;
  for (int round = 0; round < 24 && !near; ++round) {
    const auto found = tilt_between(best_tilt, best, far_end, near_m, excess);
    if (!found) return std::nullopt;
    tilt = *found;
    const double error = half_turned(wanted_bearing - bearing(end));
    near = std::abs(error) * wanted_m < near_m;
    // The whole error is too large a step for a steep flight; the secant finds the right one.
    const double step =
        round < 2 || error == error_before ? error : -error * (azimuth - azimuth_before) / (error - error_before);
    azimuth_before = azimuth;
    error_before = error;
    azimuth += std::abs(step) < 0.5 ? step : error;
  }
  if (!near) return std::nullopt;

  // From near by, secants in both at once, with the full model.
  AimedFlight aimed;
  double slope_m_per_rad = 0.0, bearing_gain = 1.0, tilt_before = 0.0, excess_before = 0.0;
  for (int i = 0; i < 12; ++i) {
    aimed.flight = fly(missile, launch, {tilt, azimuth}, model);
    aimed.steering = {tilt, azimuth};
    if (!aimed.flight.impact) return std::nullopt;
    const V& landed = aimed.flight.nodes.back().position;
    aimed.miss_m = norm(landed - aim);
    if (aimed.miss_m < 1.0) return aimed;
    const double too_far_m = chord_m(aimed.flight, launch) - wanted_m;
    const double error = half_turned(wanted_bearing - bearing(landed));
    if (i == 0) {
      constexpr double nudge = 1e-4;
      const Flight beside = fly(missile, launch, {tilt + nudge, azimuth}, model);
      slope_m_per_rad = (chord_m(beside, launch) - wanted_m - too_far_m) / nudge;
    } else {
      if (std::abs(tilt - tilt_before) > 1e-12 && too_far_m != excess_before)
        slope_m_per_rad = (too_far_m - excess_before) / (tilt - tilt_before);
      const double turned = azimuth - azimuth_before;
      if (std::abs(turned) > 1e-12 && error != error_before) bearing_gain = -turned / (error - error_before);
    }
    tilt_before = tilt;
    excess_before = too_far_m;
    azimuth_before = azimuth;
    error_before = error;
    if (slope_m_per_rad != 0.0) tilt -= too_far_m / slope_m_per_rad;
    azimuth += std::clamp(bearing_gain, 0.1, 10.0) * error;
    tilt = std::clamp(tilt, 0.5 * least_tilt_rad, greatest_tilt_rad);
  }
  if (aimed.miss_m < 5.0) return aimed;
  return std::nullopt;
}

Trajectory on_stage(const Flight& flight, const earth::Stage& stage, double step_s) {
  Trajectory t;
  t.step_s = step_s;
  t.duration_s = flight.nodes.back().time_s;
  const auto count = static_cast<std::size_t>(t.duration_s / step_s) + 2;
  t.samples.reserve(count);
  t.altitudes_m.reserve(count);
  std::size_t i = 1;
  for (std::size_t k = 0; k < count; ++k) {
    // The last sample lies up to a step beyond the impact, so that interpolation needs no special case there.
    const double time_s = static_cast<double>(k) * step_s;
    while (i + 1 < flight.nodes.size() && flight.nodes[i].time_s < time_s) ++i;
    const Node n = between(flight.nodes[i - 1], flight.nodes[i], time_s);
    t.samples.push_back({stage.to_stage(n.position), stage.direction(n.velocity)});
    t.altitudes_m.push_back(earth::altitude_m(stage.ellipsoid(), n.position));
  }
  t.burnout_s = flight.burnout.time_s;
  t.burnout_speed_m_per_s = norm(flight.burnout.velocity);
  t.burnout_altitude_m = earth::altitude_m(stage.ellipsoid(), flight.burnout.position);
  t.apogee_s = flight.apogee.time_s;
  t.apogee_m = earth::altitude_m(stage.ellipsoid(), flight.apogee.position);
  const Node& end = flight.nodes.back();
  t.end_speed_m_per_s = norm(end.velocity);
  t.end_flight_path_angle_rad =
      core::asin(dot(end.velocity, earth::up(stage.ellipsoid(), end.position)) / t.end_speed_m_per_s);
  return t;
}

} // namespace equipoise::motion
