#include "equipoise/catalogue/bind.hpp"

#include <algorithm>

#include "equipoise/core/constants.hpp"

namespace equipoise::catalogue {
namespace {

int whole(double value) {
  return static_cast<int>(value + 0.5);
}

double optional(const Values& values, const std::string& key, const char* name, double otherwise) {
  return values.has(key, name) ? values(key, name) : otherwise;
}

/// "3 of 5" -> 3 and 5. The words of the schema have one digit on each side.
void read_track_rule(const std::string& rule, sensing::Radar& radar) {
  radar.track_hits = rule.front() - '0';
  radar.track_window = rule.back() - '0';
}

} // namespace

motion::BallisticMissile ballistic_missile(const Values& values, const std::string& key, Body body) {
  motion::BallisticMissile m;
  m.launch_mass_kg = values(key, "launch_mass");
  m.payload_mass_kg = values(key, "payload_mass");
  m.specific_impulse_s = values(key, "specific_impulse");
  m.burn_time_s = values(key, "burn_time");
  m.diameter_m = values(key, "diameter");
  m.ballistic_coefficient_kg_per_m2 = values(
      key, body == Body::attached ? "ballistic_coefficient.attached" : "ballistic_coefficient.separated");
  if (values.has(key, "vacuum_impulse")) m.vacuum_impulse_s = values(key, "vacuum_impulse");
  if (values.has(key, "drag_curve")) {
    const std::string curve = values.word(key, "drag_curve");
    const auto& names = motion::drag_table_names;
    const auto found = std::find(names.begin(), names.end(), curve) - names.begin();
    const auto table = motion::drag_table(static_cast<motion::DragTable>(found));
    m.drag_table.assign(table.begin(), table.end());
  }
  if (values.has(key, "upper_stage_share") && values(key, "upper_stage_share") > 0.0)
    m.upper.push_back({values(key, "upper_stage_share") * (m.launch_mass_kg - m.payload_mass_kg),
                       m.burn_time_s, m.specific_impulse_s, 0.0, m.vacuum_impulse_s});
  return m;
}

motion::Agility agility(const Values& values, const std::string& key) {
  motion::Agility a;
  a.lateral_m_per_s2 = values(key, "lateral_load") * core::standard_gravity_m_per_s2;
  return a;
}

motion::CruiseMissile cruise_missile(const Values& values, const std::string& key) {
  motion::CruiseMissile m;
  m.range_m = values(key, "range");
  m.speed_m_per_s = values(key, "speed");
  m.cruise_altitude_m = values(key, "cruise_altitude");
  if (values.has(key, "terminal_altitude")) m.terminal_altitude_m = values(key, "terminal_altitude");
  if (values.has(key, "terminal_range")) m.terminal_range_m = values(key, "terminal_range");
  m.steepest_rad = values(key, "steepest_angle");
  m.agility = agility(values, key);
  return m;
}

double cross_section_m2(const Values& values, const std::string& key, Body body) {
  return values(key, body == Body::attached ? "cross_section.attached" : "cross_section.separated");
}

sensing::Radar radar(const Values& values, const std::string& key, Causes on) {
  const auto value = [&](const char* name) { return values(key, name); };
  sensing::Radar r;
  r.reference_range_m = value("range");
  r.reference_cross_section_m2 = value("reference_cross_section");
  r.reference_detection = value("detection_probability");
  r.false_alarm = value("false_alarm_probability");
  r.fluctuation =
      values.word(key, "fluctuation") == "Swerling 3" ? sensing::Swerling::case_3 : sensing::Swerling::case_1;
  r.instrumented_range_m = value("instrumented_range");
  r.range_factor = on.seeing ? value("range_factor") : 1.0;
  r.antenna_height_m = value("antenna_height");
  r.period_s = value("update_period");
  r.rotating = values.word(key, "scan") == "rotating";
  r.sector_width_rad = value("sector_azimuth");
  r.sector_elevation_rad = value("sector_elevation");
  read_track_rule(values.word(key, "track_rule"), r);
  r.tracks = whole(value("tracks"));
  r.track_misses = whole(value("track_misses"));
  r.pulses = whole(value("pulses"));
  r.frequency_Hz = value("frequency");
  r.range_resolution_m = value("range_resolution");
  r.beamwidth_azimuth_rad = value("beamwidth_azimuth");
  r.beamwidth_elevation_rad = value("beamwidth_elevation");
  r.min_range_error_m = value("least_range_error");
  r.min_angle_error_rad = value("least_angle_error");
  return r;
}

sensing::Limits sensing_limits(Causes on) {
  return {on.seeing, on.seeing};
}

engagement::Interceptor interceptor(const Values& values, const std::string& key, Causes on) {
  engagement::Interceptor i;
  const bool textbook = values.has(key, "flight_time");
  for (std::size_t c = 0; c < engagement::target_class_names.size(); ++c) {
    const std::string target(engagement::target_class_names[c]);
    if (!textbook)
      i.envelope[c] = {values(key, "least_range"), values(key, "range." + target),
                       values(key, "least_altitude." + target), values(key, "ceiling." + target)};
    i.kill_probability[c] =
        values(key, "kill_probability." + target + (on.kill_probability ? ".assessed" : ".brochure"));
  }
  if (textbook) {
    i.flyout = engagement::ConstantTimeFlyout{values(key, "flight_time")};
  } else {
    i.max_target_speed_m_per_s = values(key, "greatest_target_speed");
    i.flyout = engagement::PointMassFlyout{values(key, "boost_time"), values(key, "burnout_speed"),
                                           values(key, "ballistic_coefficient"), values(key, "least_speed")};
  }
  i.reliability = on.failures ? values(key, "reliability") : 1.0;
  if (on.failures) {
    i.shot_correlation = optional(values, key, "shot_correlation", 0.0);
    i.lot_failure_probability = optional(values, key, "lot_failure_probability", 0.0);
  }
  return i;
}

engagement::FireUnit fire_unit(const Values& values, const std::string& key, Causes on) {
  const auto value = [&](const char* name) { return values(key, name); };
  engagement::FireUnit u;
  u.target_channels = whole(value("target_channels"));
  u.missile_channels = whole(value("missile_channels"));
  const double rounds = value("launchers") * value("rounds_per_launcher");
  u.rounds = rounds >= engagement::unlimited ? engagement::unlimited : whole(rounds);
  u.reaction_time_s = value(on.timing ? "reaction_time.assessed" : "reaction_time.brochure");
  if (on.timing) u.launch_interval_s = value("launch_interval");
  if (on.readiness) u.availability = value("availability");
  if (on.failures) {
    u.common_failure_probability = value("common_failure_probability");
    u.track_probability = value("track_probability");
  }
  if (on.kill_assessment) {
    u.assessment_delay_s = value("assessment_delay");
    u.kill_seen_as_miss = value("kill_seen_as_miss");
    u.miss_seen_as_kill = value("miss_seen_as_kill");
  }
  u.reload_time_s = optional(values, key, "reload_time", 0.0);
  // A battery of which nothing is said takes every object for a threat, and knows its friends.
  u.decoy_called_threat = optional(values, key, "decoy_called_threat", 1.0);
  u.threat_called_decoy = optional(values, key, "threat_called_decoy", 0.0);
  if (on.failures) u.friend_called_hostile = optional(values, key, "friend_called_hostile", 0.0);
  return u;
}

} // namespace equipoise::catalogue
