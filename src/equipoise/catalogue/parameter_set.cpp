#include "equipoise/catalogue/parameter_set.hpp"

#include <cstdlib>

namespace equipoise::catalogue {

void override_value(const Catalogue& catalogue, ParameterSet& set, const std::string& key,
                    const std::string& name, double value) {
  int depth = 0;
  for (const Entry* entry = catalogue.find(key); entry != nullptr && depth < 8;
       entry = catalogue.find(entry->like), ++depth)
    for (const auto& [own, parameter] : entry->parameters)
      if (own == name || own.starts_with(name + ".")) set[{entry->key, own}] = value;
}

bool Values::has(const std::string& key, const std::string& name) const {
  return catalogue_->find(key, name) != nullptr;
}

double Values::operator()(const std::string& key, const std::string& name) const {
  std::string owner;
  const Parameter* parameter = catalogue_->find(key, name, &owner);
  if (parameter == nullptr) std::abort();
  const auto drawn = set_->find({owner, parameter->name});
  return drawn == set_->end() ? parameter->nominal : drawn->second;
}

std::vector<int> Values::alternatives(const std::string& key, const std::string& name) const {
  std::string owner;
  const Parameter* parameter = catalogue_->find(key, name, &owner);
  if (parameter == nullptr) std::abort();
  const auto drawn = set_->find({owner, parameter->name});
  if (drawn != set_->end()) return {static_cast<int>(drawn->second)};
  if (!parameter->either) return {static_cast<int>(parameter->nominal)};
  std::vector<int> all;
  for (std::size_t i = 0; i < parameter->words.size(); ++i) all.push_back(static_cast<int>(i));
  return all;
}

const std::string& Values::word(const std::string& key, const std::string& name) const {
  const Parameter* parameter = catalogue_->find(key, name);
  if (parameter == nullptr) std::abort();
  return parameter->words[static_cast<std::size_t>((*this)(key, name))];
}

} // namespace equipoise::catalogue
