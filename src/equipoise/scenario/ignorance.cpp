#include "equipoise/scenario/ignorance.hpp"

#include <algorithm>
#include <map>

#include "equipoise/catalogue/schema.hpp"
#include "equipoise/core/elementary/elementary.hpp"
#include "equipoise/core/hash.hpp"
#include "equipoise/core/precondition.hpp"
#include "equipoise/random/distribution.hpp"
#include "equipoise/random/stream.hpp"

namespace equipoise::scenario {
namespace {

using catalogue::Parameter;
using catalogue::RangeShape;
using catalogue::Spread;

std::vector<double> alternatives(const Parameter& p) {
  std::vector<double> values{p.low};
  if (!p.either && p.nominal != p.low) values.push_back(p.nominal);
  if (p.high != p.low && p.high != p.nominal) values.push_back(p.high);
  return values;
}

/// One parameter to draw and where its value goes.
struct Member {
  const Parameter* parameter;
  bool whole;
  double* value;
};

bool is_whole(const catalogue::Entry& entry, const Parameter& parameter) {
  const catalogue::Kind* kind = catalogue::find_kind(entry.kind);
  const catalogue::Field* field = kind == nullptr ? nullptr : catalogue::find_field(*kind, parameter.name);
  return field != nullptr && field->whole;
}

/// Choices move together: each takes the same share of its alternatives. The rest of the draw, uniform again
/// inside the finest choice, moves the other members.
void draw_group(std::vector<Member>& members, double u, RangeShape shape) {
  std::size_t finest = 1;
  for (const Member& m : members) {
    if (m.parameter->spread != Spread::choice) continue;
    *m.value = quantile(*m.parameter, u);
    finest = std::max(finest, alternatives(*m.parameter).size());
  }
  const double scaled = u * static_cast<double>(finest);
  const double rest = finest == 1 ? u : scaled - static_cast<double>(static_cast<int>(scaled));
  for (const Member& m : members) {
    if (m.parameter->spread == Spread::choice) continue;
    *m.value = quantile(*m.parameter, rest, shape);
    if (m.whole) *m.value = static_cast<double>(static_cast<std::int64_t>(*m.value + 0.5));
  }
}

/// Domain: a spread over a range. RangeShape: triangular or uniform.
double read_range(const Parameter& p, double u, RangeShape shape) {
  EQUIPOISE_PRECONDITION(p.spread != Spread::none && p.spread != Spread::choice &&
                         shape != RangeShape::stated);
  const bool uniform = shape == RangeShape::uniform;
  if (p.spread != Spread::log_uniform)
    return uniform ? random::uniform(u, p.low, p.high) : random::triangular(u, p.low, p.nominal, p.high);
  if (uniform) return random::log_uniform(u, p.low, p.high);
  return core::exp(random::triangular(u, core::log(p.low), core::log(p.nominal), core::log(p.high)));
}

} // namespace

double quantile(const Parameter& p, double u, RangeShape shape) {
  EQUIPOISE_PRECONDITION(0.0 < u && u < 1.0);
  if (p.reversed) u = 1.0 - u;
  if (shape != RangeShape::stated && p.spread != Spread::none && p.spread != Spread::choice)
    return read_range(p, u, shape);
  switch (p.spread) {
    case Spread::none:
      return p.nominal;
    case Spread::uniform:
      return random::uniform(u, p.low, p.high);
    case Spread::log_uniform:
      return random::log_uniform(u, p.low, p.high);
    case Spread::triangular:
      return random::triangular(u, p.low, p.nominal, p.high);
    case Spread::choice: {
      const std::vector<double> values = alternatives(p);
      return values[static_cast<std::size_t>(u * static_cast<double>(values.size()))];
    }
  }
  return p.nominal;
}

std::vector<Group> groups(const catalogue::Catalogue& catalogue,
                          const std::vector<UncertainValue>& scenario_values) {
  std::map<std::string, std::vector<std::string>> members;
  for (const auto& [key, entry] : catalogue.entries)
    for (const auto& [name, p] : entry.parameters)
      if (p.spread != Spread::none)
        members[p.group.empty() ? key + "." + name : p.group].push_back(key + "." + name);
  for (const UncertainValue& value : scenario_values)
    members[value.range.group.empty() ? value.address : value.range.group].push_back(value.address);
  std::vector<Group> list;
  for (auto& [name, addresses] : members) list.push_back({name, std::move(addresses)});
  return list;
}

double group_uniform(const std::string& group, std::uint64_t seed, std::uint64_t number) {
  return random::Stream(seed, number, core::name_hash(group), random::Purpose::ignorance).uniform();
}

Draw draw(const catalogue::Catalogue& catalogue, const std::vector<UncertainValue>& scenario_values,
          const std::function<double(const std::string&)>& uniform_of, RangeShape shape) {
  Draw result;
  std::map<std::string, std::vector<Member>> groups;
  const auto group_of = [](const Parameter& p, const std::string& own) {
    return p.group.empty() ? own : p.group;
  };
  for (const auto& [key, entry] : catalogue.entries)
    for (const auto& [name, parameter] : entry.parameters)
      if (parameter.spread != Spread::none)
        groups[group_of(parameter, key + "." + name)].push_back(
            {&parameter, is_whole(entry, parameter), &result.catalogue[{key, name}]});
  for (const UncertainValue& value : scenario_values) result.scenario_values.emplace_back(value.address, 0.0);
  for (std::size_t i = 0; i < scenario_values.size(); ++i)
    groups[group_of(scenario_values[i].range, scenario_values[i].address)].push_back(
        {&scenario_values[i].range, scenario_values[i].whole, &result.scenario_values[i].second});

  for (auto& [group, members] : groups) draw_group(members, uniform_of(group), shape);
  return result;
}

Draw draw(const catalogue::Catalogue& catalogue, const std::vector<UncertainValue>& scenario_values,
          std::uint64_t seed, std::uint64_t number, RangeShape shape) {
  return draw(
      catalogue, scenario_values,
      [&](const std::string& group) { return group_uniform(group, seed, number); }, shape);
}

} // namespace equipoise::scenario
