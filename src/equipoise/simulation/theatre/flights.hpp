#pragma once
// How the members of a raid fly, before any battery has looked at them.
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "equipoise/catalogue/parameter_set.hpp"
#include "equipoise/core/diagnostics.hpp"
#include "equipoise/engagement/flyout.hpp"
#include "equipoise/engagement/target.hpp"
#include "equipoise/motion/trajectory.hpp"
#include "equipoise/scenario/scenario.hpp"

namespace equipoise::simulation {

/// Flights, and tables of the flights of interceptors, solved once and used again by other points of a study:
/// the same inputs give the same flight. Not shared between threads.
struct FlightCache {
  using Key = std::vector<double>;
  std::map<Key, std::shared_ptr<const motion::Trajectory>> trajectories, routes;
  std::map<Key, std::optional<double>> propellant_kg;
  std::map<Key, std::shared_ptr<const engagement::FlyoutTable>> flyouts;
};

/// One way in which a raid can arrive.
struct SolvedFlight {
  std::string arrival; ///< "high path, body attached"; empty where there is only one way
  std::shared_ptr<const motion::Trajectory> trajectory;
  double cross_section_in_boost_m2 = 0.0;
  double cross_section_m2 = 0.0;
};

/// Every way the raid can arrive under this parameter set. Empty, with a diagnostic, if it cannot fly.
/// `stage` is the scenario's.
std::vector<SolvedFlight> solve_flights(const scenario::Raid& raid, const catalogue::Values& values,
                                        const scenario::Scenario& scenario, const earth::Stage& stage,
                                        FlightCache& cache, core::Diagnostics& diagnostics);

/// As what a catalogue kind is met. Domain: a kind that a raid may have.
engagement::TargetClass target_class(std::string_view kind);

} // namespace equipoise::simulation
