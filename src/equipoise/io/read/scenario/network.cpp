#include "equipoise/io/read/scenario/network.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace equipoise::io {
namespace {

std::optional<std::size_t> find(const std::vector<scenario::Battery>& batteries, const std::string& id) {
  for (std::size_t i = 0; i < batteries.size(); ++i)
    if (batteries[i].id == id) return i;
  return std::nullopt;
}

/// { between = ["north", "south"], latency = "3 s", availability = 0.97 }
std::optional<scenario::Link> read_link(TableReader r, const std::vector<scenario::Battery>& batteries) {
  const std::vector<std::string> ends = r.texts("between");
  scenario::Link link;
  link.latency_s = r.quantity("latency", core::Dimension::time, {0.0, 3600.0}, false);
  link.availability = r.quantity("availability", core::Dimension::number, {0.0, 1.0}, false);
  bool sound = ends.size() == 2;
  if (r.has("between") && !ends.empty() && !sound) r.fault("between", "must name two batteries");
  for (std::size_t e = 0; e < ends.size() && e < 2; ++e) {
    const auto battery = find(batteries, ends[e]);
    if (!battery) r.fault("between", fmt::format("there is no battery \"{}\"", ends[e]));
    sound = sound && battery.has_value();
    link.between[e] = battery.value_or(0);
  }
  if (sound && link.between[0] == link.between[1]) {
    r.fault("between", "links a battery to itself");
    sound = false;
  }
  r.finish();
  return sound ? std::optional(link) : std::nullopt;
}

bool same_pair(const scenario::Link& a, const scenario::Link& b) {
  return (a.between[0] == b.between[0] && a.between[1] == b.between[1]) ||
         (a.between[0] == b.between[1] && a.between[1] == b.between[0]);
}

/// Names of batteries: each of them is linked to each other.
std::vector<scenario::Link> read_names(TableReader& n, const std::vector<scenario::Battery>& batteries) {
  std::vector<std::size_t> group;
  for (const std::string& name : n.texts("links")) {
    if (const auto battery = find(batteries, name))
      group.push_back(*battery);
    else
      n.fault("links", fmt::format("there is no battery \"{}\"", name));
  }
  std::vector<scenario::Link> links;
  for (std::size_t a = 0; a < group.size(); ++a)
    for (std::size_t b = a + 1; b < group.size(); ++b)
      if (group[a] != group[b]) links.push_back({{group[a], group[b]}, {}, {}});
  return links;
}

bool are_names(const toml::Value* links) {
  const auto* array = links == nullptr ? nullptr : links->as<toml::Array>();
  return array == nullptr || array->empty() || array->front().as<toml::Table>() == nullptr;
}

} // namespace

Network read_network(TableReader& scenario, const std::vector<scenario::Battery>& batteries) {
  Network network;
  std::vector<scenario::Link>& links = network.links;
  const toml::Value* value = scenario.optional_table("network");
  if (value == nullptr) return network;
  TableReader n = scenario.below(*value, "network");
  const auto picture = n.word("picture", {"integrated", "stand-alone"});
  if (const auto word = n.word(
          "assignment",
          {std::begin(command::fire_distribution_names), std::end(command::fire_distribution_names)}, false))
    network.fire_distribution =
        command::fire_distribution_from(*word).value_or(command::FireDistribution::doctrine);
  const bool listed = n.has("links");
  if (listed && are_names(n.value("links"))) links = read_names(n, batteries);
  if (listed && !are_names(n.value("links")))
    for (const toml::Value* link : n.tables("links", false, "network.links")) {
      const auto read = read_link(n.below(*link, "links"), batteries);
      if (!read) continue;
      if (std::any_of(links.begin(), links.end(),
                      [&](const scenario::Link& other) { return same_pair(other, *read); }))
        n.fault("links", fmt::format("link {} and {} twice", batteries[read->between[0]].id,
                                     batteries[read->between[1]].id));
      else
        links.push_back(*read);
    }
  if (listed && picture == "stand-alone")
    n.fault("links", "belong to an integrated picture; leave them out where the batteries stand alone");
  if (picture == "integrated" && !listed)
    for (std::size_t a = 0; a < batteries.size(); ++a)
      for (std::size_t b = a + 1; b < batteries.size(); ++b) links.push_back({{a, b}, {}, {}});
  n.finish();
  return network;
}

} // namespace equipoise::io
