#include "equipoise/engagement/interceptor.hpp"

#include <algorithm>

#include "equipoise/core/precondition.hpp"

namespace equipoise::engagement {
namespace {

bool within(double value, double min, double max) {
  return value >= min && (max <= 0.0 || value <= max);
}

} // namespace

std::optional<double> time_to(const Interceptor& interceptor, double launch_altitude_m, double slant_range_m,
                              double elevation_rad) {
  return interceptor.table
             ? interceptor.table->time_s(slant_range_m, elevation_rad)
             : flight_time_s(interceptor.flyout, launch_altitude_m, slant_range_m, elevation_rad);
}

InterceptPlan::InterceptPlan(const Interceptor& interceptor, TargetClass target,
                             const motion::Trajectory& trajectory, const std::vector<bool>& allowed,
                             const core::Vec3<core::Stage>& site,
                             const core::Rotation<core::Local, core::Stage>& axes, double site_altitude_m) {
  EQUIPOISE_PRECONDITION(allowed.size() >= trajectory.samples.size());
  const Envelope& envelope = interceptor.envelope[index(target)];
  const double speed_limit = interceptor.max_target_speed_m_per_s;
  double allowed_since = 0.0;
  const auto intercept_at = [&](double t, double range_m, double height_m) -> std::optional<Intercept> {
    const auto time_s =
        time_to(interceptor, site_altitude_m, range_m, range_m > 0.0 ? core::asin(height_m / range_m) : 0.0);
    if (!time_s || t - *time_s < allowed_since) return std::nullopt;
    return Intercept{t - *time_s, t};
  };
  const auto between_samples = [&](double t) -> std::optional<Intercept> {
    const motion::State state = trajectory.at(t);
    const core::Vec3<core::Local> line = axes * (state.position - site);
    const double range_m = norm(line);
    if (!within(range_m, envelope.min_range_m, envelope.max_range_m) ||
        !within(trajectory.altitude_at(t), envelope.min_altitude_m, envelope.max_altitude_m) ||
        (speed_limit > 0.0 && norm(state.velocity) > speed_limit))
      return std::nullopt;
    return intercept_at(t, range_m, line.z);
  };
  bool joined = false;
  const auto add = [&](const Intercept& at) {
    // A target that outruns its pursuers asks for ever earlier launches: a later launch has met it sooner
    // already.
    const bool later = points_.empty() || at.launch_s > points_.back().at.launch_s;
    if (later) points_.push_back({at, joined});
    joined = later;
  };
  /// The edge between a time with an intercept and one without, on the side that has one.
  const auto edge = [&](double with, double without) {
    std::optional<Intercept> found;
    constexpr double close_s = 1e-3;
    while (with - without > close_s || without - with > close_s) {
      const double middle = 0.5 * (with + without);
      const auto there = between_samples(middle);
      if (there) found = there;
      (there ? with : without) = middle;
    }
    return found;
  };
  bool in_range = false, in_height = false, in_speed = false, in_sector = false;
  std::optional<Intercept> before; // of the last sample
  for (std::size_t k = 0; k < trajectory.samples.size(); ++k) {
    const double t = static_cast<double>(k) * trajectory.step_s;
    if (t > trajectory.duration_s) {
      const auto last = before ? between_samples(trajectory.duration_s) : std::nullopt;
      if (last) add(*last);
      break;
    }
    const motion::State& state = trajectory.samples[k];
    const core::Vec3<core::Local> line = axes * (state.position - site);
    const double range_m = norm(line), speed = norm(state.velocity);
    passage_.nearest_m = std::min(passage_.nearest_m, range_m);
    const bool near = within(range_m, envelope.min_range_m, envelope.max_range_m);
    const bool level =
        near && within(trajectory.altitudes_m[k], envelope.min_altitude_m, envelope.max_altitude_m);
    if (level) passage_.slowest_m_per_s = std::min(passage_.slowest_m_per_s, speed);
    const bool reachable = level && (speed_limit <= 0.0 || speed <= speed_limit);
    in_range = in_range || near;
    in_height = in_height || level;
    in_speed = in_speed || reachable;
    in_sector = in_sector || (reachable && allowed[k]);
    if (!allowed[k]) {
      allowed_since = t + trajectory.step_s;
      joined = false;
      before.reset();
      continue;
    }
    const auto now = reachable ? intercept_at(t, range_m, line.z) : std::nullopt;
    const bool had_chance = k > 0 && allowed[k - 1];
    if (had_chance && now.has_value() != before.has_value()) {
      const double earlier = t - trajectory.step_s;
      const auto at = now ? edge(t, earlier) : edge(earlier, t);
      if (at) add(*at);
    }
    if (now)
      add(*now);
    else
      joined = false;
    before = now;
  }
  passage_.why_none = in_sector   ? NoIntercept::too_late
                      : in_speed  ? NoIntercept::outside_the_sector
                      : in_height ? NoIntercept::too_fast
                      : in_range  ? NoIntercept::too_high_or_low
                      : envelope.max_range_m > 0.0 && passage_.nearest_m > envelope.max_range_m
                          ? NoIntercept::too_far
                          : NoIntercept::too_near;
  lay_out_cells();
}

/// As many cells as points, which are nearly evenly spaced where the samples of the trajectory are.
void InterceptPlan::lay_out_cells() {
  if (points_.empty()) return;
  const double open_s = points_.back().at.launch_s - points_.front().at.launch_s;
  cells_per_s_ = open_s > 0.0 ? static_cast<double>(points_.size() - 1) / open_s : 0.0;
  std::size_t i = 0;
  for (std::size_t c = 0; c < points_.size(); ++c) {
    while (i + 1 < points_.size() && cell(points_[i].at.launch_s) < c) ++i;
    first_after_.push_back(static_cast<std::uint32_t>(i));
  }
}

std::size_t InterceptPlan::cell(double launch_s) const {
  const double cells = (launch_s - points_.front().at.launch_s) * cells_per_s_;
  return cells > 0.0 ? std::min(static_cast<std::size_t>(cells), points_.size() - 1) : 0;
}

std::optional<Intercept> InterceptPlan::earliest(double not_before_s) const {
  if (points_.empty() || not_before_s > points_.back().at.launch_s) return std::nullopt;
  const Point* next = &points_[first_after_[cell(not_before_s)]];
  while (next->at.launch_s < not_before_s) ++next;
  if (!next->joined) return next->at;
  const Intercept& a = (next - 1)->at;
  const Intercept& b = next->at;
  const double u = (not_before_s - a.launch_s) / (b.launch_s - a.launch_s);
  return Intercept{not_before_s, a.intercept_s + u * (b.intercept_s - a.intercept_s)};
}

double InterceptPlan::open_s(double from_s, double until_s) const {
  double total = 0.0;
  each_open(from_s, until_s, [&](double begin_s, double end_s) { total += end_s - begin_s; });
  return total;
}

} // namespace equipoise::engagement
