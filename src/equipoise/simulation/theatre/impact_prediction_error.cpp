#include "equipoise/simulation/theatre/impact_prediction_error.hpp"

#include <algorithm>
#include <utility>

namespace equipoise::simulation {
namespace {

using tracking::BallisticEstimate;
using tracking::BallisticModel;
using tracking::BallisticTrack;
using Vector = std::array<double, 7>;
using Matrix = std::array<Vector, 7>;

/// Moves what errors there are as the filter moves its estimate; nothing disturbs a real coast.
void carry(const BallisticModel& model, BallisticEstimate from, double time_s, Matrix& errors) {
  from.covariance = errors;
  tracking::predict(model, {}, from, time_s);
  errors = from.covariance;
}

/// The same of a single error, by the difference it makes to the motion.
void carry(const BallisticModel& model, const BallisticEstimate& from, double time_s, Vector& error) {
  BallisticEstimate right = from, wrong = from;
  for (std::size_t i = 0; i < 7; ++i) wrong.mean[i] += error[i];
  tracking::predict(model, {}, right, time_s);
  tracking::predict(model, {}, wrong, time_s);
  for (std::size_t i = 0; i < 7; ++i) error[i] = wrong.mean[i] - right.mean[i];
}

/// The gain along each axis of a fix, from the covariance after it: K = P H' / R.
std::array<Vector, 3> gains(const Matrix& after, const tracking::Fix& fix) {
  std::array<Vector, 3> gain;
  for (std::size_t axis = 0; axis < 3; ++axis)
    for (std::size_t i = 0; i < 7; ++i) {
      const auto& u = fix.axes[axis];
      gain[axis][i] = (after[i][0] * u.x + after[i][1] * u.y + after[i][2] * u.z) / fix.variances_m2[axis];
    }
  return gain;
}

void correct(const std::array<Vector, 3>& gain, const tracking::Fix& fix, Vector& error) {
  const core::Vec3<core::Stage> position{error[0], error[1], error[2]};
  for (std::size_t axis = 0; axis < 3; ++axis)
    for (std::size_t i = 0; i < 7; ++i) error[i] -= gain[axis][i] * dot(fix.axes[axis], position);
}

/// Joseph's form, which holds for any gain.
void correct(const Matrix& after, const tracking::Fix& fix, Matrix& errors) {
  const auto gain = gains(after, fix);
  for (Vector& row : errors) correct(gain, fix, row); // errors (I - K H)'
  for (std::size_t j = 0; j < 7; ++j) {
    Vector column;
    for (std::size_t i = 0; i < 7; ++i) column[i] = errors[i][j];
    correct(gain, fix, column);
    for (std::size_t i = 0; i < 7; ++i) errors[i][j] = column[i];
  }
  for (std::size_t axis = 0; axis < 3; ++axis)
    for (std::size_t i = 0; i < 7; ++i)
      for (std::size_t j = 0; j < 7; ++j)
        errors[i][j] += gain[axis][i] * fix.variances_m2[axis] * gain[axis][j];
}

/// The filter fed without error, and beside it the covariance of what errors its fixes really leave in it.
/// Source: Gelb (1974), Applied Optimal Estimation, section 7.2, on suboptimal filters.
class Analysis {
 public:
  Analysis(const BallisticModel& model, const tracking::Fix& first)
      : model_(model), track_(tracking::initiate(model, first)) {
    const tracking::Symmetric3 c = covariance(first);
    errors_[0] = {c.xx, c.xy, c.xz};
    errors_[1] = {c.xy, c.yy, c.yz};
    errors_[2] = {c.xz, c.yz, c.zz};
    rival_errors_ = errors_;
  }

  bool powered() const { return track_.powered; }

  void take(const tracking::Fix& fix) {
    if (follows_) carry(model_, track_.estimate, fix.time_s, along_);
    carry(model_, track_.estimate, fix.time_s, errors_);
    if (!track_.settled) carry(model_, track_.rival, fix.time_s, rival_errors_);
    tracking::predict(model_, track_, fix.time_s);
    const bool was_powered = track_.powered, was_settled = track_.settled;
    if (!was_settled) track_.evidence -= without_error(fix);
    tracking::update(model_, track_, fix);
    if (was_powered != track_.powered) std::swap(errors_, rival_errors_);
    correct(track_.estimate.covariance, fix, errors_);
    if (was_powered &&
        !track_.powered) // a coast just believed has its drag opened: what it is off by is bias
      for (std::size_t i = 0; i < 7; ++i) errors_[i][6] = errors_[6][i] = 0.0;
    if (follows_) correct(gains(track_.estimate.covariance, fix), fix, along_);
    if (was_settled) return;
    if (track_.powered && track_.evidence == 0.0)
      rival_errors_ = errors_; // the coast has begun anew
    else
      correct(track_.rival.covariance, fix, rival_errors_);
  }

  /// Adds what is known of the impact now. False if nothing follows from the track yet.
  bool ask(const core::Vec3<core::Stage>& place, double time_s, ImpactPredictionError& doubt) {
    const auto g = tracking::impact_gradient(model_, track_.estimate, 0.0);
    if (track_.powered || !g) return false;
    const auto believed = tracking::covariance(*g, track_.estimate.covariance);
    double deviation2 = 0.0;
    for (std::size_t i = 0; i < 3; ++i) deviation2 += believed[i][i] + g->noise[i][i];
    const auto real = tracking::covariance(*g, errors_);
    const double along_x = core::sqrt(std::max(0.0, real[0][0]));
    const double mixed = along_x > 0.0 ? real[1][0] / along_x : 0.0;
    const Vector& row = g->derivatives[3];
    const double sigma_s = core::sqrt(std::max(1e-12, real[3][3]));
    double common = 0.0;
    for (std::size_t i = 0; i < 7; ++i) common += row[i] * along_[i];
    doubt.instants.push_back({
        .deviation_m = core::sqrt(deviation2),
        .bias_x_m = g->position.x - place.x,
        .bias_y_m = g->position.y - place.y,
        .sigma_x_m = along_x,
        .sigma_y_by_x_m = mixed,
        .sigma_y_m = core::sqrt(std::max(0.0, real[1][1] - mixed * mixed)),
        .time_bias_s = g->time_s - time_s,
        .time_sigma_s = sigma_s,
        .time_correlation = follows_ ? std::clamp(common / sigma_s, 0.0, 1.0) : 0.0,
    });
    // From here on: what goes with one standard deviation of the time's error.
    for (std::size_t i = 0; i < 7; ++i) {
      along_[i] = 0.0;
      for (std::size_t j = 0; j < 7; ++j) along_[i] += errors_[i][j] * row[j] / sigma_s;
    }
    follows_ = true;
    return true;
  }

 private:
  /// What a fix without error says for the coast beyond what one with errors does on average.
  double without_error(const tracking::Fix& fix) const {
    const auto variance = [&](const BallisticEstimate& e, std::size_t axis) {
      const auto& u = fix.axes[axis];
      const auto p = tracking::predicted_position(e).covariance;
      return u.x * (p.xx * u.x + 2.0 * (p.xy * u.y + p.xz * u.z)) + u.y * (p.yy * u.y + 2.0 * p.yz * u.z) +
             u.z * p.zz * u.z + fix.variances_m2[axis];
    };
    double excess = 0.0;
    for (std::size_t axis = 0; axis < 3; ++axis) {
      const double reported = variance(track_.estimate, axis), rival = variance(track_.rival, axis);
      excess += 0.5 * (1.0 - (track_.powered ? rival / reported : reported / rival));
    }
    return excess;
  }

  const BallisticModel& model_;
  BallisticTrack track_;
  Matrix errors_{}, rival_errors_{};
  Vector along_{};
  bool follows_ = false;
};

tracking::Fix perfect_fix(const BatteryModel& battery, Sensor sensor, const motion::Trajectory& path,
                          const DwellTable& table, double time_s) {
  const sensing::Sighting s = sensing::sight(battery.site, path.at(time_s).position);
  const sensing::MeasurementError e =
      sensing::measurement_error(battery.radar[index(sensor)], table.snr_at(time_s));
  return tracking::fix(battery.site, {time_s, s.range_m, s.azimuth_rad, s.elevation_rad, e.range_m,
                                      e.azimuth_rad, e.elevation_rad});
}

/// Dwells detect evenly at their average rate: one whenever chances have gathered to one.
class EvenHits {
 public:
  bool take(double chance) {
    gathered_ += std::min(chance, 1.0);
    if (gathered_ < 1.0) return false;
    gathered_ -= 1.0;
    return true;
  }

 private:
  double gathered_ = 0.5;
};

/// When so many dwells of the radar from `from_s` on have detected on average.
double hits_by_s(const sensing::Radar& radar, const DwellTable& table, double from_s, double wanted) {
  double hits = 0.0, t = std::max(from_s, table.first_visible_s);
  for (; t < table.duration_s; t += radar.period_s) {
    hits += table.detection_at(t);
    if (hits >= wanted) break;
  }
  return t;
}

/// The earliest confirmation that is not forgotten at `until_s`: the track lasts so long with this chance, by
/// the chain of misses taken backwards.
double lasts_from_s(const sensing::Radar& radar, const DwellTable& table, double until_s, double chance) {
  std::array<double, DwellSchedule::max_misses + 1> kept{};
  const auto misses = static_cast<std::size_t>(radar.track_misses);
  std::fill_n(kept.begin(), misses, 1.0);
  double t = until_s;
  while (t - radar.period_s > table.first_visible_s) {
    const double p = table.detection_at(t - radar.period_s), hit = p * kept[0];
    for (std::size_t m = 0; m < misses; ++m) kept[m] = hit + (1.0 - p) * kept[m + 1];
    if (kept[0] < chance) break;
    t -= radar.period_s;
  }
  return t;
}

using Tables = std::array<DwellTable, sensors>;

/// Of a track that the surveillance radar hands over at `start_s`.
ImpactPredictionError doubt_from(const BallisticModel& model, const BatteryModel& battery,
                                 const motion::Trajectory& path, const Tables& tables, double start_s,
                                 double from_s) {
  const sensing::Radar &search = battery.surveillance(), &radar = battery.engagement();
  const DwellTable &found = tables[index(Sensor::surveillance)], &table = tables[index(Sensor::engagement)];
  const double period_s = std::max(radar.period_s, 1.0);
  ImpactPredictionError doubt;
  doubt.start_s = start_s;
  std::optional<Analysis> analysis;
  const auto take = [&](const tracking::Fix& fix) {
    if (analysis)
      analysis->take(fix);
    else
      analysis.emplace(model, fix);
  };
  const double earliest_s = std::max(found.first_visible_s, path.burnout_s.value_or(0.0));
  EvenHits engaging;
  for (int k = search.track_hits - 1; k >= 0; --k)
    if (const double t = start_s - k * search.period_s; t >= earliest_s)
      take(perfect_fix(battery, Sensor::surveillance, path, found, t));
  double next_s = from_s;
  for (double t = std::max(table.first_visible_s, start_s + period_s); t < path.duration_s; t += period_s) {
    if (!engaging.take(table.detection_at(t) * period_s / radar.period_s)) continue;
    take(perfect_fix(battery, Sensor::engagement, path, table, t));
    if (t < next_s) continue;
    if (!analysis->ask(path.at(path.duration_s).position, path.duration_s, doubt)) {
      next_s = t + period_s;
      continue;
    }
    if (doubt.instants.size() == 1) doubt.first_s = t;
    next_s = doubt.first_s + doubt.step_s * static_cast<double>(doubt.instants.size());
  }
  return doubt;
}

} // namespace

std::vector<ImpactPredictionError> impact_doubts(const BallisticModel& model, const BatteryModel& battery,
                                                 const motion::Trajectory& path, const Tables& tables,
                                                 double from_s, double until_s) {
  if (from_s >= path.duration_s) return {}; // nothing meets it
  // Nothing older than a minute differs; all but one in 160 tracks have begun when three times as many dwells
  // as it takes have detected.
  constexpr double dwells_to_notice = 5.0, old_s = 60.0, spacing_s = 10.0, almost_all = 3.0, hardly = 0.05;
  const sensing::Radar& search = battery.surveillance();
  const DwellTable& found = tables[index(Sensor::surveillance)];
  // What is found under thrust may be lost again, where the body that separates is small.
  const double lasts_s =
      lasts_from_s(battery.engagement(), tables[index(Sensor::engagement)], from_s, hardly);
  double start_s = std::max(lasts_s, hits_by_s(search, found, 0.0, search.track_hits));
  const double last_s = std::min(until_s, hits_by_s(search, found, lasts_s, almost_all * search.track_hits));
  if (path.burnout_s)
    start_s = std::max(start_s, *path.burnout_s + dwells_to_notice * battery.engagement().period_s);
  std::vector<ImpactPredictionError> doubts;
  for (; doubts.empty() || start_s < last_s;
       start_s = std::max(start_s + spacing_s, std::min(from_s - old_s, last_s))) {
    ImpactPredictionError doubt = doubt_from(model, battery, path, tables, start_s, from_s);
    doubt.start_s -= 0.5 * spacing_s; // it stands for what begins as near
    if (!doubt.empty()) doubts.push_back(std::move(doubt));
    if (start_s >= path.duration_s) break;
  }
  return doubts;
}

} // namespace equipoise::simulation
