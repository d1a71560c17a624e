#pragma once
#include <string>
#include <vector>

#include "equipoise/catalogue/closure.hpp"
#include "equipoise/catalogue/entry.hpp"

namespace equipoise::io {

/// The entries with these keys as a list: key, kind, title, how many values and how they are known.
/// "equipoise-catalogue-list/1".
std::string catalogue_list_json(const catalogue::Catalogue& catalogue, const std::vector<std::string>& keys);

/// One entry with every value, inherited ones included: SI and text, range, spread, group, basis, confidence,
/// sources with their titles, note; what is computed from it, and what contradicts itself.
/// "equipoise-catalogue-entry/1".
std::string catalogue_entry_json(const catalogue::Catalogue& catalogue, const std::string& key,
                                 const catalogue::Closures& closures);

} // namespace equipoise::io
