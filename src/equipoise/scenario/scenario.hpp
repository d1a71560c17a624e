#pragma once
// A well-formed scenario: every quantity in range, every reference bound. Whether a flight reaches its aim is
// for `simulation::prepare` to find out.
#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "equipoise/catalogue/belief.hpp"
#include "equipoise/command/doctrine.hpp"
#include "equipoise/command/joint_decision.hpp"
#include "equipoise/core/diagnostics.hpp"
#include "equipoise/earth/stage.hpp"
#include "equipoise/motion/laid_down/route.hpp"
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
  double heading_rad = 0.0; ///< clockwise from north
  /// By kind of round: ready to fire, in place of launchers x rounds per launcher; and behind that, for
  /// reloads.
  std::map<std::string, int> magazine, stock;
  bool turns = false;   ///< the sector of its engagement radar
  double ready_s = 0.0; ///< on the scenario's clock: before it the battery is not at readiness
  command::Doctrine doctrine;
  std::vector<std::size_t> defends; ///< assets; empty: all
  Overrides overrides;
  core::Location written_at;
};

struct Raid {
  std::string id;
  std::string system;    ///< catalogue key
  int count = 1;         ///< of each wave
  int decoys = 0;        ///< that fly along with each
  bool friendly = false; ///< of the defender's side
  earth::Place from;
  std::optional<std::size_t> aim;       ///< asset; an aircraft needs none
  std::vector<motion::Waypoint> route;  ///< of an aircraft; of a cruise missile the points before its aim
  std::vector<core::Location> route_at; ///< where each point is written
  double first_launch_s = 0.0;
  double interval_s = 0.0;
  int waves = 1;
  double wave_interval_s = 0.0; ///< from the first launch of a wave to the first of the next
  Overrides overrides;
  core::Location written_at;

  double missiles() const { return static_cast<double>(count) * waves; }
  double objects() const { return missiles() * (1.0 + decoys); }
};

/// The catalogue entry of what links do where the scenario does not say.
inline constexpr std::string_view network_entry = "any-network";
/// And of how fast a sector turns.
inline constexpr std::string_view turntable_entry = "any-turntable";

/// Two batteries that share tracks and what each has under fire.
struct Link {
  std::array<std::size_t, 2> between{};
  std::optional<double> latency_s, availability; ///< the catalogue's where not given
};

enum class Sensing { dwell, table, perfect };

struct Scenario {
  std::string title;
  double latitude_rad = 0.0;
  std::vector<Asset> assets;
  std::vector<Battery> batteries;
  std::vector<Raid> raids;
  std::vector<Link> links;
  command::FireDistribution fire_distribution =
      command::FireDistribution::doctrine; ///< of batteries with one picture
  std::vector<UncertainValue> ignorance;   ///< values of the scenario itself that are not known
  std::uint64_t replications = 10000;
  core::Location replications_at; ///< or of what stands for it where it is left out
  std::uint64_t seed = 1;
  Sensing sensing = Sensing::dwell;
  catalogue::Belief belief = catalogue::Belief::assessed;
};

constexpr std::string_view name_of(Sensing sensing) {
  return sensing == Sensing::dwell ? "dwell" : sensing == Sensing::table ? "table" : "perfect";
}

constexpr std::optional<Sensing> sensing_from(std::string_view name) {
  for (const Sensing sensing : {Sensing::dwell, Sensing::table, Sensing::perfect})
    if (name_of(sensing) == name) return sensing;
  return std::nullopt;
}

} // namespace equipoise::scenario
