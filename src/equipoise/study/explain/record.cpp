#include "equipoise/study/explain/record.hpp"

#include <fmt/format.h>

#include <optional>

#include "equipoise/analysis/interval/predictive.hpp"
#include "equipoise/study/check/checks.hpp"

namespace equipoise::study {
namespace {

/// A recorded rate is covered unless what was recorded, or anything beyond it, has less than this chance.
constexpr double min_tail = 0.05;

const catalogue::Parameter* find(const catalogue::Catalogue& catalogue, const std::string& address) {
  const auto dot = address.find('.');
  if (dot == std::string::npos) return nullptr;
  const catalogue::Parameter* p = catalogue.find(address.substr(0, dot), address.substr(dot + 1));
  return p != nullptr && p->name == address.substr(dot + 1) && p->name.starts_with("rate.") ? p : nullptr;
}

std::vector<std::string> known_claims(const catalogue::Catalogue& catalogue) {
  std::vector<std::string> list;
  for (const auto& [key, entry] : catalogue.entries)
    for (const auto& [name, parameter] : entry.parameters)
      if (entry.kind == "campaign" && name.starts_with("rate.")) list.push_back(key + "." + name);
  return list;
}

} // namespace

void check_record(const Study& study, const catalogue::Catalogue& catalogue, core::Diagnostics& diagnostics) {
  if (!study.record) return;
  for (const std::string& claim : study.record->claims) {
    if (find(catalogue, claim) != nullptr) continue;
    const std::string near = core::nearest(claim, known_claims(catalogue));
    diagnostics.push_back({core::Severity::error, study.record->claims_at, "record.claims",
                           fmt::format("\"{}\" is not a rate of a campaign in the catalogue{}", claim,
                                       near.empty() ? "" : fmt::format("; did you mean \"{}\"?", near))});
  }
}

std::vector<results::HeldClaim> hold_against_record(const Study& study, const catalogue::Catalogue& catalogue,
                                                    const results::StudyResult& result) {
  std::vector<results::HeldClaim> list;
  if (!study.record) return list;
  for (const results::Point& point : result.points) {
    if (point.sets.empty() || point.nominal.replications == 0) continue;
    for (const std::string& claim : study.record->claims) {
      const catalogue::Parameter& recorded = *find(catalogue, claim);
      const analysis::Prediction p =
          analysis::predict_share_stopped(point.sets, study.record->raids, recorded.nominal);
      list.push_back({claim, recorded.low, recorded.nominal, recorded.high, point.belief, p.low, p.median,
                      p.high, p.at_most >= min_tail && p.at_least >= min_tail});
    }
  }
  return list;
}

} // namespace equipoise::study
