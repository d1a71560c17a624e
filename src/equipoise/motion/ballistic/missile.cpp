#include "equipoise/motion/ballistic/missile.hpp"

#include <fmt/format.h>

#include <cmath>

#include "equipoise/core/constants.hpp"
#include "equipoise/core/precondition.hpp"

namespace equipoise::motion {
namespace {

double upper_mass_kg(const BallisticMissile& m) {
  double kg = 0.0;
  for (const UpperStage& stage : m.upper) kg += stage.mass_kg;
  return kg;
}

/// The exit area whose pressure term turns the impulse at sea level into that in vacuum.
double exit_area_m2(double given_m2, double flow_kg_per_s, double impulse_s, double vacuum_impulse_s) {
  if (given_m2 > 0.0 || vacuum_impulse_s == 0.0) return given_m2;
  return flow_kg_per_s * core::standard_gravity_m_per_s2 * (vacuum_impulse_s - impulse_s) /
         sea_level_pressure_Pa;
}

std::string fault_of_motor(const std::string& stage, double burn_s, double impulse_s, double vacuum_s,
                           double area_m2) {
  if (!(burn_s > 0.0)) return fmt::format("has a {}burn time of {} s; wanted: above 0", stage, burn_s);
  if (!(impulse_s > 0.0))
    return fmt::format("has a {}specific impulse of {} s; wanted: above 0", stage, impulse_s);
  if (vacuum_s != 0.0 && !(vacuum_s >= impulse_s))
    return fmt::format("has a {}vacuum impulse of {} s below the {} s at sea level", stage, vacuum_s,
                       impulse_s);
  if (!(area_m2 >= 0.0))
    return fmt::format("has a {}nozzle exit area of {} m2; wanted: 0 or more", stage, area_m2);
  return {};
}

} // namespace

std::string fault_of(const BallisticMissile& m) {
  for (const double number : numbers_of(m))
    if (!std::isfinite(number)) return "has a number that is infinite or none";
  if (!(m.launch_mass_kg > 0.0))
    return fmt::format("has a launch mass of {} kg; wanted: above 0", m.launch_mass_kg);
  if (!(m.payload_mass_kg >= 0.0))
    return fmt::format("has a payload of {} kg; wanted: 0 or more", m.payload_mass_kg);
  if (!(m.diameter_m > 0.0)) return fmt::format("has a diameter of {} m; wanted: above 0", m.diameter_m);
  if (!(m.ballistic_coefficient_kg_per_m2 >= 0.0))
    return fmt::format("has a ballistic coefficient of {} kg/m2; wanted: 0 or more",
                       m.ballistic_coefficient_kg_per_m2);
  std::string fault =
      fault_of_motor("", m.burn_time_s, m.specific_impulse_s, m.vacuum_impulse_s, m.exit_area_m2);
  for (std::size_t i = 0; i < m.upper.size() && fault.empty(); ++i) {
    const UpperStage& s = m.upper[i];
    const std::string stage = fmt::format("stage {} ", i + 2);
    fault = fault_of_motor(stage, s.burn_time_s, s.specific_impulse_s, s.vacuum_impulse_s, s.exit_area_m2);
    if (fault.empty() && !(s.mass_kg > 0.0))
      fault = fmt::format("has a {}mass of {} kg; wanted: above 0", stage, s.mass_kg);
    if (fault.empty() && !(s.ignition_delay_s >= 0.0))
      fault = fmt::format("lights {}{} s before the stage below has burned out", stage, -s.ignition_delay_s);
  }
  if (!fault.empty()) return fault;
  const double first_kg = m.launch_mass_kg - m.payload_mass_kg - upper_mass_kg(m);
  if (!(first_kg > 0.0))
    return fmt::format("leaves {} kg for its first stage after payload and upper stages; wanted: above 0",
                       first_kg);
  if (!(m.propellant_mass_kg > 0.0))
    return fmt::format("has {} kg of propellant; wanted: above 0", m.propellant_mass_kg);
  if (!(m.propellant_mass_kg < m.launch_mass_kg - m.payload_mass_kg))
    return fmt::format("has {} kg of propellant in {} kg of stages", m.propellant_mass_kg,
                       m.launch_mass_kg - m.payload_mass_kg);
  for (std::size_t i = 0; i < m.drag_table.size(); ++i)
    if (!(m.drag_table[i].coefficient > 0.0) || !(m.drag_table[i].mach >= 0.0) ||
        (i > 0 && !(m.drag_table[i].mach > m.drag_table[i - 1].mach)))
      return fmt::format("has a drag table whose point {} is not above 0 or not beyond the one before",
                         i + 1);
  return {};
}

bool has_pressure_term(const BallisticMissile& m) {
  return m.exit_area_m2 > 0.0 || m.vacuum_impulse_s > m.specific_impulse_s;
}

std::vector<double> numbers_of(const BallisticMissile& m) {
  std::vector<double> numbers{m.launch_mass_kg,
                              m.propellant_mass_kg,
                              m.payload_mass_kg,
                              m.specific_impulse_s,
                              m.burn_time_s,
                              m.diameter_m,
                              m.ballistic_coefficient_kg_per_m2,
                              m.exit_area_m2,
                              m.vacuum_impulse_s,
                              static_cast<double>(m.upper.size())};
  for (const UpperStage& s : m.upper)
    for (const double v : {s.mass_kg, s.burn_time_s, s.specific_impulse_s, s.exit_area_m2, s.vacuum_impulse_s,
                           s.ignition_delay_s})
      numbers.push_back(v);
  for (const DragPoint& p : m.drag_table) {
    numbers.push_back(p.mach);
    numbers.push_back(p.coefficient);
  }
  return numbers;
}

std::vector<Burn> burns_of(const BallisticMissile& m) {
  EQUIPOISE_PRECONDITION(fault_of(m).empty());
  const double all_kg = m.launch_mass_kg - m.payload_mass_kg;
  std::vector<Burn> burns;
  double mass_kg = m.launch_mass_kg, begin_s = 0.0;
  const auto add = [&](double stage_kg, double burn_s, double impulse_s, double area_m2, double vacuum_s) {
    const double propellant_kg =
        m.upper.empty() ? m.propellant_mass_kg : m.propellant_mass_kg * stage_kg / all_kg;
    const double flow = propellant_kg / burn_s;
    burns.push_back({begin_s, begin_s + burn_s, mass_kg, flow,
                     flow * impulse_s * core::standard_gravity_m_per_s2,
                     exit_area_m2(area_m2, flow, impulse_s, vacuum_s)});
    begin_s += burn_s;
    mass_kg -= stage_kg;
  };
  add(all_kg - upper_mass_kg(m), m.burn_time_s, m.specific_impulse_s, m.exit_area_m2, m.vacuum_impulse_s);
  for (const UpperStage& s : m.upper) {
    if (s.ignition_delay_s > 0.0) {
      burns.push_back({begin_s, begin_s + s.ignition_delay_s, mass_kg, 0.0, 0.0, 0.0});
      begin_s += s.ignition_delay_s;
    }
    add(s.mass_kg, s.burn_time_s, s.specific_impulse_s, s.exit_area_m2, s.vacuum_impulse_s);
  }
  return burns;
}

} // namespace equipoise::motion
