#include "equipoise/strategy/stability.hpp"

#include <algorithm>
#include <limits>

#include "equipoise/core/elementary.hpp"
#include "equipoise/core/precondition.hpp"

namespace equipoise::strategy {

double kent_thaler_cost(double own, double enemy) {
  return core::pow(own, 0.75) + 0.3 * (1.0 - core::pow(enemy, 0.75));
}

Strike strike_first(const Forces& striker, const Forces& struck) {
  const double fixed = struck.weapons - struck.survivable;
  const double most = striker.destroyed_per_weapon > 0.0
                          ? std::min(striker.weapons, fixed / striker.destroyed_per_weapon)
                          : 0.0;
  Strike best;
  best.first = std::numeric_limits<double>::infinity();
  for (unsigned i = 0; i <= strike_steps; ++i) {
    const double x = most * i / strike_steps;
    const double left = struck.survivable + std::max(0.0, fixed - striker.destroyed_per_weapon * x);
    const double enemy = striker.destroys(striker.weapons - x), own = struck.destroys(left);
    const Strike now{kent_thaler_cost(own, enemy), kent_thaler_cost(enemy, own), x};
    if (now.first < best.first || (now.first == best.first && now.struck > best.struck)) best = now;
  }
  return best;
}

Stability first_strike_stability(const Forces& a, const Forces& b) {
  Stability s;
  s.by_a = strike_first(a, b);
  s.by_b = strike_first(b, a);
  s.ratio_a = std::min(1.0, s.by_a.first / s.by_b.struck);
  s.ratio_b = std::min(1.0, s.by_b.first / s.by_a.struck);
  s.index = s.ratio_a * s.ratio_b;
  return s;
}

double preemption_threshold(const PreemptionTable& t) {
  EQUIPOISE_PRECONDITION(core::is_finite(t.no_war) && core::is_finite(t.first) && core::is_finite(t.struck) &&
                         core::is_finite(t.mutual));
  const double gain = t.no_war - t.first, relief = t.mutual - t.struck;
  return gain + relief > 0.0 ? gain / (gain + relief) : std::numeric_limits<double>::quiet_NaN();
}

} // namespace equipoise::strategy
