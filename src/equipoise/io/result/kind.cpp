#include "equipoise/io/result/kind.hpp"

#include <cmath>

#include "equipoise/analysis/interval/interval.hpp"
#include "equipoise/analysis/interval/separation.hpp"
#include "equipoise/core/units.hpp"
#include "equipoise/io/result/estimate.hpp"

namespace equipoise::io {
namespace {

using Json = nlohmann::ordered_json;
using results::Estimate;

/// A value with both bands: chance, and what is not known.
Json banded(const Estimate& m, const std::optional<Estimate>& band) {
  return {{"value", number_or_null(m.value)},
          {"chance", ends_json(m)},
          {"ignorance", band ? ends_json(*band) : Json(nullptr)},
          {"confidence", analysis::confidence}};
}

Json step(const results::Separated& s) {
  return {{"parameter_sets", s.sets},
          {"replications_each", s.replications},
          {"mean", estimate_json(s.mean)},
          {"low", estimate_json(s.low)},
          {"high", estimate_json(s.high)},
          {"raw", Json::array({s.raw_low, s.raw_high})},
          {"half_width", {{"ignorance", analysis::half_width(s)}, {"chance", s.within}}}};
}

Json separated(const results::Separated& s) {
  Json j = step(s);
  j["quantiles"] = s.quantiles;
  j["variance"] = s.variance;
  j["shares"] = {{"ignorance", estimate_json(s.ignorance)}, {"chance", estimate_json(s.chance)}};
  return j;
}

Json day(double days) {
  return core::format_quantity(days, core::Dimension::date);
}

} // namespace

Json uncertainty_json(const results::Uncertainties& all) {
  Json j{{"wanted", {{"ignorance", all.ignorance_wanted}, {"chance", all.chance_wanted}}},
         {"replications_each", all.replications},
         {"beliefs", Json::array()}};
  for (const results::Uncertainty& u : all.beliefs) {
    Json b{{"belief", u.belief},
           {"reached", {{"ignorance", u.ignorance_reached}, {"chance", u.chance_reached}}},
           {"no_leaker", separated(u.no_leaker)},
           {"leakers", separated(u.leakers)},
           {"predictive", u.predictive},
           {"by_sets", Json::array()},
           {"by_replications", Json::array()}};
    for (const results::Separated& s : u.by_sets) b["by_sets"].push_back(step(s));
    for (const results::Separated& s : u.by_replications) b["by_replications"].push_back(step(s));
    j["beliefs"].push_back(std::move(b));
  }
  return j;
}

Json by_year_inputs(const study::ByYear& by_year, const catalogue::Catalogue& catalogue) {
  Json j{{"first", by_year.first}, {"last", by_year.last}};
  const auto add = [&](const char* schedule, const std::vector<study::Delivery>& deliveries) {
    j[schedule] = Json::object();
    for (const study::Delivery& d : deliveries) {
      j[schedule][d.battery] = {{"day", d.day}};
      const std::size_t dot = d.day.find('.');
      const catalogue::Entry* entry =
          dot == std::string::npos ? nullptr : catalogue.find(d.day.substr(0, dot));
      if (entry == nullptr) continue;
      const auto found = entry->parameters.find(d.day.substr(dot + 1));
      if (found != entry->parameters.end()) j[schedule][d.battery]["is"] = day(found->second.nominal);
    }
  };
  add("contracted", by_year.contracted);
  add("delivered", by_year.delivered);
  return j;
}

void add_by_year(const results::ByYear& by_year, Json& result) {
  for (std::size_t i = 0; i < by_year.forces.size() && i < result["points"].size(); ++i) {
    const auto& force = by_year.forces[i];
    Json& point = result["points"][i];
    point["schedule"] = force.schedule;
    point["batteries"] = force.batteries;
    point["defended_share"] = force.defended;
    point["measures"]["leaker_share"] = banded(force.leaker_share, force.leaker_share_band);
  }
  Json& j = result["by_year"];
  j["deliveries"] = Json::array();
  for (const auto& d : by_year.deliveries)
    j["deliveries"].push_back({{"schedule", d.schedule},
                               {"battery", d.battery},
                               {"from", d.from.empty() ? Json(nullptr) : Json(d.from)},
                               {"day", day(d.day)},
                               {"range", Json::array({day(d.low), day(d.high)})}});
  j["differences"] = Json::array(); // as contracted less as delivered
  for (const auto& d : by_year.differences)
    j["differences"].push_back({{"year", d.year},
                                {"belief", d.belief},
                                {"defended_share", d.defended},
                                {"no_leaker", banded(d.no_leaker, d.no_leaker_band)},
                                {"leaker_share", banded(d.leaker_share, d.leaker_share_band)}});
}

Json sensitivity_json(const results::Sensitivity& s) {
  Json j{{"belief", s.belief},
         {"measure", "no_leaker"},
         {"mean", s.mean},
         {"variance", estimate_json(s.variance)},
         {"trajectories", s.trajectories},
         {"samples", s.samples},
         {"samples_used", s.samples_used},
         {"parameter_sets", s.sets},
         {"cannot_fly", s.cannot_fly},
         {"inputs", Json::array()}};
  for (const auto& input : s.inputs)
    j["inputs"].push_back(
        {{"group", input.group},
         {"members", input.members},
         {"morris",
          {{"mean", estimate_json(input.mean)},
           {"mean_absolute", estimate_json(input.mean_absolute)},
           {"deviation", estimate_json(input.deviation)}}},
         {"sobol", {{"first", estimate_json(input.first)}, {"total", estimate_json(input.total)}}}});
  return j;
}

Json rare_json(const results::RareEstimate& e) {
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

Json footprint_json(const results::FootprintMap& map) {
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

} // namespace equipoise::io
