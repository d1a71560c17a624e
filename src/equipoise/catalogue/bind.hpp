#pragma once
// From catalogue values to models, under a belief or any choice of its causes. The entries have been checked
// against their schema.
#include <optional>

#include "equipoise/catalogue/belief.hpp"
#include "equipoise/catalogue/parameter_set.hpp"
#include "equipoise/engagement/battery.hpp"
#include "equipoise/engagement/interceptor.hpp"
#include "equipoise/motion/ballistic/ballistic.hpp"
#include "equipoise/motion/laid_down/cruise.hpp"
#include "equipoise/sensing/radar.hpp"

namespace equipoise::catalogue {

/// Whether the re-entry body leaves the motor: it changes the drag after burnout and the cross-section.
enum class Body { attached, separated };

/// Without its propellant mass, which closes on the published range.
motion::BallisticMissile ballistic_missile(const Values& values, const std::string& key, Body body);

/// What bounds the bends of an aircraft's or a cruise missile's path.
motion::Agility agility(const Values& values, const std::string& key);

motion::CruiseMissile cruise_missile(const Values& values, const std::string& key);

double cross_section_m2(const Values& values, const std::string& key, Body body);

sensing::Radar radar(const Values& values, const std::string& key, Causes on);

/// What is left of the limits of a dwell.
sensing::Limits sensing_limits(Causes on);

engagement::Interceptor interceptor(const Values& values, const std::string& key, Causes on);

engagement::FireUnit fire_unit(const Values& values, const std::string& key, Causes on);

} // namespace equipoise::catalogue
