#pragma once
#include <string>
#include <vector>

#include "equipoise/catalogue/closure.hpp"
#include "equipoise/catalogue/entry.hpp"
#include "equipoise/report/study/document.hpp"

namespace equipoise::report {

/// One entry as the page shows it.
struct CataloguePageEntry {
  std::string key;
  catalogue::Closures closures;
};

/// The catalogue, or some entries of it, as one HTML file that is read without network or script.
std::string catalogue_page(const catalogue::Catalogue& catalogue,
                           const std::vector<CataloguePageEntry>& entries, const std::string& version,
                           const FrontEnd& front_end);

} // namespace equipoise::report
