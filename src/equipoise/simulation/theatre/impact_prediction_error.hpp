#pragma once
#include "equipoise/simulation/theatre/theatre.hpp"

namespace equipoise::simulation {

/// Flies the filter along a ballistic flight as the battery's radars would feed it: the dwells that confirm a
/// track of the surveillance radar, then those of the engagement radar, as many as detect on average; and
/// asks it from `from_s` after launch on what it makes of the impact. It is fed without error, so that what
/// it is off by is its bias; how much the errors of its fixes add, and how far those of one instant go with
/// those of the one before, is carried along by its gains. Dwells closer than a second apart are taken as
/// one; none is taken under thrust. By the instant of the handover from which on each holds, rising: from the
/// earliest that is not lost again before `from_s`, to the last that is likely up to `until_s`. Empty where
/// nothing is to be asked: `from_s` is past the end of the flight.
std::vector<ImpactPredictionError> impact_doubts(const tracking::BallisticModel& model,
                                                 const BatteryModel& battery, const motion::Trajectory& path,
                                                 const std::array<DwellTable, sensors>& tables, double from_s,
                                                 double until_s);

} // namespace equipoise::simulation
