#pragma once
// What is published of a ballistic missile, and what follows for its thrust and mass.
#include <string>
#include <vector>

#include "equipoise/motion/ballistic/drag.hpp"

namespace equipoise::motion {

inline constexpr double sea_level_pressure_Pa = 101325.0;

/// A stage above the first. The empty mass of the one below is dropped as that burns out.
struct UpperStage {
  double mass_kg = 0.0; ///< with its propellant, without what it carries
  double burn_time_s = 0.0;
  double specific_impulse_s = 0.0; ///< at sea level, as for the first stage
  double exit_area_m2 = 0.0;
  double vacuum_impulse_s = 0.0;
  double ignition_delay_s =
      0.0; ///< it coasts for so long after the stage below has burned out and fallen off
};

/// Published and closed parameters of one missile. SI.
struct BallisticMissile {
  double launch_mass_kg = 0.0;
  /// Of all stages together, each holding the same share of its mass. Closed from the published range where
  /// nobody publishes it.
  double propellant_mass_kg = 0.0;
  double payload_mass_kg = 0.0;
  double specific_impulse_s = 0.0; ///< at sea level
  double burn_time_s = 0.0;
  double diameter_m = 0.0;
  /// After burnout, of what flies on. 0: the whole body flies on, with the drag it had under power.
  double ballistic_coefficient_kg_per_m2 = 0.0;
  /// Nozzle exit area for the pressure term A (p0 - p). 0: what follows from the two impulses.
  double exit_area_m2 = 0.0;
  std::vector<UpperStage> upper = {}; ///< from the second on
  /// The published impulse in vacuum: with the one at sea level it gives the exit area A = flow g0 (I_vac -
  /// I) / p0. 0: not published; then, without an exit area, the term is off and the thrust that of sea level
  /// throughout.
  double vacuum_impulse_s = 0.0;
  std::vector<DragPoint> drag_table = {}; ///< of the whole body on its cross-section; empty: the V-2's
};

/// Why it cannot fly at all, in words that follow its name; empty if nothing stands against it: every number
/// finite, masses, burn times, impulses and diameter positive, something left after payload, stages and
/// propellant, no vacuum impulse below that at sea level, no stage lit before the one below has burned out, a
/// drag table of positive values at rising Mach numbers.
std::string fault_of(const BallisticMissile& missile);

/// Whether the first stage's thrust grows as the air thins: the pressure term is on.
bool has_pressure_term(const BallisticMissile& missile);

/// Every number of it in a fixed order: two missiles with the same numbers fly the same.
std::vector<double> numbers_of(const BallisticMissile& missile);

/// A time of constant mass flow: a stage while it burns, or the coast before it lights.
struct Burn {
  double begin_s, end_s;
  double mass_kg; ///< at its begin, everything that flies
  double flow_kg_per_s, thrust_N, exit_area_m2;

  double mass_at(double time_s) const { return mass_kg - flow_kg_per_s * (time_s - begin_s); }
};

/// Each stage holds the share of the propellant that it has of the mass without payload. Domain: no fault_of.
std::vector<Burn> burns_of(const BallisticMissile& missile);

} // namespace equipoise::motion
