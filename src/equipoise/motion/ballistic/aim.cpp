// The steering that makes a flight end where it should.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "equipoise/core/elementary/elementary.hpp"
#include "equipoise/motion/ballistic/ballistic.hpp"
#include "equipoise/motion/ballistic/pitch_over.hpp"

namespace equipoise::motion {
namespace {

using V = core::Vec3<core::Ecef>;

/// A pitch-over as a vector towards east and north: near the vertical, where an azimuth says little, its
/// components still move the impact evenly.
struct Lean {
  double east, north;

  double pitch_over() const { return core::sqrt(east * east + north * north); }
  Steering steering() const { return {pitch_over(), core::atan2(east, north)}; }
};
struct Miss {
  double east, north; ///< m, in the tangent plane at the aim
};

/// What a lean of one radian does to the miss.
struct Slope {
  double ee, en, ne, nn; ///< east by east, east by north, ...

  /// The change of the lean that should undo a miss.
  Lean undoing(const Miss& miss) const {
    const double determinant = ee * nn - en * ne;
    return {(-nn * miss.east + en * miss.north) / determinant,
            (ne * miss.east - ee * miss.north) / determinant};
  }
  /// Broyden's (1965) rank-one correction by what a step did.
  void learn(const Lean& step, const Miss& change) {
    const double length2 = step.east * step.east + step.north * step.north;
    const double e = (change.east - ee * step.east - en * step.north) / length2;
    const double n = (change.north - ne * step.east - nn * step.north) / length2;
    ee += e * step.east;
    en += e * step.north;
    ne += n * step.east;
    nn += n * step.north;
  }
};

/// The pitch-over between `inner` (too far) and `outer` (too short) at which the flight is as long as wanted,
/// to `close_m`: false position (Illinois). Nothing if the outer end is too far too.
template <class Excess>
std::optional<double> pitch_over_between(double inner, double f_inner, double outer, double close_m,
                                         Excess&& excess) {
  double f_outer = excess(outer);
  if (f_outer > 0.0) return std::nullopt;
  double pitch_over = 0.5 * (inner + outer);
  for (int i = 0; i < 50; ++i) {
    if (i > 0) pitch_over = outer - f_outer * (outer - inner) / (f_outer - f_inner);
    const double f = excess(pitch_over);
    if (std::abs(f) < close_m) break;
    if (f > 0.0) {
      inner = pitch_over;
      f_inner = f;
      f_outer *= 0.5;
    } else {
      outer = pitch_over;
      f_outer = f;
      f_inner *= 0.5;
    }
  }
  return pitch_over;
}

} // namespace

std::optional<AimedFlight> fly_to(const BallisticMissile& missile, const core::Vec3<core::Ecef>& launch,
                                  const core::Vec3<core::Ecef>& aim, Path path, const FlightModel& model,
                                  double* longest_m, std::string* why) {
  const auto none = [&](std::string reason) {
    if (why != nullptr) *why = std::move(reason);
    return std::nullopt;
  };
  if (longest_m != nullptr) *longest_m = 0.0;
  if (std::string fault = fault_of(missile); !fault.empty()) return none("the missile " + fault);
  const double aim_altitude_m = earth::altitude_m(model.ellipsoid, aim), wanted_m = norm(aim - launch);
  if (!(std::abs(aim_altitude_m) < 1.0))
    return none(fmt::format("the aim is {:.0f} m {} the ground", std::abs(aim_altitude_m),
                            aim_altitude_m < 0.0 ? "below" : "above"));
  if (!(wanted_m > 1.0)) return none("the aim is the launch point");

  const auto axes = earth::local_axes(model.ellipsoid, launch),
             at_aim = earth::local_axes(model.ellipsoid, aim);
  const core::Vec3<core::Local> distance = axes * (aim - launch);
  const double azimuth = core::atan2(distance.x, distance.y);
  FlightModel rough = model;
  rough.tolerance_m = std::max(model.tolerance_m, 0.1);
  const auto excess = [&](double pitch_over) {
    const Flight flight = fly(missile, launch, {pitch_over, azimuth}, rough);
    return flight.impact ? norm(flight.nodes.back().position - launch) - wanted_m : -wanted_m;
  };
  // Any pitch-over that goes too far lies between the two paths.
  const auto [inner, too_far_m] =
      peak(min_pitch_over_rad, max_pitch_over_rad, 2e-3, excess, [](double metres) { return metres > 0.0; });
  if (longest_m != nullptr) *longest_m = wanted_m + too_far_m;
  if (too_far_m < 0.0)
    return none(fmt::format("the aim is {:.1f} km away and the missile reaches {:.1f} km", 1e-3 * wanted_m,
                            1e-3 * (wanted_m + too_far_m)));
  const double outer = path == Path::high ? min_pitch_over_rad : max_pitch_over_rad;
  const auto pitch_over = pitch_over_between(inner, too_far_m, outer, 0.02 * wanted_m, excess);
  if (!pitch_over)
    return none(fmt::format("the aim is {:.1f} km away and the {} {} path goes farther", 1e-3 * wanted_m,
                            path == Path::high ? "steepest" : "flattest",
                            path == Path::high ? "high" : "low"));

  // From near by, in both directions at once: a flight is carried sideways while the earth turns.
  const auto miss_of = [&](const Flight& flight) {
    const core::Vec3<core::Local> off = at_aim * (flight.nodes.back().position - aim);
    return Miss{off.x, off.y};
  };
  const auto flown = [&](const Lean& lean, const FlightModel& with) {
    return fly(missile, launch, lean.steering(), with);
  };
  const std::string unsteady = "no steering near the path ends at the aim";
  Lean lean{*pitch_over * core::sin(azimuth), *pitch_over * core::cos(azimuth)};
  AimedFlight aimed;
  Slope slope{};
  Miss before{};
  Lean step{};
  for (int i = 0; i < 40; ++i) {
    aimed.flight = flown(lean, model);
    aimed.steering = lean.steering();
    if (!aimed.flight.impact) return none(unsteady);
    aimed.miss_m = norm(aimed.flight.nodes.back().position - aim);
    if (aimed.miss_m < 1.0) break;
    const Miss miss = miss_of(aimed.flight);
    if (i % 10 == 0) { // afresh where the corrections do not lead home
      constexpr double nudge = 2e-4;
      const Flight e = flown({lean.east + nudge, lean.north}, model),
                   n = flown({lean.east, lean.north + nudge}, model);
      if (!e.impact || !n.impact) return none(unsteady);
      const Miss by_e = miss_of(e), by_n = miss_of(n);
      slope = {(by_e.east - miss.east) / nudge, (by_n.east - miss.east) / nudge,
               (by_e.north - miss.north) / nudge, (by_n.north - miss.north) / nudge};
    } else {
      slope.learn(step, {miss.east - before.east, miss.north - before.north});
    }
    before = miss;
    step = slope.undoing(miss);
    // No farther than half the way to the pitch-over that goes too far, beyond which lies the other path.
    const double length = step.pitch_over(), max = std::max(0.5 * std::abs(lean.pitch_over() - inner), 1e-5);
    if (!std::isfinite(length)) return none(unsteady);
    if (length > max) step = {step.east * max / length, step.north * max / length};
    lean = {lean.east + step.east, lean.north + step.north};
  }
  const bool right_side = path == Path::high ? lean.pitch_over() < inner : lean.pitch_over() > inner;
  if (aimed.miss_m < 5.0 && right_side) return aimed;
  return none(unsteady);
}

} // namespace equipoise::motion
