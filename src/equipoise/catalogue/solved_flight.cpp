#include "equipoise/catalogue/solved_flight.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "equipoise/core/constants.hpp"
#include "equipoise/core/elementary/elementary.hpp"
#include "equipoise/core/precondition.hpp"

namespace equipoise::catalogue {
namespace {

using V = core::Vec3<core::Ecef>;

constexpr double reentry_altitude_m = 100e3;
const earth::Ellipsoid& ball = earth::still_sphere;

double ground_range_m(const V& from, const V& to) {
  const double half = 0.5 * norm((1.0 / norm(to)) * to - (1.0 / norm(from)) * from);
  return 2.0 * ball.semi_major_axis_m * core::asin(std::min(half, 1.0));
}

double climb_angle(const motion::Node& node) {
  const double speed = norm(node.velocity);
  return speed > 0.0 ? core::asin(dot(node.velocity, earth::up(ball, node.position)) / speed) : 0.0;
}

SolvedFlight described(const motion::Flight& flight, Body body, motion::Path path) {
  const V launch = flight.nodes.front().position;
  const motion::Node& end = flight.nodes.back();
  SolvedFlight s;
  s.body = body;
  s.path = path;
  s.range_m = ground_range_m(launch, end.position);
  s.apogee_m = earth::altitude_m(ball, flight.apogee.position);
  s.time_of_flight_s = end.time_s;
  s.burnout_s = flight.burnout.time_s;
  s.burnout_altitude_m = earth::altitude_m(ball, flight.burnout.position);
  s.burnout_speed_m_per_s = norm(flight.burnout.velocity);
  s.burnout_angle_rad = climb_angle(flight.burnout);
  s.impact_speed_m_per_s = norm(end.velocity);
  s.impact_angle_rad = -climb_angle(end);
  std::size_t i = 1;
  double before_m = 0.0;
  for (int t = 0; t <= static_cast<int>(end.time_s); ++t) {
    while (i + 1 < flight.nodes.size() && flight.nodes[i].time_s < t) ++i;
    const motion::Node& a = flight.nodes[i - 1];
    const motion::Node& b = flight.nodes[i];
    const motion::Node n = b.time_s > a.time_s ? motion::between(a, b, t) : b;
    const double altitude_m = earth::altitude_m(ball, n.position);
    s.profile.emplace_back(ground_range_m(launch, n.position), altitude_m);
    if (t > flight.apogee.time_s && before_m >= reentry_altitude_m && altitude_m < reentry_altitude_m)
      s.reentry_speed_m_per_s = norm(n.velocity);
    before_m = altitude_m;
  }
  s.profile.emplace_back(s.range_m, 0.0);
  return s;
}

/// So that only other faults are found: the propellant is what is solved.
motion::BallisticMissile with_some_propellant(motion::BallisticMissile missile) {
  missile.propellant_mass_kg = 0.5 * (missile.launch_mass_kg - missile.payload_mass_kg);
  return missile;
}

const char* name_of(motion::Path path) {
  return path == motion::Path::low ? "low" : "high";
}

} // namespace

std::string words_for(const SolvedFlight& flight) {
  return fmt::format("{}, body {}", flight.longest ? "longest" : std::string(name_of(flight.path)) + " path",
                     flight.body == Body::attached ? "attached" : "separated");
}

SolvedFlights solve_flights(const Catalogue& catalogue, const std::string& key,
                            std::optional<double> range_m) {
  EQUIPOISE_PRECONDITION(catalogue.find(key) != nullptr && catalogue.find(key)->kind == "ballistic-missile");
  EQUIPOISE_PRECONDITION(!range_m || *range_m > 0.0);
  const ParameterSet nominal;
  const Values values(catalogue, nominal);
  SolvedFlights result;
  result.longest_m = values(key, "range");
  const motion::FlightModel model{ball, true, 1e-3};
  const V launch{ball.semi_major_axis_m, 0.0, 0.0};
  for (const int b : values.alternatives(key, "separates")) {
    const Body body = b == 0 ? Body::attached : Body::separated;
    const std::string body_name = body == Body::attached ? "attached" : "separated";
    motion::BallisticMissile missile = ballistic_missile(values, key, body);
    result.pressure_term = motion::has_pressure_term(missile);
    if (const std::string fault = motion::fault_of(with_some_propellant(missile)); !fault.empty()) {
      result.missing.push_back(fmt::format("body {}: the missile {}", body_name, fault));
      continue;
    }
    const auto propellant_kg = motion::propellant_for_range(missile, result.longest_m);
    if (!propellant_kg) {
      result.missing.push_back(fmt::format("body {}: no propellant mass reaches the published range of {}",
                                           body_name,
                                           core::format_quantity(result.longest_m, core::Dimension::length)));
      continue;
    }
    missile.propellant_mass_kg = *propellant_kg;
    const motion::LongestFlight longest = motion::longest_flight(missile);
    if (!range_m) {
      const motion::Flight flight = motion::fly(missile, launch, {longest.pitch_over_rad, 0.0}, model);
      result.flights.push_back(described(flight, body, motion::Path::low));
      result.flights.back().longest = true;
      continue;
    }
    // Due north on the ball; beyond half the circumference there is no aim.
    const double angle = *range_m / ball.semi_major_axis_m;
    const V aim{ball.semi_major_axis_m * core::cos(angle), 0.0, ball.semi_major_axis_m * core::sin(angle)};
    for (const motion::Path path : {motion::Path::low, motion::Path::high}) {
      const auto aimed = angle < core::pi ? motion::fly_to(missile, launch, aim, path, model) : std::nullopt;
      if (aimed)
        result.flights.push_back(described(aimed->flight, body, path));
      else
        result.missing.push_back(
            fmt::format("body {}: no {} path to {}; the longest flight is {}", body_name, name_of(path),
                        core::format_quantity(*range_m, core::Dimension::length),
                        core::format_quantity(longest.range_m, core::Dimension::length)));
    }
  }
  return result;
}

} // namespace equipoise::catalogue
