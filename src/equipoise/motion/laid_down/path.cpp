#include "equipoise/motion/laid_down/path.hpp"

#include <algorithm>
#include <cmath>

#include "equipoise/core/precondition.hpp"

namespace equipoise::motion {
namespace {

struct TrackPoint {
  double east_m, north_m;
  double east_slope, north_slope; ///< unit direction
};

/// For conditions.
[[maybe_unused]] bool same_spot(const earth::Place& a, const earth::Place& b) {
  return a.east_m == b.east_m && a.north_m == b.north_m;
}
[[maybe_unused]] bool rising(const Heights& heights) {
  const auto& k = heights.knots;
  const auto falls = [](const HeightKnot& a, const HeightKnot& b) { return !(a.distance_m < b.distance_m); };
  return k.size() >= 2 && std::adjacent_find(k.begin(), k.end(), falls) == k.end();
}

TrackPoint point_at(const TrackPiece& piece, double distance_m) {
  const auto start = core::sincos(piece.direction_rad);
  const double turned = 0.5 * distance_m * piece.curvature_per_m;
  // A chord of length 2 sin(turned) / curvature, in the direction half way round.
  const auto middle = core::sincos(piece.direction_rad + turned);
  const double chord = turned == 0.0 ? distance_m : distance_m * core::sin(turned) / turned;
  const auto end = turned == 0.0 ? start : core::sincos(piece.direction_rad + 2.0 * turned);
  return {piece.east_m + chord * middle.cos, piece.north_m + chord * middle.sin, end.cos, end.sin};
}

/// Walks along a path, from joint to joint: nothing bends or changes its rate between two joints.
class Walker {
 public:
  Walker(const earth::Stage& stage, const Track& track, const Heights& heights,
         const std::vector<SpeedChange>& speeds, double rate_m_per_s2)
      : stage_(stage),
        track_(track),
        heights_(heights),
        speeds_(speeds),
        rate_(rate_m_per_s2),
        speed_(speeds.front().speed_m_per_s) {
    double distance = 0.0;
    for (const TrackPiece& piece : track.pieces) joints_.push_back(distance += piece.length_m);
    for (const HeightKnot& k : heights.knots)
      for (const double edge : {k.distance_m - k.half_width_m, k.distance_m + k.half_width_m})
        joints_.push_back(edge);
    for (const SpeedChange& change : speeds) joints_.push_back(change.distance_m);
    joints_.push_back(track.length_m);
    std::sort(joints_.begin(), joints_.end());
    pass_joints();
  }

  double altitude_m() const { return height_at(heights_, distance_).altitude_m; }
  bool is_at_end() const { return distance_ >= track_.length_m; }

  State state() const {
    const Tangent t = tangent(distance_);
    return {t.position, (speed_ / norm(t.slope)) * t.slope};
  }

  /// Moves on by at most `time_s`, and not over the next joint. Gives what is left of the time.
  double advance(double time_s) {
    const double wanted = speeds_[change_].speed_m_per_s;
    const double rate = wanted > speed_ ? rate_ : wanted < speed_ ? -rate_ : 0.0;
    const double step_s = rate == 0.0 ? time_s : std::min(time_s, (wanted - speed_) / rate);
    const double joint = next_ < joints_.size() ? joints_[next_] : 1e300;
    // The stretch in space per metre of way, in the middle of the step.
    const double guess = distance_ + 0.5 * step_s * speed_ / norm(tangent(distance_).slope);
    const double stretch = norm(tangent(std::min(guess, 0.5 * (distance_ + joint))).slope);
    const double path = speed_ * step_s + 0.5 * rate * step_s * step_s,
                 to_joint = (joint - distance_) * stretch;
    if (path < to_joint) {
      distance_ += path / stretch;
      speed_ = step_s < time_s ? wanted : speed_ + rate * step_s;
      return time_s - step_s;
    }
    const double speed_there = core::sqrt(std::max(speed_ * speed_ + 2.0 * rate * to_joint, 0.0));
    const double used_s = 2.0 * to_joint / (speed_ + speed_there);
    distance_ = joint;
    speed_ = speed_there;
    pass_joints();
    return std::max(time_s - used_s, 0.0);
  }

 private:
  struct Tangent {
    core::Vec3<core::Stage> position;
    core::Vec3<core::Stage> slope; ///< of the position, per metre of way
  };

  Tangent tangent(double distance_m) const {
    double begin = piece_begin_;
    std::size_t piece = piece_;
    for (; piece + 1 < track_.pieces.size() && distance_m > begin + track_.pieces[piece].length_m; ++piece)
      begin += track_.pieces[piece].length_m;
    const TrackPoint p = point_at(track_.pieces[piece], distance_m - begin);
    const HeightAt h = height_at(heights_, distance_m);
    const auto position = stage_.point({p.east_m, p.north_m, h.altitude_m});
    // What keeps its altitude moves at right angles to the vertical there; a climb is added along the stage's
    // own.
    const auto up = stage_.direction(earth::up(stage_.ellipsoid(), stage_.to_ecef(position)));
    const double rise = (h.slope - up.x * p.east_slope - up.y * p.north_slope) / up.z;
    return {position, {p.east_slope, p.north_slope, rise}};
  }

  void pass_joints() {
    constexpr double nothing_m = 1e-6;
    while (next_ < joints_.size() && joints_[next_] <= distance_ + nothing_m) ++next_;
    for (; piece_ + 1 < track_.pieces.size(); ++piece_) {
      const double end = piece_begin_ + track_.pieces[piece_].length_m;
      if (end > distance_ + nothing_m) break;
      piece_begin_ = end;
    }
    while (change_ + 1 < speeds_.size() && speeds_[change_ + 1].distance_m <= distance_ + nothing_m)
      ++change_;
  }

  const earth::Stage& stage_;
  const Track& track_;
  const Heights& heights_;
  const std::vector<SpeedChange>& speeds_;
  double rate_;
  double speed_;
  std::vector<double> joints_; ///< ways at which something bends or changes, rising
  double distance_ = 0.0;
  std::size_t next_ = 0; ///< of the joints
  std::size_t piece_ = 0;
  double piece_begin_ = 0.0;
  std::size_t change_ = 0; ///< of the speeds: the one that holds
};

} // namespace

Track round_breakpoints(const std::vector<earth::Place>& breakpoints, const std::vector<double>& radius_m,
                        const std::vector<double>& kept_m, std::optional<TooSharp>& fault) {
  EQUIPOISE_PRECONDITION(breakpoints.size() >= 2 && radius_m.size() == breakpoints.size() &&
                         kept_m.size() + 1 >= breakpoints.size());
  EQUIPOISE_PRECONDITION(std::all_of(radius_m.begin(), radius_m.end(), [](double r) { return r > 0.0; }));
  EQUIPOISE_PRECONDITION(std::adjacent_find(breakpoints.begin(), breakpoints.end(), same_spot) ==
                         breakpoints.end());
  const std::size_t n = breakpoints.size();
  std::vector<double> direction(n - 1), leg_m(n - 1), turn(n, 0.0), cut_m(n, 0.0);
  for (std::size_t i = 0; i + 1 < n; ++i) {
    const double east = breakpoints[i + 1].east_m - breakpoints[i].east_m;
    const double north = breakpoints[i + 1].north_m - breakpoints[i].north_m;
    direction[i] = core::atan2(north, east);
    leg_m[i] = core::sqrt(east * east + north * north);
  }
  for (std::size_t i = 1; i + 1 < n; ++i) {
    const double difference = direction[i] - direction[i - 1];
    const auto t = core::sincos(difference);
    turn[i] = core::atan2(t.sin, t.cos);
    cut_m[i] = radius_m[i] * core::tan(0.5 * std::abs(turn[i]));
  }
  for (std::size_t i = 0; i + 1 < n; ++i) {
    const double needed = cut_m[i] + kept_m[i] + cut_m[i + 1];
    if (needed <= leg_m[i]) continue;
    fault = TooSharp{i + 1, needed, leg_m[i]};
    return {};
  }
  Track track;
  const auto add = [&](const TrackPiece& piece) {
    if (piece.length_m > 0.0) track.pieces.push_back(piece);
    track.length_m += piece.length_m;
  };
  track.breakpoints_m.push_back(0.0);
  track.half_arcs_m.push_back(0.0);
  for (std::size_t i = 0; i + 1 < n; ++i) {
    const auto along = core::sincos(direction[i]);
    const double from = cut_m[i], to = leg_m[i] - cut_m[i + 1];
    const auto at = [&](double distance, double curvature, double length) {
      return TrackPiece{breakpoints[i].east_m + distance * along.cos,
                        breakpoints[i].north_m + distance * along.sin, direction[i], curvature, length};
    };
    add(at(from, 0.0, to - from));
    const double arc_m = turn[i + 1] == 0.0 ? 0.0 : radius_m[i + 1] * std::abs(turn[i + 1]);
    track.breakpoints_m.push_back(track.length_m + 0.5 * arc_m);
    track.half_arcs_m.push_back(0.5 * arc_m);
    if (arc_m > 0.0) add(at(to, (turn[i + 1] < 0.0 ? -1.0 : 1.0) / radius_m[i + 1], arc_m));
  }
  return track;
}

std::optional<std::size_t> round_knots(Heights& heights, double curvature_per_m) {
  EQUIPOISE_PRECONDITION(rising(heights) && curvature_per_m > 0.0);
  auto& k = heights.knots;
  const auto slope = [&](std::size_t i) {
    return (k[i + 1].altitude_m - k[i].altitude_m) / (k[i + 1].distance_m - k[i].distance_m);
  };
  for (std::size_t i = 1; i + 1 < k.size(); ++i) {
    const double bend = slope(i) - slope(i - 1);
    k[i].half_width_m = 0.5 * std::abs(bend) / curvature_per_m;
  }
  constexpr double rounding = 1e-6;
  for (std::size_t i = 0; i + 1 < k.size(); ++i)
    if (k[i].half_width_m + k[i + 1].half_width_m > (k[i + 1].distance_m - k[i].distance_m) + rounding)
      return i == 0 || (i + 2 < k.size() && k[i + 1].half_width_m > k[i].half_width_m) ? i + 1 : i;
  return std::nullopt;
}

HeightAt height_at(const Heights& heights, double distance_m) {
  EQUIPOISE_PRECONDITION(heights.knots.size() >= 2);
  const auto& k = heights.knots;
  std::size_t i = 1; // the leg that ends at knot i
  while (i + 1 < k.size() && distance_m > k[i].distance_m) ++i;
  const auto slope = [&](std::size_t leg) {
    return (k[leg].altitude_m - k[leg - 1].altitude_m) / (k[leg].distance_m - k[leg - 1].distance_m);
  };
  const double own = slope(i);
  const HeightAt straight{k[i - 1].altitude_m + own * (distance_m - k[i - 1].distance_m), own};
  const auto rounded = [&](std::size_t knot, double before, double after) {
    const double half = k[knot].half_width_m, u = distance_m - k[knot].distance_m + half;
    return HeightAt{k[knot].altitude_m - before * half + before * u + (after - before) * u * u / (4.0 * half),
                    before + (after - before) * u / (2.0 * half)};
  };
  if (i + 1 < k.size() && distance_m > k[i].distance_m - k[i].half_width_m)
    return rounded(i, own, slope(i + 1));
  if (i > 1 && distance_m < k[i - 1].distance_m + k[i - 1].half_width_m)
    return rounded(i - 1, slope(i - 1), own);
  return straight;
}

Trajectory fly_path(const earth::Stage& stage, const Track& track, const Heights& heights,
                    const std::vector<SpeedChange>& speeds, double rate_m_per_s2, double step_s) {
  EQUIPOISE_PRECONDITION(!track.pieces.empty() && rising(heights) && !speeds.empty());
  EQUIPOISE_PRECONDITION(rate_m_per_s2 > 0.0 && step_s > 0.0);
  EQUIPOISE_PRECONDITION(
      std::all_of(speeds.begin(), speeds.end(), [](const SpeedChange& s) { return s.speed_m_per_s > 0.0; }));
  Trajectory t;
  t.step_s = step_s;
  Walker walker(stage, track, heights, speeds, rate_m_per_s2);
  std::optional<State> end;
  while (!end || static_cast<double>(t.samples.size() - 1) * step_s < t.duration_s) {
    t.samples.push_back(walker.state());
    t.altitudes_m.push_back(walker.altitude_m());
    if (t.samples.size() == 1 || t.altitudes_m.back() > t.apogee_m) {
      t.apogee_m = t.altitudes_m.back();
      t.apogee_s = static_cast<double>(t.samples.size() - 1) * step_s;
    }
    // The last sample lies up to a step beyond the end, so that interpolation needs no special case there.
    for (double left_s = step_s; left_s > 0.0;) {
      left_s = walker.advance(left_s);
      if (end || !walker.is_at_end()) continue;
      end = walker.state();
      t.duration_s = static_cast<double>(t.samples.size()) * step_s - left_s;
    }
  }
  t.samples.push_back(walker.state());
  t.altitudes_m.push_back(walker.altitude_m());
  t.end_speed_m_per_s = norm(end->velocity);
  const auto up = stage.direction(earth::up(stage.ellipsoid(), stage.to_ecef(end->position)));
  t.end_flight_path_angle_rad = core::asin(dot(end->velocity, up) / t.end_speed_m_per_s);
  return t;
}

} // namespace equipoise::motion
