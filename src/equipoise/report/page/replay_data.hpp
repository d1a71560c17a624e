#pragma once
#include "equipoise/report/page/figure.hpp"
#include "equipoise/results/replay.hpp"

namespace equipoise::report {

/// A raid as the front end plays it: shared flights, threats, rounds and events in words. Metres and seconds.
Json replay_data(const results::ShownRaid& raid);

} // namespace equipoise::report
