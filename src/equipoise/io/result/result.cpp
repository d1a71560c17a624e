#include "equipoise/io/result/result.hpp"

#include <fmt/format.h>

#include <cmath>
#include <nlohmann/json.hpp>

#include "equipoise/analysis/interval/interval.hpp"
#include "equipoise/io/result/estimate.hpp"
#include "equipoise/io/result/kind.hpp"
#include "equipoise/io/result/point.hpp"

namespace equipoise::io {
namespace {

using Json = nlohmann::ordered_json;
using analysis::Interval;
using results::Tally;

Json head(const RunInfo& info, results::Status status) {
  return {{"format", "equipoise-result/1"},
          {"status", status == results::Status::complete ? "complete" : "partial"},
          {"program", {{"version", info.program.version}, {"revision", info.program.revision}}},
          {"inputs_sha256", info.inputs_sha256},
          {"seed", info.seed}};
}

/// What the raids as played leave out, of the scenario as read.
Json false_alarms(const results::FalseAlarms& f) {
  return {{"per_scan", f.per_scan},
          {"in_gates_per_raid", f.in_gates},
          {"taken_by_surveillance_tracks_per_raid", f.taken_surveillance},
          {"taken_by_engagement_tracks_per_raid", f.taken_engagement},
          {"false_surveillance_tracks_per_raid", f.surveillance_tracks},
          {"false_engagement_tracks_per_raid", f.engagement_tracks},
          {"either", f.either}};
}

} // namespace

std::string run_result(const results::Point& point, results::Status status, const RunInfo& info) {
  Json j = head(info, status);
  const Tally& t = point.nominal;
  j["replications"] = t.replications;
  j["sensing"] = info.sensing;
  j["belief"] = info.belief;
  add_played(point, j);
  j["false_alarms"] = false_alarms(info.false_alarms);
  j["outcomes_sha256"] = point.outcomes_sha256;
  j["elapsed_s"] = info.elapsed_s;
  j["replications_per_s"] = info.elapsed_s > 0 ? static_cast<double>(t.replications) / info.elapsed_s : 0.0;
  return j.dump(1) + "\n";
}

std::string study_result(const study::Study& study, const results::StudyResult& result, const RunInfo& info) {
  Json j = head(info, result.status);
  j["title"] = study.title;
  j["kind"] = name_of(study.kind);
  j["sensing"] = info.sensing;
  j[study.precision ? "most_replications" : "replications"] = study.replications;
  if (study.precision) j["precision"] = *study.precision;
  j["parameter_sets"] = {{"asked", result.parameter_sets},
                         {"played", result.parameter_sets_done - result.cannot_fly.size()},
                         {"cannot_fly", result.cannot_fly.size()},
                         {"replications_each", result.uncertainty ? result.uncertainty->replications
                                                                  : study.replications_per_set}};
  j["false_alarms"] = false_alarms(info.false_alarms);
  j["points"] = Json::array();
  for (const results::Point& point : result.points) j["points"].push_back(point_json(point, result.points));
  if (result.waterfall) {
    Json w{{"size", result.waterfall->size},
           {"replications", result.waterfall->replications},
           {"brochure", estimate_json(result.waterfall->from)},
           {"assessed", estimate_json(result.waterfall->to)},
           {"causes", Json::array()}};
    for (const auto& cause : result.waterfall->causes)
      w["causes"].push_back({{"name", cause.name}, {"effect", estimate_json(cause.effect)}});
    j["waterfall"] = w;
  }
  if (result.sensitivity) j["sensitivity"] = sensitivity_json(*result.sensitivity);
  if (result.uncertainty) j["uncertainty"] = uncertainty_json(*result.uncertainty);
  if (result.by_year) add_by_year(*result.by_year, j);
  const auto value_or_null = [](const std::optional<double>& v) { return v ? Json(*v) : Json(nullptr); };
  for (const results::Requirement& r : result.requirements)
    j["requirement"].push_back({{"set", r.address},
                                {"belief", r.belief},
                                {"wanted", r.wanted},
                                {"value", value_or_null(r.count)},
                                {"too_few", value_or_null(r.too_few)},
                                {"enough", value_or_null(r.enough)},
                                {"confidence", analysis::confidence}});
  for (const results::RareEstimate& e : result.rare) j["rare"].push_back(rare_json(e));
  if (result.footprint) j["footprint"] = footprint_json(*result.footprint);
  for (const results::Hinge& driver : result.drivers)
    j["hinges"].push_back(
        {{"group", driver.group}, {"members", driver.members}, {"effect", estimate_json(driver.effect)}});
  for (const results::HeldClaim& held : result.held)
    j["record"].push_back(
        {{"claim", held.claim},
         {"recorded", {{"low", held.low}, {"nominal", held.nominal}, {"high", held.high}}},
         {"belief", held.belief},
         {"predicted",
          {{"low", held.predicted_low}, {"median", held.predicted_median}, {"high", held.predicted_high}}},
         {"covered", held.covered}});
  for (const results::Point& point : result.points)
    if (point.precision)
      j["cost"].push_back({{"replications", point.nominal.replications}, {"seconds", point.seconds}});
  j["outcomes_sha256"] = result.outcomes_sha256;
  j["elapsed_s"] = result.elapsed_s;
  j["replications_per_s"] =
      result.elapsed_s > 0 ? static_cast<double>(result.replications_played) / result.elapsed_s : 0.0;
  return j.dump(1) + "\n";
}

std::string footprint_csv(const results::FootprintMap& map) {
  std::string out = "belief,east_m,north_m,replications,without_leaker,probability,low,high\n";
  for (const results::Footprint& f : map.beliefs)
    for (std::size_t n = 0; n < f.without_leaker.size(); ++n) {
      const Interval i = analysis::clopper_pearson(f.without_leaker[n], f.replications);
      out += fmt::format("{},{},{},{},{},{},{},{}\n", f.belief, f.east_m[n % f.east_m.size()],
                         f.north_m[n / f.east_m.size()], f.replications, f.without_leaker[n],
                         static_cast<double>(f.without_leaker[n]) / static_cast<double>(f.replications),
                         i.low, i.high);
    }
  return out;
}

} // namespace equipoise::io
