#pragma once
// What is wrong with a study that only its scenario shows, before anything is played. Where they are stopped,
// what is told is not all.
#include "equipoise/core/diagnostics.hpp"
#include "equipoise/core/stop.hpp"
#include "equipoise/scenario/case.hpp"
#include "equipoise/study/plan/study.hpp"

namespace equipoise::study {

/// A range of the scenario's own ignorance that the scenario itself refuses, at its ends or between them, is
/// a fault, wherever it stands.
void check_ends(const scenario::CaseSource& source, const scenario::Case& base,
                core::Diagnostics& diagnostics, const core::Stop& stop = {});

/// The scenario, then every value of every factor by itself, and every variant: what cannot be read or flown
/// is a fault at the scenario, factor or variant. Nothing is played.
void check_points(const Study& study, const scenario::CaseSource& source, core::Diagnostics& diagnostics,
                  const core::Stop& stop = {});

/// Refuses a study too large to hold or to play, before anything of that size is made: names the keys whose
/// product is too much, and what would fit. Locations are of the study file.
void admit(const Study& study, const scenario::Case& base, const std::string& file,
           core::Diagnostics& diagnostics);

/// Faults of a study's record: claims that the catalogue does not hold.
void check_record(const Study& study, const catalogue::Catalogue& catalogue, core::Diagnostics& diagnostics);

} // namespace equipoise::study
