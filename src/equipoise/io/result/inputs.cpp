// What a result was made of: the inputs it resolves to, and its manifest.
#include <nlohmann/json.hpp>

#include "equipoise/io/result/kind.hpp"
#include "equipoise/io/result/result.hpp"
#include "equipoise/study/play/effectiveness.hpp"

namespace equipoise::io {
namespace {

using Json = nlohmann::ordered_json;

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
                        {"least", study->requirement->min},
                        {"most", study->requirement->max},
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
                        {"least_sets", study->uncertainty->min_sets},
                        {"most_sets", study->uncertainty->max_sets},
                        {"least_replications", study->uncertainty->min_replications},
                        {"most_replications", study->uncertainty->max_replications}};
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
