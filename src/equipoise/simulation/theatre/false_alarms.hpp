#pragma once
#include "equipoise/results/false_alarms.hpp"
#include "equipoise/simulation/theatre/theatre.hpp"

namespace equipoise::simulation {

/// How many false alarms a raid would meet, from the radars' chance a cell and the dwells on each flight: in
/// the gates of its targets' tracks, by the exact chain of the rule from the first dwell that can see it to
/// the end of its flight; and tracks confirmed by noise alone from the first launch to the last impact. All
/// modes of arrival in equal shares. Nothing is drawn; zero where the picture is perfect.
results::FalseAlarms false_alarms(const Theatre& theatre);

/// Taken by the engagement radars' tracks of one threat: from one on, a typical track has gone astray at
/// least once, and a scenario is warned about.
inline constexpr double max_false_alarms_taken = 1.0;

} // namespace equipoise::simulation
