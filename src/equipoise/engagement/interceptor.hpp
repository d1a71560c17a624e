#pragma once
// What one kind of round can do, and to what.
#include <algorithm>
#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "equipoise/core/precondition.hpp"
#include "equipoise/engagement/flyout.hpp"
#include "equipoise/engagement/target.hpp"
#include "equipoise/motion/trajectory.hpp"

namespace equipoise::engagement {

/// The volume in which a class of target can be met, as seen from the battery. SI; "greatest" of 0 means no
/// limit.
struct Envelope {
  double min_range_m = 0.0;
  double max_range_m = 0.0;
  double min_altitude_m = 0.0;
  double max_altitude_m = 0.0;
};

struct Interceptor {
  PerClass<Envelope> envelope{};
  double max_target_speed_m_per_s = 0.0; ///< 0: no limit
  Flyout flyout = ConstantTimeFlyout{};
  /// Of the flyout, for where its battery stands. None: the time is solved each time.
  std::shared_ptr<const FlyoutTable> table;
  double reliability = 1.0;             ///< it launches and flies
  PerClass<double> kill_probability{};  ///< single shot, given that it flies
  double shot_correlation = 0.0;        ///< between any two shots of one replication
  double lot_failure_probability = 0.0; ///< no round of this kind kills: one draw a battery and replication
};

/// Time of flight by the table, where there is one.
std::optional<double> time_to(const Interceptor& interceptor, double launch_altitude_m, double slant_range_m,
                              double elevation_rad);

struct Intercept {
  double launch_s; ///< both after the launch of the threat
  double intercept_s;
};

/// Why no round can meet a target, the first limit of the envelope that it never satisfies together with
/// those before it.
enum class NoIntercept {
  too_far,
  too_near,
  too_high_or_low,
  too_fast,
  outside_the_sector,
  too_late ///< in the envelope, but for too short a time for a round to fly there
};

/// How a flight passes the envelope.
struct Passage {
  double nearest_m = 1e30;                     ///< slant range
  double slowest_m_per_s = 1e30;               ///< inside range and altitudes
  NoIntercept why_none = NoIntercept::too_far; ///< means something where there is no intercept
};

/// Every launch time at which a round can be sent against one trajectory, with the earliest intercept it
/// gets.
class InterceptPlan {
 public:
  /// `allowed[k]`: the target may be engaged at sample k (the radar's sector); a round counts only if that
  /// holds from its launch to its intercept. `site` is the launcher, `site_altitude_m` its altitude.
  /// The edges of the envelope are found to 1 ms; the sector has the resolution of the trajectory's step.
  /// Domain: `allowed` for every sample.
  InterceptPlan(const Interceptor& interceptor, TargetClass target, const motion::Trajectory& trajectory,
                const std::vector<bool>& allowed, const core::Vec3<core::Stage>& site,
                const core::Rotation<core::Local, core::Stage>& axes, double site_altitude_m);

  /// The first launch at or after `not_before_s` that meets the target, if any is left.
  std::optional<Intercept> earliest(double not_before_s) const;

  /// The launch opportunities in [from_s, until_s] as `each(begin_s, end_s)`, in order; neighbours touch.
  template <class Each>
  void each_open(double from_s, double until_s, Each&& each) const {
    for (std::size_t i = 1; i < points_.size(); ++i) {
      if (!points_[i].joined) continue;
      const double begin_s = std::max(points_[i - 1].at.launch_s, from_s);
      const double end_s = std::min(points_[i].at.launch_s, until_s);
      if (end_s > begin_s) each(begin_s, end_s);
    }
  }
  /// Seconds of launch opportunity in [from_s, until_s].
  double open_s(double from_s, double until_s) const;

  bool empty() const { return points_.empty(); }
  const Passage& passage() const { return passage_; }
  /// Domain: not empty.
  double last_launch_s() const {
    EQUIPOISE_PRECONDITION(!empty());
    return points_.back().at.launch_s;
  }

 private:
  struct Point {
    Intercept at;
    bool joined; ///< opportunities between the point before and this one exist too
  };
  std::size_t cell(double launch_s) const;
  void lay_out_cells();

  std::vector<Point> points_; ///< by launch time, rising
  std::vector<std::uint32_t>
      first_after_; ///< first point in each of as many even cells of launch time, or after it
  double cells_per_s_ = 0.0;
  Passage passage_;
};

} // namespace equipoise::engagement
