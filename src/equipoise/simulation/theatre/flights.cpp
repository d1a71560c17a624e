#include "equipoise/simulation/theatre/flights.hpp"

#include "equipoise/catalogue/bind.hpp"
#include "equipoise/core/precondition.hpp"
#include "equipoise/motion/ballistic/ballistic.hpp"
#include "equipoise/motion/laid_down/cruise.hpp"

namespace equipoise::simulation {
namespace {

using catalogue::Body;
using catalogue::Values;
using motion::Path;

class Solver {
 public:
  Solver(const scenario::Raid& raid, const Values& values, const scenario::Scenario& scenario,
         const earth::Stage& stage, FlightCache& cache, core::Diagnostics& diagnostics)
      : raid_(raid),
        values_(values),
        scenario_(scenario),
        stage_(stage),
        cache_(cache),
        diagnostics_(diagnostics) {}

  std::vector<SolvedFlight> solve() {
    const std::string& kind = values_.catalogue().find(raid_.system)->kind;
    return kind == "aircraft"           ? fly_route()
           : kind == "cruise-missile"   ? fly_cruise()
           : kind == "textbook-missile" ? fly_textbook()
                                        : fly_ballistic();
  }

 private:
  std::vector<SolvedFlight> fly_route() {
    const motion::Agility agility = catalogue::agility(values_, raid_.system);
    FlightCache::Key key{scenario_.latitude_rad, agility.lateral_m_per_s2, agility.along_m_per_s2};
    for (const motion::Waypoint& point : raid_.route)
      for (const double v :
           {point.place.east_m, point.place.north_m, point.place.altitude_m, point.speed_m_per_s})
        key.push_back(v);
    const auto found = cache_.routes.find(key);
    if (found != cache_.routes.end()) return one_mode(found->second);
    auto flight = motion::follow_route(stage_, raid_.route, agility);
    if (const auto* sharp = std::get_if<motion::RouteFault>(&flight)) {
      fault_of_point(*sharp, raid_.route_at[sharp->point]);
      return {};
    }
    return one_mode(cache_.routes[key] = std::make_shared<motion::Trajectory>(
                        std::move(std::get<motion::Trajectory>(flight))));
  }

  std::vector<SolvedFlight> fly_cruise() {
    const motion::CruiseMissile missile = catalogue::cruise_missile(values_, raid_.system);
    std::vector<earth::Place> route;
    for (const motion::Waypoint& point : raid_.route) route.push_back(point.place);
    const auto flight =
        motion::fly_cruise(stage_, missile, raid_.from, route, scenario_.assets[*raid_.aim].at);
    if (const auto* cannot = std::get_if<motion::CruiseFault>(&flight)) {
      using Why = motion::CruiseFault::Why;
      const std::string mode = core::format_quantity(cannot->distance_m, core::Dimension::length);
      const std::string allowed = core::format_quantity(cannot->allowed_m, core::Dimension::length);
      if (cannot->why == Why::out_of_range)
        fault("cannot fly: its way to the aim is " + mode + "; allowed: at most its range of " + allowed);
      else if (cannot->why == Why::too_near)
        fault("cannot fly: its way to the aim is " + mode + "; allowed: at least " + allowed +
              " for its climb, its low end and its dive");
      else // of the points, the launch comes before the route, and the aim after it
        fault_of_point(cannot->turn, cannot->turn.point <= raid_.route_at.size()
                                         ? raid_.route_at[cannot->turn.point - 1]
                                         : raid_.written_at);
      return {};
    }
    return one_mode(std::make_shared<motion::Trajectory>(std::get<motion::Trajectory>(flight)));
  }

  std::vector<SolvedFlight> one_mode(std::shared_ptr<const motion::Trajectory> trajectory) const {
    const double cross_section = values_(raid_.system, "cross_section");
    return {{"", std::move(trajectory), cross_section, cross_section}};
  }

  void fault_of_point(const motion::RouteFault& sharp, const core::Location& at) {
    constexpr double right_round_m = 1e7;
    std::string why = "climbs and descents follow each other too closely around it";
    if (sharp.need == motion::RouteFault::Need::turns && sharp.needed_m > right_round_m)
      why = "a turn right round has no arc; leave the legs apart by a few degrees";
    else if (sharp.need == motion::RouteFault::Need::turns)
      why = "the leg that ends here is " + core::format_quantity(sharp.there_m, core::Dimension::length) +
            "; allowed: at least " + core::format_quantity(sharp.needed_m, core::Dimension::length) +
            " for its turns and its change of speed";
    diagnostics_.push_back(
        {core::Severity::error, at, "raid." + raid_.id + ".route", "cannot be flown: " + why});
  }

  std::vector<SolvedFlight> fly_textbook() const {
    const earth::Place aim = scenario_.assets[*raid_.aim].at;
    return {{"",
             std::make_shared<motion::Trajectory>(
                 motion::textbook_arc(stage_, raid_.from, aim, values_(raid_.system, "time_of_flight"))),
             1.0, 1.0}};
  }

  /// Every way the raid can arrive under this parameter set: body by path.
  std::vector<SolvedFlight> fly_ballistic() {
    const std::vector<int> bodies = values_.alternatives(raid_.system, "separates");
    const std::vector<int> paths = values_.alternatives(raid_.system, "path");
    std::vector<SolvedFlight> solved;
    for (const int b : bodies) {
      const Body body = b == 0 ? Body::attached : Body::separated;
      motion::BallisticMissile missile = catalogue::ballistic_missile(values_, raid_.system, body);
      const double range_m = values_(raid_.system, "range");
      const std::optional<double> propellant_kg = propellant(missile, range_m);
      if (!propellant_kg) {
        fault(
            "cannot fly: no propellant mass below launch mass less payload reaches the published range of " +
            core::format_quantity(range_m, core::Dimension::length));
        return {};
      }
      missile.propellant_mass_kg = *propellant_kg;
      for (const int p : paths) {
        const Path path = p == 0 ? Path::low : Path::high;
        const auto trajectory = aimed_flight(missile, path);
        if (!trajectory) return {};
        solved.push_back({std::string(path == Path::low ? "low path, body " : "high path, body ") +
                              (body == Body::attached ? "attached" : "separated"),
                          trajectory, catalogue::cross_section_m2(values_, raid_.system, Body::attached),
                          catalogue::cross_section_m2(values_, raid_.system, body)});
      }
    }
    return solved;
  }

  std::optional<double> propellant(const motion::BallisticMissile& missile, double range_m) {
    FlightCache::Key key = motion::numbers_of(missile);
    key.push_back(range_m);
    const auto found = cache_.propellant_kg.find(key);
    if (found != cache_.propellant_kg.end()) return found->second;
    return cache_.propellant_kg[key] = motion::propellant_for_range(missile, range_m);
  }

  std::shared_ptr<const motion::Trajectory> aimed_flight(const motion::BallisticMissile& missile, Path path) {
    const earth::Place& aim = scenario_.assets[*raid_.aim].at;
    FlightCache::Key key = motion::numbers_of(missile);
    for (const double v :
         {scenario_.latitude_rad, raid_.from.east_m, raid_.from.north_m, raid_.from.altitude_m, aim.east_m,
          aim.north_m, aim.altitude_m, path == Path::low ? 0.0 : 1.0})
      key.push_back(v);
    const auto found = cache_.trajectories.find(key);
    if (found != cache_.trajectories.end()) return found->second;
    double longest_m = 0.0;
    const auto from = stage_.to_ecef(stage_.point(raid_.from)), to = stage_.to_ecef(stage_.point(aim));
    const auto flight = motion::fly_to(missile, from, to, path, {}, &longest_m);
    if (!flight) {
      fault(std::string("cannot fly: the ") + (path == Path::low ? "low" : "high") + " path to an aim at " +
            core::format_quantity(norm(to - from), core::Dimension::length) +
            " does not exist; in this direction the missile reaches " +
            core::format_quantity(longest_m, core::Dimension::length));
      return nullptr;
    }
    return cache_.trajectories[key] =
               std::make_shared<motion::Trajectory>(motion::on_stage(flight->flight, stage_));
  }

  void fault(std::string message) {
    diagnostics_.push_back({core::Severity::error, raid_.written_at, "raid." + raid_.id, std::move(message)});
  }

  const scenario::Raid& raid_;
  const Values& values_;
  const scenario::Scenario& scenario_;
  const earth::Stage& stage_;
  FlightCache& cache_;
  core::Diagnostics& diagnostics_;
};

} // namespace

std::vector<SolvedFlight> solve_flights(const scenario::Raid& raid, const Values& values,
                                        const scenario::Scenario& scenario, const earth::Stage& stage,
                                        FlightCache& cache, core::Diagnostics& diagnostics) {
  return Solver(raid, values, scenario, stage, cache, diagnostics).solve();
}

engagement::TargetClass target_class(std::string_view kind) {
  EQUIPOISE_PRECONDITION(kind == "aircraft" || kind == "cruise-missile" || kind == "ballistic-missile" ||
                         kind == "textbook-missile");
  return kind == "aircraft"         ? engagement::TargetClass::aircraft
         : kind == "cruise-missile" ? engagement::TargetClass::cruise_missile
                                    : engagement::TargetClass::ballistic;
}

} // namespace equipoise::simulation
