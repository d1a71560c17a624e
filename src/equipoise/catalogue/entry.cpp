#include "equipoise/catalogue/entry.hpp"

#include <array>

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

const Entry* Catalogue::find(const std::string& key) const {
  const auto found = entries.find(key);
  return found == entries.end() ? nullptr : &found->second;
}

const Parameter* Catalogue::find(const std::string& key, const std::string& name, std::string* owner) const {
  for (std::string wanted = name; !wanted.empty();) {
    int depth = 0; // a ring of entries that are like each other ends here
    for (const Entry* entry = find(key); entry != nullptr && depth < 8; entry = find(entry->like), ++depth) {
      const auto found = entry->parameters.find(wanted);
      if (found == entry->parameters.end()) continue;
      if (owner != nullptr) *owner = entry->key;
      return &found->second;
    }
    const auto dot = wanted.rfind('.');
    wanted = dot == std::string::npos ? std::string() : wanted.substr(0, dot);
  }
  return nullptr;
}

std::string format_value(const Parameter& parameter, double value) {
  if (!parameter.words.empty()) return parameter.words[static_cast<std::size_t>(value)];
  if (parameter.dimension == core::Dimension::number && value >= engagement::unlimited) return "unlimited";
  return core::format_quantity(value, parameter.dimension);
}

} // namespace equipoise::catalogue
