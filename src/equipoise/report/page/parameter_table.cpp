#include "equipoise/report/page/parameter_table.hpp"

#include <fmt/format.h>

#include <cmath>

#include "equipoise/core/units.hpp"
#include "equipoise/report/page/html.hpp"
#include "equipoise/report/page/icon_array.hpp"
#include "equipoise/report/page/words.hpp"

namespace equipoise::report {
namespace {

using catalogue::Basis;
using catalogue::Parameter;
using catalogue::Spread;

std::string value_text(const Parameter& parameter, double value) {
  const bool readable =
      std::isfinite(value) &&
      (parameter.words.empty() || (value >= 0.0 && value < static_cast<double>(parameter.words.size())));
  return readable ? catalogue::format_value(parameter, value) : "no value";
}

/// "290 km (270 to 310 km)"; alternatives of a word as a list.
std::string range_text(const Parameter& p) {
  if (p.either && !p.words.empty()) {
    std::string text;
    for (const auto& word : p.words) text += (text.empty() ? "" : " or ") + word;
    return text + ", in equal shares";
  }
  const std::string nominal = value_text(p, p.nominal), low = value_text(p, p.low),
                    high = value_text(p, p.high);
  if (low == nominal && high == nominal) return nominal;
  return fmt::format("{} ({} to {})", nominal, low, high);
}

std::string spread_text(const Parameter& p) {
  std::string text = p.spread == Spread::none ? (p.low < p.high ? "not drawn: nominal always" : "one value")
                                              : std::string(catalogue::name_of(p.spread));
  if (!p.group.empty()) text += ", moves with \u201c" + p.group + "\u201d" + (p.reversed ? ", reversed" : "");
  return text;
}

std::string sources_html(const Parameter& p, const std::map<std::string, catalogue::Source>& sources) {
  std::string out;
  for (const auto& key : p.sources) {
    const auto found = sources.find(key);
    out += (out.empty() ? "" : "; ") +
           (found == sources.end() ? escape(key) : hyperlink(found->second.title, found->second.locator));
  }
  return out;
}

/// How far a range goes, as the ratio of its ends: what the glyphs are sorted by.
double width_of(const Parameter& p) {
  const bool ratio = p.words.empty() && p.low > 0.0 && std::isfinite(p.high / p.low);
  return ratio ? p.high / p.low : 1.0;
}

} // namespace

std::string parameter_table(const std::vector<ParameterRow>& parameters,
                            const std::map<std::string, catalogue::Source>& sources) {
  std::vector<Parameter> all;
  for (const auto& row : parameters) all.push_back(row.parameter);
  if (all.empty()) return "";
  const double widest = widest_ratio(all);
  Table table{fmt::format("{} value{}", all.size(), all.size() == 1 ? "" : "s"),
              {"Parameter", "Entry", "Nominal (low to high)", "Range", "Drawn", "Basis", "Sources and note"},
              {},
              "parameters"};
  table.sortable = true;
  table.value_column = 3;
  for (const auto& [entry, p] : parameters) {
    std::string basis = "<span class=\"basis\">" + escape(catalogue::words_for(p.basis)) + "</span>";
    if (!p.confidence.empty()) basis += "<br>confidence " + escape(p.confidence);
    std::string text = sources_html(p, sources);
    if (!p.note.empty()) text += (text.empty() ? "" : "<br>") + escape(p.note);
    table.rows.push_back({breakable(p.name), breakable(entry), escape(range_text(p)), range_glyph(p, widest),
                          escape(spread_text(p)), basis, text});
    table.row_attributes.push_back(fmt::format("data-basis=\"{}\"", escape(catalogue::words_for(p.basis))));
    table.values.push_back(width_of(p));
  }
  return paragraph(
             fmt::format(
                 "Range: one scale for all, ratios to nominal, from 1/{0} to {0} times; linear, to its own "
                 "width, where a value is zero or negative. Solid dot: seen or computed; open dot and "
                 "dashes: remembered or assumed; dotted: not drawn.",
                 size_text(std::round(10.0 * widest) / 10.0)),
             "note") +
         to_html(table);
}

std::string basis_counts(const std::vector<ParameterRow>& parameters) {
  std::size_t seen = 0, remembered = 0, assumed = 0;
  for (const auto& row : parameters) {
    if (row.parameter.basis == Basis::seen) ++seen;
    if (row.parameter.basis == Basis::memory) ++remembered;
    if (row.parameter.basis == Basis::assumption) ++assumed;
  }
  return fmt::format(
      "Of {} values: seen in a source named beside them {}; remembered, not seen {}; assumed with a reason "
      "{}; in between {}.",
      parameters.size(), seen, remembered, assumed, parameters.size() - seen - remembered - assumed);
}

std::string computed_table(const std::vector<ComputedRow>& computed) {
  if (computed.empty()) return "";
  Table table{
      "Computed: solved from what is published", {"What", "Entry", "Value", "Basis", "How"}, {}, "computed"};
  for (const auto& row : computed)
    table.rows.push_back({escape(row.what), escape(row.entry), escape(row.value),
                          "<span class=\"basis\">computed</span>", escape(row.how)});
  return to_html(table);
}

} // namespace equipoise::report
