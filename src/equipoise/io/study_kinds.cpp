#include "equipoise/io/study_kinds.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "equipoise/study/precise_point.hpp"

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
  if (number && number->dimension == core::Dimension::number && number->value >= 100 * half_widths.least &&
      number->value <= 100 * half_widths.greatest)
    return number->value / 100;
  r.fault(key, fmt::format(
                   "must be a half-width at 95 % of the chance that nothing gets through; allowed: \"{:g} % "
                   "absolute\" to \"{:g} % absolute\"",
                   100 * half_widths.least, 100 * half_widths.greatest));
  return std::nullopt;
}

std::uint64_t whole(TableReader& r, const char* key, std::int64_t least, std::int64_t most,
                    std::uint64_t otherwise) {
  return static_cast<std::uint64_t>(
      r.integer(key, least, most, false).value_or(static_cast<std::int64_t>(otherwise)));
}

constexpr double most_values = 1e6; ///< searched by a requirement

void read_requirement(TableReader r, study::Study& study) {
  constexpr double largest = 1e9;
  study::Requirement q;
  q.ends.at = r.location();
  q.ends.address = r.text("set").value_or("");
  const auto least = r.quantity("least", core::Dimension::number, {0.0, largest});
  const auto most = r.quantity("most", core::Dimension::number, {0.0, largest});
  q.step = r.quantity("step", core::Dimension::number, {1e-9, largest}, false).value_or(1.0);
  q.wanted = r.quantity("wanted", core::Dimension::number, {0.001, 0.999}).value_or(0.5);
  q.least = least.value_or(0.0);
  q.greatest = most.value_or(0.0);
  r.finish();
  if (least && most && *most < *least) r.fault("most", "is below least");
  if ((q.greatest - q.least) / q.step > most_values)
    r.fault("step", fmt::format("makes {:.0f} values between least and most; allowed: at most {:.0f}",
                                (q.greatest - q.least) / q.step, most_values));
  q.ends.values = {core::format_number(q.least), core::format_number(q.greatest)};
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
  u.least_sets = whole(r, "least_sets", 20, 1'000'000, u.least_sets);
  u.most_sets = whole(r, "most_sets", 20, 1'000'000, std::max(u.least_sets, u.most_sets));
  u.least_replications = whole(r, "least_replications", 20, 1'000'000, u.least_replications);
  u.most_replications =
      whole(r, "most_replications", 20, 1'000'000'000, std::max(u.least_replications, u.most_replications));
  if (u.most_sets < u.least_sets) r.fault("most_sets", "is below least_sets");
  if (u.most_replications < u.least_replications) r.fault("most_replications", "is below least_replications");
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
  constexpr std::int64_t first_year = 1900, last_year = 2200, most_years = 100;
  y.first = static_cast<int>(r.integer("first", first_year, last_year).value_or(first_year));
  y.last = static_cast<int>(r.integer("last", first_year, last_year).value_or(y.first));
  if (y.last < y.first) r.fault("last", "is before first");
  if (y.last - y.first >= most_years) r.fault("last", fmt::format("allowed: at most {} years", most_years));
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
  study.replications = study::most_replications(*precision, study.kind == Kind::compare);
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
  if (s.kind == Kind::sensitivity && s.beliefs.size() > 1)
    r.fault("belief", "must be one in a study of kind sensitivity");
  if (s.kind == Kind::sensitivity || s.kind == Kind::requirement) refuse(r, s, true, false);
  if (s.kind == Kind::uncertainty) refuse(r, s, true, true);
  if (s.kind == Kind::by_year) refuse(r, s, false, false);
}

} // namespace equipoise::io
