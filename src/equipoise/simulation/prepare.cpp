#include "equipoise/simulation/prepare.hpp"

#include <algorithm>

#include "equipoise/catalogue/bind.hpp"
#include "equipoise/core/constants.hpp"
#include "equipoise/core/hash.hpp"
#include "equipoise/motion/ballistic.hpp"
#include "equipoise/motion/route.hpp"

namespace equipoise::simulation {
namespace {

using catalogue::Body;
using catalogue::Values;
using engagement::TargetClass;
using motion::Path;

/// Catalogue values as one battery or raid sees them: its own overrides laid over the drawn set.
class Overlay {
 public:
  Overlay(const Values& values, const std::string& key, const scenario::Overrides& overrides)
      : set_(values.set()), values_(values.catalogue(), set_) {
    for (const auto& [name, value] : overrides)
      catalogue::override_value(values.catalogue(), set_, key, name, value);
  }
  Overlay(const Overlay&) = delete;
  Overlay& operator=(const Overlay&) = delete;
  const Values& values() const { return values_; }

 private:
  catalogue::ParameterSet set_;
  Values values_;
};

/// A raid's flight before any battery has looked at it.
struct Solved {
  std::string arrival;
  std::shared_ptr<const motion::Trajectory> trajectory;
  double cross_section_in_boost_m2 = 0.0;
  double cross_section_m2 = 0.0;
};

/// Of one battery; unused where its picture is perfect.
struct Receivers {
  sensing::Receiver surveillance, engagement;
};

class Preparer {
 public:
  Preparer(const scenario::Scenario& scenario, const Values& values, catalogue::Causes on,
           scenario::Sensing sensing, FlightShelf& shelf)
      : scenario_(scenario),
        values_(values),
        on_(on),
        sensing_(sensing),
        shelf_(shelf),
        stage_(earth::wgs84, scenario.latitude_rad) {}

  Preparation prepare() {
    theatre_.assets = scenario_.assets;
    for (const scenario::Battery& battery : scenario_.batteries) add_battery(battery);
    for (const scenario::Raid& raid : scenario_.raids) add_raid(raid);
    Preparation result;
    result.diagnostics = std::move(diagnostics_);
    if (!core::has_errors(result.diagnostics)) result.theatre = std::move(theatre_);
    return result;
  }

 private:
  void add_battery(const scenario::Battery& battery) {
    const Overlay overlay(values_, battery.system, battery.overrides);
    const Values& values = overlay.values();
    const auto& references = values.catalogue().find(battery.system)->references;
    BatteryModel model;
    model.id = battery.id;
    model.system = battery.system;
    model.name = core::name_hash(battery.id);
    model.site.position = stage_.point(battery.at);
    model.site.axes = stage_.local_axes(model.site.position);
    model.site.heading_rad = battery.heading_rad;
    model.unit = catalogue::fire_unit(values, battery.system, on_);
    if (battery.rounds) model.unit.rounds = *battery.rounds;
    model.interceptor = catalogue::interceptor(values, references.at("interceptor"), on_);
    model.doctrine = battery.doctrine;
    const bool has_radars = references.contains("surveillance_radar");
    model.perfect_picture = !has_radars || sensing_ == scenario::Sensing::perfect || !on_.seeing;
    if (has_radars) {
      model.surveillance = catalogue::radar(values, references.at("surveillance_radar"), on_);
      model.engagement = catalogue::radar(values, references.at("engagement_radar"), on_);
    }
    receivers_.emplace_back();
    if (has_radars && !model.perfect_picture)
      receivers_.back() = {sensing::receiver(model.surveillance), sensing::receiver(model.engagement)};
    theatre_.batteries.push_back(std::move(model));
  }

  void add_raid(const scenario::Raid& raid) {
    const Overlay overlay(values_, raid.system, raid.overrides);
    const Values& values = overlay.values();
    const std::string& kind = values.catalogue().find(raid.system)->kind;
    RaidModel model;
    model.id = raid.id;
    model.system = raid.system;
    model.aimed = raid.aim.has_value();
    model.target = kind == "aircraft" ? TargetClass::aircraft : TargetClass::ballistic;
    model.reliability = values.has(raid.system, "reliability") ? values(raid.system, "reliability") : 1.0;
    const std::vector<Solved> solved = kind == "aircraft"           ? fly_route(raid, values)
                                       : kind == "textbook-missile" ? fly_textbook(raid, values)
                                                                    : fly_ballistic(raid, values);
    for (const Solved& flight : solved) model.flights.push_back(meet_batteries(flight, model.target));
    const std::uint64_t name = core::name_hash(raid.id);
    for (int i = 0; i < raid.count; ++i)
      theatre_.threats.push_back({theatre_.raids.size(), core::combine(name, static_cast<std::uint64_t>(i)),
                                  core::from_seconds(raid.first_launch_s + i * raid.interval_s)});
    model.arrives_with = theatre_.raids.size();
    for (std::size_t r = theatre_.raids.size(); r-- > 0;)
      if (theatre_.raids[r].system == model.system &&
          theatre_.raids[r].flights.size() == model.flights.size())
        model.arrives_with = theatre_.raids[r].arrives_with;
    theatre_.raids.push_back(std::move(model));
  }

  std::vector<Solved> fly_route(const scenario::Raid& raid, const Values& values) const {
    const double cross_section = values(raid.system, "cross_section");
    return {{"", std::make_shared<motion::Trajectory>(motion::follow_route(stage_, raid.route)),
             cross_section, cross_section}};
  }

  std::vector<Solved> fly_textbook(const scenario::Raid& raid, const Values& values) const {
    const earth::Place aim = scenario_.assets[*raid.aim].at;
    return {{"",
             std::make_shared<motion::Trajectory>(
                 motion::textbook_arc(stage_, raid.from, aim, values(raid.system, "time_of_flight"))),
             1.0, 1.0}};
  }

  /// Every way the raid can arrive under this parameter set: body by path.
  std::vector<Solved> fly_ballistic(const scenario::Raid& raid, const Values& values) {
    const std::vector<int> bodies = values.alternatives(raid.system, "separates");
    const std::vector<int> paths = values.alternatives(raid.system, "path");
    std::vector<Solved> solved;
    for (const int b : bodies) {
      const Body body = b == 0 ? Body::attached : Body::separated;
      motion::BallisticMissile missile = catalogue::ballistic_missile(values, raid.system, body);
      const double range_m = values(raid.system, "range");
      const std::optional<double> propellant_kg = propellant(missile, range_m);
      if (!propellant_kg) {
        fault(
            raid,
            "cannot fly: no propellant mass below launch mass less payload reaches the published range of " +
                core::format_quantity(range_m, core::Dimension::length));
        return {};
      }
      missile.propellant_mass_kg = *propellant_kg;
      for (const int p : paths) {
        const Path path = p == 0 ? Path::low : Path::high;
        const auto trajectory = aimed_flight(raid, missile, path);
        if (!trajectory) return {};
        solved.push_back({std::string(path == Path::low ? "low path, body " : "high path, body ") +
                              (body == Body::attached ? "attached" : "separated"),
                          trajectory, catalogue::cross_section_m2(values, raid.system, Body::attached),
                          catalogue::cross_section_m2(values, raid.system, body)});
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

  std::shared_ptr<const motion::Trajectory> aimed_flight(const scenario::Raid& raid,
                                                         const motion::BallisticMissile& missile, Path path) {
    const earth::Place& aim = scenario_.assets[*raid.aim].at;
    FlightShelf::Key key = key_of(missile);
    for (const double v : {scenario_.latitude_rad, raid.from.east_m, raid.from.north_m, raid.from.altitude_m,
                           aim.east_m, aim.north_m, aim.altitude_m, path == Path::low ? 0.0 : 1.0})
      key.push_back(v);
    const auto found = shelf_.trajectories.find(key);
    if (found != shelf_.trajectories.end()) return found->second;
    double longest_m = 0.0;
    const auto from = stage_.to_ecef(stage_.point(raid.from)), to = stage_.to_ecef(stage_.point(aim));
    const auto flight = motion::fly_to(missile, from, to, path, {}, &longest_m);
    if (!flight) {
      fault(raid, std::string("cannot fly: the ") + (path == Path::low ? "low" : "high") +
                      " path to an aim at " +
                      core::format_quantity(norm(to - from), core::Dimension::length) +
                      " does not exist; in this direction the missile reaches " +
                      core::format_quantity(longest_m, core::Dimension::length));
      return nullptr;
    }
    return shelf_.trajectories[key] =
               std::make_shared<motion::Trajectory>(motion::on_stage(flight->flight, stage_));
  }

  void fault(const scenario::Raid& raid, std::string message) {
    diagnostics_.push_back({core::Severity::error, raid.written_at, "raid." + raid.id, std::move(message)});
  }

  Flight meet_batteries(const Solved& solved, TargetClass target) const {
    Flight flight{solved.arrival, solved.trajectory, {}};
    for (std::size_t b = 0; b < theatre_.batteries.size(); ++b)
      flight.encounters.push_back(meet(theatre_.batteries[b], receivers_[b], solved, target));
    return flight;
  }

  Encounter meet(const BatteryModel& battery, const Receivers& receivers, const Solved& solved,
                 TargetClass target) const {
    const motion::Trajectory& path = *solved.trajectory;
    const bool has_radars = battery.engagement.instrumented_range_m > 0.0;
    const bool needs_tables = has_radars && !battery.perfect_picture;
    const std::size_t count = path.samples.size();
    std::vector<bool> in_sector(count, true);
    double picture_from_s = 0.0;
    bool in_picture = !has_radars;
    if (has_radars) {
      for (std::size_t k = 0; k < count; ++k) {
        const sensing::Sighting s = sensing::sight(battery.site, path.samples[k].position);
        in_sector[k] = sensing::in_sector(battery.engagement, battery.site, s);
        if (!in_picture && s.range_m <= battery.surveillance.instrumented_range_m) {
          in_picture = true;
          picture_from_s = static_cast<double>(k) * path.step_s;
        }
      }
    }
    if (!in_picture) picture_from_s = -1.0; // never comes into the instrumented range
    Encounter encounter{
        {},
        {},
        picture_from_s,
        engagement::InterceptPlan(battery.interceptor, target, path, in_sector, battery.site.position,
                                  battery.site.axes, stage_.altitude_m(battery.site.position))};
    if (needs_tables) {
      encounter.surveillance = look_table(battery.surveillance, receivers.surveillance, battery.site, solved);
      encounter.engagement = look_table(battery.engagement, receivers.engagement, battery.site, solved);
    }
    return encounter;
  }

  LookTable look_table(const sensing::Radar& radar, const sensing::Receiver& receiver,
                       const sensing::Site& site, const Solved& solved) const {
    const motion::Trajectory& path = *solved.trajectory;
    const sensing::Limits limits = catalogue::sensing_limits(on_);
    LookTable table;
    table.step_s = path.step_s;
    table.first_visible_s = path.duration_s + path.step_s;
    for (std::size_t k = 0; k < path.samples.size(); ++k) {
      const double t = static_cast<double>(k) * path.step_s;
      const sensing::Sighting s = sensing::sight(site, path.samples[k].position);
      double chance = 0.0;
      if (sensing::in_sight(radar, site, s, path.altitudes_m[k], limits)) {
        const bool boosting = path.burnout_s && t < *path.burnout_s;
        chance = sensing::look_detection(
            radar, receiver, s.range_m, path.altitudes_m[k],
            boosting ? solved.cross_section_in_boost_m2 : solved.cross_section_m2, limits);
        table.first_visible_s = std::min(table.first_visible_s, t);
      }
      table.detection.push_back(chance);
      table.azimuth_turns.push_back(s.azimuth_rad / (2.0 * core::pi));
    }
    return table;
  }

  const scenario::Scenario& scenario_;
  const Values& values_;
  catalogue::Causes on_;
  scenario::Sensing sensing_;
  FlightShelf& shelf_;
  earth::Stage stage_;
  Theatre theatre_;
  std::vector<Receivers> receivers_; ///< by battery
  core::Diagnostics diagnostics_;
};

} // namespace

Preparation prepare(const scenario::Scenario& scenario, const Values& values, catalogue::Causes on,
                    scenario::Sensing sensing, FlightShelf& shelf) {
  return Preparer(scenario, values, on, sensing, shelf).prepare();
}

} // namespace equipoise::simulation
