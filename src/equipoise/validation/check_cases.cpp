// NASA's atmospheric check cases as a point mass: a sphere of one slug dropped or thrown, 30 s.
#include <fmt/format.h>

#include <array>

#include "equipoise/core/constants.hpp"
#include "equipoise/motion/ballistic/ballistic.hpp"
#include "equipoise/validation/validation.hpp"

namespace equipoise::validation {
namespace {

using V = core::Vec3<core::Ecef>;

constexpr double foot_m = 0.3048;
constexpr double slug_kg = 0.45359237 * core::standard_gravity_m_per_s2 / foot_m;
constexpr double drag_area_m2 = 0.1 * 0.1963495 * foot_m * foot_m; ///< coefficient 0.1 throughout
constexpr double drop_m = 30000.0 * foot_m;
constexpr double throw_m_per_s = 1000.0 * foot_m;

// Of both spherical cases: 20,902,255.199 ft.
constexpr earth::Ellipsoid turning_sphere{20902255.199 * foot_m, 0.0,
                                          earth::wgs84.gravitational_parameter_m3_per_s2, 0.0,
                                          earth::wgs84.rotation_rad_per_s};
constexpr earth::Ellipsoid still_sphere{turning_sphere.semi_major_axis_m, 0.0,
                                        turning_sphere.gravitational_parameter_m3_per_s2, 0.0, 0.0};
constexpr earth::Wind steady{0.0, 20.0 * foot_m, 0.0, drop_m, 20.0 * foot_m, 0.0};
constexpr earth::Wind shear{0.0, -20.0 * foot_m, 0.0, drop_m, 70.0 * foot_m, 0.0};

struct CheckCase {
  int number;
  const char* title;
  earth::Ellipsoid ellipsoid;
  bool air;
  earth::Wind wind;
  double altitude_m;
  core::Vec3<core::Local> velocity; ///< over the ground
};

constexpr std::array point_mass_cases{
    CheckCase{1, "dropped without drag, WGS-84", earth::wgs84, false, {}, drop_m, {}},
    CheckCase{4, "dropped, sphere at rest", still_sphere, true, {}, drop_m, {}},
    CheckCase{5, "dropped, turning sphere", turning_sphere, true, {}, drop_m, {}},
    CheckCase{6, "dropped, WGS-84, still air", earth::wgs84, true, {}, drop_m, {}},
    CheckCase{7, "dropped, WGS-84, steady wind", earth::wgs84, true, steady, drop_m, {}},
    CheckCase{8, "dropped, WGS-84, wind shear", earth::wgs84, true, shear, drop_m, {}},
    CheckCase{
        9, "thrown up and east, WGS-84", earth::wgs84, true, {}, 0.0, {throw_m_per_s, 0.0, throw_m_per_s}},
    CheckCase{
        10, "thrown up and north, WGS-84", earth::wgs84, true, {}, 0.0, {0.0, throw_m_per_s, throw_m_per_s}},
};

const CheckCase* find(int number) {
  for (const CheckCase& c : point_mass_cases)
    if (c.number == number) return &c;
  return nullptr;
}

motion::Flight fly(const CheckCase& c) {
  // A step errs by at most a nanometre: a millionth of the tolerances after the hundreds of steps of 30 s.
  motion::FlightModel model{c.ellipsoid, c.air, 1e-9, c.wind};
  const V start = earth::to_ecef(c.ellipsoid, {0.0, 0.0, c.altitude_m});
  const V velocity = earth::local_axes(c.ellipsoid, start).inverse() * c.velocity;
  return motion::coast({0.0, start, velocity, {}}, slug_kg / drag_area_m2, model);
}

/// Numbers beyond the end of the flight are none.
motion::Node at(const motion::Flight& flight, double time_s) {
  for (std::size_t i = 1; i < flight.nodes.size(); ++i)
    if (time_s <= flight.nodes[i].time_s)
      return motion::between(flight.nodes[i - 1], flight.nodes[i], time_s);
  const V nowhere{not_a_number, not_a_number, not_a_number};
  return {time_s, nowhere, nowhere, nowhere};
}

std::string named(const CheckCase& c) {
  return "NESC " + std::to_string(c.number) + ": " + c.title;
}

std::string seconds(double time_s) {
  return fmt::format("{:.4g} s", time_s);
}

void compare_history(const CheckCase& c, const CheckCaseHistory& history, Cases& cases) {
  const std::string source = "NASA NESC-RP-12-00770, " + history.file;
  const std::string note =
      "simulators 04 and 05 differ from each other by up to 0.014 ft in altitude, 0.005 ft over the ground "
      "and 0.0002 ft/s";
  Worst altitude(named(c), source, "altitude, ft", "0.02 ft: " + note);
  Worst horizontal(named(c), source, "horizontal position, ft", "0.03 ft: " + note);
  Worst velocity(named(c), source, "velocity, ft/s", "0.001 ft/s: " + note);
  const motion::Flight flight = fly(c);
  const V start = flight.nodes.front().position;
  const auto axes = earth::local_axes(c.ellipsoid, start);
  for (const auto& sample : history.samples) {
    const motion::Node node = at(flight, sample.time_s);
    const std::string when = seconds(sample.time_s);
    altitude.add(earth::altitude_m(c.ellipsoid, node.position) / foot_m, sample.altitude_m / foot_m, 0.02,
                 when);
    const auto place = axes * (node.position - start);
    const auto theirs =
        axes *
        (earth::to_ecef(c.ellipsoid, {sample.latitude_rad, sample.longitude_rad, sample.altitude_m}) - start);
    horizontal.add(place.x / foot_m, theirs.x / foot_m, 0.03, when + ", east");
    horizontal.add(place.y / foot_m, theirs.y / foot_m, 0.03, when + ", north");
    const auto v = earth::local_axes(c.ellipsoid, node.position) * node.velocity;
    velocity.add(v.x / foot_m, sample.east_m_per_s / foot_m, 0.001, when + ", east");
    velocity.add(v.y / foot_m, sample.north_m_per_s / foot_m, 0.001, when + ", north");
    velocity.add(-v.z / foot_m, sample.down_m_per_s / foot_m, 0.001, when + ", down");
  }
  for (const Worst* worst : {&altitude, &horizontal, &velocity}) cases.push_back(worst->result());
}

void compare_end(const CheckCase& c, const Row& row, Cases& cases) {
  const std::string source =
      "an independent point-mass program for NESC-RP-12-00770, nesc/point_mass_ends.csv";
  const std::string note =
      ": the table has five and six decimals and its program gives the same to 1e-6 ft at steps of 0.1 s to "
      "0.001 s; the model is the same to the last constant";
  // Off the equator the table's vertical is inexact: ours is the slope of the altitude to 1e-7 ft/s, and that
  // altitude is the table's. Every other case stays on the equator, where all verticals agree.
  const bool inexact_vertical = c.velocity.y != 0.0;
  const motion::Node end = at(fly(c), row.number("time_s"));
  Worst altitude(named(c), source, "altitude at 30 s, ft", "0.001 ft" + note);
  altitude.add(earth::altitude_m(c.ellipsoid, end.position) / foot_m, row.number("altitude_ft"), 0.001);
  Worst down(named(c), source, "downward velocity at 30 s, ft/s",
             inexact_vertical
                 ? "1e-4 ft/s: off the equator the table's downward velocity is not the rate of its own "
                   "altitude, by 8e-5 ft/s; ours is, to 1e-7 ft/s"
                 : "1e-5 ft/s" + note);
  down.add(-dot(end.velocity, earth::up(c.ellipsoid, end.position)) / foot_m, row.number("down_ft_per_s"),
           inexact_vertical ? 1e-4 : 1e-5);
  cases.push_back(altitude.result());
  cases.push_back(down.result());
}

} // namespace

bool is_point_mass(int check_case) {
  return find(check_case) != nullptr;
}

bool is_reproducible(const CheckCaseHistory& history) {
  return history.simulator.empty() || history.simulator == "sim_04" || history.simulator == "sim_05";
}

Cases check_cases(const Published& published) {
  Cases cases;
  for (const CheckCase& c : point_mass_cases) {
    for (const CheckCaseHistory& history : published.check_cases)
      if (history.number == c.number && is_reproducible(history)) compare_history(c, history, cases);
    for (const Row& row : published.check_case_ends)
      if (row.number("case") == c.number) compare_end(c, row, cases);
  }
  return cases;
}

} // namespace equipoise::validation
