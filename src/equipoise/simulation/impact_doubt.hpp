#pragma once
#include "equipoise/simulation/theatre.hpp"

namespace equipoise::simulation {

/// Flies the filter along a ballistic flight as the battery's engagement radar would feed it, from when a
/// track is likely and the end of thrust is noticed, every look that detects more often than not a detection,
/// and asks it from `from_s` after launch on what it makes of the impact. It is fed without error, so that
/// what it is off by is its bias; how much the errors of its fixes add, and how far those of one instant go
/// with those of the one before, is carried along by its gains. Looks closer than a second apart are taken as
/// one. Before the first instant, and after the last, the nearest holds.
ImpactDoubt impact_doubt(const tracking::BallisticModel& model, const BatteryModel& battery,
                         const motion::Trajectory& path, const std::array<LookTable, sensors>& tables,
                         double from_s);

} // namespace equipoise::simulation
