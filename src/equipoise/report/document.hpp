#pragma once
// The report of a study: one HTML file, no network, no script needed to read it.
#include <string>
#include <vector>

#include "equipoise/report/parameter_table.hpp"
#include "equipoise/results/study_result.hpp"

namespace equipoise::report {

/// Everything the document says; it looks nothing up.
struct Document {
  std::string title; ///< of the study: the question
  std::string scenario_title;
  std::string swept;       ///< address of the factor on the axis, as "salvo.count"; empty: none
  std::string swept_label; ///< "missiles in the salvo"
  results::StudyResult result;
  std::vector<ParameterRow> parameters;
  std::vector<ComputedRow> computed;
  std::vector<std::string> contradictions; ///< between published values
  std::map<std::string, catalogue::Source> sources;
  std::string command; ///< reproduces the file
  std::uint64_t seed = 0;
  std::uint64_t replications = 0;
  std::uint64_t replications_per_set = 0;
  std::string sensing;
  std::string version, revision;
  std::string inputs_sha256;
};

/// The document as UTF-8 HTML. Text from files is inert wherever it appears.
std::string to_html(const Document& document);

} // namespace equipoise::report
