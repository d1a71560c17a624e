#pragma once
// Numbers and estimates as every result.json has them.
#include <cmath>
#include <nlohmann/json.hpp>

#include "equipoise/analysis/interval/interval.hpp"
#include "equipoise/results/study_result.hpp"

namespace equipoise::io {

/// JSON knows no infinity and nothing that is not a number.
inline nlohmann::ordered_json number_or_null(double value) {
  return std::isfinite(value) ? nlohmann::ordered_json(value) : nlohmann::ordered_json(nullptr);
}

inline nlohmann::ordered_json ends_json(const results::Estimate& e) {
  return nlohmann::ordered_json::array({number_or_null(e.low), number_or_null(e.high)});
}

inline nlohmann::ordered_json estimate_json(const results::Estimate& e) {
  return {
      {"value", number_or_null(e.value)}, {"interval", ends_json(e)}, {"confidence", analysis::confidence}};
}

} // namespace equipoise::io
