#include <algorithm>
#include <vector>

#include "equipoise/core/constants.hpp"
#include "equipoise/motion/ballistic.hpp"
#include "equipoise/motion/minimum_energy.hpp"
#include "equipoise/validation/validation.hpp"

namespace equipoise::validation {
namespace {

using V = core::Vec3<core::Ecef>;
constexpr double degree = core::degree;

double arc_m(const V& a, const V& b, double radius_m) {
  return 2.0 * radius_m * core::asin(0.5 * norm(a - b) / radius_m);
}

std::string range_of(const Row& row) {
  return row.text("range_km") + " km, R " + row.text("R_km") + " km";
}

void arcs_in_closed_form(const Table& table, Cases& cases) {
  const std::string source = "Bate, Mueller & White 1971 and Wheelon 1959, min_energy_trajectories.csv";
  const std::string note = "1e-9 relative or half of the last printed digit, whichever is more: the columns carry six to "
                           "ten decimals of the same closed form";
  struct Column {
    const char *name, *quantity;
    double scale, half_digit;
    double motion::MinimumEnergyArc::*value;
  };
  using Arc = motion::MinimumEnergyArc;
  for (const Column& c : {Column{"burnout_speed_m_s", "speed, m/s", 1.0, 0.5e-6, &Arc::speed_m_per_s},
                          Column{"burnout_fpa_deg", "flight-path angle, deg", 1.0 / degree, 0.5e-8, &Arc::flight_path_angle_rad},
                          Column{"time_of_flight_s", "time of flight, s", 1.0, 0.5e-6, &Arc::time_of_flight_s},
                          Column{"apogee_km", "apogee, km", 1e-3, 0.5e-6, &Arc::apogee_m},
                          Column{"semi_major_axis_km", "semi-major axis, km", 1e-3, 0.5e-6, &Arc::semi_major_axis_m},
                          Column{"eccentricity", "eccentricity", 1.0, 0.5e-10, &Arc::eccentricity}}) {
    Worst worst("minimum-energy arcs, closed form", source, c.quantity, note);
    for (const Row& row : table) {
      const Arc arc = motion::minimum_energy_arc(1e3 * row.number("R_km"), row.number("range_km") / row.number("R_km"),
                                                 earth::wgs84.gravitational_parameter_m3_per_s2);
      const double theirs = row.number(c.name);
      // A hair more than half a digit: the printed number itself is rounded to binary.
      worst.add(c.scale * arc.*c.value, theirs, std::max(1e-9 * theirs, 1.0001 * c.half_digit), range_of(row));
    }
    cases.push_back(worst.result());
  }
}

void arcs_integrated(const Table& table, Cases& cases) {
  const std::string source = "Bate, Mueller & White 1971 and Wheelon 1959, min_energy_trajectories.csv";
  const std::string name = "minimum-energy arcs, integrated";
  const std::string note = ": the start is read with nine digits, which alone leaves some millimetres at the longest "
                           "arc; beyond 12,000 km the end runs away with the last digits of the start";
  Worst range(name, source, "range, m", "1 m" + note);
  Worst apogee(name, source, "apogee, m", "1 m" + note);
  Worst time(name, source, "time of flight, s", "1 ms" + note);
  for (const Row& row : table) {
    if (row.number("range_km") > 12000.0) continue;
    const double radius = 1e3 * row.number("R_km");
    motion::FlightModel model{earth::still_sphere, false, 1e-6};
    model.ellipsoid.semi_major_axis_m = radius;
    const double speed = row.number("burnout_speed_m_s"), angle = row.number("burnout_fpa_deg") * degree;
    const motion::Node start{0.0, {radius, 0, 0}, {speed * core::sin(angle), 0, speed * core::cos(angle)}, {}};
    const motion::Flight flight = motion::coast(start, 1.0, model);
    const motion::Node& end = flight.nodes.back();
    range.add(flight.impact ? arc_m(start.position, end.position, radius) : not_a_number, 1e3 * row.number("range_km"),
              1.0, range_of(row));
    apogee.add(norm(flight.apogee.position) - radius, 1e3 * row.number("apogee_km"), 1.0, range_of(row));
    time.add(end.time_s, row.number("time_of_flight_s"), 1e-3, range_of(row));
  }
  for (const Worst* worst : {&range, &apogee, &time}) cases.push_back(worst->result());
}

/// The inputs behind a row of flyout_scud_v2.csv; its head names them.
motion::BallisticMissile flown_in(const std::string& name) {
  motion::BallisticMissile m;
  if (name.starts_with("ScudB_")) {
    m.launch_mass_kg = 5860;
    m.propellant_mass_kg = 3771;
    m.payload_mass_kg = 987;
    m.specific_impulse_s = 226 * 9.8 / core::standard_gravity_m_per_s2;
    m.burn_time_s = 62;
    m.diameter_m = 0.88;
    m.ballistic_coefficient_kg_per_m2 = 19520;
    m.exit_area_m2 = name.find("constIsp") != std::string::npos ? 0.0 : 0.1352;
    return m;
  }
  m.diameter_m = 1.651;
  if (name.starts_with("V2_DumontMoreau")) {
    m.propellant_mass_kg = 8670;
    m.launch_mass_kg = 3870 + 8670;
    m.burn_time_s = 65;
    m.specific_impulse_s = 265e3 / (8670.0 / 65.0) / core::standard_gravity_m_per_s2;
  } else {
    m.propellant_mass_kg = 125 * 68;
    m.launch_mass_kg = 12900;
    m.burn_time_s = 68;
    m.specific_impulse_s = 203;
    m.exit_area_m2 = 0.43;
  }
  return m;
}

void flyouts(const Table& table, Cases& cases) {
  const motion::FlightModel model{earth::still_sphere, true, 1e-3};
  const double radius = model.ellipsoid.semi_major_axis_m;
  for (const bool scud : {true, false}) {
    const std::string name = scud ? "Scud-B fly-outs" : "V-2 fly-outs";
    const std::string source = scud ? "an independent code with the inputs published by D. Wright, flyout_scud_v2.csv"
                                    : "an independent code with inputs after Dumont & Moreau and others, flyout_scud_v2.csv";
    const std::string note = "0.3 % relative: what two codes of one model but different step control and interpolation of "
                             "the drag table were seen to differ by; history scatters by several per cent";
    Worst speed(name, source, "burnout speed, m/s", note), height(name, source, "burnout altitude, m", note),
        apogee(name, source, "apogee, km", note), range(name, source, "range, km", note),
        time(name, source, "time of flight, s", note), impact(name, source, "impact speed, m/s", note);
    for (const Row& row : table) {
      const std::string& flown = row.text("case");
      if (flown.starts_with("ScudB_") != scud) continue;
      const V launch{radius, 0, 0};
      const auto flight = motion::fly(flown_in(flown), launch,
                                      {row.number("kick_deg") * degree, 0.0, scud ? 100.0 : 300.0}, model);
      const motion::Node& end = flight.nodes.back();
      const auto add = [&](Worst& worst, double ours, const char* column) {
        worst.add(flight.impact ? ours : not_a_number, row.number(column), 0.003 * row.number(column), flown);
      };
      add(speed, norm(flight.burnout.velocity), "bo_v");
      add(height, norm(flight.burnout.position) - radius, "bo_h");
      add(apogee, 1e-3 * (norm(flight.apogee.position) - radius), "apogee_km");
      add(range, 1e-3 * arc_m(launch, end.position, radius), "range_km");
      add(time, end.time_s, "tof");
      add(impact, norm(end.velocity), "impact_v");
    }
    for (const Worst* worst : {&speed, &height, &apogee, &range, &time, &impact}) cases.push_back(worst->result());
  }
}

/// Entry on a straight path through an exponential atmosphere without gravity, with the altitude lost (in scale
/// heights) as the variable, as Allen & Eggers write it. The speed is in units of the entry speed.
struct Entry {
  std::vector<motion::Node> nodes;
  double top, steepness; ///< scale heights at the start; C / 2

  double density(double lost) const { return core::exp(lost - top); }
  double speed_at(double height) const {
    const double lost = top - height;
    for (std::size_t i = 1; i < nodes.size(); ++i)
      if (lost <= nodes[i].time_s) return motion::between(nodes[i - 1], nodes[i], lost).velocity.x;
    return nodes.back().velocity.x;
  }
  /// Greatest density times speed squared: the vertex of a parabola through the logarithms around the largest.
  double greatest_pressure() const {
    const auto log_at = [&](std::size_t i) {
      return nodes[i].time_s - top + 2.0 * core::log(nodes[i].velocity.x);
    };
    std::size_t best = 0;
    for (std::size_t i = 1; i < nodes.size(); ++i)
      if (log_at(i) > log_at(best)) best = i;
    if (best == 0 || best + 1 == nodes.size()) return core::exp(log_at(best));
    const double before = log_at(best - 1), here = log_at(best), after = log_at(best + 1);
    const double slope = 0.5 * (after - before), bend = before - 2.0 * here + after;
    return core::exp(here - 0.5 * slope * slope / bend);
  }
};

Entry enter(double steepness) {
  // Thirty scale heights up the air has taken less than 2e-12 of the speed. Steps of 1/512 scale height: the equation
  // is linear in the speed, so that even steps keep the error relative however little is left of it.
  Entry entry{{}, 30.0, steepness};
  constexpr double step = 1.0 / 512;
  const auto slowing = [&](double lost, const V&, const V& v) { return (-steepness * entry.density(lost)) * v; };
  motion::Node start{0.0, {}, {1.0, 0.0, 0.0}, {}};
  start.acceleration = slowing(0.0, {}, start.velocity);
  entry.nodes.push_back(start);
  motion::integrate(start, entry.top, {1e9, step, step}, slowing, [&](const motion::Node&, const motion::Node& next) {
    entry.nodes.push_back(next);
    return true;
  });
  return entry;
}

void entries(const Table& table, Cases& cases) {
  const std::string name = "ballistic entry on its own equation";
  const std::string source = "Allen & Eggers 1958, NACA Report 1381, allen_eggers.csv";
  const std::string note = "1e-8 relative: the same equation; the columns carry ten digits of the closed form, and halving the "
                           "step changes the eleventh";
  Worst deceleration(name, source, "greatest deceleration, m/s2", note);
  Worst speed_there(name, source, "speed there, m/s", note);
  Worst speed_at_ground(name, source, "speed at the ground, m/s", note);
  for (const Row& row : table) {
    const double scale_height = row.number("H"), rho = row.number("rho0"), beta = row.number("beta");
    const double entry_speed = row.number("V_E"), sine = core::sin(row.number("gamma_deg") * degree);
    const Entry entry = enter(0.5 * rho * scale_height / (beta * sine));
    const std::string at = row.text("V_E") + " m/s, " + row.text("gamma_deg") + " deg, " + row.text("beta") + " kg/m2, " +
                           row.text("rho0") + " kg/m3";
    const auto add = [&](Worst& worst, double ours, const char* column) {
      worst.add(ours, row.number(column), 1e-8 * row.number(column), at);
    };
    add(deceleration, 0.5 * rho / beta * entry_speed * entry_speed * entry.greatest_pressure(), "max_decel");
    // Not a number where the greatest deceleration is at the ground.
    const double height = row.number("h_max_decel");
    add(speed_there, entry_speed * entry.speed_at(height == height ? height / scale_height : 0.0), "V_at_max_decel");
    add(speed_at_ground, entry_speed * entry.nodes.back().velocity.x, "V_ground");
  }
  for (const Worst* worst : {&deceleration, &speed_there, &speed_at_ground}) cases.push_back(worst->result());
}

} // namespace

Cases motion_cases(const Published& published) {
  Cases cases;
  arcs_in_closed_form(published.arcs, cases);
  arcs_integrated(published.arcs, cases);
  flyouts(published.flyouts, cases);
  entries(published.entries, cases);
  return cases;
}

} // namespace equipoise::validation
