#pragma once
// The points of a sweep before they are played.
#include <string>
#include <utility>
#include <vector>

#include "equipoise/study/plan/study.hpp"

namespace equipoise::study {

struct PlannedPoint {
  std::vector<scenario::Setting> settings;
  std::vector<std::pair<std::string, double>> factors;
  catalogue::Belief belief;
  std::string variant;
};

/// Every combination of factor values, the last factor fastest, under each belief; then under each variant.
std::vector<PlannedPoint> all_points(const Study& study);

} // namespace equipoise::study
