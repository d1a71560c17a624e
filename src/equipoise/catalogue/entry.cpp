#include "equipoise/catalogue/entry.hpp"

#include <algorithm>
#include <array>

#include "equipoise/catalogue/schema.hpp"
#include "equipoise/engagement/battery.hpp"

namespace equipoise::catalogue {

std::string_view name_of(Spread spread) {
  constexpr std::array names{"none", "uniform", "log-uniform", "triangular", "choice"};
  return names[static_cast<std::size_t>(spread)];
}

std::string_view name_of(Basis basis) {
  constexpr std::array names{"seen", "mixed", "tertiary", "memory", "computed", "assumption"};
  return names[static_cast<std::size_t>(basis)];
}

namespace {

/// What is recorded of one system is no stand-in for another.
bool is_recorded(const Entry& entry, const std::string& name) {
  const Kind* kind = find_kind(entry.kind);
  const Field* field = kind == nullptr ? nullptr : find_field(*kind, name);
  return field != nullptr && field->recorded;
}

} // namespace

const Entry* Catalogue::find(const std::string& key) const {
  const auto found = entries.find(key);
  return found == entries.end() ? nullptr : &found->second;
}

const Parameter* Catalogue::find(const std::string& key, const std::string& name, std::string* owner) const {
  for (std::string wanted = name; !wanted.empty();) {
    int depth = 0; // a ring of entries that are like each other ends here
    for (const Entry* entry = find(key); entry != nullptr && depth < 8; entry = find(entry->like), ++depth) {
      const auto found = entry->parameters.find(wanted);
      if (found == entry->parameters.end() || (depth > 0 && is_recorded(*entry, wanted))) continue;
      if (owner != nullptr) *owner = entry->key;
      return &found->second;
    }
    const auto dot = wanted.rfind('.');
    wanted = dot == std::string::npos ? std::string() : wanted.substr(0, dot);
  }
  return nullptr;
}

std::vector<std::pair<std::string, const Parameter*>> Catalogue::all_of(const std::string& key) const {
  std::map<std::string, std::pair<std::string, const Parameter*>> by_name;
  int depth = 0;
  for (const Entry* entry = find(key); entry != nullptr && depth < 8; entry = find(entry->like), ++depth)
    for (const auto& [name, parameter] : entry->parameters)
      if (depth == 0 || !is_recorded(*entry, name)) by_name.try_emplace(name, entry->key, &parameter);
  std::vector<std::pair<std::string, const Parameter*>> all;
  for (const auto& [name, owned] : by_name) all.push_back(owned);
  const Entry* entry = find(key);
  const Kind* kind = entry == nullptr ? nullptr : find_kind(entry->kind);
  if (kind == nullptr) return all;
  const auto place = [&](const auto& owned) { return find_field(*kind, owned.second->name); };
  std::stable_sort(all.begin(), all.end(), [&](const auto& a, const auto& b) { return place(a) < place(b); });
  return all;
}

std::string_view words_for(Basis basis) {
  constexpr std::array words{
      "seen", "partly seen", "hobby, game or simulation file", "remembered, not seen", "computed", "assumed"};
  return words[static_cast<std::size_t>(basis)];
}

std::string format_value(const Parameter& parameter, double value) {
  if (!parameter.words.empty()) return parameter.words[static_cast<std::size_t>(value)];
  if (parameter.dimension == core::Dimension::number && value >= engagement::unlimited) return "unlimited";
  return core::format_quantity(value, parameter.dimension);
}

} // namespace equipoise::catalogue
