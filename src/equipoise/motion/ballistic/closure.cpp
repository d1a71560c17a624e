// The longest flight of a missile, and the propellant that makes it as long as is published.
#include <algorithm>
#include <cmath>

#include "equipoise/core/constants.hpp"
#include "equipoise/core/elementary/elementary.hpp"
#include "equipoise/motion/ballistic/ballistic.hpp"
#include "equipoise/motion/ballistic/pitch_over.hpp"

namespace equipoise::motion {
namespace {

const FlightModel still_air{earth::still_sphere, true, 0.03};
const core::Vec3<core::Ecef> on_the_ball{earth::still_sphere.semi_major_axis_m, 0.0, 0.0};

/// Ground range of one flight over a still ball; 0 if it does not come down.
double still_range_m(const BallisticMissile& missile, double pitch_over) {
  const Flight flight = fly(missile, on_the_ball, {pitch_over, 0.0}, still_air);
  if (!flight.impact) return 0.0;
  const double radius = still_air.ellipsoid.semi_major_axis_m;
  const double half_chord = 0.5 * norm(flight.nodes.back().position - on_the_ball) / radius;
  return 2.0 * radius * core::asin(std::min(half_chord, 1.0));
}

/// The longest flight from a pitch-over that is near its own: the top of the parabola through three ranges,
/// anew from there until it moves little. Nothing if three ranges have no top between them.
std::optional<LongestFlight> longest_near(const BallisticMissile& missile, double pitch_over) {
  constexpr double step = 0.01;
  for (int i = 0; i < 3; ++i) {
    if (pitch_over - step <= 0.0) return std::nullopt;
    const double below = still_range_m(missile, pitch_over - step), here = still_range_m(missile, pitch_over),
                 above = still_range_m(missile, pitch_over + step);
    const double bend = below - 2.0 * here + above;
    if (!(bend < 0.0) || below <= 0.0 || above <= 0.0) return std::nullopt;
    const double shift = 0.5 * step * (below - above) / bend;
    if (std::abs(shift) > 2.0 * step) return std::nullopt;
    pitch_over += shift;
    // The parabola errs with the third derivative, which the shift multiplies: by metres within a third of
    // the step.
    if (std::abs(shift) < step / 3)
      return LongestFlight{here + 0.25 * shift / step * (above - below), pitch_over};
  }
  return std::nullopt;
}

} // namespace

LongestFlight longest_flight(const BallisticMissile& missile) {
  if (!fault_of(missile).empty()) return {};
  // To a few degrees first; then parabolas.
  const auto [pitch_over, range_m] = peak(min_pitch_over_rad, max_pitch_over_rad, 0.03,
                                          [&](double at) { return still_range_m(missile, at); });
  if (const auto found = longest_near(missile, pitch_over); found && found->range_m >= range_m - 1.0)
    return *found;
  const auto [finer_pitch_over, finer_m] = peak(min_pitch_over_rad, max_pitch_over_rad, 1e-3,
                                                [&](double at) { return still_range_m(missile, at); });
  return {finer_m, finer_pitch_over};
}

std::optional<double> propellant_for_range(BallisticMissile missile, double range_m) {
  const double all_kg = missile.launch_mass_kg, max_kg = 0.98 * (all_kg - missile.payload_mass_kg);
  missile.propellant_mass_kg = max_kg;
  if (!fault_of(missile).empty() || !(range_m > 0.0)) return std::nullopt;
  double pitch_over = 0.0;
  const auto longest = [&](double propellant_kg) {
    missile.propellant_mass_kg = propellant_kg;
    // The best pitch-over moves slowly with the propellant.
    const auto near = pitch_over > 0.0 ? longest_near(missile, pitch_over) : std::nullopt;
    const LongestFlight found = near ? *near : longest_flight(missile);
    pitch_over = found.range_m > 0.0 ? found.pitch_over_rad : 0.0;
    return found.range_m;
  };
  // Range goes about as the square of the speed, and the speed as the logarithm of the mass ratio: between
  // the root of the one and the other lies nearly a straight line, on which a secant needs few flights.
  // Bisection where it leaves the bracket.
  const auto logarithm = [&](double kg) { return -core::log(1.0 - kg / all_kg); };
  const auto mass = [&](double x) { return -all_kg * core::expm1(-x); };
  double low = logarithm(0.05 * all_kg), high = logarithm(max_kg);
  if (!(low < high)) return std::nullopt;
  bool reached = false; // by the flight with `high`
  const double wanted = core::sqrt(range_m);
  const double flat_speed = wanted * core::sqrt(core::standard_gravity_m_per_s2);
  double x = std::clamp(1.5 * flat_speed / (missile.specific_impulse_s * core::standard_gravity_m_per_s2),
                        low, high);
  double x_before = 0.0, root_before = 0.0;
  for (int i = 0; i < 60; ++i) {
    const double found_m = longest(mass(x)), root = core::sqrt(found_m);
    if (std::abs(found_m - range_m) < 5.0) return mass(x);
    if (found_m > range_m) {
      high = x;
      reached = true;
    } else {
      if (x >= high) return std::nullopt; // with all there is room for
      low = x;
    }
    if (reached && mass(high) - mass(low) < 0.02) return mass(0.5 * (low + high));
    // A flight of no range lies on no line; a first flight on one through where there is no propellant.
    double next = found_m <= 0.0        ? 0.5 * (low + high)
                  : root != root_before ? x + (wanted - root) * (x - x_before) / (root - root_before)
                                        : high;
    if (!(next > low) || !(next < high)) next = reached ? 0.5 * (low + high) : high;
    if (found_m > 0.0) {
      x_before = x;
      root_before = root;
    }
    x = next;
  }
  return std::nullopt;
}

} // namespace equipoise::motion
