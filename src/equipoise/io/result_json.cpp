#include "equipoise/io/result_json.hpp"

#include <fmt/format.h>

#include <cmath>
#include <nlohmann/json.hpp>
#include <set>

#include "equipoise/analysis/ignorance_band.hpp"
#include "equipoise/analysis/interval.hpp"
#include "equipoise/analysis/paired.hpp"
#include "equipoise/core/sha256.hpp"
#include "equipoise/io/kind_json.hpp"
#include "equipoise/study/effectiveness.hpp"

namespace equipoise::io {
namespace {

using Json = nlohmann::ordered_json;
using analysis::Interval;
using results::Tally;

Json interval(const Interval& i) {
  return Json::array({i.low, i.high});
}

Json number_or_null(double value) {
  return !std::isfinite(value) ? Json(nullptr) : Json(value);
}

Json mean_of(const results::Moments& moments, std::uint64_t n, double level) {
  const analysis::Estimate e = analysis::mean(moments, n, level);
  return {{"mean", e.value}, {"interval", interval(e.interval)}, {"confidence", analysis::confidence}};
}

struct VisitorMeasure {
  const char* name;
  results::Average results::VisitorTally::*value;
};
constexpr VisitorMeasure visitor_measures[] = {
    {"first_detection_range_m", &results::VisitorTally::detection_range_m},
    {"first_shot_range_m", &results::VisitorTally::first_shot_range_m},
    {"exposed_s", &results::VisitorTally::exposed_s},
    {"exposed_m", &results::VisitorTally::exposed_m}};

/// Ranges are means over the replications in which there was one; `share` says how many those are.
Json visitors(const results::VisitorTally& v, std::uint64_t replications, double level) {
  const auto part = [&](std::uint64_t k) {
    return Json{{"probability", static_cast<double>(k) / static_cast<double>(v.count)},
                {"interval", interval(analysis::clustered_proportion(k, v.count, replications, level))},
                {"confidence", analysis::confidence}};
  };
  Json j{{"count", v.count},
         {"detected", part(v.detected)},
         {"tracked", part(v.tracked)},
         {"engaged", part(v.engaged)},
         {"stopped", part(v.stopped)}};
  for (const auto& [name, value] : visitor_measures) {
    const analysis::Estimate e = analysis::mean(v.*value, level);
    const std::uint64_t count = (v.*value).count;
    j[name] = {{"mean", number_or_null(e.value)},
               {"interval", {number_or_null(e.interval.low), number_or_null(e.interval.high)}},
               {"confidence", analysis::confidence},
               {"replications", count},
               {"share", static_cast<double>(count) / static_cast<double>(replications)},
               {"share_interval", interval(analysis::clopper_pearson(count, replications, level))}};
  }
  return j;
}

/// Beside each interval of chance of a study's point: that of what is not known.
void add_ignorance(Json& visitors, const std::vector<results::SetEstimate>& sets) {
  for (auto& [name, measure] : visitors.items()) {
    if (!measure.is_object()) continue;
    measure["chance"] = measure["interval"];
    measure["ignorance"] = nullptr;
  }
  if (sets.empty()) return;
  for (const auto& [name, value] : visitor_measures) {
    if (const auto band = analysis::mean_band(sets, value))
      visitors[name]["ignorance"] = interval(band->interval);
    visitors[name]["share_ignorance"] = interval(analysis::measured_share_band(sets, value).interval);
  }
}

/// Intervals of that level, which hold together at 95 % where one looked more than once.
Json measures(const Tally& t, double level = analysis::confidence) {
  Json m;
  m["leakers"] = mean_of(t.leaked, t.replications, level);
  m["leakers"]["histogram"] = t.leakers;
  m["no_leaker"] = {
      {"probability", static_cast<double>(t.without_leaker) / static_cast<double>(t.replications)},
      {"interval", interval(analysis::clopper_pearson(t.without_leaker, t.replications, level))},
      {"confidence", analysis::confidence}};
  m["intercepted"] = mean_of(t.intercepted, t.replications, level);
  m["fired"] = mean_of(t.fired, t.replications, level);
  m["wasted"] = mean_of(t.wasted, t.replications, level);
  m["doubled"] = mean_of(t.doubled, t.replications, level);
  m["friendly_shots"] = mean_of(t.friendly_shots, t.replications, level);
  m["first_shot_s"] = {{"mean", number_or_null(t.first_shot_s.mean())},
                       {"replications", t.first_shot_s.count}};
  if (t.visitors.count > 0) m["visitors"] = visitors(t.visitors, t.replications, level);
  return m;
}

Json funnel(const Tally& t) {
  Json f{{"launched", t.launched},           {"failed", t.failed},
         {"detected", t.detected},           {"tracked", t.tracked},
         {"assigned", t.assigned},           {"engaged", t.engaged},
         {"intercepted", t.intercepted.sum}, {"leaked", t.leaked.sum}};
  Json reasons;
  for (std::size_t i = 0; i < results::reason_names.size(); ++i)
    reasons[std::string(results::reason_names[i])] = t.reasons[i];
  f["reasons"] = reasons;
  return f;
}

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
          {"either_at_most", f.bound}};
}

Json arrivals(const results::Point& point) {
  Json list = Json::array();
  for (const results::ArrivalShare& share : point.arrivals) {
    if (share.tally.replications == 0) continue;
    const Tally& t = share.tally;
    list.push_back({{"arrival", share.arrival},
                    {"replications", t.replications},
                    {"no_leaker", measures(t)["no_leaker"]}});
  }
  return list;
}

Json measured(const results::Measured& m) {
  return {{"value", number_or_null(m.value)},
          {"interval", Json::array({number_or_null(m.low), number_or_null(m.high)})},
          {"confidence", analysis::confidence}};
}

Json sensitivity(const results::Sensitivity& s) {
  Json j{{"belief", s.belief},
         {"measure", "no_leaker"},
         {"mean", s.mean},
         {"variance", measured(s.variance)},
         {"trajectories", s.trajectories},
         {"samples", s.samples},
         {"samples_used", s.samples_used},
         {"parameter_sets", s.sets},
         {"cannot_fly", s.cannot_fly},
         {"inputs", Json::array()}};
  for (const auto& input : s.inputs)
    j["inputs"].push_back({{"group", input.group},
                           {"members", input.members},
                           {"morris",
                            {{"mean", measured(input.mean)},
                             {"mean_absolute", measured(input.mean_absolute)},
                             {"deviation", measured(input.deviation)}}},
                           {"sobol", {{"first", measured(input.first)}, {"total", measured(input.total)}}}});
  return j;
}

Json rare(const results::RareEstimate& e) {
  Json j{{"belief", e.belief}};
  if (!e.variant.empty()) j["variant"] = e.variant;
  j.update({{"measure", "any_leaker"},
            {"samples", e.samples},
            {"hits", e.hits},
            {"plain", {{"samples", e.plain_samples}, {"hits", e.plain_hits}}},
            {"probability", e.probability.value},
            {"interval", Json::array({e.probability.low, e.probability.high})},
            {"confidence", analysis::confidence},
            {"trusted", e.trusted},
            {"effective_events", e.effective_events},
            {"largest_share", e.largest_share},
            {"gain", number_or_null(e.gain)},
            {"unseen_at_most", e.unseen_at_most},
            {"reasons", Json::object()},
            {"steps", Json::array()}});
  for (const auto& [reason, share] : e.reasons) j["reasons"][reason] = share;
  for (const auto& step : e.steps)
    j["steps"].push_back({{"samples", step.samples},
                          {"probability", step.probability.value},
                          {"interval", Json::array({step.probability.low, step.probability.high})}});
  j["outcomes_sha256"] = e.outcomes_sha256;
  return j;
}

Json footprint(const results::FootprintMap& map) {
  const auto sites = [](const std::vector<results::FootprintMap::Site>& list) {
    Json j = Json::array();
    for (const auto& site : list)
      j.push_back({{"id", site.id}, {"east_m", site.east_m}, {"north_m", site.north_m}});
    return j;
  };
  Json j{{"asset", map.asset},
         {"measure", "no_leaker"},
         {"batteries", sites(map.batteries)},
         {"raids_from_asset", sites(map.from)},
         {"beliefs", Json::array()}};
  for (const results::Footprint& f : map.beliefs) {
    Json b{{"belief", f.belief},
           {"replications", f.replications},
           {"sets", f.sets},
           {"cannot_fly", f.cannot_fly},
           {"east_m", f.east_m},
           {"north_m", f.north_m},
           {"no_leaker", f.without_leaker},
           {"levels", Json::array()}};
    for (const auto& level : f.levels) {
      Json l{{"level", level.level},
             {"area_m2", level.area_m2.value},
             {"chance", Json::array({level.area_m2.low, level.area_m2.high})},
             {"confidence", analysis::confidence},
             {"ignorance", level.over_sets ? Json::array({level.over_sets->first, level.over_sets->second})
                                           : Json(nullptr)},
             {"by_every_second_point_m2", level.coarser_area_m2},
             {"reaches_the_border", level.beyond},
             {"lines", Json::array()}};
      for (const auto& line : level.lines) {
        Json points = Json::array();
        for (const auto& [east, north] : line.points) points.push_back(Json::array({east, north}));
        l["lines"].push_back({{"closed", line.closed}, {"points_m", points}});
      }
      b["levels"].push_back(l);
    }
    j["beliefs"].push_back(b);
  }
  return j;
}

/// A variant less the scenario as it is, the same draws on both sides.
Json difference(const results::Pairs& pairs, double level) {
  const auto estimate = [](const analysis::Estimate& e) {
    return Json{{"value", e.value}, {"chance", interval(e.interval)}, {"confidence", analysis::confidence}};
  };
  return {{"no_leaker", estimate(analysis::paired_difference(pairs.no_leaker, level))},
          {"leakers", estimate(analysis::paired_mean_difference(pairs.leaked, level))},
          {"fired", estimate(analysis::paired_mean_difference(pairs.fired, level))},
          {"wasted", estimate(analysis::paired_mean_difference(pairs.wasted, level))},
          {"doubled", estimate(analysis::paired_mean_difference(pairs.doubled, level))},
          {"friendly_shots", estimate(analysis::paired_mean_difference(pairs.friendly_shots, level))},
          {"pairs",
           {{"both", pairs.no_leaker.both},
            {"only_variant", pairs.no_leaker.only_a},
            {"only_base", pairs.no_leaker.only_b},
            {"neither", pairs.no_leaker.neither}}},
          {"fewer_replications_by", number_or_null(analysis::pairing_gain(pairs.no_leaker))}};
}

Json entry_json(const catalogue::Entry& entry) {
  Json parameters;
  for (const auto& [name, p] : entry.parameters)
    parameters[name] = {{"low", p.low},
                        {"nominal", p.either ? Json("either") : Json(p.nominal)},
                        {"high", p.high},
                        {"spread", name_of(p.spread)},
                        {"group", p.group},
                        {"reversed", p.reversed},
                        {"basis", name_of(p.basis)},
                        {"sources", p.sources}};
  return {{"kind", entry.kind},
          {"like", entry.like},
          {"references", entry.references},
          {"parameters", parameters}};
}

} // namespace

std::string resolved_inputs(const scenario::Case& resolved, const std::string& scenario_text,
                            const std::string& settings, const study::Study* study) {
  Json j{{"model_version", model_version}, {"scenario", scenario_text}, {"settings", settings}};
  for (const std::string& key : scenario::used_entries(resolved))
    j["catalogue"][key] = entry_json(*resolved.catalogue.find(key));
  if (study == nullptr) return j.dump();
  Json s{{"kind", name_of(study->kind)},
         {"ignorance", study->ignorance},
         {"replications", study->replications},
         {"replications_per_set", study->replications_per_set}};
  if (study->precision) s["precision"] = *study->precision;
  for (const auto& factor : study->factors)
    s["factor"].push_back({{"set", factor.address}, {"values", factor.values}});
  for (const auto belief : study->beliefs) s["belief"].push_back(name_of(belief));
  for (const auto& variant : study->variants) {
    Json v{{"name", variant.name}, {"belief", name_of(variant.belief)}};
    for (const auto& setting : variant.settings) v["set"][setting.address] = setting.value;
    s["variant"].push_back(v);
  }
  if (study->requirement)
    s["requirement"] = {{"set", study->requirement->ends.address},
                        {"least", study->requirement->least},
                        {"most", study->requirement->greatest},
                        {"step", study->requirement->step},
                        {"wanted", study->requirement->wanted}};
  if (study->sensitivity)
    s["sensitivity"] = {{"trajectories", study->sensitivity->trajectories},
                        {"levels", study->sensitivity->levels},
                        {"base", study->sensitivity->base},
                        {"blocks", study->sensitivity->blocks}};
  if (study::makes_curves(*study, resolved)) s["effectiveness"] = true;
  if (study->uncertainty)
    s["uncertainty"] = {{"chance", study->uncertainty->chance_within},
                        {"ignorance", study->uncertainty->ignorance_within},
                        {"least_sets", study->uncertainty->least_sets},
                        {"most_sets", study->uncertainty->most_sets},
                        {"least_replications", study->uncertainty->least_replications},
                        {"most_replications", study->uncertainty->most_replications}};
  if (study->by_year) s["by-year"] = by_year_inputs(*study->by_year, resolved.catalogue);
  if (study->footprint) {
    const study::Footprint& f = *study->footprint;
    s["footprint"] = {{"asset", f.asset},   {"west", f.west_m},     {"east", f.east_m},
                      {"south", f.south_m}, {"north", f.north_m},   {"step", f.step_m},
                      {"levels", f.levels}, {"set", Json::object()}};
    for (const auto& setting : f.settings) s["footprint"]["set"][setting.address] = setting.value;
  }
  if (study->record) {
    s["record"]["raids"] = study->record->raids;
    s["record"]["claims"] = study->record->claims;
  }
  j["study"] = s;
  return j.dump();
}

std::string run_result(const results::Point& point, results::Status status, const RunInfo& info) {
  Json j = head(info, status);
  const Tally& t = point.nominal;
  j["replications"] = t.replications;
  j["sensing"] = info.sensing;
  j["belief"] = info.belief;
  if (t.replications > 0) {
    j["measures"] = measures(t);
    j["funnel"] = funnel(t);
    if (!point.arrivals.empty()) j["arrivals"] = arrivals(point);
  }
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
  for (const results::Point& point : result.points) {
    Json p;
    for (const auto& [address, value] : point.factors) p["factors"][address] = number_or_null(value);
    p["belief"] = point.belief;
    if (!point.variant.empty()) p["variant"] = point.variant;
    p["replications"] = point.nominal.replications;
    if (point.nominal.replications > 0) {
      p["measures"] = measures(point.nominal, point.level);
      for (auto& [name, measure] : p["measures"].items())
        if (measure.contains("interval")) {
          measure["chance"] = measure["interval"];
          measure["ignorance"] = nullptr;
        }
      if (point.nominal.visitors.count > 0) add_ignorance(p["measures"]["visitors"], point.sets);
      p["funnel"] = funnel(point.nominal);
      if (!point.arrivals.empty()) p["arrivals"] = arrivals(point);
    }
    if (!point.sets.empty()) {
      const analysis::Band band = analysis::no_leaker_band(point.sets);
      p["measures"]["no_leaker"]["ignorance"] = interval(band.interval);
      p["measures"]["no_leaker"]["mean_over_sets"] = band.mean;
      p["measures"]["no_leaker"]["inner_noise_share"] = band.inner_noise_share;
      std::vector<double> leakers, noise;
      for (const auto& set : point.sets) {
        leakers.push_back(static_cast<double>(set.leaked) / static_cast<double>(set.replications));
        const auto n = static_cast<double>(set.replications), mean = leakers.back();
        noise.push_back((static_cast<double>(set.leaked_squares) / n - mean * mean) / (n - 1));
      }
      p["measures"]["leakers"]["ignorance"] = interval(analysis::band(leakers, noise).interval);
    }
    if (point.pairs) {
      p["difference"] = difference(*point.pairs, point.level);
      p["difference"]["no_leaker"]["ignorance"] = nullptr;
      for (const results::Point& base : result.points)
        if (base.variant.empty() && base.belief == point.belief && !point.sets.empty() && !base.sets.empty())
          p["difference"]["no_leaker"]["ignorance"] =
              interval(analysis::gap_band(point.sets, base.sets).interval);
    }
    if (point.precision)
      p["precision"] = {{"wanted", point.precision->wanted},
                        {"half_width", point.precision->half_width},
                        {"reached", point.precision->reached},
                        {"confidence", analysis::confidence}};
    p["outcomes_sha256"] = point.outcomes_sha256;
    j["points"].push_back(p);
  }
  if (result.waterfall) {
    Json w{{"size", result.waterfall->size},
           {"replications", result.waterfall->replications},
           {"brochure", measured(result.waterfall->from)},
           {"assessed", measured(result.waterfall->to)},
           {"causes", Json::array()}};
    for (const auto& cause : result.waterfall->causes)
      w["causes"].push_back({{"name", cause.name}, {"effect", measured(cause.effect)}});
    j["waterfall"] = w;
  }
  if (result.sensitivity) j["sensitivity"] = sensitivity(*result.sensitivity);
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
  for (const results::RareEstimate& e : result.rare) j["rare"].push_back(rare(e));
  if (result.footprint) j["footprint"] = footprint(*result.footprint);
  for (const results::Hinge& hinge : result.hinges)
    j["hinges"].push_back(
        {{"group", hinge.group}, {"members", hinge.members}, {"effect", measured(hinge.effect)}});
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

std::string manifest(const std::string& resolved_inputs, const RunInfo& info, const std::string& command) {
  const Json j{{"format", "equipoise-manifest/1"},
               {"program", {{"version", info.program.version}, {"revision", info.program.revision}}},
               {"model_version", model_version},
               {"command", command},
               {"seed", info.seed},
               {"inputs_sha256", info.inputs_sha256},
               {"inputs", Json::parse(resolved_inputs)}};
  return j.dump(1) + "\n";
}

} // namespace equipoise::io
