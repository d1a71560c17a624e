#pragma once
// A well-formed scenario: every quantity in range, every reference bound. Whether a flight reaches its aim is
// for `simulation::prepare` to find out.
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "equipoise/catalogue/belief.hpp"
#include "equipoise/command/doctrine.hpp"
#include "equipoise/core/diagnostics.hpp"
#include "equipoise/earth/stage.hpp"
#include "equipoise/motion/route.hpp"
#include "equipoise/scenario/ignorance.hpp"

namespace equipoise::scenario {

/// Catalogue values that one battery or raid replaces, SI.
using Overrides = std::map<std::string, double>;

struct Asset {
  std::string id;
  earth::Place at;
  double radius_m = 0.0;
  double value = 1.0;
  core::Location written_at;
};

struct Battery {
  std::string id;
  std::string system; ///< catalogue key
  earth::Place at;
  double heading_rad = 0.0;  ///< clockwise from north
  std::optional<int> rounds; ///< replaces launchers x rounds per launcher
  command::Doctrine doctrine;
  std::vector<std::size_t> defends; ///< assets; empty: all
  Overrides overrides;
  core::Location written_at;
};

struct Raid {
  std::string id;
  std::string system; ///< catalogue key
  int count = 1;
  earth::Place from;
  std::optional<std::size_t> aim;      ///< asset; a route needs none
  std::vector<motion::Waypoint> route; ///< aircraft only
  double first_launch_s = 0.0;
  double interval_s = 0.0;
  Overrides overrides;
  core::Location written_at;
};

enum class Sensing { dwell, perfect };

struct Scenario {
  std::string title;
  double latitude_rad = 0.0;
  std::vector<Asset> assets;
  std::vector<Battery> batteries;
  std::vector<Raid> raids;
  std::vector<UncertainValue> ignorance; ///< values of the scenario itself that are not known
  std::uint64_t replications = 10000;
  core::Location replications_at; ///< or of what stands for it where it is left out
  std::uint64_t seed = 1;
  Sensing sensing = Sensing::dwell;
  catalogue::Belief belief = catalogue::Belief::assessed;
};

constexpr std::string_view name_of(Sensing sensing) {
  return sensing == Sensing::dwell ? "dwell" : "perfect";
}

} // namespace equipoise::scenario
