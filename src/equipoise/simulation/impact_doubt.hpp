#pragma once
#include "equipoise/simulation/theatre.hpp"

namespace equipoise::simulation {

/// Flies the filter along a ballistic flight as the battery's engagement radar would feed it, every look a detection
/// without error, and asks it now and then how well it knows the impact. Looks closer than a second apart are taken as
/// one. Nothing is known before the target comes into sight: the first value holds.
ImpactDoubt impact_doubt(const tracking::BallisticModel& model, const BatteryModel& battery,
                         const motion::Trajectory& path, const LookTable& table);

} // namespace equipoise::simulation
