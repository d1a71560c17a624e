#include "equipoise/catalogue/schema.hpp"

#include "equipoise/catalogue/belief.hpp"
#include "equipoise/core/constants.hpp"
#include "equipoise/engagement/battery.hpp"
#include "equipoise/engagement/target.hpp"
#include "equipoise/sensing/detection.hpp"

namespace equipoise::catalogue {
namespace {

using core::Dimension;
constexpr double many = engagement::unlimited;
constexpr double half_turn = core::pi;

Field probability(std::string_view name, std::string_view meaning, bool required = true) {
  return {name, Dimension::number, 0.0, 1.0, meaning, required};
}
Field time(std::string_view name, double min, double max, std::string_view meaning, bool required = true) {
  return {name, Dimension::time, min, max, meaning, required};
}
Field length(std::string_view name, double min, double max, std::string_view meaning, bool required = true) {
  return {name, Dimension::length, min, max, meaning, required};
}
Field count(std::string_view name, double min, std::string_view meaning, bool required = true) {
  return {name, Dimension::number, min, many, meaning, required, true};
}
Field word(std::string_view name, std::vector<std::string_view> words, std::string_view meaning,
           bool required = true) {
  return {name, Dimension::number, 0.0, 0.0, meaning, required, false, std::move(words)};
}

Field lateral_load() {
  return {"lateral_load", Dimension::number, 0.01, 50.0,
          "greatest acceleration across the path on a route, in standard gravities"};
}

/// What is published and shown, and read by no model.
Field recorded(Field field) {
  field.required = false;
  field.recorded = true;
  return field;
}
Field recorded_count(std::string_view name, std::string_view meaning) {
  return recorded(count(name, 0, meaning));
}
Field recorded_length(std::string_view name, std::string_view meaning) {
  return recorded(length(name, 0.0, 2e7, meaning));
}
Field recorded_mass(std::string_view name, std::string_view meaning) {
  return recorded({name, Dimension::mass, 0.0, 1e6, meaning});
}
Field recorded_speed(std::string_view name, std::string_view meaning) {
  return recorded({name, Dimension::speed, 0.0, 2e4, meaning});
}
Field recorded_share(std::string_view name, std::string_view meaning) {
  return recorded(probability(name, meaning));
}
Field money(std::string_view name, std::string_view meaning) {
  return recorded({name, Dimension::money, 0.0, 1e13, meaning});
}
/// 1900 to 2100.
Field date(std::string_view name, std::string_view meaning) {
  return recorded({name, Dimension::date, -25567.0, 47482.0, meaning});
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
      {"track_misses", Dimension::number, 1.0, 64.0, "looks without a detection, in a row, that end a track",
       required, true},
      count("tracks", 1, "targets tracked at once", required),
      {"pulses", Dimension::number, 1.0, sensing::max_pulses, "integrated without phase in one look",
       required, true},
      {"frequency", Dimension::frequency, 1e9, 1e11, "of the carrier, for the attenuation of the air",
       required},
      length("range_resolution", 0.1, 1e5, "two targets closer than this are one", required),
      {"beamwidth_azimuth", Dimension::angle, 1e-4, half_turn, "between half-power points", required},
      {"beamwidth_elevation", Dimension::angle, 1e-4, half_turn, "between half-power points", required},
      length("least_range_error", 0.0, 1e5, "standard deviation that no signal improves", required),
      {"least_angle_error", Dimension::angle, 0.0, half_turn, "standard deviation that no signal improves",
       required},
      recorded_length("quoted_range", "other ranges in print, by target"),
  };
}

/// Given by class of target.
Field by_class(Field field) {
  field.below.emplace_back(engagement::target_class_names.begin(), engagement::target_class_names.end());
  return field;
}
/// Given by belief: what is published, and what the record makes of it.
Field by_belief(Field field) {
  field.below.push_back({name_of(Belief::brochure), name_of(Belief::assessed)});
  return field;
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
           time("burn_time", 1.0, 1000.0, "of the motor, of each stage"),
           time("vacuum_impulse", 100.0, 500.0,
                "specific impulse in vacuum; with it thrust grows as the air thins", false),
           word("drag_curve", {"V-2", "large liquid", "large solid"},
                "published drag curve of the whole body; the V-2's if not given", false),
           {"upper_stage_share", Dimension::number, 0.0, 0.9,
            "of the mass without payload, in a second stage", false},
           word("path", {"low", "high"}, "flight path for less than the longest range"),
           word("separates", {"no", "yes"}, "whether the re-entry body leaves the motor"),
           {"ballistic_coefficient.attached", Dimension::mass_per_area, 10.0, 1e6,
            "mass over drag area, whole body"},
           {"ballistic_coefficient.separated", Dimension::mass_per_area, 10.0, 1e6,
            "mass over drag area, re-entry body"},
           {"cross_section.attached", Dimension::area, 1e-6, 1e4, "radar cross-section, whole body"},
           {"cross_section.separated", Dimension::area, 1e-6, 1e4, "radar cross-section, re-entry body"},
           probability("reliability", "works from launch to impact"),
           recorded(count("stages", 1, "that burn one after the other")),
           recorded(word("propellant", {"solid", "liquid"}, "of the motor")),
           recorded_length("length", "of the whole missile"),
           recorded_length("circular_error_probable", "radius that half of the arrivals fall within"),
           recorded_mass("propellant_mass", "in print, beside the one that closes on the range"),
           recorded_mass("empty_mass", "without propellant, with payload"),
           recorded({"propellant_flow", Dimension::mass_flow, 0.0, 1e5, "while the motor burns"}),
           recorded({"thrust", Dimension::force, 0.0, 1e8, "at sea level"}),
           recorded_speed("burnout_speed", "at the end of boost"),
           recorded_length("apogee", "greatest height of a flight to the longest range"),
           recorded_length("recorded_range", "of one reported flight"),
           recorded_length("recorded_apogee", "of one reported flight"),
           recorded(time("recorded_time_of_flight", 1.0, 1e5, "of one reported flight")),
           date("test", "days of reported tests"),
       }},
      {"cruise-missile",
       {},
       {
           length("range", 1e3, 2e7, "longest ground range"),
           {"speed", Dimension::speed, 50.0, 3e3, "on the way"},
           length("cruise_altitude", 1.0, 4e4, "above ground or sea, on the way"),
           {"cross_section", Dimension::area, 1e-6, 1e4, "radar cross-section, nose on"},
           length("terminal_altitude", 1.0, 4e4, "above ground or sea, near the end", false),
           length("terminal_range", 0.0, 1e6, "to the aim, flown at the terminal altitude", false),
           {"steepest_angle", Dimension::angle, half_turn / 180.0, 80.0 * half_turn / 180.0,
            "of climb, descent and dive"},
           lateral_load(),
           probability("reliability", "works from launch to impact"),
           recorded_mass("payload_mass", "carried to the end"),
           recorded_mass("launch_mass", "at launch"),
           recorded_length("recorded_range", "of one reported flight"),
           date("test", "days of reported tests"),
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
           lateral_load(),
           recorded_length("combat_radius", "out and back with a load"),
           recorded_length("ferry_range", "one way"),
       }},
      {"radar", {}, radar_fields(true)},
      {"radar-practice", {}, radar_fields(false)},
      {"interceptor",
       {},
       {
           by_class(length("range", 1e3, 1e6, "greatest slant range, by class of target")),
           length("least_range", 0.0, 1e5, "smallest slant range"),
           by_class(length("ceiling", 10.0, 3e5, "greatest altitude, by class of target")),
           by_class(length("least_altitude", 0.0, 1e5, "smallest altitude")),
           {"greatest_target_speed", Dimension::speed, 1.0, 2e4, "of the target at intercept"},
           time("boost_time", 0.1, 300.0, "to burnout speed"),
           {"burnout_speed", Dimension::speed, 50.0, 1e4, "greatest speed"},
           {"ballistic_coefficient", Dimension::mass_per_area, 10.0, 1e6, "after burnout"},
           {"least_speed", Dimension::speed, 1.0, 5e3, "slower than this it no longer intercepts"},
           probability("reliability", "launches and flies"),
           by_belief(by_class(probability("kill_probability", "single shot, by class of target and belief"))),
           {"shot_correlation", Dimension::number, 0.0, 0.999, "between any two shots of one raid", false},
           probability("lot_failure_probability", "no round of this kind kills in a raid", false),
           recorded_mass("launch_mass", "at launch"),
           recorded_length("length", "of the round"),
           recorded_length("diameter", "of the body"),
           recorded_length("quoted_range", "other ranges in print"),
           recorded_length("quoted_altitude", "other altitudes in print"),
           recorded_speed("quoted_speed", "other speeds in print"),
           recorded_share("quoted_kill_probability", "other figures in print"),
           recorded_count("rounds_per_cell", "that fit in place of one large round"),
           date("in_service", "first reported with a force"),
       }},
      {"textbook-interceptor",
       {},
       {
           time("flight_time", 0.001, 3600.0, "to any point"),
           probability("reliability", "launches and flies"),
           by_belief(by_class(probability("kill_probability", "single shot"))),
           {"shot_correlation", Dimension::number, 0.0, 0.999, "between any two shots of one raid", false},
           probability("lot_failure_probability", "no round of this kind kills in a raid", false),
       }},
      {"battery",
       {"surveillance_radar", "engagement_radar", "interceptor", "second_interceptor", "third_interceptor"},
       {
           count("launchers", 1, "in the fire unit"),
           count("rounds_per_launcher", 1, "ready to fire"),
           count("target_channels", 1, "targets engaged at once"),
           count("missile_channels", 1, "rounds guided at once"),
           by_belief(time("reaction_time", 0.0, 3600.0, "from the track to the first launch at it")),
           time("launch_interval", 0.0, 600.0, "between any two launches"),
           probability("availability", "manned, radiating and serviceable"),
           probability("common_failure_probability", "all shots of one raid fail together"),
           probability("track_probability",
                       "classification and command hold, once for all shots at a target"),
           time("assessment_delay", 0.0, 600.0, "from the last intercept of a salvo to the verdict"),
           probability("kill_seen_as_miss", "error of the kill assessment"),
           probability("miss_seen_as_kill", "error of the kill assessment"),
           probability("friend_called_hostile", "a friendly aircraft taken for a hostile one", false),
           probability("threat_called_decoy",
                       "classification takes a threat that decoys fly along with for one", false),
           probability("decoy_called_threat", "classification takes a decoy for a threat", false),
           time("reload_time", 0.0, 1e5, "of the whole magazine from the stock, once it is empty", false),
           recorded(time("deployment_time", 0.0, 1e6, "from the march to readiness")),
           date("in_service", "first reported with a force"),
       }},
      {"formation",
       {"battery"},
       {
           recorded_count("batteries", "fire units"),
           recorded_count("launchers", "in all fire units together"),
           recorded_count("rounds_supplied", "by type or report"),
           recorded_count("target_channels", "targets engaged at once, all fire units together"),
           recorded_count("missile_channels", "rounds guided at once, all fire units together"),
           recorded_count("batteries_commanded", "fire units that one command post can lead"),
           recorded_length("quoted_range", "quoted for the whole system, by target"),
           recorded_length("quoted_altitude", "quoted for the whole system"),
           recorded_speed("quoted_target_speed", "greatest, quoted for the whole system"),
           recorded(time("deployment_time", 0.0, 1e6, "from the march to readiness")),
       }},
      {"network",
       {},
       {
           time("latency", 0.0, 3600.0, "from one unit's track to another's picture"),
           probability("link_availability", "a link works when it is needed"),
       }},
      {"turntable",
       {},
       {
           time("quarter_turn", 0.1, 3600.0,
                "in which an engagement radar's sector turns by 90 degrees, where a scenario lets it turn"),
       }},
      {"signatures",
       {},
       {
           recorded({"cross_section", Dimension::area, 1e-9, 1e4, "radar cross-section, by class"}),
       }},
      {"force",
       {},
       {
           recorded_share("survivability", "a launcher survives a first strike"),
           recorded_share("launcher_availability", "a launcher is ready"),
           recorded_share("defended_share", "aim points inside a defended area"),
           recorded(
               time("response_lag", 0.0, 1e9, "from a rival's announcement to one's own first delivery")),
           recorded({"missiles_per_year", Dimension::number, 0.0, 1e4, "ballistic missiles produced"}),
           recorded_share("budget_share", "of budget growth spent on the answer"),
           recorded(
               {"sanctions_cost_factor", Dimension::number, 1.0, 10.0, "price of substitutes and delay"}),
       }},
      {"contract",
       {},
       {
           money("price", "of the whole, or of one part"),
           recorded_count("ordered", "what is bought, by kind"),
           date("signed", "by both sides"),
           date("payment", "of the advance"),
           date("planned", "deliveries as contracted"),
           date("delivered", "deliveries as reported"),
           date("operational", "in service as reported"),
           date("event", "other days that belong to it"),
           recorded({"yes", Dimension::number, 0.0, 1.0, "1 if it holds, 0 if not"}),
       }},
      {"costs",
       {},
       {
           money("unit_cost", "by thing"),
           money("programme_cost", "by programme"),
       }},
      {"stockpile",
       {},
       {
           recorded_count("warheads", "estimated, by year"),
           recorded_count("launchers", "estimated, by kind"),
           recorded_count("types", "of delivery systems"),
       }},
      {"timeline", {}, {date("event", "what happened, by day; the note says what")}},
      {"campaign",
       {},
       {
           recorded(word("target", {"ballistic", "cruise_missile", "aircraft", "drone", "mixed"},
                         "what was shot at")),
           recorded(word("defence", {"surface-to-air", "missile-defence", "layered"},
                         "rounds made against aircraft first, against missiles only, or several of both")),
           recorded_count("launched", "threats, by report"),
           recorded_count("engaged", "threats shot at, by report"),
           recorded_count("stopped", "threats, by who says so"),
           recorded_count("leaked", "threats that arrived, by report"),
           recorded_share("rate", "stopped over what the note names, by who says so"),
           recorded({"withdrawn", Dimension::number, 0.0, 1.0, "1: who made the claim replaced it later"}),
           recorded_count("rounds", "interceptors fired"),
           recorded(
               {"rounds_per_target", Dimension::number, 1.0, 20.0, "interceptors for each threat engaged"}),
           recorded_share("engaged_share", "of the threats in the denominator that were shot at at all"),
           recorded_count("lost", "systems or aircraft, by who says so"),
           recorded_length("longest_kill", "claimed distance"),
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

namespace {

/// The names of each level, the field's own first.
std::vector<std::vector<std::string>> names_by_level(const Field& field) {
  std::vector<std::vector<std::string>> levels{{std::string(field.name)}};
  for (const auto& parts : field.below) {
    std::vector<std::string> names;
    for (const std::string& above : levels.back())
      for (const std::string_view part : parts) names.push_back(above + "." + std::string(part));
    levels.push_back(std::move(names));
  }
  return levels;
}

} // namespace

std::vector<std::string> full_names(const Field& field) {
  return names_by_level(field).back();
}

std::vector<std::string> allowed_names(const Field& field) {
  std::vector<std::string> all;
  for (const auto& names : names_by_level(field)) all.insert(all.end(), names.begin(), names.end());
  return all;
}

} // namespace equipoise::catalogue
