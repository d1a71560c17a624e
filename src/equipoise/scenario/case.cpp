#include "equipoise/scenario/case.hpp"

#include <set>

namespace equipoise::scenario {
namespace {

bool is_other_round(const std::string& role) {
  return role == "second_interceptor" || role == "third_interceptor";
}

/// Beside its first kind of round a battery has what the scenario gives it.
bool is_at_hand(const Scenario& scenario, const std::string& round) {
  for (const Battery& battery : scenario.batteries)
    if (battery.magazine.contains(round) || battery.stock.contains(round)) return true;
  return false;
}

} // namespace

std::vector<std::string> used_entries(const scenario::Case& resolved) {
  std::vector<std::string> queue;
  for (const auto& battery : resolved.scenario.batteries) {
    queue.push_back(battery.system);
    if (battery.turns) queue.emplace_back(turntable_entry);
  }
  for (const auto& raid : resolved.scenario.raids) queue.push_back(raid.system);
  if (!resolved.scenario.links.empty()) queue.emplace_back(network_entry);
  std::vector<std::string> used;
  std::set<std::string> seen;
  for (std::size_t i = 0; i < queue.size(); ++i) {
    const std::string key = queue[i];
    const catalogue::Entry* entry = resolved.catalogue.find(key);
    if (entry == nullptr || !seen.insert(key).second) continue;
    used.push_back(key);
    for (const auto& [role, target] : entry->references)
      if (!is_other_round(role) || is_at_hand(resolved.scenario, target)) queue.push_back(target);
    if (!entry->like.empty()) queue.push_back(entry->like);
  }
  return used;
}

catalogue::Catalogue used_catalogue(const Case& resolved) {
  catalogue::Catalogue used;
  for (const std::string& key : used_entries(resolved)) used.entries[key] = *resolved.catalogue.find(key);
  return used;
}

} // namespace equipoise::scenario
