#pragma once
// Which batteries are there in which year, by a schedule.
#include <optional>
#include <string>
#include <vector>

#include "equipoise/results/study_result.hpp"
#include "equipoise/scenario/case.hpp"
#include "equipoise/study/plan/study.hpp"

namespace equipoise::study {

/// The batteries of a scenario that are there, in their order.
using Force = std::vector<bool>;

/// A schedule's days, from the file or the catalogue. Faults go to the diagnostics.
std::vector<results::ByYear::Delivery> days_of(const std::string& schedule,
                                               const std::vector<Delivery>& deliveries,
                                               const scenario::Case& base, core::Diagnostics& diagnostics);

/// What is there at the end of a year. Domain: deliveries of batteries of the scenario.
Force force_at(int year, const std::vector<results::ByYear::Delivery>& deliveries,
               const scenario::Scenario& scenario);

/// Share of the places' value that some battery which is there defends. Domain: some place with a value.
double defended(const Force& force, const scenario::Scenario& scenario);

} // namespace equipoise::study
