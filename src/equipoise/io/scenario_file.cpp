#include "equipoise/io/scenario_file.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>
#include <set>

#include "equipoise/catalogue/parameter_set.hpp"
#include "equipoise/catalogue/schema.hpp"
#include "equipoise/core/constants.hpp"
#include "equipoise/engagement/battery.hpp"
#include "equipoise/io/catalogue_file.hpp"
#include "equipoise/io/file.hpp"
#include "equipoise/io/table_reader.hpp"

namespace equipoise::io {
namespace {

using catalogue::Catalogue;
using core::Dimension;
using scenario::Case;
using scenario::Scenario;
using scenario::Setting;

constexpr Bounds stage_bounds{-2e6, 2e6};
constexpr Bounds altitude_bounds{-500.0, 4e4};

// --- settings
// ----------------------------------------------------------------------------------------------------

std::vector<std::string> split_address(const std::string& address) {
  std::vector<std::string> parts{""};
  for (const char c : address) {
    if (c == '.')
      parts.emplace_back();
    else
      parts.back() += c;
  }
  return parts;
}

/// The table of the object with this id: an asset, battery or raid.
toml::Table* find_object(toml::Table& root, const std::string& id) {
  for (const char* list : {"asset", "battery", "raid"}) {
    toml::Value* value = root.find(list);
    auto* array = value == nullptr ? nullptr : value->as<toml::Array>();
    if (array == nullptr) continue;
    for (toml::Value& element : *array) {
      auto* table = element.as<toml::Table>();
      const toml::Value* own = table == nullptr ? nullptr : table->find("id");
      const auto* text = own == nullptr ? nullptr : own->as<std::string>();
      if (text != nullptr && *text == id) return table;
    }
  }
  return nullptr;
}

} // namespace

std::optional<std::string> setting_text(const toml::Value& value) {
  if (const auto* text = value.as<std::string>()) return *text;
  if (const auto* whole = value.as<std::int64_t>()) return std::to_string(*whole);
  if (const auto* real = value.as<double>()) return core::format_number(*real);
  return std::nullopt;
}

namespace {

toml::Value setting_value(const std::string& text) {
  toml::Value value;
  if (const auto parsed = toml::parse_value(text))
    value = *parsed;
  else
    value.data = text;
  value.at = {};
  return value;
}

/// Walks `parts` from the second on, making tables where there are none, and sets the last.
void set_below(toml::Table& table, const std::vector<std::string>& parts, const std::string& value) {
  toml::Table* here = &table;
  for (std::size_t i = 1; i + 1 < parts.size(); ++i) {
    toml::Value* next = here->find(parts[i]);
    if (next == nullptr || next->as<toml::Table>() == nullptr) {
      toml::Value made;
      made.data = toml::Table{};
      next = &here->set(parts[i], made);
    }
    here = next->as<toml::Table>();
  }
  here->set(parts.back(), setting_value(value));
}

/// Fixes the parameters named by a setting: the entry's own copy, so that entries it is like keep theirs.
void set_parameter(Catalogue& catalogue, const std::string& key, const std::string& name,
                   const Setting& setting, core::Diagnostics& diagnostics) {
  const auto fault = [&](const std::string& message) {
    diagnostics.push_back({core::Severity::error, setting.at, setting.address, message});
  };
  catalogue::Entry& entry = catalogue.entries.at(key);
  std::map<std::string, catalogue::Parameter> meant;
  std::vector<std::string> names;
  int depth = 0;
  for (const catalogue::Entry* from = &entry; from != nullptr && depth < 8;
       from = catalogue.find(from->like), ++depth)
    for (const auto& [own, parameter] : from->parameters) {
      names.push_back(own);
      if (own == name || own.starts_with(name + ".")) meant.emplace(own, parameter);
    }
  if (meant.empty()) {
    const std::string near = core::nearest(name, names);
    return fault(fmt::format("{} has no parameter \"{}\"; {}", key, name,
                             near.empty() ? fmt::format("known: {}", fmt::join(names, ", "))
                                          : fmt::format("did you mean \"{}\"?", near)));
  }
  for (auto& [own, parameter] : meant) {
    const catalogue::Field* field = catalogue::find_field(*catalogue::find_kind(entry.kind), own);
    const toml::Value value = setting_value(setting.value);
    double si = 0.0;
    if (field != nullptr && !field->words.empty()) {
      const auto* text = value.as<std::string>();
      const auto found = std::find(field->words.begin(), field->words.end(), text == nullptr ? "" : *text);
      if (found == field->words.end())
        return fault(fmt::format("must be one of: {}", fmt::join(field->words, ", ")));
      si = static_cast<double>(found - field->words.begin());
    } else if (const auto* text = value.as<std::string>(); text != nullptr && *text == "unlimited" &&
                                                           field != nullptr &&
                                                           field->greatest >= engagement::unlimited) {
      si = engagement::unlimited;
    } else {
      const Bounds bounds = field == nullptr ? Bounds{-1e300, 1e300} : Bounds{field->least, field->greatest};
      const QuantityResult result = read_quantity(value, parameter.dimension, bounds);
      if (!result.value) return fault(result.message);
      si = *result.value;
    }
    parameter.low = parameter.nominal = parameter.high = si;
    parameter.either = false;
    parameter.spread = catalogue::Spread::none;
    parameter.sources.clear();
    parameter.basis = catalogue::Basis::assumption;
    parameter.note = "set by the user: " + setting.address + " = " + setting.value;
    entry.parameters[own] = parameter;
  }
}

void apply(const Setting& setting, toml::Table& root, Catalogue& catalogue, core::Diagnostics& diagnostics) {
  const auto parts = split_address(setting.address);
  if (parts.size() >= 2 &&
      std::none_of(parts.begin(), parts.end(), [](const auto& p) { return p.empty(); })) {
    if (toml::Table* object = find_object(root, parts[0])) return set_below(*object, parts, setting.value);
    if (parts[0] == "theatre" || parts[0] == "network")
      if (toml::Value* table = root.find(parts[0]); table != nullptr && table->as<toml::Table>() != nullptr)
        return set_below(*table->as<toml::Table>(), parts, setting.value);
    if (catalogue.find(parts[0]) != nullptr)
      return set_parameter(catalogue, parts[0], setting.address.substr(parts[0].size() + 1), setting,
                           diagnostics);
  }
  std::vector<std::string> names;
  for (const auto& [key, entry] : catalogue.entries) names.push_back(key);
  for (const char* list : {"asset", "battery", "raid"})
    if (const toml::Value* value = root.find(list))
      if (const auto* array = value->as<toml::Array>())
        for (const toml::Value& element : *array)
          if (const auto* table = element.as<toml::Table>())
            if (const toml::Value* id = table->find("id"))
              if (const auto* text = id->as<std::string>()) names.push_back(*text);
  const std::string near = core::nearest(parts[0], names);
  diagnostics.push_back(
      {core::Severity::error, setting.at, setting.address,
       fmt::format("wanted: ID.KEY=VALUE with the id of an object or the key of a catalogue entry{}",
                   near.empty() || near == parts[0] ? "" : fmt::format("; did you mean \"{}\"?", near))});
}

/// The settings a scenario makes itself: [[setting]] set, value, reason.
std::vector<Setting> own_settings(const toml::Table& root, const std::string& file) {
  std::vector<Setting> list;
  const toml::Value* settings = root.find("setting");
  const auto* array = settings == nullptr ? nullptr : settings->as<toml::Array>();
  for (std::size_t i = 0; array != nullptr && i < array->size(); ++i) {
    const auto* table = (*array)[i].as<toml::Table>();
    const toml::Value* address = table == nullptr ? nullptr : table->find("set");
    const toml::Value* value = table == nullptr ? nullptr : table->find("value");
    if (address == nullptr || value == nullptr || address->as<std::string>() == nullptr) continue;
    const auto text = setting_text(*value);
    if (text) list.push_back({*address->as<std::string>(), *text, {file, value->at.line, value->at.column}});
  }
  return list;
}

// --- the scenario
// ------------------------------------------------------------------------------------------------

class ScenarioReader {
 public:
  ScenarioReader(const toml::Table& root, const std::string& file, const Catalogue& catalogue,
                 core::Diagnostics& diagnostics)
      : root_(root), reader_(root, file, "", {1, 1}, diagnostics), catalogue_(catalogue) {}

  Scenario read() {
    reader_.word("format", {"equipoise-scenario/1"});
    s_.title = reader_.text("title").value_or("");
    if (const toml::Value* theatre = reader_.table("theatre")) {
      TableReader r = reader_.below(*theatre, "theatre");
      s_.latitude_rad =
          r.quantity("latitude", Dimension::angle, {-0.5 * core::pi, 0.5 * core::pi}).value_or(0.0);
      r.finish();
    }
    for (const toml::Value* value : reader_.tables("asset", false)) read_asset(*value);
    for (const toml::Value* value : reader_.tables("battery", false)) read_battery(*value);
    for (const toml::Value* value : reader_.tables("raid")) read_raid(*value);
    read_network();
    read_run();
    for (const toml::Value* value : reader_.tables("ignorance", false)) read_ignorance(*value);
    for (const toml::Value* value : reader_.tables("setting", false)) read_setting(*value);
    reader_.finish();
    check_whole();
    return std::move(s_);
  }

 private:
  /// The reader of one object, with its id taken and checked.
  std::pair<TableReader, std::string> object(const toml::Value& value, const std::string& list) {
    const toml::Value* id = value.as<toml::Table>()->find("id");
    const auto* text = id == nullptr ? nullptr : id->as<std::string>();
    TableReader r = reader_.below(value, text == nullptr ? list : list + "." + *text);
    const std::string name = r.text("id").value_or("");
    if (name.empty() || name.find('.') != std::string::npos)
      r.fault("id", "must be a name without dots");
    else if (catalogue_.find(name) != nullptr)
      r.fault("id", fmt::format("\"{}\" is a catalogue key; ids and keys share one name space", name));
    else if (!ids_.insert(name).second)
      r.fault("id", fmt::format("\"{}\" is used twice", name));
    return {r, name};
  }

  earth::Place read_place(TableReader& above, const std::string& key, bool with_altitude) {
    earth::Place place;
    if (const toml::Value* value = above.table(key)) {
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
    scenario::Asset asset{id, read_place(r, "at", false), 0.0, 1.0};
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
      const std::string near = core::nearest(system, keys);
      r.fault("system", fmt::format("\"{}\" is not in the catalogue; {}", system,
                                    near.empty() ? fmt::format("known: {}", fmt::join(keys, ", "))
                                                 : fmt::format("did you mean \"{}\"?", near)));
      return "";
    }
    if (std::find(kinds.begin(), kinds.end(), entry->kind) != kinds.end()) return system;
    r.fault("system", fmt::format("\"{}\" is a {}; wanted: {}", system, entry->kind, fmt::join(kinds, ", ")));
    return "";
  }

  /// Every catalogue parameter of the system may be replaced for one object by a key of the same name.
  scenario::Overrides read_overrides(TableReader& r, const std::string& system) {
    scenario::Overrides overrides;
    const catalogue::Entry* entry = catalogue_.find(system);
    if (entry == nullptr) return overrides;
    for (const catalogue::Field& field : catalogue::find_kind(entry->kind)->fields) {
      const std::string name(field.name);
      if (!field.words.empty() || name.find('.') != std::string::npos || !r.has(name)) continue;
      const toml::Value* value = r.value(name);
      if (const auto* text = value->as<std::string>();
          text != nullptr && *text == "unlimited" && field.greatest >= engagement::unlimited) {
        overrides[name] = engagement::unlimited;
        continue;
      }
      if (const auto v = r.quantity(name, field.dimension, {field.least, field.greatest}))
        overrides[name] = *v;
    }
    return overrides;
  }

  void read_battery(const toml::Value& value) {
    auto [r, id] = object(value, "battery");
    scenario::Battery b;
    b.id = id;
    b.written_at = r.location();
    b.system = read_system(r, {"battery"});
    b.at = read_place(r, "at", false);
    b.heading_rad =
        r.quantity("heading", Dimension::angle, {-2 * core::pi, 2 * core::pi}, false).value_or(0.0);
    read_doctrine(r, b);
    read_magazine(r, b);
    for (const std::string& name : r.texts("defends", false)) {
      if (const auto asset = find_asset(name))
        b.defends.push_back(*asset);
      else
        r.fault("defends", fmt::format("there is no asset \"{}\"", name));
    }
    if (const auto distance = r.quantity("distance", Dimension::length, {0.0, 2e6}, false))
      place_at(r, b, *distance);
    b.overrides = read_overrides(r, b.system);
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

  void read_doctrine(TableReader& r, scenario::Battery& b) {
    const toml::Value* value = r.table("doctrine");
    if (value == nullptr) return;
    TableReader d = r.below(*value, "doctrine");
    const std::string mode = d.word("mode", {"salvo", "shoot-look-shoot", "even-barrage"}).value_or("salvo");
    b.doctrine.mode = mode == "salvo"              ? command::Mode::salvo
                      : mode == "shoot-look-shoot" ? command::Mode::shoot_look_shoot
                                                   : command::Mode::even_barrage;
    b.doctrine.shots = static_cast<int>(
        d.integer("shots", 1, 1000, b.doctrine.mode != command::Mode::even_barrage).value_or(1));
    b.doctrine.looks = static_cast<int>(d.integer("looks", 1, 1'000'000'000, false).value_or(1'000'000'000));
    d.finish();
  }

  void read_magazine(TableReader& r, scenario::Battery& b) {
    const catalogue::Entry* entry = catalogue_.find(b.system);
    if (r.has("magazine") && entry != nullptr) {
      const toml::Value* value = r.table("magazine");
      if (value == nullptr) return;
      const std::string& round = entry->references.at("interceptor");
      TableReader m = r.below(*value, "magazine");
      const toml::Value* rounds = m.value(round);
      const auto* text = rounds == nullptr ? nullptr : rounds->as<std::string>();
      if (text != nullptr && *text == "unlimited")
        b.rounds = engagement::unlimited;
      else if (const auto n = m.integer(round, 0, engagement::unlimited))
        b.rounds = static_cast<int>(*n);
      m.finish();
    }
  }

  /// An even barrage deals out the whole magazine at once, so its size is bounded.
  void check_barrage(TableReader& r, const scenario::Battery& b) const {
    if (b.doctrine.mode != command::Mode::even_barrage || b.system.empty()) return;
    const catalogue::ParameterSet nominal;
    const catalogue::Values values(catalogue_, nominal);
    const auto value = [&](const char* name) {
      const auto own = b.overrides.find(name);
      return own == b.overrides.end() ? values(b.system, name) : own->second;
    };
    const double rounds = b.rounds ? *b.rounds : value("launchers") * value("rounds_per_launcher");
    if (rounds > most_barrage_rounds)
      r.fault("doctrine.mode",
              fmt::format("even-barrage needs a magazine of at most {} rounds", most_barrage_rounds));
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
    raid.system = read_system(r, {"ballistic-missile", "textbook-missile", "aircraft"});
    raid.count = static_cast<int>(r.integer("count", 1, most_threats, false).value_or(1));
    const catalogue::Entry* entry = catalogue_.find(raid.system);
    const bool aircraft = entry != nullptr && entry->kind == "aircraft";
    if (const auto aim = r.text("aim", entry != nullptr && !aircraft)) {
      raid.aim = find_asset(*aim);
      if (!raid.aim) r.fault("aim", fmt::format("there is no asset \"{}\"", *aim));
    }
    if (aircraft)
      read_route(r, raid);
    else if (entry != nullptr)
      raid.from = read_place(r, "from", false);
    if (const toml::Value* launch = r.table("launch", false)) {
      TableReader l = r.below(*launch, "launch");
      raid.first_launch_s = l.quantity("first", Dimension::time, {0.0, 1e6}, false).value_or(0.0);
      raid.interval_s = l.quantity("interval", Dimension::time, {0.0, 1e5}, false).value_or(0.0);
      l.finish();
    }
    raid.overrides = read_overrides(r, raid.system);
    r.finish();
    s_.raids.push_back(std::move(raid));
  }

  void read_route(TableReader& r, scenario::Raid& raid) {
    const catalogue::ParameterSet nominal;
    const catalogue::Values values(catalogue_, nominal);
    const double ceiling_m = values(raid.system, "ceiling"), fastest = values(raid.system, "greatest_speed");
    for (const toml::Value* point : r.tables("route")) {
      TableReader p = r.below(*point, "route");
      motion::Waypoint waypoint{read_place_keys(p, true), 0.0};
      waypoint.speed_m_per_s = p.quantity("speed", Dimension::speed, {1.0, fastest}).value_or(100.0);
      if (waypoint.place.altitude_m > ceiling_m)
        p.fault("altitude", fmt::format("is above the ceiling of {}",
                                        core::format_quantity(ceiling_m, Dimension::length)));
      p.finish();
      if (!raid.route.empty()) {
        const earth::Place& last = raid.route.back().place;
        if (std::abs(last.east_m - waypoint.place.east_m) + std::abs(last.north_m - waypoint.place.north_m) <
            1.0) {
          p.fault("", "is the same place as the point before");
          continue;
        }
      }
      raid.route.push_back(waypoint);
    }
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
    if (raid.route.size() < 2 && r.has("route")) r.fault("route", "needs at least two points");
  }

  void read_network() {
    const toml::Value* value = reader_.table("network", false);
    if (value == nullptr) return;
    TableReader n = reader_.below(*value, "network");
    const std::string picture = n.word("picture", {"integrated", "stand-alone"}).value_or("stand-alone");
    if (picture == "integrated" && s_.batteries.size() > 1)
      n.fault("picture",
              "an integrated picture of several batteries is not modelled yet; allowed: stand-alone");
    n.finish();
  }

  void read_run() {
    const toml::Value* value = reader_.table("run", false);
    if (value == nullptr) return;
    TableReader r = reader_.below(*value, "run");
    s_.replications =
        static_cast<std::uint64_t>(r.integer("replications", 1, 1'000'000'000'000, false).value_or(10000));
    s_.seed = static_cast<std::uint64_t>(r.integer("seed", 0, INT64_MAX, false).value_or(1));
    const std::string sensing = r.word("sensing", {"dwell", "perfect", "table"}, false).value_or("dwell");
    if (sensing == "table") r.fault("sensing", "the table source is not there yet; allowed: dwell, perfect");
    s_.sensing = sensing == "perfect" ? scenario::Sensing::perfect : scenario::Sensing::dwell;
    const std::string belief =
        r.word("belief", {"brochure", "frictions", "assessed"}, false).value_or("assessed");
    s_.belief = catalogue::belief_from(belief).value_or(catalogue::Belief::assessed);
    r.finish();
  }

  /// A value of the scenario that is not known: its nominal is what the scenario says.
  void read_ignorance(const toml::Value& value) {
    TableReader r = reader_.below(value, "ignorance");
    const std::string address = r.text("set").value_or("");
    const std::string spread = r.word("spread", {"uniform", "log-uniform", "triangular"}).value_or("uniform");
    scenario::UncertainValue u;
    u.address = address;
    u.range.name = address;
    u.range.spread = spread == "uniform"       ? catalogue::Spread::uniform
                     : spread == "log-uniform" ? catalogue::Spread::log_uniform
                                               : catalogue::Spread::triangular;
    u.range.group = r.text("group", false).value_or("");
    u.range.note = r.text("reason").value_or("");
    u.range.basis = catalogue::Basis::assumption;
    u.range.confidence = "low";
    u.range.at = r.location();
    const auto nominal = nominal_of(r, address);
    const toml::Value* low = r.value("low");
    const toml::Value* high = r.value("high");
    r.finish();
    if (!nominal || low == nullptr || high == nullptr) return;
    u.range.dimension = nominal->dimension;
    u.range.nominal = nominal->value;
    const auto end = [&](const char* key, const toml::Value& v) {
      const QuantityResult result = read_quantity(v, nominal->dimension, {-1e12, 1e12});
      if (!result.value) r.fault(key, result.message);
      return result.value.value_or(nominal->value);
    };
    u.range.low = end("low", *low);
    u.range.high = end("high", *high);
    if (u.range.low > u.range.high) r.fault("low", "must not be above high");
    if (u.range.spread == catalogue::Spread::log_uniform && u.range.low <= 0.0)
      r.fault("low", "must be positive where the spread is log-uniform");
    if (u.range.spread == catalogue::Spread::triangular &&
        !(u.range.low <= u.range.nominal && u.range.nominal <= u.range.high))
      r.fault("set", "the value of the scenario must lie between low and high");
    // A value that a study or a user has set is known: it is not drawn.
    if (!set_by_hand_.contains(address)) s_.ignorance.push_back(std::move(u));
  }

  /// Taken before everything else, by own_settings; here only its form is checked.
  void read_setting(const toml::Value& value) {
    TableReader r = reader_.below(value, "setting");
    r.text("set");
    r.value("value");
    r.text("reason");
    r.finish();
  }

  std::optional<core::Quantity> nominal_of(TableReader& r, const std::string& address) {
    const auto parts = split_address(address);
    toml::Table copy = root_;
    const toml::Table* table = find_object(copy, parts[0]);
    if (table == nullptr) {
      r.fault("set", fmt::format("there is no object \"{}\"", parts[0]));
      return std::nullopt;
    }
    if (parts.size() == 2 && parts[1] == "distance" && table->find("distance") == nullptr)
      return battery_distance(parts[0]);
    const toml::Value* value = nullptr;
    for (std::size_t i = 1; i < parts.size() && table != nullptr; ++i) {
      value = table->find(parts[i]);
      table = value == nullptr ? nullptr : value->as<toml::Table>();
    }
    if (value != nullptr && value->at.line == 0) set_by_hand_.insert(address);
    std::optional<core::Quantity> quantity;
    if (value != nullptr) {
      if (const auto number = value->number()) quantity = core::Quantity{*number, Dimension::number};
      if (const auto* text = value->as<std::string>()) quantity = core::parse_quantity(*text);
    }
    if (!quantity) r.fault("set", fmt::format("\"{}\" is not a quantity of this scenario", address));
    return quantity;
  }

  std::optional<core::Quantity> battery_distance(const std::string& id) const {
    for (const scenario::Battery& b : s_.batteries) {
      if (b.id != id || s_.assets.empty()) continue;
      const earth::Place& from = s_.assets[b.defends.empty() ? 0 : b.defends.front()].at;
      const double east = b.at.east_m - from.east_m, north = b.at.north_m - from.north_m;
      return core::Quantity{core::sqrt(east * east + north * north), Dimension::length};
    }
    return std::nullopt;
  }

  void check_whole() {
    std::int64_t threats = 0;
    for (const scenario::Raid& raid : s_.raids) threats += raid.count;
    if (threats > most_threats)
      reader_.fault("raid", fmt::format("{} threats in all; allowed: at most {}", threats, most_threats));
    if (s_.batteries.size() > static_cast<std::size_t>(most_batteries))
      reader_.fault("battery",
                    fmt::format("{} batteries; allowed: at most {}", s_.batteries.size(), most_batteries));
  }

  const toml::Table& root_;
  TableReader reader_;
  const Catalogue& catalogue_;
  Scenario s_;
  std::set<std::string> ids_;
  std::set<std::string> set_by_hand_;
};

} // namespace

CaseReader::CaseReader(const std::filesystem::path& path,
                       const std::vector<std::filesystem::path>& catalogue_folders,
                       core::Diagnostics& diagnostics)
    : file_(path.string()),
      text_(read_file(path)),
      catalogue_(read_catalogue(catalogue_folders, diagnostics)) {
  root_ = parse_toml(text_, file_, diagnostics);
}

std::optional<Case> CaseReader::operator()(const std::vector<Setting>& settings,
                                           core::Diagnostics& diagnostics) const {
  toml::Table root = root_;
  Case result{{}, catalogue_};
  for (const Setting& setting : own_settings(root_, file_))
    apply(setting, root, result.catalogue, diagnostics);
  for (const Setting& setting : settings) apply(setting, root, result.catalogue, diagnostics);
  if (core::has_errors(diagnostics)) return std::nullopt;
  result.scenario = ScenarioReader(root, file_, result.catalogue, diagnostics).read();
  if (core::has_errors(diagnostics)) return std::nullopt;
  return result;
}

} // namespace equipoise::io
