#include "equipoise/io/result/ledger.hpp"

#include <cmath>
#include <nlohmann/json.hpp>

namespace equipoise::io {
namespace {

using Json = nlohmann::ordered_json;

/// Text where JSON has no number: years that do not end.
Json number(double value) {
  return std::isnan(value) ? Json(nullptr) : std::isinf(value) ? Json("never") : Json(value);
}

Json answer(const ledger::Proposition& p, const ledger::Answer& a) {
  const ledger::Verdict v = ledger::verdict(p, a);
  Json j{
      {"belief", a.belief},
      {"value", number(a.value.value)},
      {"chance", std::isnan(a.value.low) ? Json(nullptr) : Json{number(a.value.low), number(a.value.high)}},
      {"nominal", name_of(v.nominal)},
      {"sets", v.sets},
      {"holds_for", {v.min, v.max}},
      {"cannot_fly", a.cannot_fly},
      {"sentence", ledger::sentence(p, a)},
      {"hinges", Json::array()}};
  for (std::size_t i = 0; i < std::min<std::size_t>(3, a.drivers.size()); ++i)
    j["hinges"].push_back({{"group", a.drivers[i].group},
                           {"members", a.drivers[i].members},
                           {"effect", a.drivers[i].effect.value},
                           {"interval", {a.drivers[i].effect.low, a.drivers[i].effect.high}}});
  for (const auto& [name, values] :
       {std::pair{"triangular", &a.triangular}, std::pair{"uniform", &a.uniform}}) {
    j[name] = Json::array();
    for (const double value : *values) j[name].push_back(number(value));
  }
  return j;
}

} // namespace

std::string resolved_inputs(const LedgerFile& file, const StudyDigests& studies) {
  Json j{{"model_version", model_version}, {"ledger", file.text}, {"claims", file.claims_text}};
  for (const auto& [id, digest] : studies) j["studies"][id] = digest;
  return j.dump();
}

std::string ledger_result(const ledger::Ledger& ledger, const RunInfo& info, const StudyDigests& studies,
                          results::Status status) {
  Json j{{"format", "equipoise-result/1"},
         {"status", status == results::Status::complete ? "complete" : "partial"},
         {"program", {{"version", info.program.version}, {"revision", info.program.revision}}},
         {"inputs_sha256", info.inputs_sha256},
         {"title", ledger.title},
         {"kind", "ledger"},
         {"studies", Json::object()},
         {"claims", Json::array()}};
  for (const auto& [id, digest] : studies) j["studies"][id] = {{"inputs_sha256", digest}};
  for (const ledger::Entry& entry : ledger.entries) {
    const ledger::Claim& c = entry.claim;
    Json claim{{"id", c.id},
               {"title", c.title},
               {"speaker", c.speaker},
               {"date", c.date},
               {"said", c.said},
               {"analogy", c.analogy},
               {"proposition", c.proposition.words},
               {"condition", c.condition}};
    claim["measure"] = {{"name", ledger::words_of(c.proposition.measure).name},
                        {"unit", "SI"},
                        {c.proposition.at_least ? "at_least" : "at_most", number(c.proposition.threshold)}};
    claim["left_out"] = c.left_out;
    claim["answers"] = Json::array();
    for (const ledger::Answer& a : entry.answers) claim["answers"].push_back(answer(c.proposition, a));
    j["claims"].push_back(std::move(claim));
  }
  j["elapsed_s"] = info.elapsed_s;
  return j.dump(1) + "\n";
}

} // namespace equipoise::io
