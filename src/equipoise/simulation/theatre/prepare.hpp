#pragma once
#include <optional>

#include "equipoise/catalogue/belief.hpp"
#include "equipoise/catalogue/parameter_set.hpp"
#include "equipoise/core/diagnostics.hpp"
#include "equipoise/scenario/scenario.hpp"
#include "equipoise/simulation/theatre/flights.hpp"
#include "equipoise/simulation/theatre/theatre.hpp"

namespace equipoise::simulation {

struct Preparation {
  std::optional<Theatre> theatre; ///< nothing if a flight cannot reach its aim
  core::Diagnostics diagnostics;
};

/// Solves everything that does not depend on chance: closures, flights, dwell tables, intercept plans.
Preparation prepare(const scenario::Scenario& scenario, const catalogue::Values& values, catalogue::Causes on,
                    scenario::Sensing sensing, FlightCache& cache);

} // namespace equipoise::simulation
