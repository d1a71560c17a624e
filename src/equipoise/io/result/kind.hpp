#pragma once
// What studies of single kinds add to result.json and to the digest of their inputs.
#include <nlohmann/json.hpp>

#include "equipoise/catalogue/entry.hpp"
#include "equipoise/results/study_result.hpp"
#include "equipoise/study/plan/study.hpp"

namespace equipoise::io {

/// What is not known and chance told apart, by belief.
nlohmann::ordered_json uncertainty_json(const results::Uncertainties& uncertainties);

/// Both designs' indices by input; one rare chance; the areas and lines of every belief.
nlohmann::ordered_json sensitivity_json(const results::Sensitivity& sensitivity);
nlohmann::ordered_json rare_json(const results::RareEstimate& estimate);
nlohmann::ordered_json footprint_json(const results::FootprintMap& map);

/// The schedules with the days that their addresses stand for.
nlohmann::ordered_json by_year_inputs(const study::ByYear& by_year, const catalogue::Catalogue& catalogue);

/// What is there in each year, at each of the `points` of a result, and the differences by year.
void add_by_year(const results::ByYear& by_year, nlohmann::ordered_json& result);

} // namespace equipoise::io
