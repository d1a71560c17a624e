#include "equipoise/tracking/false_alarms/false_tracks.hpp"

#include <algorithm>
#include <bit>

#include "equipoise/core/constants.hpp"
#include "equipoise/core/precondition.hpp"
#include "equipoise/tracking/association.hpp"

namespace equipoise::tracking {
namespace {

constexpr int ranges = 64; ///< places along the instrumented range, at the middle of equal parts

std::array<double, 3> variances_m2(const sensing::MeasurementError& error, double range_m) {
  const double azimuth = range_m * error.azimuth_rad, elevation = range_m * error.elevation_rad;
  return {error.range_m * error.range_m, azimuth * azimuth, elevation * elevation};
}

/// Of the innovation on one axis.
double variance_m2(const GateModel& m, std::size_t axis, int since, int between) {
  const double t = since * m.period_s, gap = between * m.period_s, q = m.acceleration_m2_per_s3;
  const double fix = m.track_variances_m2[axis];
  const double moved = m.velocity_sigma_m_per_s * t;
  double predicted = fix + moved * moved + q * t * t * t / 3.0;
  if (between > 0) {
    const double ahead = t / gap;
    const double two = fix * ((1.0 + ahead) * (1.0 + ahead) + ahead * ahead) + q * t * t * (gap + t) / 3.0;
    predicted = std::min(predicted, two);
  }
  return predicted + m.detection_variances_m2[axis];
}

struct Hits {
  int since, between;
};
Hits hits_of(std::uint32_t history) {
  EQUIPOISE_PRECONDITION(history != 0);
  const int last = std::countr_zero(history);
  const std::uint32_t earlier = history >> static_cast<unsigned>(last) >> 1U;
  return {last + 1, earlier == 0 ? 0 : std::countr_zero(earlier) + 1};
}

} // namespace

GateModel gate_model(const sensing::Radar& radar, const BallisticModel& model, double range_m,
                     const sensing::MeasurementError& track) {
  GateModel m;
  m.velocity_sigma_m_per_s = model.velocity_sigma_m_per_s;
  m.acceleration_m2_per_s3 = model.powered.acceleration_m2_per_s3;
  m.period_s = radar.period_s;
  m.track_variances_m2 = variances_m2(track, range_m);
  m.detection_variances_m2 = variances_m2(sensing::false_alarm_error(radar), range_m);
  return m;
}

double gate_volume_m3(const GateModel& model, int since, int between) {
  EQUIPOISE_PRECONDITION(since >= 1 && between >= 0 && model.period_s > 0.0);
  double product = 1.0;
  for (std::size_t axis = 0; axis < 3; ++axis)
    product *= gate_1e_4 * variance_m2(model, axis, since, between);
  return 4.0 / 3.0 * core::pi * core::sqrt(product);
}

double gate_volume_m3(const GateModel& model, std::uint32_t history) {
  const Hits hits = hits_of(history);
  return gate_volume_m3(model, hits.since, hits.between);
}

double false_alarms_in_gate(const sensing::Radar& radar, const GateModel& model, double range_m, int since,
                            int between) {
  const double inside =
      sensing::false_alarm_density_per_m3(radar, range_m) * gate_volume_m3(model, since, between);
  const double span_m = 2.0 * core::sqrt(gate_1e_4 * variance_m2(model, 0, since, between));
  const double max =
      sensing::false_alarms_per_scan(radar) * std::min(1.0, span_m / radar.instrumented_range_m);
  return std::min(inside, max);
}

double false_alarms_in_gate(const sensing::Radar& radar, const GateModel& model, double range_m,
                            std::uint32_t history) {
  const Hits hits = hits_of(history);
  return false_alarms_in_gate(radar, model, range_m, hits.since, hits.between);
}

double false_track_chance(const sensing::Radar& radar, const BallisticModel& model, const TrackRule& rule,
                          double range_m) {
  const GateModel gate = gate_model(radar, model, range_m, sensing::false_alarm_error(radar));
  return confirmation_chance(rule, [&](int since, int between) {
    return false_alarms_in_gate(radar, gate, range_m, since, between);
  });
}

double false_tracks_per_scan(const sensing::Radar& radar, const BallisticModel& model,
                             const TrackRule& rule) {
  double sum = 0.0;
  for (int k = 0; k < ranges; ++k)
    sum += false_track_chance(radar, model, rule, radar.instrumented_range_m * (k + 0.5) / ranges);
  return sensing::false_alarms_per_scan(radar) * sum / ranges;
}

} // namespace equipoise::tracking
