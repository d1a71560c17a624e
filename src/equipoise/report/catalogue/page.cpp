#include "equipoise/report/catalogue/page.hpp"

#include <fmt/format.h>

#include <map>

#include "equipoise/report/page/html.hpp"
#include "equipoise/report/page/parameter_table.hpp"

namespace equipoise::report {
namespace {

std::string entry_section(const catalogue::Catalogue& catalogue, const CataloguePageEntry& shown) {
  const catalogue::Entry& entry = *catalogue.find(shown.key);
  std::vector<ParameterRow> rows;
  for (const auto& [owner, parameter] : catalogue.all_of(shown.key))
    rows.push_back({owner == shown.key ? shown.key : shown.key + ", as " + owner, *parameter});
  std::vector<ComputedRow> computed;
  for (const catalogue::Computed& c : shown.closures.values)
    computed.push_back({shown.key, c.name, core::format_quantity(c.value, c.dimension), c.how});
  std::string out = fmt::format("<section id=\"{0}\">\n<h2>{0}</h2>\n", escape(shown.key));
  out += paragraph(entry.title + "; " + entry.kind, "lead");
  for (const auto& [role, key] : entry.references)
    out += fmt::format("<p>{}: <a href=\"#{}\">{}</a></p>\n", escape(role), escape(key), escape(key));
  out += paragraph(basis_counts(rows), "note") + parameter_table(rows, catalogue.sources) +
         computed_table(computed);
  for (const std::string& contradiction : shown.closures.contradictions)
    out += paragraph("Contradiction in what is published, not tuned: " + contradiction, "note");
  return out + "</section>\n";
}

} // namespace

std::string catalogue_page(const catalogue::Catalogue& catalogue,
                           const std::vector<CataloguePageEntry>& entries, const std::string& version,
                           const FrontEnd& front_end) {
  std::map<std::string, std::string> by_kind;
  for (const CataloguePageEntry& shown : entries)
    by_kind[catalogue.find(shown.key)->kind] += fmt::format(" <a href=\"#{0}\">{0}</a>", escape(shown.key));
  std::string out = "<main id=\"main\">\n<h1>Catalogue of public parameters</h1>\n";
  out += paragraph(
      "What is published about each system, with its range, its sources and how we know it. Low and high "
      "span "
      "what is in print; they are no statistical interval. Values marked remembered were not seen in a "
      "source.");
  out += "<dl>\n";
  for (const auto& [kind, links] : by_kind)
    out += fmt::format("<div><dt>{}</dt><dd>{}</dd></div>\n", escape(kind), links);
  out += "</dl>\n";
  out += "<div data-filter-for=\".parameters\"></div>\n";
  for (const CataloguePageEntry& shown : entries) out += entry_section(catalogue, shown);
  return page("Catalogue",
              out + paragraph("Equipoise " + version + "; values CC BY 4.0", "note") + "</main>\n",
              front_end);
}

} // namespace equipoise::report
