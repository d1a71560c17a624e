#pragma once
// First-strike stability after Kent and Thaler: does either side do better by striking first?
#include <functional>

namespace equipoise::strategy {

/// C = D_own^0.75 + 0.3 (1 - D_enemy^0.75), of shares of value destroyed. Source: Kent & Thaler (1989), app.
/// C.
double kent_thaler_cost(double own, double enemy);

/// One side's forces, as weapons. The fixed part is lost where it is struck; the survivable part is not.
struct Forces {
  double weapons = 0.0;
  double survivable = 0.0;           ///< <= weapons
  double destroyed_per_weapon = 0.0; ///< enemy weapons by one of ours aimed at forces
  std::function<double(double)>
      destroys; ///< share of the enemy's value that so many weapons destroy, its defence counted
};

struct Strike {
  double first = 0.0;        ///< the striker's cost
  double struck = 0.0;       ///< the other's
  double counterforce = 0.0; ///< weapons the striker aims at forces
};
inline constexpr unsigned strike_steps = 2000;

/// The striker stops aiming at forces where its own cost is least, at ties where the enemy's is highest; the
/// rest goes at value and the other answers with what is left. The allocation is searched in `strike_steps`
/// equal steps, as in the published tool. Source: Kent & Thaler (1989), pp. 22, 26.
Strike strike_first(const Forces& striker, const Forces& struck);

struct Stability {
  Strike by_a, by_b;
  double ratio_a = 1.0; ///< cost of striking first over cost of being struck, at most 1
  double ratio_b = 1.0;
  double index = 1.0; ///< their product: 1 means that neither gains by going first
};
/// Source: Kent & Thaler (1989), pp. 26, 29.
Stability first_strike_stability(const Forces& a, const Forces& b);

/// A gain-and-loss table of one side: no war, strike first, be struck, both strike.
struct PreemptionTable {
  double no_war = 0.0, first = 0.0, struck = 0.0, mutual = 0.0;
};
/// The side strikes if it holds the other's strike to be likelier than this: (w - f) / ((w - f) + (m - s)).
/// At most 0: striking is better whatever the other does; not a number where there is no threshold. Domain:
/// finite values.
double preemption_threshold(const PreemptionTable& table);

} // namespace equipoise::strategy
