#include "equipoise/io/result/point.hpp"

#include <cmath>

#include "equipoise/analysis/interval/ignorance_band.hpp"
#include "equipoise/analysis/interval/interval.hpp"
#include "equipoise/analysis/interval/paired.hpp"
#include "equipoise/io/result/estimate.hpp"

namespace equipoise::io {
namespace {

using Json = nlohmann::ordered_json;
using analysis::Interval;
using results::Tally;

Json interval(const Interval& i) {
  return Json::array({i.low, i.high});
}

Json mean_of(const results::Moments& moments, std::uint64_t n, double level) {
  const analysis::Estimate e = analysis::mean(moments, n, level);
  return {{"mean", e.value}, {"interval", interval(e.interval)}, {"confidence", analysis::confidence}};
}

struct TransitMeasure {
  const char* name;
  results::Average results::TransitTally::*value;
};
constexpr TransitMeasure transit_measures[] = {
    {"first_detection_range_m", &results::TransitTally::detection_range_m},
    {"first_shot_range_m", &results::TransitTally::first_shot_range_m},
    {"exposed_s", &results::TransitTally::exposed_s},
    {"exposed_m", &results::TransitTally::exposed_m}};

/// Ranges are means over the replications in which there was one; `share` says how many those are.
Json transits(const results::TransitTally& v, std::uint64_t replications, double level) {
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
  for (const auto& [name, value] : transit_measures) {
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
void add_ignorance(Json& transits, const std::vector<results::SetEstimate>& sets) {
  for (auto& [name, measure] : transits.items()) {
    if (!measure.is_object()) continue;
    measure["chance"] = measure["interval"];
    measure["ignorance"] = nullptr;
  }
  if (sets.empty()) return;
  for (const auto& [name, value] : transit_measures) {
    if (const auto band = analysis::mean_band(sets, value))
      transits[name]["ignorance"] = interval(band->interval);
    transits[name]["share_ignorance"] = interval(analysis::measured_share_band(sets, value).interval);
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
  if (t.transits.count > 0) m["visitors"] = transits(t.transits, t.replications, level);
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

} // namespace

void add_played(const results::Point& point, Json& result) {
  const Tally& t = point.nominal;
  if (t.replications == 0) return;
  result["measures"] = measures(t);
  result["funnel"] = funnel(t);
  if (!point.arrivals.empty()) result["arrivals"] = arrivals(point);
}

Json point_json(const results::Point& point, const std::vector<results::Point>& all) {
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
    if (point.nominal.transits.count > 0) add_ignorance(p["measures"]["visitors"], point.sets);
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
    for (const results::Point& base : all)
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
  return p;
}

} // namespace equipoise::io
