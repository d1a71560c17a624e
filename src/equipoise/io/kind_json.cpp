#include "equipoise/io/kind_json.hpp"

#include <cmath>

#include "equipoise/analysis/interval.hpp"
#include "equipoise/analysis/separation.hpp"
#include "equipoise/core/units.hpp"

namespace equipoise::io {
namespace {

using Json = nlohmann::ordered_json;
using results::Measured;

Json number_or_null(double value) {
  return std::isfinite(value) ? Json(value) : Json(nullptr);
}

Json ends(const Measured& m) {
  return Json::array({number_or_null(m.low), number_or_null(m.high)});
}

Json measured(const Measured& m) {
  return {{"value", number_or_null(m.value)}, {"interval", ends(m)}, {"confidence", analysis::confidence}};
}

/// A value with both bands: chance, and what is not known.
Json banded(const Measured& m, const std::optional<Measured>& band) {
  return {{"value", number_or_null(m.value)},
          {"chance", ends(m)},
          {"ignorance", band ? ends(*band) : Json(nullptr)},
          {"confidence", analysis::confidence}};
}

Json step(const results::Separated& s) {
  return {{"parameter_sets", s.sets},
          {"replications_each", s.replications},
          {"mean", measured(s.mean)},
          {"low", measured(s.low)},
          {"high", measured(s.high)},
          {"raw", Json::array({s.raw_low, s.raw_high})},
          {"half_width", {{"ignorance", analysis::half_width(s)}, {"chance", s.within}}}};
}

Json separated(const results::Separated& s) {
  Json j = step(s);
  j["quantiles"] = s.quantiles;
  j["variance"] = s.variance;
  j["shares"] = {{"ignorance", measured(s.ignorance)}, {"chance", measured(s.chance)}};
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

} // namespace equipoise::io
