// What the picture says of where and when a threat comes down: by its filter, or by the errors a filter would
// make.
#include <algorithm>
#include <variant>

#include "equipoise/core/precondition.hpp"
#include "equipoise/random/distribution.hpp"
#include "equipoise/simulation/picture/air_picture.hpp"

namespace equipoise::simulation {

using core::SimTime;
using random::Purpose;

namespace {

constexpr double nothing_follows_s = 3600.0; ///< of a track that does not come down: it is served last

/// Of the track's start; the sector may have turned since.
const ImpactPredictionError& doubt_of(const std::vector<ImpactPredictionError>& doubts, const Chain& chain) {
  return doubts[std::min<std::size_t>(chain.doubt, doubts.size() - 1)];
}

} // namespace

Prediction AirPicture::predict(std::size_t b, std::size_t i, SimTime now) {
  EQUIPOISE_PRECONDITION(holds(b, i));
  const BatteryModel& battery = theatre_.batteries[b];
  if (is_filtered(b)) return predict_from_track(b, i, now);
  const Flight& flight = *world_.flights[theatre_.threats[i].raid];
  Prediction p;
  p.anywhere = target(i) != engagement::TargetClass::ballistic;
  p.time = predict_time(b, i, now);
  p.place = flight.end;
  if (battery.perfect_picture || p.anywhere) return p;
  const auto& doubts = flight.encounters[b].doubts_of(world_.batteries[b].position);
  if (doubts.empty()) return p;
  const ImpactPredictionError& doubt = doubt_of(doubts, chain(b, Sensor::engagement, i));
  const std::size_t k = doubt.cell(core::to_seconds(now - theatre_.threats[i].launch)).first;
  const auto [u, v] = draws(b, i, Purpose::impact_error).two_uniforms(static_cast<std::uint32_t>(2 * k));
  const double x = random::normal(u), y = random::normal(v);
  const ImpactPredictionError::Instant& at = doubt.instants[k];
  p.deviation_m = at.deviation_m;
  p.place.x += at.bias_x_m + at.sigma_x_m * x;
  p.place.y += at.bias_y_m + at.sigma_y_by_x_m * x + at.sigma_y_m * y;
  return p;
}

SimTime AirPicture::predict_time(std::size_t b, std::size_t i, SimTime now) {
  EQUIPOISE_PRECONDITION(holds(b, i));
  if (is_filtered(b)) return predict_time_from_track(b, i, now);
  const Flight& flight = *world_.flights[theatre_.threats[i].raid];
  const motion::Trajectory& path = *flight.trajectory;
  const SimTime launch = theatre_.threats[i].launch;
  const double after_launch_s = core::to_seconds(now - launch);
  if (theatre_.batteries[b].perfect_picture) return launch + core::from_seconds(path.duration_s);
  if (target(i) != engagement::TargetClass::ballistic) {
    const motion::State state = path.at(after_launch_s);
    tracking::ManoeuvreEstimate e;
    e.time_s = core::to_seconds(now);
    e.mean = {state.position.x, state.position.y, state.position.z,
              state.velocity.x, state.velocity.y, state.velocity.z};
    return nearest_pass(b, e);
  }
  const auto& doubts = flight.encounters[b].doubts_of(world_.batteries[b].position);
  if (doubts.empty()) return launch + core::from_seconds(path.duration_s);
  // The filter's error as a process: in standard deviations, from one instant to a later one.
  Chain& c = chain(b, Sensor::engagement, i);
  const ImpactPredictionError& doubt = doubt_of(doubts, c);
  const auto [k, part] = doubt.cell(after_launch_s);
  if (c.error_at < static_cast<std::int32_t>(k)) {
    double kept = c.error_at < 0 ? 0.0 : 1.0;
    for (auto j = static_cast<std::size_t>(c.error_at + 1); kept > 0.0 && j <= k; ++j)
      kept *= doubt.instants[j].time_correlation;
    const double fresh =
        random::normal(draws(b, i, Purpose::impact_error).uniform(static_cast<std::uint32_t>(2 * k + 1)));
    c.error = kept * c.error + core::sqrt(1.0 - kept * kept) * fresh;
    c.error_at = static_cast<std::int32_t>(k);
  }
  const ImpactPredictionError::Instant &from = doubt.instants[k],
                                       &to = doubt.instants[k + (part > 0.0 ? 1 : 0)];
  const double bias_s = from.time_bias_s + part * (to.time_bias_s - from.time_bias_s);
  const double sigma_s = from.time_sigma_s + part * (to.time_sigma_s - from.time_sigma_s);
  return launch + core::from_seconds(path.duration_s + bias_s + sigma_s * c.error);
}

/// Of what the battery defends: when the nearest of it is passed.
SimTime AirPicture::nearest_pass(std::size_t b, const tracking::ManoeuvreEstimate& estimate) const {
  double nearest_m = 1e12, time_s = estimate.time_s;
  for (const std::size_t a : theatre_.batteries[b].defends) {
    const tracking::ClosestApproach pass = tracking::closest_approach(estimate, theatre_.asset_points[a]);
    if (pass.distance_m < nearest_m) time_s = pass.time_s;
    nearest_m = std::min(nearest_m, pass.distance_m);
  }
  return core::from_seconds(time_s);
}

SimTime AirPicture::predict_time_from_track(std::size_t b, std::size_t i, SimTime now) const {
  const TrackFile& file = world_.files[id(b, Sensor::engagement, i)];
  if (const auto* aircraft = std::get_if<tracking::ManoeuvreTrack>(&file))
    return nearest_pass(b, aircraft->estimate);
  const auto time_s = tracking::impact_time_s(theatre_.tracks.ballistic,
                                              std::get<tracking::BallisticTrack>(file).estimate, 0.0);
  return time_s ? core::from_seconds(*time_s) : now + core::from_seconds(nothing_follows_s);
}

Prediction AirPicture::predict_from_track(std::size_t b, std::size_t i, SimTime now) const {
  const TrackFile& file = world_.files[id(b, Sensor::engagement, i)];
  Prediction p;
  if (const auto* aircraft = std::get_if<tracking::ManoeuvreTrack>(&file)) {
    p.anywhere = true;
    p.time = nearest_pass(b, aircraft->estimate);
    return p;
  }
  const auto& missile = std::get<tracking::BallisticTrack>(file);
  const auto impact = tracking::impact(theatre_.tracks.ballistic, missile.estimate, 0.0);
  if (missile.powered || !impact) { // nothing follows from it yet
    p.anywhere = true;
    p.time = impact ? core::from_seconds(impact->time_s) : now + core::from_seconds(nothing_follows_s);
    return p;
  }
  const tracking::Symmetric3& c = impact->covariance;
  p.place = impact->position;
  p.deviation_m = core::sqrt(c.xx + c.yy + c.zz);
  p.time = core::from_seconds(impact->time_s);
  return p;
}

} // namespace equipoise::simulation
