#include "equipoise/io/read/strategy/effectiveness.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <set>

#include "equipoise/core/units.hpp"
#include "equipoise/io/toml/table_reader.hpp"

namespace equipoise::io {
namespace {

results::RaidLeakers read_raid(TableReader r) {
  results::RaidLeakers raid;
  raid.size = static_cast<unsigned>(r.integer("size", 0, 100'000).value_or(0));
  const toml::Value* leakers = r.value("leakers");
  const auto* list = leakers == nullptr ? nullptr : leakers->as<toml::Array>();
  double sum = 0.0;
  bool proper = list != nullptr && !list->empty();
  if (proper)
    for (const toml::Value& value : *list) {
      const double count = value.number().value_or(NAN);
      proper = proper && count >= 0.0 && count <= 1e15;
      raid.chance.push_back(count);
      sum += count;
    }
  if (leakers != nullptr && !(proper && sum > 0.0)) {
    r.fault(
        "leakers",
        "must be replications by number of leakers, or chances: numbers from 0 to 1e15, not all of them 0");
    raid.chance = {1.0};
  } else if (proper) {
    const auto whole = [](double count) { return count == std::floor(count); };
    if (sum > 1.0 && std::all_of(raid.chance.begin(), raid.chance.end(), whole))
      raid.replications = static_cast<std::uint64_t>(sum);
    // What was written as chances is read back as the same doubles, though rounding left their sum beside 1.
    if (!(sum > 1.0 - 1e-9 && sum < 1.0 + 1e-9)) raid.chance = results::normalised(raid.chance);
  }
  r.finish();
  return raid;
}

results::EffectivenessSet read_set(TableReader r) {
  results::EffectivenessSet set;
  const std::size_t before = r.diagnostics().size();
  set.belief = r.text("belief").value_or("");
  set.set = static_cast<std::uint64_t>(r.integer("set", 0, 1'000'000'000).value_or(0));
  if (const toml::Value* values = r.optional_table("values"))
    for (const toml::Member& member : values->as<toml::Table>()->members) {
      const double number = member.value.number().value_or(NAN);
      if (!std::isfinite(number))
        r.fault("values", fmt::format("\"{}\" must be a finite number, SI", member.key));
      set.values.emplace_back(member.key, number);
    }
  for (const toml::Value* raid : r.tables("raid")) set.raids.push_back(read_raid(r.below(*raid, "raid")));
  r.finish();
  if (r.diagnostics().size() == before) results::check(set, r.location("raid"), r.diagnostics());
  return set;
}

std::string quoted(const std::string& text) {
  std::string out = "\"";
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\')
      out += std::string("\\") + c;
    else if (byte < 0x20 || byte == 0x7f)
      out += fmt::format("\\u{:04x}", byte);
    else
      out += c;
  }
  return out + "\"";
}

/// A TOML number: a whole one as an integer.
std::string number(double value) {
  const std::string text = core::format_number(value);
  return text.find_first_of("e") != std::string::npos && text.find('.') == std::string::npos
             ? text.substr(0, text.find('e')) + ".0" + text.substr(text.find('e'))
             : text;
}

/// Replications behind a chance. Exact: the share of a whole number below 2^50 rounds back to it.
std::string count(const results::RaidLeakers& raid, std::size_t leakers) {
  return fmt::format("{}", std::llround(raid.chance[leakers] * static_cast<double>(raid.replications)));
}

} // namespace

results::Effectiveness parse_effectiveness(const std::string& text, const std::string& file,
                                           core::Diagnostics& diagnostics) {
  results::Effectiveness all;
  const std::size_t before = diagnostics.size();
  const toml::Table root = parse_toml(text, file, diagnostics);
  TableReader r(root, file, "", {1, 1}, diagnostics);
  if (diagnostics.size() > before || !r.word("format", {"equipoise-effectiveness/1"})) return all;
  all.title = r.text("title").value_or("");
  all.origin = r.text("origin", false).value_or("");
  std::set<std::pair<std::string, std::uint64_t>> seen, nominal;
  for (const toml::Value* set : r.tables("set")) {
    TableReader own = r.below(*set, "set");
    all.sets.push_back(read_set(own));
    if (!seen.insert({all.sets.back().belief, all.sets.back().set}).second)
      own.fault("set", fmt::format("{} is there twice under belief \"{}\"", all.sets.back().set,
                                   all.sets.back().belief));
  }
  for (const auto& set : all.sets)
    if (!seen.contains({set.belief, 0}) && nominal.insert({set.belief, 0}).second)
      r.fault("set", fmt::format("belief \"{}\" has no curve at nominal values (set = 0)", set.belief));
  r.finish();
  return all;
}

std::string effectiveness_toml(const results::Effectiveness& effectiveness) {
  std::string out =
      fmt::format("format = \"equipoise-effectiveness/1\"\ntitle = {}\n", quoted(effectiveness.title));
  if (!effectiveness.origin.empty()) out += fmt::format("origin = {}\n", quoted(effectiveness.origin));
  for (const auto& set : effectiveness.sets) {
    out += fmt::format("\n[[set]]\nbelief = {}\nset = {}\n", quoted(set.belief), set.set);
    if (!set.values.empty()) {
      out += "values = {";
      for (std::size_t i = 0; i < set.values.size(); ++i)
        out += fmt::format("{} {} = {}", i == 0 ? "" : ",", quoted(set.values[i].first),
                           number(set.values[i].second));
      out += " }\n";
    }
    out += "raid = [\n";
    for (const auto& raid : set.raids) {
      out += fmt::format("  {{ size = {}, leakers = [", raid.size);
      for (std::size_t k = 0; k < raid.chance.size(); ++k)
        out += (k == 0 ? "" : ", ") + (raid.replications > 0 ? count(raid, k) : number(raid.chance[k]));
      out += "] },\n";
    }
    out += "]\n";
  }
  return out;
}

} // namespace equipoise::io
