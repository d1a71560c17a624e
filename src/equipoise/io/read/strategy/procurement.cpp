#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "equipoise/io/read/published_cases.hpp"
#include "equipoise/io/read/strategy/reader.hpp"

namespace equipoise::io {
namespace {

using core::Dimension;
constexpr Bounds units{0.0, 2000.0};

strategy::ProgrammeRanges read_programme(TableReader r, StrategyReader& reader, bool has_record) {
  strategy::ProgrammeRanges p;
  p.initial = reader.range(r, "initial", Dimension::number, units);
  if (has_record && r.has("baseline"))
    r.fault("baseline", "must not stand beside a record, whose trend is the baseline");
  p.baseline = reader.range(r, "baseline", Dimension::number, units, !has_record);
  p.max_per_year = reader.range(r, "most_per_year", Dimension::number, units);
  if (p.max_per_year.low < p.baseline.high) r.fault("most_per_year", "must not be below the baseline");
  p.unit_cost = reader.range(r, "unit_cost", Dimension::money, money);
  p.budget = reader.range(r, "budget", Dimension::money, money);
  p.lead_years = static_cast<int>(r.integer("lead_years", 1, 50).value_or(1));
  p.lag_years = static_cast<int>(r.integer("lag_years", 1, 50).value_or(1));
  p.slip = r.quantity("slip", Dimension::number, {0.0, strategy::slip_limit}, false).value_or(0.0);
  r.finish();
  return p;
}

std::vector<strategy::Lot> read_lots(TableReader& r, const std::string& key) {
  std::vector<strategy::Lot> lots;
  for (const toml::Value* value : r.tables(key)) {
    TableReader t = r.below(*value, key);
    strategy::Lot lot{static_cast<int>(t.integer("year", 1900, 2200).value_or(1900)),
                      t.quantity("units", Dimension::number, units).value_or(0.0)};
    if (!lots.empty() && lot.year <= lots.back().year)
      t.fault("year", fmt::format("{} stands out of order; years must rise", lot.year));
    t.finish();
    lots.push_back(lot);
  }
  return lots;
}

/// "warheads.2010" and so on of a stockpile.
std::vector<strategy::Recorded> read_record(TableReader& r, StrategyReader& reader, const std::string& key) {
  std::vector<strategy::Recorded> record;
  const catalogue::Entry* entry = reader.catalogue.find(key);
  if (entry == nullptr || entry->kind != "stockpile") {
    r.fault("record", fmt::format("\"{}\" is no stockpile of the catalogue", key));
    return record;
  }
  for (const auto& [name, parameter] : entry->parameters)
    if (name.starts_with("warheads.") && name.size() == 13) {
      int year = 0;
      const auto [end, error] = std::from_chars(name.data() + 9, name.data() + 13, year);
      if (error != std::errc() || end != name.data() + 13) {
        r.fault("record", fmt::format("\"{}.{}\" is of no year", key, name));
        continue;
      }
      record.push_back({year, {parameter.low, parameter.nominal, parameter.high}});
      reader.file.used.emplace_back(key + "." + name, record.back().total);
      reader.file.sources.insert(reader.file.sources.end(), parameter.sources.begin(),
                                 parameter.sources.end());
    }
  return record;
}

/// Columns "year", and the two named. A file that is not there leaves the section out.
void read_spending(TableReader r, StrategyReader& reader) {
  const std::string name = r.text("file").value_or(""), offence = r.text("offence").value_or(""),
                    defence = r.text("defence").value_or("");
  Spending s;
  s.note = r.text("note").value_or("");
  const auto first = r.integer("from", 1800, 2200, false).value_or(1800),
             last = r.integer("to", 1800, 2200, false).value_or(2200);
  r.finish();
  const std::filesystem::path path = reader.folder / name;
  if (reader.files.kind(path) != PathKind::file) {
    reader.file.spending_missing = name;
    return;
  }
  const auto text = read_text(reader.files, path, r.diagnostics());
  if (!text) return;
  for (const validation::Row& row :
       read_table(*text, path.string(), {"year", offence, defence}, r.diagnostics())) {
    const double year = row.number("year");
    if (year < static_cast<double>(first) || year > static_cast<double>(last)) continue;
    if (!s.years.empty() && year != s.years.back() + 1)
      r.fault("file",
              fmt::format("year {} follows {}; years must be consecutive", row.text("year"), s.years.back()));
    if (!(row.number(offence) > 0.0 && row.number(defence) > 0.0))
      r.fault("file", fmt::format("spending of {} must be above 0", row.text("year")));
    s.years.push_back(year);
    s.offence.push_back(row.number(offence));
    s.defence.push_back(row.number(defence));
  }
  if (s.years.size() < 6)
    r.fault("file", fmt::format("has {} years; a fit needs at least 6", s.years.size()));
  reader.file.spending = std::move(s);
}

void read_events(StrategyReader& reader, const std::vector<std::string>& names, TableReader& r) {
  const catalogue::Entry* entry = reader.catalogue.find("timeline");
  for (const std::string& name : names) {
    const auto found = entry == nullptr ? std::map<std::string, catalogue::Parameter>::const_iterator{}
                                        : entry->parameters.find("event." + name);
    if (entry == nullptr || found == entry->parameters.end()) {
      r.fault("events", fmt::format("\"{}\" is no event of the catalogue's timeline", name));
      continue;
    }
    reader.file.events.emplace_back(core::format_quantity(found->second.nominal, Dimension::date),
                                    found->second.note);
    reader.file.sources.insert(reader.file.sources.end(), found->second.sources.begin(),
                               found->second.sources.end());
  }
}

} // namespace

void read_procurement(TableReader r, StrategyReader& reader) {
  strategy::ProcurementQuestion q;
  q.seed = reader.file.seed;
  q.sets = reader.file.ignorance;
  q.shape = reader.file.shape;
  q.replications = static_cast<std::uint64_t>(r.integer("replications", 0, 1000, false).value_or(0));
  q.first_year = static_cast<int>(r.integer("first_year", 1900, 2200).value_or(2010));
  q.last_year = static_cast<int>(r.integer("last_year", 1900, 2200).value_or(2010));
  if (q.last_year < q.first_year) r.fault("last_year", "must not lie before first_year");
  q.offence_name = r.text("offence_name").value_or("");
  q.defence_name = r.text("defence_name").value_or("");
  q.arriving = r.quantity("arriving", Dimension::number, share).value_or(1.0);
  q.offence_believes = r.word("offence_believes", reader.beliefs).value_or("");
  q.defence_believes = r.word("defence_believes", reader.beliefs).value_or("");
  if (const auto key = r.text("record", false)) {
    q.record = read_record(r, reader, *key);
    q.record_until = static_cast<int>(r.integer("record_until", 1900, 2200).value_or(2200));
    if (std::count_if(q.record.begin(), q.record.end(),
                      [&](const auto& e) { return e.year <= q.record_until; }) < 2 &&
        !q.record.empty())
      r.fault("record_until", "leaves fewer than two recorded years for a trend");
  }
  if (const toml::Value* t = r.table("offence", "initial, most_per_year, ..."))
    q.offence = read_programme(r.below(*t, "offence"), reader, r.has("record"));
  if (const toml::Value* t = r.table("defence", "initial, baseline, most_per_year, ..."))
    q.defence = read_programme(r.below(*t, "defence"), reader, false);
  if (const toml::Value* value = r.table("purchase", "contracted, delivered, unit_cost")) {
    TableReader t = r.below(*value, "purchase");
    q.purchase.contracted = read_lots(t, "contracted");
    q.purchase.delivered = read_lots(t, "delivered");
    q.purchase_cost = reader.range(t, "unit_cost", Dimension::money, money);
    t.finish();
  }
  if (const toml::Value* value = r.optional_table("sanctions")) {
    TableReader t = r.below(*value, "sanctions");
    q.sanctions = strategy::Sanctions{static_cast<int>(t.integer("from", 1900, 2200).value_or(1900)),
                                      t.quantity("factor", Dimension::number, {1.0, 100.0}).value_or(1.0)};
    t.finish();
  }
  if (const toml::Value* value =
          r.table("deployment", "aim_points, points_per_group, batteries_per_group, battery")) {
    TableReader t = r.below(*value, "deployment");
    q.deployment = reader.deployment(t);
    q.curves = reader.curves(t, std::min(400U, strategy::max_at_a_battery(q.deployment, 2001)));
    t.finish();
  }
  if (const toml::Value* value = r.optional_table("spending"))
    read_spending(r.below(*value, "spending"), reader);
  read_events(reader, r.texts("events", false), r);
  r.finish();
  reader.file.question = std::move(q);
}

} // namespace equipoise::io
