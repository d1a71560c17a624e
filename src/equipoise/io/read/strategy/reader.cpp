#include "equipoise/io/read/strategy/reader.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "equipoise/io/read/strategy/effectiveness.hpp"

namespace equipoise::io {

using strategy::Range;

std::optional<Range> StrategyReader::from_catalogue(TableReader& r, const std::string& key,
                                                    const std::string& address, core::Dimension dimension) {
  const auto dot = address.find('.');
  const catalogue::Entry* entry = catalogue.find(address.substr(0, dot));
  const auto found = entry == nullptr || dot == std::string::npos
                         ? std::map<std::string, catalogue::Parameter>::const_iterator{}
                         : entry->parameters.find(address.substr(dot + 1));
  if (entry == nullptr || dot == std::string::npos || found == entry->parameters.end() ||
      found->second.dimension != dimension) {
    r.fault(key, fmt::format("\"{}\" is no {} of the catalogue; wanted: a value, {{ low, nominal, high }}, "
                             "or an address as in "
                             "\"unit-costs.unit_cost.agni-i\"",
                             address, core::name_of(dimension)));
    return std::nullopt;
  }
  const Range range{found->second.low, found->second.nominal, found->second.high};
  file.used.emplace_back(address, range);
  file.sources.insert(file.sources.end(), found->second.sources.begin(), found->second.sources.end());
  return range;
}

Range StrategyReader::range(TableReader& r, const std::string& key, core::Dimension dimension, Bounds bounds,
                            bool required) {
  const toml::Value* value = r.value(key, required);
  if (value == nullptr) return {};
  if (value->as<toml::Table>() != nullptr) {
    TableReader t = r.below(*value, key);
    const std::size_t before = r.diagnostics().size();
    const double min = t.quantity("low", dimension, bounds).value_or(0.0),
                 middle = t.quantity("nominal", dimension, bounds).value_or(0.0),
                 max = t.quantity("high", dimension, bounds).value_or(0.0);
    t.finish();
    if (r.diagnostics().size() == before && !(min <= middle && middle <= max))
      r.fault(key, "must rise: low, nominal, high");
    return {min, middle, max};
  }
  const auto* text = value->as<std::string>();
  if (text != nullptr && !core::parse_quantity(*text) &&
      catalogue.find(text->substr(0, text->find('.'))) != nullptr) {
    const auto found = from_catalogue(r, key, *text, dimension);
    if (found && (found->low < bounds.min || found->high > bounds.max))
      r.fault(key, fmt::format("\"{}\" is out of range here", *text));
    return found.value_or(Range::exactly(bounds.min));
  }
  return Range::exactly(r.quantity(key, dimension, bounds, required).value_or(bounds.min));
}

strategy::Deployment StrategyReader::deployment(TableReader& r) {
  strategy::Deployment d;
  d.aim_points = static_cast<unsigned>(r.integer("aim_points", 1, 200).value_or(1));
  d.points_per_group = static_cast<unsigned>(r.integer("points_per_group", 1, 200).value_or(1));
  if (d.aim_points > 1 && d.points_per_group > d.aim_points)
    r.fault("points_per_group", "must not be more than aim_points");
  d.points_per_group = std::min(d.points_per_group, d.aim_points);
  d.batteries_per_group = static_cast<unsigned>(r.integer("batteries_per_group", 1, 100).value_or(1));
  return d;
}

std::vector<strategy::Curve> StrategyReader::curves(TableReader& r, unsigned max) {
  std::vector<strategy::Curve> all;
  if (const auto name = r.text("effectiveness", false)) {
    if (r.has("battery")) r.fault("battery", "must not stand beside an effectiveness file");
    r.tables("battery", false);
    const std::filesystem::path path = folder / *name;
    FileText read = files.text(path);
    if (!read.problem.empty()) {
      r.fault("effectiveness",
              fmt::format("{}: {}; a sweep over a raid's count writes one: equipoise study STUDY -o DIR",
                          path.string(), read.problem));
      return all;
    }
    file.curves.push_back(std::move(read.text));
    all = parse_effectiveness(file.curves.back(), path.string(), r.diagnostics()).sets;
    if (core::has_errors(r.diagnostics())) return all;
    for (const std::string& belief : beliefs)
      if (std::none_of(all.begin(), all.end(), [&](const auto& c) { return c.belief == belief; }))
        r.fault("effectiveness", fmt::format("has no curve under belief \"{}\"", belief));
    return all;
  }
  for (const toml::Value* value : r.tables("battery")) {
    TableReader b = r.below(*value, "battery");
    strategy::PublishedBattery battery;
    battery.belief = b.word("belief", beliefs).value_or("");
    const auto chance = [&](const char* key, double otherwise) {
      return b.has(key) ? range(b, key, core::Dimension::number, share)
                        : (b.value(key, false), Range::exactly(otherwise));
    };
    battery.kill_probability = range(b, "kill_probability", core::Dimension::number, share);
    battery.track_probability = chance("track_probability", 1.0);
    battery.availability = chance("availability", 1.0);
    battery.common_failure = chance("common_failure_probability", 0.0);
    battery.shots = static_cast<unsigned>(b.integer("shots", 1, 100).value_or(1));
    battery.rounds = static_cast<unsigned>(b.integer("rounds", 0, 100'000).value_or(0));
    if (std::any_of(all.begin(), all.end(), [&](const auto& c) { return c.belief == battery.belief; }))
      b.fault("belief", fmt::format("\"{}\" has a battery already", battery.belief));
    b.finish();
    if (core::has_errors(r.diagnostics())) continue; // faults of all batteries first
    const auto drawn = strategy::draw_curves(battery, max, file.seed, file.ignorance, file.shape);
    all.insert(all.end(), drawn.begin(), drawn.end());
  }
  if (!core::has_errors(r.diagnostics()))
    for (const std::string& belief : beliefs)
      if (std::none_of(all.begin(), all.end(), [&](const auto& c) { return c.belief == belief; }))
        r.fault("battery", fmt::format("there is none under belief \"{}\"", belief));
  return all;
}

std::vector<double> StrategyReader::weights(TableReader& r, const std::string& key) {
  std::vector<double> list(beliefs.size(), 0.0);
  const toml::Value* value = r.table(key, fmt::format("{}", fmt::join(beliefs, ", ")));
  if (value == nullptr) return list;
  TableReader t = r.below(*value, key);
  double sum = 0.0;
  for (std::size_t b = 0; b < beliefs.size(); ++b) {
    list[b] = t.quantity(beliefs[b], core::Dimension::number, {0.0, 1.0}, false).value_or(0.0);
    sum += list[b];
  }
  t.finish();
  if (!(sum > 1.0 - 1e-9 && sum < 1.0 + 1e-9))
    r.fault(key, fmt::format("the weights sum to {:.6g}; they must sum to 1", sum));
  return list;
}

std::string kind_of_study(const Files& files, const std::filesystem::path& path) {
  const toml::ParseResult parsed = toml::parse(files.text(path).text);
  const toml::Value* kind = parsed.root.find("kind");
  const auto* word = kind == nullptr ? nullptr : kind->as<std::string>();
  return word == nullptr ? "" : *word;
}

bool is_strategy(const std::string& kind) {
  return kind == "exchange" || kind == "procurement";
}

StrategyFile read_strategy(const Files& files, const std::filesystem::path& path,
                           const catalogue::Catalogue& catalogue, core::Diagnostics& diagnostics,
                           const std::optional<DrawnRanges>& drawn) {
  StrategyFile file;
  auto text = read_text(files, path, diagnostics);
  if (!text) return file;
  file.text = std::move(*text);
  const toml::Table root = parse_toml(file.text, path.string(), diagnostics);
  TableReader r(root, path.string(), "", {1, 1}, diagnostics);
  if (core::has_errors(diagnostics) || !r.word("format", {"equipoise-study/1"})) return file;
  file.title = r.text("title").value_or("");
  const auto kind = r.word("kind", {"exchange", "procurement"});
  std::vector<std::string> beliefs;
  for (const std::string& belief : r.texts("belief")) {
    if (std::find(beliefs.begin(), beliefs.end(), belief) != beliefs.end())
      r.fault("belief", fmt::format("\"{}\" is there twice", belief));
    else
      beliefs.push_back(belief);
  }
  if (beliefs.empty() || beliefs.size() > 10) r.fault("belief", "must name 1 to 10 beliefs");
  file.seed = static_cast<std::uint64_t>(r.integer("seed", 0, INT64_MAX, false).value_or(1));
  file.ignorance = static_cast<std::uint64_t>(r.integer("ignorance", 0, 1000, false).value_or(0));
  if (file.ignorance > 0 && file.ignorance < 20)
    r.fault("ignorance", "needs at least 20 parameter sets for a band; 0 plays nominal values only");
  if (drawn) {
    file.ignorance = drawn->sets;
    file.shape = drawn->shape;
  }
  if (!kind || beliefs.empty()) return file;
  StrategyReader reader{files, catalogue, path.parent_path(), file, beliefs};
  if (const toml::Value* table = r.table(*kind, "what the manual lists")) {
    if (*kind == "exchange")
      read_exchange(r.below(*table, *kind), reader);
    else
      read_procurement(r.below(*table, *kind), reader);
  }
  r.finish();
  return file;
}

} // namespace equipoise::io
