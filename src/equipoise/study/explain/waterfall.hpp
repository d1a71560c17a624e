#pragma once
// Why two beliefs differ: the gap split into its causes.
#include <optional>

#include "equipoise/scenario/case.hpp"
#include "equipoise/study/plan/study.hpp"
#include "equipoise/study/play/control.hpp"

namespace equipoise::study {

/// The point of a study at which its gap is split and its raids are shown: the settings that lead there and
/// the swept value (of the first factor, nearest to 12; 0 if nothing is swept).
struct ReferencePoint {
  std::vector<scenario::Setting> settings;
  double size = 0.0;
};
ReferencePoint reference_point(const Study& study);

/// Plays all 2^6 choices of causes with the same draws and gives each cause the mean of what switching it on
/// does, over all orders. Intervals: Student over 20 batches of the paired draws. Nothing if it was stopped
/// or a case cannot be flown. Source: Shapley (1953).
std::optional<results::Waterfall> split_gap(const Study& study, const scenario::CaseSource& source,
                                            const SweepControl& control);

} // namespace equipoise::study
