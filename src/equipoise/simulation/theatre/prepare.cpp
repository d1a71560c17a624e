#include "equipoise/simulation/theatre/prepare.hpp"

#include <algorithm>

#include "equipoise/catalogue/bind.hpp"
#include "equipoise/core/constants.hpp"
#include "equipoise/core/hash.hpp"
#include "equipoise/scenario/admission.hpp"
#include "equipoise/sensing/false_alarms.hpp"
#include "equipoise/simulation/theatre/impact_prediction_error.hpp"

namespace equipoise::simulation {
namespace {

using catalogue::Values;
using engagement::TargetClass;

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

class Preparer {
 public:
  Preparer(const scenario::Scenario& scenario, const Values& values, catalogue::Causes on,
           scenario::Sensing sensing, FlightCache& cache)
      : scenario_(scenario),
        values_(values),
        on_(on),
        sensing_(sensing),
        cache_(cache),
        stage_(earth::wgs84, scenario.latitude_rad) {}

  Preparation prepare() {
    theatre_.sensing = sensing_;
    theatre_.fire_distribution = scenario_.fire_distribution;
    theatre_.tracks.ballistic = tracking::ballistic_model(stage_);
    theatre_.assets = scenario_.assets;
    for (const scenario::Asset& asset : scenario_.assets)
      theatre_.asset_points.push_back(stage_.point(asset.at));
    for (const scenario::Battery& battery : scenario_.batteries) add_battery(battery);
    add_links();
    for (const scenario::Raid& raid : scenario_.raids) add_raid(raid);
    put_in_order();
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
    add_rounds(model, battery, values);
    model.doctrine = battery.doctrine;
    model.ready = core::from_seconds(battery.ready_s);
    add_defended(model, battery);
    const bool has_radars = references.contains("surveillance_radar");
    model.perfect_picture = !has_radars || sensing_ == scenario::Sensing::perfect || !on_.seeing;
    for (const Sensor s : {Sensor::surveillance, Sensor::engagement}) {
      if (!has_radars) break;
      const char* role = s == Sensor::surveillance ? "surveillance_radar" : "engagement_radar";
      model.radar[index(s)] = catalogue::radar(values, references.find(role)->second, on_);
      model.ticks[index(s)] = ticks_of(model.radar[index(s)].period_s);
      if (model.perfect_picture) continue;
      model.receiver[index(s)] = sensing::receiver(model.radar[index(s)]);
      model.false_alarm_error[index(s)] = sensing::false_alarm_error(model.radar[index(s)]);
    }
    add_positions(model, battery);
    theatre_.batteries.push_back(std::move(model));
  }

  /// Where the sector can point: all round the circle, in equal steps of at most half its width, so that any
  /// direction lies in the inner half of some position.
  void add_positions(BatteryModel& model, const scenario::Battery& battery) const {
    model.headings.push_back(model.site.heading_rad);
    const double width = model.engagement().sector_width_rad;
    if (!battery.turns || width <= 0.0) return;
    model.quarter_turn_s = values_(std::string(scenario::turntable_entry), "quarter_turn");
    constexpr double turn = 2.0 * core::pi;
    int positions = 1;
    while (positions < scenario::max_positions && turn / positions > 0.5 * width) ++positions;
    for (int p = 1; p < positions; ++p)
      model.headings.push_back(model.site.heading_rad + turn * p / positions);
  }

  /// Every kind of round the system can fire; a magazine in the scenario replaces the catalogue's.
  void add_rounds(BatteryModel& model, const scenario::Battery& battery, const Values& values) const {
    const auto& references = values.catalogue().find(battery.system)->references;
    for (const char* role : {"interceptor", "second_interceptor", "third_interceptor"}) {
      const auto found = references.find(role);
      if (found == references.end()) continue;
      RoundKind kind;
      kind.key = found->second;
      kind.name = core::name_hash(kind.key);
      kind.interceptor = catalogue::interceptor(values, kind.key, on_);
      kind.interceptor.table = flyout_table(kind.interceptor, stage_.altitude_m(model.site.position));
      const auto own = battery.magazine.find(kind.key);
      kind.magazine = own != battery.magazine.end() ? own->second
                      : model.rounds.empty()        ? model.unit.rounds
                                                    : 0;
      const auto stock = battery.stock.find(kind.key);
      if (stock != battery.stock.end()) kind.stock = stock->second;
      if (kind.magazine > 0 || kind.stock > 0 || model.rounds.empty())
        model.rounds.push_back(std::move(kind));
    }
  }

  /// As far as the envelopes of what attacks here reach.
  std::shared_ptr<const engagement::FlyoutTable> flyout_table(const engagement::Interceptor& round,
                                                              double altitude_m) const {
    const auto* flyout = std::get_if<engagement::PointMassFlyout>(&round.flyout);
    if (flyout == nullptr) return nullptr;
    double max_m = 0.0;
    for (const scenario::Raid& raid : scenario_.raids) {
      const TargetClass target = target_class(values_.catalogue().find(raid.system)->kind);
      max_m = std::max(max_m, round.envelope[index(target)].max_range_m);
    }
    auto& table =
        cache_
            .flyouts[{flyout->boost_time_s, flyout->burnout_speed_m_per_s,
                      flyout->ballistic_coefficient_kg_per_m2, flyout->min_speed_m_per_s, altitude_m, max_m}];
    if (!table) table = std::make_shared<engagement::FlyoutTable>(*flyout, altitude_m, max_m);
    return table;
  }

  void add_defended(BatteryModel& model, const scenario::Battery& battery) const {
    model.defends = battery.defends;
    if (model.defends.empty())
      for (std::size_t a = 0; a < scenario_.assets.size(); ++a) model.defends.push_back(a);
    for (const std::size_t a : model.defends)
      model.max_value = std::max(model.max_value, scenario_.assets[a].value);
  }

  /// Both ends draw whether a link is up under one name.
  void add_links() {
    auto& batteries = theatre_.batteries;
    const std::string entry(scenario::network_entry);
    for (const scenario::Link& link : scenario_.links) {
      const auto [a, b] = link.between;
      const std::uint64_t name =
          core::combine(batteries[a].name ^ batteries[b].name, core::name_hash("link"));
      const double latency_s = !on_.timing      ? 0.0
                               : link.latency_s ? *link.latency_s
                                                : values_(entry, "latency");
      const double availability = !on_.readiness      ? 1.0
                                  : link.availability ? *link.availability
                                                      : values_(entry, "link_availability");
      batteries[a].links.push_back({b, name, latency_s, availability});
      batteries[b].links.push_back({a, name, latency_s, availability});
    }
  }

  void add_raid(const scenario::Raid& raid) {
    const Overlay overlay(values_, raid.system, raid.overrides);
    const Values& values = overlay.values();
    RaidModel model;
    model.id = raid.id;
    model.system = raid.system;
    model.friendly = raid.friendly;
    model.aimed = raid.aim.has_value() && !raid.friendly;
    model.decoys = raid.decoys;
    model.target = target_class(values.catalogue().find(raid.system)->kind);
    model.reliability = values.has(raid.system, "reliability") ? values(raid.system, "reliability") : 1.0;
    const std::vector<SolvedFlight> solved =
        solve_flights(raid, values, scenario_, stage_, cache_, diagnostics_);
    for (const SolvedFlight& flight : solved) {
      model.flights.push_back(meet_batteries(flight, model.target));
      if (!model.aimed && !model.friendly)
        model.flights.back().distances_m = motion::distances_m(*flight.trajectory);
    }
    add_threats(raid);
    model.arrives_with = theatre_.raids.size();
    for (std::size_t r = theatre_.raids.size(); r-- > 0;)
      if (theatre_.raids[r].system == model.system &&
          theatre_.raids[r].flights.size() == model.flights.size())
        model.arrives_with = theatre_.raids[r].arrives_with;
    theatre_.raids.push_back(std::move(model));
  }

  /// The decoys of each threat come right after it, with names of their own: they change no draw of the
  /// threats. Nor does another wave change a draw of those before it.
  void add_threats(const scenario::Raid& raid) {
    const std::uint64_t name = core::name_hash(raid.id), decoy = core::name_hash("decoy");
    const std::uint64_t later_wave = core::name_hash("wave");
    for (int n = 0; n < raid.count * raid.waves; ++n) {
      const int wave = n / raid.count, i = n % raid.count;
      const core::SimTime launch =
          core::from_seconds(raid.first_launch_s + wave * raid.wave_interval_s + i * raid.interval_s);
      std::uint64_t own = core::combine(name, static_cast<std::uint64_t>(i));
      if (wave > 0) own = core::combine(own, later_wave + static_cast<std::uint64_t>(wave));
      theatre_.threats.push_back({theatre_.raids.size(), own, launch, false});
      for (int d = 0; d < raid.decoys; ++d)
        theatre_.threats.push_back(
            {theatre_.raids.size(), core::combine(own, decoy + static_cast<std::uint64_t>(d)), launch, true});
    }
  }

  /// The order in which raids are written changes nothing: modes of arrival and threats are counted by time
  /// and name.
  void put_in_order() {
    auto& raids = theatre_.raids;
    std::vector<std::size_t> by_id(raids.size());
    for (std::size_t r = 0; r < raids.size(); ++r) by_id[r] = r;
    std::sort(by_id.begin(), by_id.end(),
              [&](std::size_t a, std::size_t b) { return raids[a].id < raids[b].id; });
    std::uint64_t stride = 1;
    std::map<std::size_t, std::uint64_t> strides;
    for (const std::size_t r : by_id) {
      const auto [first, is_new] = strides.emplace(raids[r].arrives_with, stride);
      raids[r].stride = first->second;
      if (is_new) stride *= std::max<std::size_t>(1, raids[r].flights.size());
    }
    std::stable_sort(theatre_.threats.begin(), theatre_.threats.end(), [&](const Threat& a, const Threat& b) {
      return a.launch != b.launch ? a.launch < b.launch : raids[a.raid].id < raids[b.raid].id;
    });
  }

  Flight meet_batteries(const SolvedFlight& solved, TargetClass target) const {
    const motion::Trajectory& path = *solved.trajectory;
    Flight flight{solved.arrival, solved.trajectory, path.at(path.duration_s).position, {}};
    for (const BatteryModel& battery : theatre_.batteries)
      flight.encounters.push_back(meet(battery, solved, target));
    return flight;
  }

  Encounter meet(const BatteryModel& battery, const SolvedFlight& solved, TargetClass target) const {
    const motion::Trajectory& path = *solved.trajectory;
    const bool has_radars = battery.engagement().instrumented_range_m > 0.0;
    Encounter encounter;
    if (has_radars) encounter.picture_from_s = first_in_range_s(battery, path);
    meet_guide(battery, battery, path, target, encounter);
    for (const Link& link : battery.links)
      meet_guide(battery, theatre_.batteries[link.battery], path, target, encounter);
    if (!has_radars || battery.perfect_picture) return encounter;
    for (const Sensor s : {Sensor::surveillance, Sensor::engagement}) {
      const sensing::Radar& radar = battery.radar[index(s)];
      encounter.table[index(s)] = dwell_table(radar, battery.receiver[index(s)], battery.site, solved);
      encounter.dwells[index(s)] = DwellSchedule(battery.ticks[index(s)], radar.rotating, radar.track_misses,
                                                 encounter.table[index(s)]);
    }
    const std::size_t e = index(Sensor::engagement);
    encounter.doubts = doubts(battery, target, path, encounter, encounter.table[e]);
    for (std::size_t p = 1; p < battery.headings.size(); ++p) {
      const BatteryModel turned = at_position(battery, p);
      Aspect aspect;
      aspect.table = dwell_table(battery.radar[e], battery.receiver[e], turned.site, solved);
      aspect.dwells = DwellSchedule(battery.ticks[e], battery.radar[e].rotating,
                                    battery.radar[e].track_misses, aspect.table);
      aspect.doubts = doubts(turned, target, path, encounter, aspect.table);
      encounter.turned.push_back(std::move(aspect));
    }
    return encounter;
  }

  /// The first and the last launch at it, of the battery or of one linked to it.
  static std::pair<double, double> launches_s(const Encounter& encounter) {
    double first_s = 1e9, last_s = 0.0;
    for (const engagement::InterceptPlan& plan : encounter.plans)
      if (const auto first = plan.earliest(0.0)) {
        first_s = std::min(first_s, first->launch_s);
        last_s = std::max(last_s, plan.last_launch_s());
      }
    return {first_s, last_s};
  }

  std::vector<ImpactPredictionError> doubts(const BatteryModel& battery, TargetClass target,
                                            const motion::Trajectory& path, const Encounter& encounter,
                                            const DwellTable& table) const {
    if (sensing_ != scenario::Sensing::table || target != TargetClass::ballistic) return {};
    const auto [first_s, last_s] = launches_s(encounter);
    return impact_doubts(theatre_.tracks.ballistic, battery, path,
                         {encounter.table[index(Sensor::surveillance)], table}, first_s, last_s);
  }

  static BatteryModel at_position(const BatteryModel& battery, std::size_t position) {
    BatteryModel turned = battery;
    turned.site.heading_rad = battery.headings[position];
    return turned;
  }

  /// With a perfect picture a target is known from the instrumented range of the surveillance radar on.
  static double first_in_range_s(const BatteryModel& battery, const motion::Trajectory& path) {
    for (std::size_t k = 0; k < path.samples.size(); ++k)
      if (sensing::sight(battery.site, path.samples[k].position).range_m <=
          battery.surveillance().instrumented_range_m)
        return static_cast<double>(k) * path.step_s;
    return -1.0;
  }

  void meet_guide(const BatteryModel& battery, const BatteryModel& guide, const motion::Trajectory& path,
                  TargetClass target, Encounter& encounter) const {
    encounter.first_plan.push_back(encounter.plans.size() / battery.rounds.size());
    for (const double heading_rad : guide.headings) {
      sensing::Site site = guide.site;
      site.heading_rad = heading_rad;
      meet_rounds(battery, site, guide, path, target, encounter);
    }
  }

  /// The launches of each kind of round, while the target is in the sector of the radar that guides them.
  void meet_rounds(const BatteryModel& battery, const sensing::Site& site, const BatteryModel& guide,
                   const motion::Trajectory& path, TargetClass target, Encounter& encounter) const {
    const bool has_radars = guide.engagement().instrumented_range_m > 0.0;
    std::vector<bool> in_sector(path.samples.size(), true);
    for (std::size_t k = 0; has_radars && k < path.samples.size(); ++k)
      in_sector[k] =
          sensing::in_sector(guide.engagement(), site, sensing::sight(site, path.samples[k].position));
    for (const RoundKind& kind : battery.rounds)
      encounter.plans.emplace_back(kind.interceptor, target, path, in_sector, battery.site.position,
                                   battery.site.axes, stage_.altitude_m(battery.site.position));
  }

  DwellTable dwell_table(const sensing::Radar& radar, const sensing::Receiver& receiver,
                         const sensing::Site& site, const SolvedFlight& solved) const {
    const motion::Trajectory& path = *solved.trajectory;
    const sensing::Limits limits = catalogue::sensing_limits(on_);
    DwellTable table;
    table.step_s = path.step_s;
    table.duration_s = path.duration_s;
    table.first_visible_s = path.duration_s + path.step_s;
    for (std::size_t k = 0; k < path.samples.size(); ++k) {
      const double t = static_cast<double>(k) * path.step_s;
      const sensing::Sighting s = sensing::sight(site, path.samples[k].position);
      double chance = 0.0, snr = 0.0;
      if (sensing::in_sight(radar, site, s, path.altitudes_m[k], limits)) {
        const bool boosting = path.burnout_s && t < *path.burnout_s;
        const double area_m2 = boosting ? solved.cross_section_in_boost_m2 : solved.cross_section_m2;
        chance = sensing::dwell_detection(radar, receiver, s.range_m, path.altitudes_m[k], area_m2, limits);
        snr = sensing::signal_to_noise(radar, receiver, s.range_m, path.altitudes_m[k], area_m2);
        table.first_visible_s = std::min(table.first_visible_s, t);
      }
      table.detection.push_back(chance);
      table.snr.push_back(snr);
      table.azimuth_turns.push_back(s.azimuth_rad / (2.0 * core::pi));
    }
    return table;
  }

  const scenario::Scenario& scenario_;
  const Values& values_;
  catalogue::Causes on_;
  scenario::Sensing sensing_;
  FlightCache& cache_;
  earth::Stage stage_;
  Theatre theatre_;
  core::Diagnostics diagnostics_;
};

} // namespace

Preparation prepare(const scenario::Scenario& scenario, const Values& values, catalogue::Causes on,
                    scenario::Sensing sensing, FlightCache& cache) {
  return Preparer(scenario, values, on, sensing, cache).prepare();
}

} // namespace equipoise::simulation
