#include <algorithm>
#include <vector>

#include "equipoise/core/constants.hpp"
#include "equipoise/motion/ballistic/ballistic.hpp"
#include "equipoise/motion/ballistic/minimum_energy.hpp"
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
  const std::string note =
      "1e-9 relative or half of the last printed digit, whichever is more: the columns carry six to "
      "ten decimals of the same closed form";
  struct Column {
    const char *name, *quantity;
    double scale, half_digit;
    double motion::MinimumEnergyArc::*value;
  };
  using Arc = motion::MinimumEnergyArc;
  for (const Column& c :
       {Column{"burnout_speed_m_s", "speed, m/s", 1.0, 0.5e-6, &Arc::speed_m_per_s},
        Column{"burnout_fpa_deg", "flight-path angle, deg", 1.0 / degree, 0.5e-8,
               &Arc::flight_path_angle_rad},
        Column{"time_of_flight_s", "time of flight, s", 1.0, 0.5e-6, &Arc::time_of_flight_s},
        Column{"apogee_km", "apogee, km", 1e-3, 0.5e-6, &Arc::apogee_m},
        Column{"semi_major_axis_km", "semi-major axis, km", 1e-3, 0.5e-6, &Arc::semi_major_axis_m},
        Column{"eccentricity", "eccentricity", 1.0, 0.5e-10, &Arc::eccentricity}}) {
    Worst worst("minimum-energy arcs, closed form", source, c.quantity, note);
    for (const Row& row : table) {
      const Arc arc =
          motion::minimum_energy_arc(1e3 * row.number("R_km"), row.number("range_km") / row.number("R_km"),
                                     earth::wgs84.gravitational_parameter_m3_per_s2);
      const double theirs = row.number(c.name);
      // A hair more than half a digit: the printed number itself is rounded to binary.
      worst.add(c.scale * arc.*c.value, theirs, std::max(1e-9 * theirs, 1.0001 * c.half_digit),
                range_of(row));
    }
    cases.push_back(worst.result());
  }
}

void arcs_integrated(const Table& table, Cases& cases) {
  const std::string source = "Bate, Mueller & White 1971 and Wheelon 1959, min_energy_trajectories.csv";
  const std::string name = "minimum-energy arcs, integrated";
  const std::string note =
      ": the start is read with nine digits, which alone leaves some millimetres at the longest "
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
    const motion::Node start{
        0.0, {radius, 0, 0}, {speed * core::sin(angle), 0, speed * core::cos(angle)}, {}};
    const motion::Flight flight = motion::coast(start, 1.0, model);
    const motion::Node& end = flight.nodes.back();
    range.add(flight.impact ? arc_m(start.position, end.position, radius) : not_a_number,
              1e3 * row.number("range_km"), 1.0, range_of(row));
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
    const std::string source =
        scud ? "an independent code with the inputs published by D. Wright, flyout_scud_v2.csv"
             : "an independent code with inputs after Dumont & Moreau and others, flyout_scud_v2.csv";
    const std::string note =
        "0.3 % relative: what two codes of one model but different step control and interpolation of "
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
    for (const Worst* worst : {&speed, &height, &apogee, &range, &time, &impact})
      cases.push_back(worst->result());
  }
}

/// The same missiles with all the program has: an ellipsoid that turns and bulges, no ball at rest.
void history(const Table& table, Cases& cases) {
  const std::string source = "captured and fired missiles of record, column published of flyout_scud_v2.csv";
  const std::string note = ": flown northward from 45 degrees over the turning WGS-84 earth with J2; ";
  Worst range("V-2 in history", source, "range, km", "8 % of 320 km" + note + "shots scattered by as much");
  Worst apogee("V-2 in history", source, "apogee, km",
               "12 % of 88.5 km" + note + "80 to 97 km are on record");
  Worst impact("V-2 in history", source, "impact speed, m/s",
               "150 m/s about 950 m/s" + note + "800 to 1,100 m/s are on record");
  Worst scud("Scud-B in history", source, "range, km",
             "8 % of 334 km" + note + "without the nozzle pressure term, as the record's own tool has it");
  const motion::FlightModel model{};
  const V launch = earth::to_ecef(model.ellipsoid, {45.0 * degree, 0.0, 0.0});
  for (const Row& row : table) {
    const std::string& flown = row.text("case");
    const bool is_scud = flown.starts_with("ScudB_");
    const auto flight = motion::fly(flown_in(flown), launch,
                                    {row.number("kick_deg") * degree, 0.0, is_scud ? 100.0 : 300.0}, model);
    const motion::Node& end = flight.nodes.back();
    const double range_km = flight.impact ? 1e-3 * arc_m(launch, end.position, norm(launch)) : not_a_number;
    if (is_scud) {
      scud.add(range_km, 334.0, 0.08 * 334.0, flown);
      continue;
    }
    range.add(range_km, 320.0, 0.08 * 320.0, flown);
    apogee.add(1e-3 * earth::altitude_m(model.ellipsoid, flight.apogee.position), 88.5, 0.12 * 88.5, flown);
    impact.add(norm(end.velocity), 950.0, 150.0, flown);
  }
  for (const Worst* worst : {&range, &apogee, &impact, &scud}) cases.push_back(worst->result());
}

/// What Kepler's orbit keeps.
void revolutions(Cases& cases) {
  const std::string source = "two bodies in closed form, Bate, Mueller & White 1971";
  const std::string name = "a revolution in vacuum";
  const std::string note = "1e-10 relative after a revolution from 7,000 km, with steps that err by 0.1 um";
  Worst energy(name, source, "energy, J/kg", note), momentum(name, source, "angular momentum, m2/s", note);
  const double mu = earth::still_sphere.gravitational_parameter_m3_per_s2, perigee = 7e6;
  const auto pull = [](double, const V& r, const V&) { return earth::gravitation(earth::still_sphere, r); };
  const auto on = [](const motion::Node&, const motion::Node&) { return true; };
  const auto energy_of = [&](const motion::Node& n) {
    return 0.5 * dot(n.velocity, n.velocity) - mu / norm(n.position);
  };
  const auto momentum_of = [](const motion::Node& n) { return norm(cross(n.position, n.velocity)); };
  for (const double eccentricity : {0.1, 0.3}) {
    const double a = perigee / (1.0 - eccentricity), period = 2.0 * core::pi * a * core::sqrt(a / mu);
    const double speed = core::sqrt(mu / perigee * (1.0 + eccentricity));
    const motion::Node start{0.0, {perigee, 0, 0}, {0, 0.6 * speed, 0.8 * speed}, {}};
    const std::string at = "eccentricity " + std::to_string(eccentricity).substr(0, 3);
    const motion::Node end = motion::integrate(start, period, {1e-7, 0.5, 60.0}, pull, on);
    energy.add(energy_of(end), energy_of(start), -1e-10 * energy_of(start), at);
    momentum.add(momentum_of(end), momentum_of(start), 1e-10 * momentum_of(start), at);
  }
  for (const Worst* worst : {&energy, &momentum}) cases.push_back(worst->result());
}

/// A path that no force of nature makes, around a ball of unit size that pulls and turns hard.
motion::Node made_up(double t) {
  using core::cos;
  using core::sin;
  return {t,
          {3.0 + 0.5 * sin(t), 0.5 * cos(0.8 * t) + 0.1 * t, 0.5 * sin(1.3 * t)},
          {0.5 * cos(t), -0.4 * sin(0.8 * t) + 0.1, 0.65 * cos(1.3 * t)},
          {-0.5 * sin(t), -0.32 * cos(0.8 * t), -0.845 * sin(1.3 * t)}};
}

/// The method of manufactured solutions (Roy 2005): with a force added that makes the path above the
/// solution, the error at even steps, summed over every unit of time, must fall as the method's order says.
void observed_order(Cases& cases) {
  Worst order(
      "order of the integrator", "Dormand & Prince 1980: a pair whose result is of order 5", "order observed",
      "0.1: the shortest step leaves a thousand times the rounding, the longest a tenth of the next order");
  constexpr earth::Ellipsoid ball{1.0, 0.0, 10.0, 0.1, 2.0};
  const auto nature = [&](const V& r, const V& v) {
    return earth::gravitation(ball, r) + earth::frame_acceleration(ball, r, v);
  };
  const auto forced = [&](double t, const V& r, const V& v) {
    const motion::Node there = made_up(t);
    return nature(r, v) + (there.acceleration - nature(there.position, there.velocity));
  };
  double before_m = 0.0, before_m_per_s = 0.0;
  for (const int steps_a_unit : {8, 16, 32, 64}) {
    const double step = 1.0 / steps_a_unit;
    double in_m = 0.0, in_m_per_s = 0.0;
    int taken = 0;
    motion::integrate(made_up(0.0), 5.0, {1e12, step, step}, forced,
                      [&](const motion::Node&, const motion::Node& n) {
                        if (++taken % steps_a_unit != 0) return true;
                        in_m += norm(n.position - made_up(n.time_s).position);
                        in_m_per_s += norm(n.velocity - made_up(n.time_s).velocity);
                        return true;
                      });
    const std::string at = ", " + std::to_string(steps_a_unit) + " steps a unit of time";
    if (before_m > 0.0) {
      order.add(core::log(before_m / in_m) / core::log(2.0), 5.0, 0.1, "position" + at);
      order.add(core::log(before_m_per_s / in_m_per_s) / core::log(2.0), 5.0, 0.1, "velocity" + at);
    }
    before_m = in_m;
    before_m_per_s = in_m_per_s;
  }
  cases.push_back(order.result());
}

/// Entry on a straight path through an exponential atmosphere without gravity, with the altitude lost (in
/// scale heights) as the variable, as Allen & Eggers write it. The speed is in units of the entry speed.
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
  /// Greatest density times speed squared: the vertex of a parabola through the logarithms around the
  /// largest.
  double max_pressure() const {
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
  // Thirty scale heights up the air has taken less than 2e-12 of the speed. Steps of 1/512 scale height: the
  // equation is linear in the speed, so that even steps keep the error relative however little is left of it.
  Entry entry{{}, 30.0, steepness};
  constexpr double step = 1.0 / 512;
  const auto slowing = [&](double lost, const V&, const V& v) {
    return (-steepness * entry.density(lost)) * v;
  };
  motion::Node start{0.0, {}, {1.0, 0.0, 0.0}, {}};
  start.acceleration = slowing(0.0, {}, start.velocity);
  entry.nodes.push_back(start);
  motion::integrate(start, entry.top, {1e9, step, step}, slowing,
                    [&](const motion::Node&, const motion::Node& next) {
                      entry.nodes.push_back(next);
                      return true;
                    });
  return entry;
}

void entries(const Table& table, Cases& cases) {
  const std::string name = "ballistic entry on its own equation";
  const std::string source = "Allen & Eggers 1958, NACA Report 1381, allen_eggers.csv";
  const std::string note =
      "1e-8 relative: the same equation; the columns carry ten digits of the closed form, and halving the "
      "step changes the eleventh";
  Worst deceleration(name, source, "greatest deceleration, m/s2", note);
  Worst speed_there(name, source, "speed there, m/s", note);
  Worst speed_at_ground(name, source, "speed at the ground, m/s", note);
  for (const Row& row : table) {
    const double scale_height = row.number("H"), rho = row.number("rho0"), beta = row.number("beta");
    const double entry_speed = row.number("V_E"), sine = core::sin(row.number("gamma_deg") * degree);
    const Entry entry = enter(0.5 * rho * scale_height / (beta * sine));
    const std::string at = row.text("V_E") + " m/s, " + row.text("gamma_deg") + " deg, " + row.text("beta") +
                           " kg/m2, " + row.text("rho0") + " kg/m3";
    const auto add = [&](Worst& worst, double ours, const char* column) {
      worst.add(ours, row.number(column), 1e-8 * row.number(column), at);
    };
    add(deceleration, 0.5 * rho / beta * entry_speed * entry_speed * entry.max_pressure(), "max_decel");
    // Not a number where the greatest deceleration is at the ground.
    const double height = row.number("h_max_decel");
    add(speed_there, entry_speed * entry.speed_at(height == height ? height / scale_height : 0.0),
        "V_at_max_decel");
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
  history(published.flyouts, cases);
  revolutions(cases);
  observed_order(cases);
  entries(published.entries, cases);
  return cases;
}

} // namespace equipoise::validation
