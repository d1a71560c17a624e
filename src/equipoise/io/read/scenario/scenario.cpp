#include "equipoise/io/read/scenario/scenario.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>
#include <set>

#include "equipoise/catalogue/parameter_set.hpp"
#include "equipoise/catalogue/schema.hpp"
#include "equipoise/core/constants.hpp"
#include "equipoise/engagement/battery.hpp"
#include "equipoise/io/read/catalogue/field_value.hpp"
#include "equipoise/io/read/scenario/doctrine.hpp"
#include "equipoise/io/read/scenario/ignorance.hpp"
#include "equipoise/io/read/scenario/network.hpp"
#include "equipoise/io/read/scenario/settings.hpp"
#include "equipoise/io/toml/table_reader.hpp"
#include "equipoise/scenario/admission.hpp"

namespace equipoise::io {
namespace {

using catalogue::Catalogue;
using core::Dimension;
using scenario::Scenario;

constexpr Bounds stage_bounds{-2e6, 2e6};
constexpr Bounds altitude_bounds{0.0, 4e4}; // the ground lies at 0
constexpr double latest_launch_s = 1e7;     ///< of a raid's last threat

class ScenarioReader {
 public:
  ScenarioReader(const toml::Table& root, const std::string& file, const Catalogue& catalogue,
                 core::Diagnostics& diagnostics)
      : root_(root), reader_(root, file, "", {1, 1}, diagnostics), catalogue_(catalogue) {}

  Scenario read() {
    reader_.word("format", {std::string(scenario_format)});
    s_.title = reader_.text("title").value_or("");
    if (const toml::Value* theatre = reader_.table("theatre", "latitude")) {
      TableReader r = reader_.below(*theatre, "theatre");
      s_.latitude_rad =
          r.quantity("latitude", Dimension::angle, {-0.5 * core::pi, 0.5 * core::pi}).value_or(0.0);
      r.finish();
    }
    for (const toml::Value* value : reader_.tables("asset", false)) read_asset(*value);
    for (const toml::Value* value : reader_.tables("battery", false)) read_battery(*value);
    for (const toml::Value* value : reader_.tables("raid")) read_raid(*value);
    const Network network = read_network(reader_, s_.batteries);
    s_.links = network.links;
    s_.fire_distribution = network.fire_distribution;
    read_run();
    s_.ignorance = read_ignorance(root_, reader_, s_);
    for (const toml::Value* value : reader_.tables("setting", false)) read_setting(*value);
    reader_.finish();
    return std::move(s_);
  }

 private:
  /// The reader of one object, with its id taken and checked.
  std::pair<TableReader, std::string> object(const toml::Value& value, const std::string& list) {
    const toml::Value* id = value.as<toml::Table>()->find("id");
    const auto* text = id == nullptr ? nullptr : id->as<std::string>();
    TableReader r = reader_.below(value, text == nullptr || text->empty() ? list : list + "." + *text);
    const auto name = r.text("id");
    if (!name) return {r, ""};
    if (name->find('.') != std::string::npos)
      r.fault("id", "must be a name without dots");
    else if (catalogue_.find(*name) != nullptr)
      r.fault("id", fmt::format("\"{}\" is a catalogue key; ids and keys share one name space", *name));
    else if (!ids_.insert(*name).second)
      r.fault("id", fmt::format("\"{}\" is used twice", *name));
    return {r, *name};
  }

  earth::Place read_place(TableReader& above, const std::string& key, bool with_altitude) {
    earth::Place place;
    if (const toml::Value* value = above.table(key, "east, north")) {
      TableReader r = above.below(*value, key);
      place = read_place_keys(r, with_altitude);
      r.finish();
    }
    return place;
  }

  static earth::Place read_place_keys(TableReader& r, bool with_altitude) {
    earth::Place place;
    place.east_m = r.quantity("east", Dimension::length, stage_bounds).value_or(0.0);
    place.north_m = r.quantity("north", Dimension::length, stage_bounds).value_or(0.0);
    place.altitude_m =
        r.quantity("altitude", Dimension::length, altitude_bounds, with_altitude).value_or(0.0);
    return place;
  }

  void read_asset(const toml::Value& value) {
    auto [r, id] = object(value, "asset");
    scenario::Asset asset{id, read_place(r, "at", false), 0.0, 1.0, r.location()};
    asset.radius_m = r.quantity("radius", Dimension::length, {0.0, 1e6}, false).value_or(0.0);
    asset.value = r.quantity("value", Dimension::number, {0.0, 1e12}, false).value_or(1.0);
    r.finish();
    s_.assets.push_back(asset);
  }

  std::string read_system(TableReader& r, const std::vector<std::string>& kinds) {
    const std::string system = r.text("system").value_or("");
    if (system.empty()) return system;
    const catalogue::Entry* entry = catalogue_.find(system);
    if (entry == nullptr) {
      std::vector<std::string> keys;
      for (const auto& [key, e] : catalogue_.entries)
        if (std::find(kinds.begin(), kinds.end(), e.kind) != kinds.end()) keys.push_back(key);
      r.fault("system",
              fmt::format("\"{}\" is not in the catalogue; {}", system, core::did_you_mean(system, keys)));
      return "";
    }
    if (std::find(kinds.begin(), kinds.end(), entry->kind) != kinds.end()) return system;
    r.fault("system", fmt::format("\"{}\" is {}; wanted: {}", system, core::with_article(entry->kind),
                                  fmt::join(kinds, ", ")));
    return "";
  }

  /// Every catalogue parameter of the system may be replaced for one object by a key of the same name. Where
  /// the system is not known, so is what its keys mean.
  scenario::Overrides read_overrides(TableReader& r, const std::string& system,
                                     const std::vector<std::string>& kinds) {
    scenario::Overrides overrides;
    const catalogue::Entry* entry = catalogue_.find(system);
    for (const std::string& name : kinds) {
      if (entry != nullptr && entry->kind != name) continue;
      const catalogue::Kind& kind = *catalogue::find_kind(name);
      for (const std::string& key : replaceable(kind)) {
        const toml::Value* value = r.value(key, false);
        if (value == nullptr || entry == nullptr) continue;
        const catalogue::Field& field = *catalogue::find_field(kind, key);
        const QuantityResult result = read_field(*value, field);
        if (!result.value) r.fault(key, result.message);
        if (result.value) overrides[key] = *result.value;
        if (field.recorded)
          r.warn(key, "changes nothing: the value is recorded for the reader; no model reads it");
      }
    }
    return overrides;
  }

  /// A parameter of an object's system as the object has it, at nominal values.
  double nominal(const std::string& system, const scenario::Overrides& overrides, const char* name) const {
    const catalogue::ParameterSet set;
    const auto own = overrides.find(name);
    return own == overrides.end() ? catalogue::Values(catalogue_, set)(system, name) : own->second;
  }

  void read_battery(const toml::Value& value) {
    auto [r, id] = object(value, "battery");
    scenario::Battery b;
    b.id = id;
    b.written_at = r.location();
    const std::vector<std::string> kinds{"battery"};
    b.system = read_system(r, kinds);
    b.at = read_place(r, "at", false);
    b.heading_rad =
        r.quantity("heading", Dimension::angle, {-2 * core::pi, 2 * core::pi}, false).value_or(0.0);
    b.doctrine = read_doctrine(r);
    read_rounds(r, b, "magazine", b.magazine);
    read_rounds(r, b, "stock", b.stock);
    b.turns = r.boolean("turns", false).value_or(false);
    check_turning(r, b);
    b.ready_s = r.quantity("ready", Dimension::time, {0.0, 1e6}, false).value_or(0.0);
    for (const std::string& name : r.texts("defends", false)) {
      if (const auto asset = find_asset(name))
        b.defends.push_back(*asset);
      else
        r.fault("defends", fmt::format("there is no asset \"{}\"", name));
    }
    if (const auto distance = r.quantity("distance", Dimension::length, {0.0, 2e6}, false))
      place_at(r, b, *distance);
    b.overrides = read_overrides(r, b.system, kinds);
    check_barrage(r, b);
    r.finish();
    s_.batteries.push_back(std::move(b));
  }

  /// `distance` moves a battery along the line from what it defends, keeping its bearing.
  void place_at(TableReader& r, scenario::Battery& b, double distance_m) {
    if (s_.assets.empty()) return r.fault("distance", "needs an asset to be measured from");
    const earth::Place& from = s_.assets[b.defends.empty() ? 0 : b.defends.front()].at;
    const double east = b.at.east_m - from.east_m, north = b.at.north_m - from.north_m;
    const double length = core::sqrt(east * east + north * north);
    if (length == 0.0) return r.fault("distance", "needs a direction: the battery stands on what it defends");
    b.at.east_m = from.east_m + east * distance_m / length;
    b.at.north_m = from.north_m + north * distance_m / length;
  }

  /// How many of each kind of round that the system fires: { "48n6e3" = 32 }.
  void read_rounds(TableReader& r, const scenario::Battery& b, const std::string& key,
                   std::map<std::string, int>& counts) {
    const toml::Value* value = r.value(key, false);
    const catalogue::Entry* entry = catalogue_.find(b.system);
    if (value == nullptr || entry == nullptr) return;
    std::vector<std::string> fired;
    for (const auto& [role, target] : entry->references)
      if (role.ends_with("interceptor")) fired.push_back(target);
    if (r.table(key, fired.front() + " = ...") == nullptr) return;
    TableReader m = r.below(*value, key);
    for (const toml::Member& member : value->as<toml::Table>()->members) {
      const bool fires = std::find(fired.begin(), fired.end(), member.key) != fired.end();
      const catalogue::Entry* other = catalogue_.find(member.key);
      if (!fires && (other == nullptr || !other->kind.ends_with("interceptor")))
        continue; // finish() reports it
      const toml::Value* rounds = m.value(member.key);
      const auto* text = rounds->as<std::string>();
      if (!fires)
        m.fault(member.key,
                fmt::format("is not what {} fires; allowed: {}", b.system, fmt::join(fired, ", ")));
      else if (text != nullptr && *text == "unlimited")
        counts[member.key] = engagement::unlimited;
      else if (text != nullptr)
        m.fault(member.key, fmt::format("must be a whole number or \"unlimited\"; allowed: 0 to {}",
                                        engagement::unlimited));
      else
        counts[member.key] = static_cast<int>(m.integer(member.key, 0, engagement::unlimited).value_or(0));
    }
    for (const std::string& round : fired) m.value(round, false);
    m.finish();
  }

  /// Only a sector wide enough that a few positions cover the circle.
  void check_turning(TableReader& r, const scenario::Battery& b) const {
    const catalogue::Entry* entry = catalogue_.find(b.system);
    if (!b.turns || entry == nullptr) return;
    const auto radar = entry->references.find("engagement_radar");
    constexpr double narrowest = core::pi / 6.0;
    if (radar == entry->references.end())
      return r.fault("turns", "needs a system with an engagement radar; " + b.system + " has none");
    const catalogue::ParameterSet set;
    const double width = catalogue::Values(catalogue_, set)(radar->second, "sector_azimuth");
    if (width == 0.0)
      r.warn("turns", "changes nothing: " + radar->second + " looks all round");
    else if (width < narrowest)
      r.fault("turns", fmt::format("{} has a sector of {}; allowed: at least {}", radar->second,
                                   core::format_quantity(width, Dimension::angle),
                                   core::format_quantity(narrowest, Dimension::angle)));
  }

  /// An even barrage deals out the whole magazine at once, so its size is bounded.
  void check_barrage(TableReader& r, const scenario::Battery& b) const {
    if (b.doctrine.mode != command::Mode::even_barrage || b.system.empty()) return;
    const auto& references = catalogue_.find(b.system)->references;
    const auto interceptor = references.find("interceptor");
    if (interceptor == references.end()) return;
    const auto own = b.magazine.find(interceptor->second);
    const double rounds = own != b.magazine.end() ? own->second
                                                  : nominal(b.system, b.overrides, "launchers") *
                                                        nominal(b.system, b.overrides, "rounds_per_launcher");
    if (rounds > max_barrage_rounds)
      r.below(*r.value("doctrine"), "doctrine")
          .fault("mode",
                 fmt::format("even-barrage needs a magazine of at most {} rounds", max_barrage_rounds));
  }

  std::optional<std::size_t> find_asset(const std::string& name) const {
    for (std::size_t i = 0; i < s_.assets.size(); ++i)
      if (s_.assets[i].id == name) return i;
    return std::nullopt;
  }

  void read_raid(const toml::Value& value) {
    auto [r, id] = object(value, "raid");
    scenario::Raid raid;
    raid.id = id;
    raid.written_at = r.location();
    const std::vector<std::string> kinds{"ballistic-missile", "textbook-missile", "cruise-missile",
                                         "aircraft"};
    raid.system = read_system(r, kinds);
    raid.count = static_cast<int>(r.integer("count", 1, scenario::max_threats, false).value_or(1));
    raid.decoys = static_cast<int>(r.integer("decoys", 0, 1000, false).value_or(0));
    raid.overrides = read_overrides(r, raid.system, kinds);
    const catalogue::Entry* entry = catalogue_.find(raid.system);
    const bool aircraft = entry != nullptr && entry->kind == "aircraft";
    raid.friendly = r.boolean("friendly", false).value_or(false);
    if (raid.friendly && !aircraft && entry != nullptr)
      r.fault("friendly", "is for aircraft that belong to the defender's side");
    if (raid.decoys > 0 && aircraft) r.fault("decoys", "are for missiles");
    if (const auto aim = r.text("aim", entry != nullptr && !aircraft)) {
      raid.aim = find_asset(*aim);
      if (!raid.aim) r.fault("aim", fmt::format("there is no asset \"{}\"", *aim));
    }
    if (raid.friendly && raid.aim) r.fault("aim", "a friendly aircraft aims at nothing; leave it out");
    if (aircraft)
      read_route(r, raid);
    else if (entry != nullptr && entry->kind == "cruise-missile")
      read_ways(r, raid);
    else if (entry != nullptr)
      read_from(r, raid);
    else
      for (const char* key : {"from", "route", "aim", "altitude"})
        r.value(key, false); // what is right depends on the system
    if (const toml::Value* launch = r.optional_table("launch")) {
      TableReader l = r.below(*launch, "launch");
      raid.first_launch_s = l.quantity("first", Dimension::time, {0.0, 1e6}, false).value_or(0.0);
      raid.interval_s = l.quantity("interval", Dimension::time, {0.0, 1e5}, false).value_or(0.0);
      if (const toml::Value* waves = l.optional_table("waves")) read_waves(l.below(*waves, "waves"), raid);
      const double last_s =
          raid.first_launch_s + (raid.waves - 1) * raid.wave_interval_s + (raid.count - 1) * raid.interval_s;
      if (last_s > latest_launch_s)
        l.fault("", fmt::format("the last launch is {:.0f} s after the first moment; allowed: at most {:.0f}",
                                last_s, latest_launch_s));
      l.finish();
    }
    r.finish();
    s_.raids.push_back(std::move(raid));
  }

  /// The whole raid over again, `count` threats each time.
  static void read_waves(TableReader w, scenario::Raid& raid) {
    raid.waves = static_cast<int>(w.integer("count", 1, scenario::max_threats).value_or(1));
    raid.wave_interval_s = w.quantity("interval", Dimension::time, {1e-3, 1e5}).value_or(0.0);
    const double length_s = (raid.count - 1) * raid.interval_s;
    if (raid.waves > 1 && raid.wave_interval_s > 0.0 && raid.wave_interval_s < length_s)
      w.warn("interval", fmt::format("a wave begins before the one before it, {} long, has ended",
                                     core::format_quantity(length_s, Dimension::time)));
    w.finish();
  }

  static bool is_same_place(const earth::Place& a, const earth::Place& b) {
    return std::abs(a.east_m - b.east_m) + std::abs(a.north_m - b.north_m) < 1.0;
  }

  void read_from(TableReader& r, scenario::Raid& raid) {
    const std::size_t before = r.diagnostics().size();
    raid.from = read_place(r, "from", false);
    const bool is_read = r.diagnostics().size() == before;
    if (is_read && raid.aim && is_same_place(raid.from, s_.assets[*raid.aim].at))
      r.fault("from", fmt::format("is the place of its aim, \"{}\"", s_.assets[*raid.aim].id));
  }

  /// A cruise missile's launch and, where it does not fly straight to its aim, the points before that.
  void read_ways(TableReader& r, scenario::Raid& raid) {
    read_from(r, raid);
    const auto points = r.tables("route", false, "raid.route");
    for (const toml::Value* point : points) {
      TableReader p = r.below(*point, "route");
      const std::size_t before = r.diagnostics().size();
      const earth::Place place = read_place_keys(p, false);
      if (p.has("altitude")) p.fault("altitude", "is the missile's own: set cruise_altitude of the raid");
      p.finish();
      const bool is_read = r.diagnostics().size() == before;
      if (is_read && is_same_place(raid.route.empty() ? raid.from : raid.route.back().place, place)) {
        p.fault("",
                raid.route.empty() ? "is the place of the launch" : "is the same place as the point before");
        continue;
      }
      raid.route.push_back({place, 0.0});
      raid.route_at.push_back(p.location());
    }
    if (!raid.route.empty() && raid.aim && is_same_place(raid.route.back().place, s_.assets[*raid.aim].at))
      r.fault("route", "ends in the aim by itself: its last point must be another place");
  }

  /// `altitude` of the raid flies the whole route at one height. Laid over a file it takes the place of what
  /// the points say; written beside them it is a contradiction.
  void read_route(TableReader& r, scenario::Raid& raid) {
    const double ceiling_m = nominal(raid.system, raid.overrides, "ceiling");
    const auto level_m = r.quantity("altitude", Dimension::length, altitude_bounds, false);
    const bool level_is_written = level_m && r.location("altitude").file != laid_over;
    if (level_m && *level_m > ceiling_m)
      r.fault("altitude",
              fmt::format("is above the ceiling of {}", core::format_quantity(ceiling_m, Dimension::length)));
    const double fastest = nominal(raid.system, raid.overrides, "greatest_speed");
    const auto points = r.tables("route", true, "raid.route");
    for (const toml::Value* point : points) {
      const std::size_t before = r.diagnostics().size();
      TableReader p = r.below(*point, "route");
      motion::Waypoint waypoint{read_place_keys(p, !r.has("altitude")), 0.0};
      if (level_m && level_is_written && p.has("altitude"))
        p.fault("altitude",
                "is the raid's own: its altitude holds for the whole route; leave one of them out");
      if (level_m) waypoint.place.altitude_m = *level_m;
      waypoint.speed_m_per_s = p.quantity("speed", Dimension::speed, {1.0, fastest}).value_or(100.0);
      if (!level_m && waypoint.place.altitude_m > ceiling_m)
        p.fault("altitude", fmt::format("is above the ceiling of {}",
                                        core::format_quantity(ceiling_m, Dimension::length)));
      p.finish();
      const bool is_read = r.diagnostics().size() == before;
      if (is_read && !raid.route.empty() && is_same_place(raid.route.back().place, waypoint.place)) {
        p.fault("", "is the same place as the point before");
        continue;
      }
      raid.route.push_back(waypoint);
      raid.route_at.push_back(p.location());
    }
    if (points.size() == 1) r.fault("route", "needs at least two points");
    double duration_s = 0.0;
    for (std::size_t i = 1; i < raid.route.size(); ++i) {
      const earth::Place &a = raid.route[i - 1].place, &b = raid.route[i].place;
      const double east = b.east_m - a.east_m, north = b.north_m - a.north_m;
      duration_s += core::sqrt(east * east + north * north) / raid.route[i - 1].speed_m_per_s;
    }
    if (duration_s > longest_route_s)
      r.fault("route", fmt::format("takes {:.0f} h; allowed: at most {:.0f} h", duration_s / 3600,
                                   longest_route_s / 3600));
    if (raid.aim && !raid.route.empty()) {
      const earth::Place &end = raid.route.back().place, &aim = s_.assets[*raid.aim].at;
      if (std::abs(end.east_m - aim.east_m) + std::abs(end.north_m - aim.north_m) > 1e3)
        r.fault("route", "has an aim, so its last point must be the asset's place; or leave out aim");
    }
  }

  void read_run() {
    s_.replications_at = reader_.location("run");
    const toml::Value* value = reader_.optional_table("run");
    if (value == nullptr) return;
    TableReader r = reader_.below(*value, "run");
    s_.replications =
        static_cast<std::uint64_t>(r.integer("replications", 1, 1'000'000'000'000, false).value_or(10000));
    s_.replications_at = r.location("replications");
    s_.seed = static_cast<std::uint64_t>(r.integer("seed", 0, INT64_MAX, false).value_or(1));
    const std::string sensing = r.word("sensing", {"dwell", "table", "perfect"}, false).value_or("dwell");
    s_.sensing = scenario::sensing_from(sensing).value_or(scenario::Sensing::dwell);
    const std::string belief =
        r.word("belief", {"brochure", "frictions", "assessed"}, false).value_or("assessed");
    s_.belief = catalogue::belief_from(belief).value_or(catalogue::Belief::assessed);
    r.finish();
  }

  /// Taken before everything else, by own_settings; here only its form is checked.
  void read_setting(const toml::Value& value) {
    TableReader r = reader_.below(value, "setting");
    const auto address = r.text("set");
    if (address && !set_.insert(*address).second)
      reader_.diagnostics().push_back({core::Severity::error, r.location("set"), *address, "is set twice"});
    const toml::Value* written = r.value("value");
    if (written != nullptr && !setting_text(*written))
      r.fault("value", "must be a number, a quantity or a word");
    r.text("reason");
    r.finish();
  }

  const toml::Table& root_;
  TableReader reader_;
  const Catalogue& catalogue_;
  Scenario s_;
  std::set<std::string> ids_;
  std::set<std::string> set_; ///< addresses of settings
};

} // namespace

Scenario read_scenario(const toml::Table& root, const std::string& file, const Catalogue& catalogue,
                       core::Diagnostics& diagnostics) {
  return ScenarioReader(root, file, catalogue, diagnostics).read();
}

} // namespace equipoise::io
