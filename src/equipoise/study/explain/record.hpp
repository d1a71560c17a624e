#pragma once
// What a study predicts, beside what was recorded.
#include <vector>

#include "equipoise/catalogue/entry.hpp"
#include "equipoise/results/study_result.hpp"
#include "equipoise/study/plan/study.hpp"

namespace equipoise::study {

/// The study's record beside what its drawn sets predict, under each belief. Assumes: a checked record.
std::vector<results::HeldClaim> hold_against_record(const Study& study, const catalogue::Catalogue& catalogue,
                                                    const results::StudyResult& result);

} // namespace equipoise::study
