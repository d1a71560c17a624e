#pragma once
// Everything a replication reads and nothing it writes: made by `prepare`, shared by all threads.
#include <memory>
#include <string>
#include <vector>

#include "equipoise/command/doctrine.hpp"
#include "equipoise/core/sim_time.hpp"
#include "equipoise/engagement/battery.hpp"
#include "equipoise/engagement/interceptor.hpp"
#include "equipoise/motion/trajectory.hpp"
#include "equipoise/scenario/scenario.hpp"
#include "equipoise/sensing/radar.hpp"

namespace equipoise::simulation {

/// Chance of detection and direction of one flight from one radar, evenly spaced in time since launch; linear
/// between. Error of the chance below 1e-3 for a step of 0.25 s (simulation_test.cpp holds it against the
/// formula).
struct LookTable {
  double step_s = 0.25;
  std::vector<double> detection;
  std::vector<double> azimuth_turns; ///< clockwise from north, in [0, 1)
  double first_visible_s = 0.0;      ///< no look before it can detect

  double detection_at(double time_s) const;
  double azimuth_at(double time_s) const;
};

/// One way in which a raid can arrive, as one battery meets it.
struct Encounter {
  LookTable surveillance;
  LookTable engagement;
  double picture_from_s = 0.0; ///< with a perfect picture: tracked from here on
  engagement::InterceptPlan plan;
};

struct Flight {
  std::string arrival; ///< "high path, body attached"; empty where there is only one way
  std::shared_ptr<const motion::Trajectory> trajectory;
  std::vector<Encounter> encounters; ///< by battery
};

struct RaidModel {
  std::string id;
  std::string system;
  engagement::TargetClass target = engagement::TargetClass::ballistic;
  bool aimed = true; ///< false: a visitor
  double reliability = 1.0;
  std::vector<Flight> flights;  ///< played in equal shares
  std::size_t arrives_with = 0; ///< first raid of the same system: how it arrives holds for all of them
};

struct Threat {
  std::size_t raid = 0;
  std::uint64_t name = 0; ///< hash of raid and ordinal: names its draws
  core::SimTime launch = 0;
};

struct BatteryModel {
  std::string id;
  std::string system;
  std::uint64_t name = 0;
  sensing::Site site;
  engagement::FireUnit unit;
  engagement::Interceptor interceptor;
  command::Doctrine doctrine;
  bool perfect_picture = false;
  sensing::Radar surveillance;
  sensing::Radar engagement;
};

struct Theatre {
  std::vector<scenario::Asset> assets; ///< for the picture
  std::vector<RaidModel> raids;
  std::vector<BatteryModel> batteries;
  std::vector<Threat> threats;

  /// Ways in which the raids together can arrive.
  std::size_t arrivals() const;
  /// In words: "high path, body attached".
  std::string arrival(std::size_t way) const;
  /// The flight that raid `r` takes in a replication: with several ways, each in turn.
  const Flight& flight(std::size_t raid, std::uint64_t replication) const;
};

} // namespace equipoise::simulation
