#include "equipoise/io/read/study_kinds.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "equipoise/io/read/scenario/settings.hpp"
#include "equipoise/study/kinds/sweep/precise_point.hpp"

namespace equipoise::io {
namespace {

using study::Kind;

constexpr Bounds half_widths{0.0001, 0.49};

/// "1 % absolute" as 0.01.
std::optional<double> half_width(TableReader& r, const std::string& key) {
  const auto text = r.text(key, false);
  if (!text) return std::nullopt;
  constexpr std::string_view ending = " % absolute";
  const auto number = text->ends_with(ending)
                          ? core::parse_quantity(text->substr(0, text->size() - ending.size()))
                          : std::nullopt;
  if (number && number->dimension == core::Dimension::number && number->value >= 100 * half_widths.min &&
      number->value <= 100 * half_widths.max)
    return number->value / 100;
  r.fault(key, fmt::format(
                   "must be a half-width at 95 % of the chance that nothing gets through; allowed: \"{:g} % "
                   "absolute\" to \"{:g} % absolute\"",
                   100 * half_widths.min, 100 * half_widths.max));
  return std::nullopt;
}

std::uint64_t whole(TableReader& r, const char* key, std::int64_t min, std::int64_t max,
                    std::uint64_t otherwise) {
  return static_cast<std::uint64_t>(
      r.integer(key, min, max, false).value_or(static_cast<std::int64_t>(otherwise)));
}

constexpr double max_values = 1e6; ///< searched by a requirement

void read_requirement(TableReader r, study::Study& study) {
  constexpr double largest = 1e9;
  study::Requirement q;
  q.ends.at = r.location();
  q.ends.address = r.text("set").value_or("");
  const auto min = r.quantity("least", core::Dimension::number, {0.0, largest});
  const auto max = r.quantity("most", core::Dimension::number, {0.0, largest});
  q.step = r.quantity("step", core::Dimension::number, {1e-9, largest}, false).value_or(1.0);
  q.wanted = r.quantity("wanted", core::Dimension::number, {0.001, 0.999}).value_or(0.5);
  q.min = min.value_or(0.0);
  q.max = max.value_or(0.0);
  r.finish();
  if (min && max && *max < *min) r.fault("most", "is below least");
  if ((q.max - q.min) / q.step > max_values)
    r.fault("step", fmt::format("makes {:.0f} values between least and most; allowed: at most {:.0f}",
                                (q.max - q.min) / q.step, max_values));
  q.ends.values = {core::format_number(q.min), core::format_number(q.max)};
  study.requirement = q;
}

void read_sensitivity(TableReader r, study::Study& study) {
  study::Sensitivity s;
  s.at = r.location();
  s.trajectories = whole(r, "trajectories", 2, 100'000, s.trajectories);
  s.levels = whole(r, "levels", 4, 64, s.levels);
  s.base = whole(r, "base", 2, 1 << 20, s.base);
  s.blocks = whole(r, "blocks", 2, 1000, s.blocks);
  if (s.levels % 2 != 0) r.fault("levels", "must be even");
  if ((s.base & (s.base - 1)) != 0) r.fault("base", "must be a power of two");
  r.finish();
  study.sensitivity = s;
}

void read_uncertainty(TableReader r, study::Study& study) {
  study::Uncertainty u;
  u.at = r.location();
  u.chance_within = half_width(r, "chance").value_or(u.chance_within);
  u.ignorance_within = half_width(r, "ignorance").value_or(u.ignorance_within);
  u.min_sets = whole(r, "least_sets", 20, 1'000'000, u.min_sets);
  u.max_sets = whole(r, "most_sets", 20, 1'000'000, std::max(u.min_sets, u.max_sets));
  u.min_replications = whole(r, "least_replications", 20, 1'000'000, u.min_replications);
  u.max_replications =
      whole(r, "most_replications", 20, 1'000'000'000, std::max(u.min_replications, u.max_replications));
  if (u.max_sets < u.min_sets) r.fault("most_sets", "is below least_sets");
  if (u.max_replications < u.min_replications) r.fault("most_replications", "is below least_replications");
  r.finish();
  study.uncertainty = u;
}

std::vector<study::Delivery> read_schedule(TableReader& above, const std::string& key) {
  std::vector<study::Delivery> list;
  const toml::Value* table = above.table(key, "BATTERY = \"2021-12-15\"");
  if (table == nullptr) return list;
  TableReader r = above.below(*table, key);
  for (const toml::Member& member : table->as<toml::Table>()->members)
    list.push_back({member.key, r.text(member.key).value_or(""), r.location(member.key)});
  return list;
}

void read_by_year(TableReader r, study::Study& study) {
  study::ByYear y;
  y.at = r.location();
  constexpr std::int64_t first_year = 1900, last_year = 2200, max_years = 100;
  y.first = static_cast<int>(r.integer("first", first_year, last_year).value_or(first_year));
  y.last = static_cast<int>(r.integer("last", first_year, last_year).value_or(y.first));
  if (y.last < y.first) r.fault("last", "is before first");
  if (y.last - y.first >= max_years) r.fault("last", fmt::format("allowed: at most {} years", max_years));
  y.contracted = read_schedule(r, "contracted");
  y.delivered = read_schedule(r, "delivered");
  r.finish();
  study.by_year = std::move(y);
}

/// Of a kind that says itself what it varies.
void refuse(TableReader& r, const study::Study& s, bool ignorance_too, bool per_set_too) {
  const std::string kind(name_of(s.kind));
  if (ignorance_too && s.ignorance > 0)
    r.fault("ignorance", s.kind == Kind::requirement
                             ? "is not drawn by a study of kind requirement; allowed: 0"
                             : "is drawn as [" + kind + "] says; allowed: 0");
  if (!s.variants.empty()) r.fault("variant", "is not played by a study of kind " + kind);
  if (per_set_too && r.has("replications_per_set"))
    r.fault("replications_per_set", "is chosen as [" + kind + "] says; leave it out");
}

constexpr std::uint64_t max_aims = 100'000; ///< points of a footprint's grid
constexpr double farthest_m = 1e6, min_step_m = 1.0;

/// The levels of a footprint: chances, each once.
std::vector<double> read_levels(TableReader& r) {
  std::vector<double> levels;
  const toml::Value* list = r.value("levels", false);
  if (list == nullptr) return study::Footprint{}.levels;
  const auto* array = list->as<toml::Array>();
  if (array == nullptr || array->empty()) r.fault("levels", "must be an array of chances, at least one");
  bool chances = true; // said once
  for (std::size_t i = 0; array != nullptr && i < array->size(); ++i) {
    const auto number = read_quantity((*array)[i], core::Dimension::number, {0.0, 1.0});
    if (!number.value || *number.value <= 0.0 || *number.value >= 1.0)
      chances = false;
    else if (std::find(levels.begin(), levels.end(), *number.value) != levels.end())
      r.fault("levels", fmt::format("{} is there twice", *number.value));
    else
      levels.push_back(*number.value);
  }
  if (!chances) r.fault("levels", "must be chances; allowed: more than 0 and less than 1");
  if (levels.size() > 6) r.fault("levels", fmt::format("are {}; allowed: at most 6", levels.size()));
  std::sort(levels.begin(), levels.end());
  return levels;
}

void read_footprint(TableReader r, study::Study& study) {
  study::Footprint f;
  f.at = r.location();
  f.asset = r.text("asset").value_or("");
  f.asset_at = r.location("asset");
  const auto side = [&](const char* key) {
    return r.quantity(key, core::Dimension::length, {-farthest_m, farthest_m});
  };
  const auto west = side("west"), east = side("east"), south = side("south"), north = side("north");
  const auto step = r.quantity("step", core::Dimension::length, {min_step_m, farthest_m});
  f.levels = read_levels(r);
  if (const toml::Value* set = r.optional_table("set"))
    for (const toml::Member& member : set->as<toml::Table>()->members) {
      const auto text = setting_text(member.value);
      if (!text) r.fault("set", fmt::format("\"{}\" must be a number or a quantity", member.key));
      f.settings.push_back({member.key, text.value_or(""), r.location("set")});
    }
  r.finish();
  if (west && east && *east <= *west) r.fault("east", "must lie east of west");
  if (south && north && *north <= *south) r.fault("north", "must lie north of south");
  if (!(west && east && south && north && step) || *east <= *west || *north <= *south) return;
  f.west_m = *west, f.east_m = *east, f.south_m = *south, f.north_m = *north, f.step_m = *step;
  if (f.columns() < 3 || f.rows() < 3)
    r.fault("step",
            fmt::format("makes {} columns and {} rows; allowed: at least 3 of each", f.columns(), f.rows()));
  else if (f.columns() * f.rows() > max_aims)
    r.fault("step", fmt::format("makes {} points; allowed: at most {}", f.columns() * f.rows(), max_aims));
  else
    study.footprint = f;
}

} // namespace

void read_precision(TableReader& r, study::Study& study) {
  const auto precision = half_width(r, "precision");
  if (!r.has("precision")) return;
  if (study.kind != Kind::odds && study.kind != Kind::sweep && study.kind != Kind::compare)
    r.fault("precision", "belongs to a study of kind odds, sweep or compare");
  if (r.has("replications")) r.fault("precision", "stands in place of replications; give one of them");
  if (r.has("ignorance") && study.ignorance > 0 && !r.has("replications_per_set"))
    r.fault("replications_per_set", "must be given where a precision stands in place of replications");
  if (!precision) return;
  study.precision = precision;
  study.replications = study::max_replications(*precision, study.kind == Kind::compare);
}

void read_kind(TableReader& r, study::Study& s) {
  const auto table_of = [&](Kind kind, const char* keys) -> const toml::Value* {
    const std::string name(name_of(kind));
    if (s.kind == kind) return keys != nullptr ? r.table(name, keys) : r.optional_table(name);
    if (r.optional_table(name) != nullptr) r.fault(name, "belongs to a study of kind " + name);
    return nullptr;
  };
  if (s.kind == Kind::sensitivity) s.sensitivity.emplace().at = r.location("kind");
  if (s.kind == Kind::uncertainty) s.uncertainty.emplace().at = r.location("kind");
  if (const toml::Value* t = table_of(Kind::sensitivity, nullptr))
    read_sensitivity(r.below(*t, "sensitivity"), s);
  if (const toml::Value* t = table_of(Kind::requirement, "set, least, most, wanted"))
    read_requirement(r.below(*t, "requirement"), s);
  if (const toml::Value* t = table_of(Kind::uncertainty, nullptr))
    read_uncertainty(r.below(*t, "uncertainty"), s);
  if (const toml::Value* t = table_of(Kind::by_year, "first, last, contracted, delivered"))
    read_by_year(r.below(*t, "by-year"), s);
  if (const toml::Value* t = table_of(Kind::footprint, "asset, west, east, south, north, step"))
    read_footprint(r.below(*t, "footprint"), s);
  const bool maps = s.kind == Kind::footprint, rare = s.kind == Kind::rare;
  if (maps && !s.variants.empty()) r.fault("variant", "is not played by a study of kind footprint");
  if (rare && s.ignorance > 0) r.fault("ignorance", "is not drawn by a study of kind rare; allowed: 0");
  if ((rare || maps) && s.replications < 20)
    r.fault("replications", fmt::format("must be at least 20 in a study of kind {}", name_of(s.kind)));
  if (s.kind == Kind::sensitivity && s.beliefs.size() > 1)
    r.fault("belief", "must be one in a study of kind sensitivity");
  if (s.kind == Kind::sensitivity || s.kind == Kind::requirement) refuse(r, s, true, false);
  if (s.kind == Kind::uncertainty) refuse(r, s, true, true);
  if (s.kind == Kind::by_year) refuse(r, s, false, false);
}

} // namespace equipoise::io
