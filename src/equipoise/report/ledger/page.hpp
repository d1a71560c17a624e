#pragma once
// The report of a ledger: the summary, a part for each claim, the studies behind them, parameters,
// validation.
#include <map>
#include <string>
#include <vector>

#include "equipoise/ledger/ledger.hpp"
#include "equipoise/report/page/figure.hpp"
#include "equipoise/report/study/document.hpp"

namespace equipoise::report {

/// A study that was played for the ledger.
struct LedgerStudy {
  std::string id, title;
  std::string command; ///< plays it alone, with a report of its own
  std::string played;  ///< seed, raids and sets, in words
  std::vector<Section> sections;
};

/// Published numbers of one kind that the program was held against in the same run.
struct Validated {
  std::string name, source;
  std::size_t cases = 0, holding = 0, numbers = 0;
};

struct LedgerDocument {
  ledger::Ledger ledger;
  std::vector<LedgerStudy> studies;
  std::vector<ParameterRow> parameters;
  std::vector<ComputedRow> computed;
  std::vector<std::string> contradictions;
  std::map<std::string, catalogue::Source> sources;
  std::vector<Validated> validation;
  std::string command, as_of, version, revision, inputs_sha256;
};

/// "STUDY/FIGURE" of figures that a claim names and no study has.
std::vector<std::string> missing_figures(const LedgerDocument& document);

std::string ledger_page(const LedgerDocument& document, const FrontEnd& front_end);

/// One claim's part; `number` from 1.
Section claim_section(const LedgerDocument& document, const ledger::Entry& entry, std::size_t number);

} // namespace equipoise::report
