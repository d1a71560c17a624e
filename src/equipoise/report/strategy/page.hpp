#pragma once
// The reports of the studies exchange and procurement.
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "equipoise/catalogue/entry.hpp"
#include "equipoise/report/page/figure.hpp"
#include "equipoise/report/study/document.hpp"
#include "equipoise/strategy/exchange_study.hpp"
#include "equipoise/strategy/procurement_study.hpp"

namespace equipoise::report {

/// What both pages say of where their numbers come from.
struct StrategyHead {
  std::string title;
  std::uint64_t seed = 0, parameter_sets = 0;
  std::string command, version, revision, inputs_sha256, as_of;
  std::vector<std::pair<std::string, strategy::Range>> used; ///< catalogue values by address
  std::vector<std::string> sources;                          ///< keys
  std::map<std::string, catalogue::Source> catalogue_sources;
};

/// Each side's answer, and stability.
std::vector<Section> exchange_sections(const strategy::ExchangeQuestion& question,
                                       const strategy::ExchangeAnswer& answer);
std::string exchange_page(const StrategyHead& head, const strategy::ExchangeQuestion& question,
                          const strategy::ExchangeAnswer& answer, const FrontEnd& front_end);

/// Recorded spending of the two sides, in the order of the names.
struct RecordedSpending {
  std::string note;
  std::vector<double> years, offence, defence;
};
std::vector<Section> procurement_sections(const strategy::ProcurementQuestion& question,
                                          const strategy::ProcurementAnswer& answer,
                                          const std::vector<std::pair<std::string, std::string>>& events,
                                          const std::optional<RecordedSpending>& spending);
std::string procurement_page(const StrategyHead& head, const strategy::ProcurementQuestion& question,
                             const strategy::ProcurementAnswer& answer,
                             const std::vector<std::pair<std::string, std::string>>& events,
                             const std::optional<RecordedSpending>& spending, const FrontEnd& front_end);

/// The two pages' frame: figures, their sections, provenance.
std::string strategy_page(const StrategyHead& head, const std::string& lead,
                          const std::vector<Section>& sections, const FrontEnd& front_end);

} // namespace equipoise::report
