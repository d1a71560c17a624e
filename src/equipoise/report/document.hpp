#pragma once
// The report of a study: one HTML file, no network, no script needed to read it.
#include <string>
#include <vector>

#include "equipoise/catalogue/entry.hpp"
#include "equipoise/results/study_result.hpp"

namespace equipoise::report {

/// One parameter as the report shows it.
struct ParameterRow {
  std::string entry; ///< catalogue key, or the scenario
  catalogue::Parameter parameter;
};

/// A value solved from what is published.
struct ComputedRow {
  std::string entry;
  std::string what;  ///< "propellant mass, body attached"
  std::string value; ///< "3044 kg"
  std::string how;   ///< "solved so that the longest flight is the published range"
};

/// Everything the document says; it looks nothing up.
struct Document {
  std::string title; ///< of the study: the question
  std::string scenario_title;
  std::string swept;       ///< address of the factor on the axis, as "salvo.count"; empty: none
  std::string swept_label; ///< "missiles in the salvo"
  results::StudyResult result;
  std::vector<ParameterRow> parameters;
  std::vector<ComputedRow> computed;
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
