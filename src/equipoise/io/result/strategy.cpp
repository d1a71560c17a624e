#include "equipoise/io/result/strategy.hpp"

#include <nlohmann/json.hpp>

#include "equipoise/core/sha256.hpp"
#include "equipoise/io/result/estimate.hpp"

namespace equipoise::io {
namespace {

using Json = nlohmann::ordered_json;
using strategy::Known;

Json known(const Known& k) {
  Json j{{"value", number_or_null(k.value)}};
  j["ignorance"] = k.low != k.low ? Json(nullptr) : Json::array({k.low, k.high});
  return j;
}

Json range(const strategy::Range& r) {
  return Json{{"low", r.low}, {"nominal", r.nominal}, {"high", r.high}};
}

Json optional(const std::optional<unsigned>& n) {
  return n ? Json(*n) : Json(nullptr);
}

Json course(const strategy::Course& c) {
  Json j = known(c.known);
  j["chance"] = c.chance_low != c.chance_low ? Json(nullptr) : Json::array({c.chance_low, c.chance_high});
  return j;
}

Json head(const StrategyFile& file, const RunInfo& info, const char* status = "complete") {
  const bool exchange = std::holds_alternative<strategy::ExchangeQuestion>(file.question);
  return Json{{"format", "equipoise-result/1"},
              {"status", status},
              {"program", {{"version", info.program.version}, {"revision", info.program.revision}}},
              {"inputs_sha256", info.inputs_sha256},
              {"title", file.title},
              {"kind", exchange ? "exchange" : "procurement"},
              {"seed", info.seed},
              {"parameter_sets", file.ignorance}};
}

Json strike(const strategy::Strike& s) {
  return Json{{"cost_first", s.first}, {"cost_struck", s.struck}, {"counterforce", s.counterforce}};
}

Json retaliation(const strategy::ExchangeQuestion& q, const strategy::Retaliation& r) {
  Json j{{"by", r.by},
         {"against", r.against},
         {"arriving", r.arriving},
         {"destroyed_without", r.destroyed_without}};
  j["at_least_without"] = Json::array();
  for (std::size_t i = 0; i < q.arrive.size(); ++i)
    j["at_least_without"].push_back({{"arrive", q.arrive[i]}, {"probability", r.at_least_without[i]}});
  j["curve_ends"] = r.curve_ends == 0 ? Json(nullptr) : Json(r.curve_ends);
  j["points"] = Json::array();
  for (const auto& p : r.points) {
    Json point{{"belief", p.belief}, {"arrival", name_of(p.arrival)}, {"share", p.share}};
    point["leakers"] = known(p.leakers);
    point["leakers"]["chance"] = {p.chance_low, p.chance_high};
    point["destroyed"] = known(p.destroyed);
    point["at_least"] = Json::array();
    for (std::size_t i = 0; i < q.arrive.size(); ++i) {
      Json k{{"arrive", q.arrive[i]}};
      k.update(known(p.at_least[i]));
      point["at_least"].push_back(k);
    }
    j["points"].push_back(point);
  }
  j["outlook"] = Json::array();
  for (const auto& o : r.outlook)
    j["outlook"].push_back({{"toward_adversary", o.toward_adversary}, {"at_least", o.at_least}});
  j["cost_exchange"] = Json::array();
  for (const auto& c : r.restore) {
    Json e{{"belief", c.belief},
           {"former", c.restoration.former},
           {"reduced", c.restoration.reduced},
           {"missiles_to_restore", optional(c.restoration.missiles)},
           {"batteries_to_undo", optional(c.restoration.units)},
           {"batteries_for_one_missile", optional(c.restoration.margin)}};
    e["offence_over_defence"] = c.whole ? range(*c.whole) : Json(nullptr);
    e["offence_over_defence_at_the_margin"] = c.margin ? range(*c.margin) : Json(nullptr);
    j["cost_exchange"].push_back(e);
  }
  return j;
}

} // namespace

std::string resolved_inputs(const StrategyFile& file) {
  Json j{{"model_version", model_version},
         {"study", file.text},
         {"seed", file.seed},
         {"curves_sha256", Json::array()}};
  for (const std::string& text : file.curves) j["curves_sha256"].push_back(core::sha256_hex(text));
  for (const auto& [address, value] : file.used) j["values"][address] = range(value);
  if (file.spending)
    j["spending"] = {{"years", file.spending->years},
                     {"offence", file.spending->offence},
                     {"defence", file.spending->defence}};
  return j.dump(1) + "\n";
}

std::string interrupted_result(const StrategyFile& file, const RunInfo& info) {
  return head(file, info, "partial").dump(1) + "\n";
}

std::string strategy_result(const StrategyFile& file, const strategy::ExchangeAnswer& answer,
                            const RunInfo& info) {
  const auto& q = std::get<strategy::ExchangeQuestion>(file.question);
  Json j = head(file, info);
  j["retaliation"] = {retaliation(q, answer.retaliation[0]), retaliation(q, answer.retaliation[1])};
  j["stability"] = Json::array();
  for (const auto& s : answer.stability)
    j["stability"].push_back({{"belief", s.belief},
                              {"share", s.share},
                              {"index", s.stability.index},
                              {"ratios", {s.stability.ratio_a, s.stability.ratio_b}},
                              {"first_by",
                               {{q.sides[0].forces.name, strike(s.stability.by_a)},
                                {q.sides[1].forces.name, strike(s.stability.by_b)}}}});
  for (std::size_t i = 0; i < 2; ++i)
    if (answer.preemption[i]) j["preemption_threshold"][q.sides[i].forces.name] = *answer.preemption[i];
  j["elapsed_s"] = info.elapsed_s;
  return j.dump(1) + "\n";
}

std::string strategy_result(const StrategyFile& file, const strategy::ProcurementAnswer& answer,
                            const RunInfo& info) {
  Json j = head(file, info);
  j["is"] = "a scenario, not a forecast";
  j["baseline_per_year"] = answer.baseline;
  j["runs"] = Json::array();
  for (const auto& run : answer.runs) {
    Json r{{"run", name_of(run.schedule)},
           {"years_to_restore", run.restored ? Json(*run.restored) : Json(nullptr)}};
    r["years"] = Json::array();
    for (const auto& y : run.years)
      r["years"].push_back({{"year", y.year},
                            {"missiles", course(y.missiles)},
                            {"batteries", course(y.batteries)},
                            {"share", course(y.share)},
                            {"offence_spending_usd", course(y.offence_spending)},
                            {"defence_spending_usd", course(y.defence_spending)},
                            {"leakers", course(y.leakers)}});
    j["runs"].push_back(r);
  }
  j["record"] = Json::array();
  for (const auto& r : answer.record) {
    Json e{{"year", r.year}};
    e.update(range(r.total));
    j["record"].push_back(e);
  }
  if (file.spending) {
    const Spending& s = *file.spending;
    const auto x = strategy::fit_reaction(s.offence, s.offence, s.defence, false),
               y = strategy::fit_reaction(s.defence, s.offence, s.defence, false);
    const auto race = strategy::race_of(x, y);
    const auto still = strategy::equilibrium(race);
    const auto fit = [](const strategy::Fit& f) {
      return Json{{"c", f.c},
                  {"on_offence", f.a1},
                  {"on_defence", f.a2},
                  {"se_c", f.se_c},
                  {"se_on_offence", f.se_1},
                  {"se_on_defence", f.se_2},
                  {"r_squared", f.r_squared},
                  {"sigma", f.sigma}};
    };
    j["richardson"] = {{"note", s.note},
                       {"years", {s.years.front(), s.years.back()}},
                       {"offence", fit(x)},
                       {"defence", fit(y)},
                       {"equilibrium", {number_or_null(still.x), number_or_null(still.y)}},
                       {"stable", strategy::is_stable(race)},
                       {"caveat",
                        "levels of spending are not stationary: standard errors are too small and the "
                        "equilibrium is no forecast"}};
  } else {
    j["richardson"] = nullptr;
  }
  j["elapsed_s"] = info.elapsed_s;
  return j.dump(1) + "\n";
}

} // namespace equipoise::io
