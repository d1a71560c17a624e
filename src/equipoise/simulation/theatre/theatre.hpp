#pragma once
// Everything a replication reads and nothing it writes: made by `prepare`, shared by all threads.
#include <array>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "equipoise/command/doctrine.hpp"
#include "equipoise/command/joint_decision.hpp"
#include "equipoise/core/precondition.hpp"
#include "equipoise/core/sim_time.hpp"
#include "equipoise/engagement/battery.hpp"
#include "equipoise/engagement/interceptor.hpp"
#include "equipoise/motion/trajectory.hpp"
#include "equipoise/scenario/scenario.hpp"
#include "equipoise/sensing/radar.hpp"
#include "equipoise/simulation/theatre/dwells.hpp"
#include "equipoise/simulation/theatre/track_file.hpp"

namespace equipoise::simulation {

/// The two radars of a battery: one searches and cues the other, which holds what is engaged.
enum class Sensor : std::uint8_t { surveillance, engagement };
inline constexpr std::size_t sensors = 2;
constexpr std::size_t index(Sensor sensor) {
  return static_cast<std::size_t>(sensor);
}

/// What the filter of the engagement radar errs by when it says where and when a target comes down, along one
/// flight: evenly spaced in time since launch, linear between.
struct ImpactPredictionError {
  double start_s = 0.0; ///< tracks handed over from then on are like this one, until the next
  double first_s = 0.0, step_s = 2.5;
  struct Instant {
    double deviation_m = 0.0;                     ///< what the filter believes of the place
    double bias_x_m = 0.0, bias_y_m = 0.0;        ///< of the place
    double sigma_x_m = 0.0;                       ///< of the place along x
    double sigma_y_by_x_m = 0.0, sigma_y_m = 0.0; ///< along y: with that error, and apart from it
    double time_bias_s = 0.0, time_sigma_s = 0.0;
    double time_correlation = 0.0; ///< with the instant before
  };
  std::vector<Instant> instants;

  bool empty() const { return instants.empty(); }
  /// The instant at or before a time, and how far it lies on the way to the next. Domain: not empty.
  std::pair<std::size_t, double> cell(double after_launch_s) const {
    EQUIPOISE_PRECONDITION(!empty() && step_s > 0.0);
    const double at = (after_launch_s - first_s) / step_s, last = static_cast<double>(instants.size() - 1);
    if (!(at > 0.0)) return {0, 0.0};
    if (at >= last) return {instants.size() - 1, 0.0};
    const auto k = static_cast<std::size_t>(at);
    return {k, at - static_cast<double>(k)};
  }
};

/// What of a meeting depends on where the sector of the battery's engagement radar points.
struct Aspect {
  DwellTable table;
  DwellSchedule dwells;
  std::vector<ImpactPredictionError> doubts;
};

/// One flight as one battery meets it.
struct Encounter {
  std::array<DwellTable, sensors> table;
  std::array<DwellSchedule, sensors> dwells;
  double picture_from_s = 0.0; ///< with a perfect picture: tracked from here on; negative: never
  std::vector<ImpactPredictionError>
      doubts;                 ///< of a ballistic flight, by start; empty where the picture is perfect
  std::vector<Aspect> turned; ///< of the positions of its sector after the first, which the above is for
  /// The launches that meet it, by the unit whose engagement radar guides (the battery's own first, then its
  /// links in order), within each by the position of that unit's sector, then by kind of round.
  std::vector<engagement::InterceptPlan> plans;
  std::vector<std::size_t> first_plan; ///< of each guide, in positions

  const engagement::InterceptPlan& plan(std::size_t guide, std::size_t position, std::size_t kind,
                                        std::size_t kinds) const {
    return plans[(first_plan[guide] + position) * kinds + kind];
  }
  const DwellTable& table_of(Sensor s, std::size_t position) const {
    return s == Sensor::engagement && position > 0 ? turned[position - 1].table : table[index(s)];
  }
  const DwellSchedule& dwells_of(Sensor s, std::size_t position) const {
    return s == Sensor::engagement && position > 0 ? turned[position - 1].dwells : dwells[index(s)];
  }
  const std::vector<ImpactPredictionError>& doubts_of(std::size_t position) const {
    return position > 0 ? turned[position - 1].doubts : doubts;
  }
};

struct Flight {
  std::string arrival; ///< "high path, body attached"; empty where there is only one way
  std::shared_ptr<const motion::Trajectory> trajectory;
  motion::Vec3<core::Stage> end;        ///< where it ends
  std::vector<Encounter> encounters;    ///< by battery
  std::vector<double> distances_m = {}; ///< flown by each sample, of a transit; empty else
};

struct RaidModel {
  std::string id;
  std::string system;
  engagement::TargetClass target = engagement::TargetClass::ballistic;
  bool aimed = true;     ///< false: a transit, or a friend
  bool friendly = false; ///< of the defender's side: never to be shot at
  int decoys = 0;        ///< that fly along with each
  double reliability = 1.0;
  std::vector<Flight> flights;  ///< played in equal shares
  std::size_t arrives_with = 0; ///< first raid of the same system: how it arrives holds for all of them
  std::uint64_t stride = 1;     ///< replications before the next way is taken
};

struct Threat {
  std::size_t raid = 0;
  std::uint64_t name = 0; ///< hash of raid and ordinal: names its draws
  core::SimTime launch = 0;
  bool decoy = false; ///< flies along, can be taken for a threat, and arrives nowhere
};

/// One kind of round of a battery.
struct RoundKind {
  std::string key;
  std::uint64_t name = 0;
  engagement::Interceptor interceptor;
  int magazine = 0; ///< ready to fire
  int stock = 0;    ///< behind it, for reloads
};

/// A battery that shares its picture and what it engages.
struct Link {
  std::size_t battery = 0;
  std::uint64_t name = 0; ///< of the pair: both ends draw the same
  double latency_s = 0.0;
  double availability = 1.0; ///< one draw a replication
};

inline tracking::TrackRule rule_of(const sensing::Radar& radar) {
  return {radar.track_hits, radar.track_window, radar.track_misses};
}

struct BatteryModel {
  std::string id;
  std::string system;
  std::uint64_t name = 0;
  sensing::Site site;
  engagement::FireUnit unit;
  std::vector<RoundKind> rounds; ///< in the order in which they are tried
  command::Doctrine doctrine;
  std::vector<std::size_t> defends; ///< assets
  double max_value = 0.0;           ///< of those
  std::vector<Link> links;
  core::SimTime ready = 0; ///< on the scenario's clock: before it the battery neither dwells nor shoots
  bool perfect_picture = false;
  std::vector<double> headings; ///< positions of its sector, the site's heading first; one: it does not turn
  double quarter_turn_s = 0.0;
  std::array<sensing::Radar, sensors> radar;
  std::array<Ticks, sensors> ticks;
  // Unused where the picture is perfect:
  std::array<sensing::Receiver, sensors> receiver;
  std::array<sensing::MeasurementError, sensors> false_alarm_error;

  const sensing::Radar& surveillance() const { return radar[index(Sensor::surveillance)]; }
  const sensing::Radar& engagement() const { return radar[index(Sensor::engagement)]; }
};

struct Theatre {
  scenario::Sensing sensing = scenario::Sensing::dwell;
  TrackModels tracks;
  bool plays_false_alarms = true; ///< without them, what they do in the same raids is known
  command::FireDistribution fire_distribution = command::FireDistribution::doctrine;
  std::vector<scenario::Asset> assets;
  std::vector<core::Vec3<core::Stage>> asset_points;
  std::vector<RaidModel> raids;
  std::vector<BatteryModel> batteries;
  std::vector<Threat> threats;

  /// Ways in which the raids together can arrive.
  std::size_t arrivals() const;
  /// In words: "high path, body attached".
  std::string arrival(std::size_t mode) const;
  /// The flight that raid `r` takes in a replication: with several ways, each in turn.
  const Flight& flight(std::size_t raid, std::uint64_t replication) const;
};

} // namespace equipoise::simulation
