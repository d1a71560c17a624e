#include "equipoise/catalogue/schema.hpp"

#include "equipoise/core/constants.hpp"
#include "equipoise/engagement/battery.hpp"

namespace equipoise::catalogue {
namespace {

using core::Dimension;
constexpr double many = engagement::unlimited;
constexpr double half_turn = core::pi;

Field probability(std::string_view name, std::string_view meaning, bool required = true) {
  return {name, Dimension::number, 0.0, 1.0, meaning, required};
}
Field time(std::string_view name, double least, double greatest, std::string_view meaning,
           bool required = true) {
  return {name, Dimension::time, least, greatest, meaning, required};
}
Field length(std::string_view name, double least, double greatest, std::string_view meaning,
             bool required = true) {
  return {name, Dimension::length, least, greatest, meaning, required};
}
Field count(std::string_view name, double least, std::string_view meaning, bool required = true) {
  return {name, Dimension::number, least, many, meaning, required, true};
}
Field word(std::string_view name, std::vector<std::string_view> words, std::string_view meaning,
           bool required = true) {
  return {name, Dimension::number, 0.0, 0.0, meaning, required, false, std::move(words)};
}

std::vector<Field> radar_fields(bool required) {
  return {
      length("range", 1.0, 5e6, "range at the reference cross-section", required),
      {"reference_cross_section", Dimension::area, 1e-6, 1e4, "cross-section to which the range belongs",
       required},
      probability("detection_probability", "chance of detection that a quoted range is taken to mean",
                  required),
      {"false_alarm_probability", Dimension::number, 1e-12, 1e-2, "chance that noise passes the threshold",
       required},
      word("fluctuation", {"Swerling 1", "Swerling 3"}, "how the echo fluctuates between looks", required),
      length("instrumented_range", 1.0, 5e6, "nothing is seen beyond it", required),
      {"range_factor", Dimension::number, 1e-3, 1.0, "range left under jamming and clutter", required},
      length("antenna_height", 0.0, 1e3, "above the ground", required),
      time("update_period", 0.01, 60.0, "between two looks at one target", required),
      word("scan", {"rotating", "staring"}, "whether the time of a look follows from an antenna that turns",
           required),
      {"sector_azimuth", Dimension::angle, 0.0, 2.0 * half_turn, "width; 0 is all round", required},
      {"sector_elevation", Dimension::angle, 0.0, 0.5 * half_turn, "upper edge; 0 is no limit", required},
      word("track_rule", {"1 of 1", "2 of 2", "2 of 3", "3 of 5", "4 of 6"}, "looks that confirm a track",
           required),
  };
}

const std::vector<Kind>& all_kinds() {
  static const std::vector<Kind> list{
      {"ballistic-missile",
       {},
       {
           length("range", 1e3, 2e7, "longest ground range; closes the propellant mass"),
           {"launch_mass", Dimension::mass, 1.0, 1e6, "at launch"},
           {"payload_mass", Dimension::mass, 0.0, 1e5, "carried to the end"},
           length("diameter", 0.01, 10.0, "of the body"),
           time("specific_impulse", 100.0, 500.0, "at sea level"),
           time("burn_time", 1.0, 1000.0, "of the motor"),
           word("path", {"low", "high"}, "flight path for less than the longest range"),
           word("separates", {"no", "yes"}, "whether the re-entry body leaves the motor"),
           {"ballistic_coefficient.attached", Dimension::mass_per_area, 10.0, 1e6,
            "mass over drag area, whole body"},
           {"ballistic_coefficient.separated", Dimension::mass_per_area, 10.0, 1e6,
            "mass over drag area, re-entry body"},
           {"cross_section.attached", Dimension::area, 1e-6, 1e4, "radar cross-section, whole body"},
           {"cross_section.separated", Dimension::area, 1e-6, 1e4, "radar cross-section, re-entry body"},
           probability("reliability", "works from launch to impact"),
       }},
      {"textbook-missile",
       {},
       {
           time("time_of_flight", 1.0, 7200.0, "from launch to aim, whatever the distance"),
           probability("reliability", "works from launch to impact"),
       }},
      {"aircraft",
       {},
       {
           {"cross_section", Dimension::area, 1e-6, 1e4, "radar cross-section, nose on"},
           length("ceiling", 100.0, 4e4, "greatest altitude"),
           {"greatest_speed", Dimension::speed, 10.0, 3e3, "greatest speed at altitude"},
       }},
      {"radar", {}, radar_fields(true)},
      {"radar-practice", {}, radar_fields(false)},
      {"interceptor",
       {},
       {
           length("range", 1e3, 1e6, "greatest slant range, by class of target"),
           length("least_range", 0.0, 1e5, "smallest slant range"),
           length("ceiling", 10.0, 3e5, "greatest altitude, by class of target"),
           length("least_altitude", 0.0, 1e5, "smallest altitude"),
           {"greatest_target_speed", Dimension::speed, 1.0, 2e4, "of the target at intercept"},
           time("boost_time", 0.1, 300.0, "to burnout speed"),
           {"burnout_speed", Dimension::speed, 50.0, 1e4, "greatest speed"},
           {"ballistic_coefficient", Dimension::mass_per_area, 10.0, 1e6, "after burnout"},
           {"least_speed", Dimension::speed, 1.0, 5e3, "slower than this it no longer intercepts"},
           probability("reliability", "launches and flies"),
           probability("kill_probability", "single shot, by class of target and belief"),
       }},
      {"textbook-interceptor",
       {},
       {
           time("flight_time", 0.001, 3600.0, "to any point"),
           probability("reliability", "launches and flies"),
           probability("kill_probability", "single shot"),
       }},
      {"battery",
       {"surveillance_radar", "engagement_radar", "interceptor"},
       {
           count("launchers", 1, "in the fire unit"),
           count("rounds_per_launcher", 1, "ready to fire"),
           count("target_channels", 1, "targets engaged at once"),
           count("missile_channels", 1, "rounds guided at once"),
           time("reaction_time", 0.0, 3600.0, "from the track to the first launch at it"),
           time("launch_interval", 0.0, 600.0, "between any two launches"),
           probability("availability", "manned, radiating and serviceable"),
           probability("common_failure_probability", "all shots of one raid fail together"),
           probability("track_probability",
                       "classification and command hold, once for all shots at a target"),
           time("assessment_delay", 0.0, 600.0, "from the last intercept of a salvo to the verdict"),
           probability("kill_seen_as_miss", "error of the kill assessment"),
           probability("miss_seen_as_kill", "error of the kill assessment"),
       }},
  };
  return list;
}

} // namespace

std::span<const Kind> kinds() {
  return all_kinds();
}

const Kind* find_kind(std::string_view name) {
  for (const Kind& kind : all_kinds())
    if (kind.name == name) return &kind;
  return nullptr;
}

const Field* find_field(const Kind& kind, std::string_view parameter) {
  for (const Field& field : kind.fields) {
    const bool leading = parameter.size() > field.name.size() && parameter.starts_with(field.name) &&
                         parameter[field.name.size()] == '.';
    if (parameter == field.name || leading) return &field;
  }
  return nullptr;
}

} // namespace equipoise::catalogue
