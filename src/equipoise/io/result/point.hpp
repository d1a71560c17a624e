#pragma once
// A point of a run or a study in result.json.
#include <nlohmann/json.hpp>
#include <vector>

#include "equipoise/results/study_result.hpp"

namespace equipoise::io {

/// Measures, funnel and modes of arrival of a run's point, each with the interval of chance; nothing where
/// nothing was played.
void add_played(const results::Point& point, nlohmann::ordered_json& result);

/// A study's point, two intervals per measure; `all` are the study's, among them the one that it is compared
/// with.
nlohmann::ordered_json point_json(const results::Point& point, const std::vector<results::Point>& all);

} // namespace equipoise::io
