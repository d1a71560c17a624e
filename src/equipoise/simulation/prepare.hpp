#pragma once
#include <optional>

#include "equipoise/catalogue/belief.hpp"
#include "equipoise/catalogue/parameter_set.hpp"
#include "equipoise/core/diagnostics.hpp"
#include "equipoise/scenario/scenario.hpp"
#include "equipoise/simulation/flights.hpp"
#include "equipoise/simulation/theatre.hpp"

namespace equipoise::simulation {

struct Preparation {
  std::optional<Theatre> theatre; ///< nothing if a flight cannot reach its aim
  core::Diagnostics diagnostics;
};

/// Solves everything that does not depend on chance: closures, flights, look tables, intercept plans.
Preparation prepare(const scenario::Scenario& scenario, const catalogue::Values& values, catalogue::Causes on,
                    scenario::Sensing sensing, FlightShelf& shelf);

} // namespace equipoise::simulation
