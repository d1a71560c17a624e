#pragma once
// The report of a study: one HTML file, no network, no script needed to read it.
#include <string>
#include <string_view>
#include <vector>

#include "equipoise/report/page/figure.hpp"
#include "equipoise/report/page/parameter_table.hpp"
#include "equipoise/results/false_alarms.hpp"
#include "equipoise/results/replay.hpp"
#include "equipoise/results/study_result.hpp"

namespace equipoise::report {

/// What a study varies, in words.
struct VariedFactor {
  std::string address;
  std::string label; ///< "cross-section of the F-35A"
  core::Dimension dimension = core::Dimension::number;
};

/// Everything the document says; it looks nothing up.
struct Document {
  std::string title; ///< of the study: the question
  std::string scenario_title;
  std::string swept;                 ///< address of the factor on the axis, as "salvo.count"; empty: none
  std::string swept_label;           ///< "missiles in the salvo"
  std::vector<VariedFactor> factors; ///< all of them, as the study lists them
  bool about_network = false;        ///< a variant changes how the batteries are linked
  results::StudyResult result;
  std::vector<ParameterRow> parameters;
  std::vector<ComputedRow> computed;
  std::vector<std::string> contradictions; ///< between published values
  std::map<std::string, catalogue::Source> sources;
  std::string command; ///< reproduces the file
  std::vector<results::ShownRaid> raids;
  std::string as_of;                 ///< day on which the study was played: "2020-01-24"
  results::FalseAlarms false_alarms; ///< of the scenario as read, under the last belief
  std::uint64_t seed = 0;
  std::uint64_t replications = 0;
  std::uint64_t replications_per_set = 0;
  std::string sensing;
  std::string version, revision;
  std::string inputs_sha256;
};

/// What draws the figures: the bundle of web/. Empty: the page shows its numbers as tables.
struct FrontEnd {
  std::string_view script, style;
};

/// The document as UTF-8 HTML. Text from files is inert wherever it appears; no script but the front end's
/// runs.
std::string to_html(const Document& document, const FrontEnd& front_end);

/// The head and the end of a page that loads nothing and runs nothing but the front end.
std::string page(const std::string& title, const std::string& body, const FrontEnd& front_end);

/// What a report of any kind says of itself, also on its downloads.
struct Masthead {
  std::string title, as_of, citation;
};

/// A report from its parts: `opening` (HTML up to the first part, with <main> open), the list of the parts,
/// the parts that have something to say, and the data of their figures and of the raids shown.
std::string report_page(const Masthead& masthead, const std::string& opening,
                        const std::vector<Section>& sections, const std::vector<results::ShownRaid>& raids,
                        const FrontEnd& front_end);

} // namespace equipoise::report
