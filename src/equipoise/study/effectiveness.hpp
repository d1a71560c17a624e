#pragma once
// The effectiveness curve that a sweep over a raid's size leaves for studies of strategy.
#include <string>

#include "equipoise/results/effectiveness.hpp"
#include "equipoise/results/study_result.hpp"
#include "equipoise/study/study.hpp"

namespace equipoise::study {

/// What is drawn in the set with this number (counted from 0): addresses and SI values. `used` is
/// scenario::used_catalogue of the base.
std::vector<std::pair<std::string, double>> drawn_values(const catalogue::Catalogue& used,
                                                         const scenario::Case& base, std::uint64_t seed,
                                                         std::uint64_t number);

/// Whether all that the study varies is a count, in rising order.
bool sweeps_a_count(const Study& study);

/// Whether the study's points make curves: it sweeps the size of the only raid that can leak, and does not
/// say that none is wanted. The leakers of every parameter set are then kept.
bool makes_curves(const Study& study, const scenario::Case& base);

/// Faults of a study that asks for curves and cannot make them, or would make more than a reader takes.
/// Locations are of the study `file`.
void check_curves(const Study& study, const scenario::Case& base, const std::string& file,
                  core::Diagnostics& diagnostics);

/// One curve for each belief at nominal values (set 0) and one for each drawn set (from 1 on; those that
/// cannot fly are missing) with what was drawn. Sizes are 0, of which nothing leaks, and those played; how
/// sizes between them are read is strategy's (strategy/curve.hpp). Assumes: a complete result of a study that
/// makes curves.
results::Effectiveness curves_of(const Study& study, const scenario::Case& base,
                                 const results::StudyResult& result);

} // namespace equipoise::study
