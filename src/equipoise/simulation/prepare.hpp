#pragma once
#include <map>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include "equipoise/catalogue/belief.hpp"
#include "equipoise/catalogue/parameter_set.hpp"
#include "equipoise/core/diagnostics.hpp"
#include "equipoise/scenario/scenario.hpp"
#include "equipoise/simulation/theatre.hpp"

namespace equipoise::simulation {

/// Flights solved once and used again by other points of a study: the same inputs give the same flight. Not
/// shared between threads.
struct FlightShelf {
  using Key = std::vector<double>;
  std::map<Key, std::shared_ptr<const motion::Trajectory>> trajectories;
  std::map<Key, std::optional<double>> propellant_kg;
};

struct Preparation {
  std::optional<Theatre> theatre; ///< nothing if a flight cannot reach its aim
  core::Diagnostics diagnostics;
};

/// Solves everything that does not depend on chance: closures, flights, look tables, intercept plans.
Preparation prepare(const scenario::Scenario& scenario, const catalogue::Values& values, catalogue::Causes on,
                    scenario::Sensing sensing, FlightShelf& shelf);

} // namespace equipoise::simulation
