#include "equipoise/simulation/flights.hpp"

#include "equipoise/catalogue/bind.hpp"
#include "equipoise/motion/ballistic.hpp"
#include "equipoise/motion/route.hpp"

namespace equipoise::simulation {
namespace {

using catalogue::Body;
using catalogue::Values;
using motion::Path;

class Solver {
 public:
  Solver(const scenario::Raid& raid, const Values& values, const scenario::Scenario& scenario,
         const earth::Stage& stage, FlightShelf& shelf, core::Diagnostics& diagnostics)
      : raid_(raid),
        values_(values),
        scenario_(scenario),
        stage_(stage),
        shelf_(shelf),
        diagnostics_(diagnostics) {}

  std::vector<SolvedFlight> solve() {
    const std::string& kind = values_.catalogue().find(raid_.system)->kind;
    return kind == "aircraft" ? fly_route() : kind == "textbook-missile" ? fly_textbook() : fly_ballistic();
  }

 private:
  std::vector<SolvedFlight> fly_route() const {
    const double cross_section = values_(raid_.system, "cross_section");
    return {{"", std::make_shared<motion::Trajectory>(motion::follow_route(stage_, raid_.route)),
             cross_section, cross_section}};
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

  static FlightShelf::Key key_of(const motion::BallisticMissile& m) {
    return {m.launch_mass_kg,
            m.propellant_mass_kg,
            m.payload_mass_kg,
            m.specific_impulse_s,
            m.burn_time_s,
            m.diameter_m,
            m.ballistic_coefficient_kg_per_m2,
            m.upper.empty() ? 0.0 : m.upper.front().mass_kg};
  }

  std::optional<double> propellant(const motion::BallisticMissile& missile, double range_m) {
    FlightShelf::Key key = key_of(missile);
    key.push_back(range_m);
    const auto found = shelf_.propellant_kg.find(key);
    if (found != shelf_.propellant_kg.end()) return found->second;
    return shelf_.propellant_kg[key] = motion::propellant_for_range(missile, range_m);
  }

  std::shared_ptr<const motion::Trajectory> aimed_flight(const motion::BallisticMissile& missile, Path path) {
    const earth::Place& aim = scenario_.assets[*raid_.aim].at;
    FlightShelf::Key key = key_of(missile);
    for (const double v :
         {scenario_.latitude_rad, raid_.from.east_m, raid_.from.north_m, raid_.from.altitude_m, aim.east_m,
          aim.north_m, aim.altitude_m, path == Path::low ? 0.0 : 1.0})
      key.push_back(v);
    const auto found = shelf_.trajectories.find(key);
    if (found != shelf_.trajectories.end()) return found->second;
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
    return shelf_.trajectories[key] =
               std::make_shared<motion::Trajectory>(motion::on_stage(flight->flight, stage_));
  }

  void fault(std::string message) {
    diagnostics_.push_back({core::Severity::error, raid_.written_at, "raid." + raid_.id, std::move(message)});
  }

  const scenario::Raid& raid_;
  const Values& values_;
  const scenario::Scenario& scenario_;
  const earth::Stage& stage_;
  FlightShelf& shelf_;
  core::Diagnostics& diagnostics_;
};

} // namespace

std::vector<SolvedFlight> solve_flights(const scenario::Raid& raid, const Values& values,
                                        const scenario::Scenario& scenario, const earth::Stage& stage,
                                        FlightShelf& shelf, core::Diagnostics& diagnostics) {
  return Solver(raid, values, scenario, stage, shelf, diagnostics).solve();
}

engagement::TargetClass target_class(std::string_view kind) {
  return kind == "aircraft" ? engagement::TargetClass::aircraft : engagement::TargetClass::ballistic;
}

} // namespace equipoise::simulation
