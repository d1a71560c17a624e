#include "equipoise/sensing/radar.hpp"

#include "equipoise/core/constants.hpp"
#include "equipoise/core/elementary/elementary.hpp"
#include "equipoise/core/precondition.hpp"
#include "equipoise/earth/horizon.hpp"

namespace equipoise::sensing {
namespace {
constexpr double turn = 2.0 * core::pi;
constexpr double monopulse_slope = 1.6;
} // namespace

Sighting sight(const Site& site, const core::Vec3<core::Stage>& target) {
  const core::Vec3<core::Local> d = site.axes * (target - site.position);
  const double range = norm(d);
  const double azimuth = core::atan2(d.x, d.y);
  return {range, azimuth < 0.0 ? azimuth + turn : azimuth, range > 0.0 ? core::asin(d.z / range) : 0.0};
}

bool in_sector(const Radar& radar, const Site& site, const Sighting& sighting) {
  // Half a degree below the horizontal still counts: the ground ahead falls away, and the aim lies on it.
  if (radar.sector_elevation_rad > 0.0 &&
      (sighting.elevation_rad < -0.5 * core::degree || sighting.elevation_rad > radar.sector_elevation_rad))
    return false;
  if (radar.sector_width_rad <= 0.0) return true;
  double off = sighting.azimuth_rad - site.heading_rad;
  while (off > core::pi) off -= turn;
  while (off < -core::pi) off += turn;
  return off <= 0.5 * radar.sector_width_rad && off >= -0.5 * radar.sector_width_rad;
}

bool in_sight(const Radar& radar, const Site& site, const Sighting& sighting, double target_altitude_m,
              const Limits& limits) {
  if (sighting.range_m > radar.instrumented_range_m || !in_sector(radar, site, sighting)) return false;
  return !limits.horizon ||
         sighting.range_m <= earth::radar_horizon_m(radar.antenna_height_m, target_altitude_m);
}

Receiver receiver(const Radar& radar) {
  Receiver r;
  r.detection = DetectionCurve(radar.fluctuation, radar.pulses, radar.false_alarm);
  r.air = GasPaths(radar.frequency_Hz);
  r.reference_snr =
      required_snr(radar.fluctuation, radar.pulses, radar.false_alarm, radar.reference_detection);
  const double range_m = radar.reference_range_m * radar.range_factor;
  const double a = earth::effective_radius_m + radar.antenna_height_m;
  const double height_m = core::sqrt(a * a + range_m * range_m) - earth::effective_radius_m;
  r.reference_loss = r.air.two_way_loss(radar.antenna_height_m, height_m, range_m);
  return r;
}

double signal_to_noise(const Radar& radar, const Receiver& receiver, double range_m, double target_altitude_m,
                       double cross_section_m2) {
  EQUIPOISE_PRECONDITION(range_m >= 0.0 && core::is_finite(range_m) && cross_section_m2 >= 0.0);
  const double ratio = radar.reference_range_m * radar.range_factor / (range_m > 1.0 ? range_m : 1.0);
  const double loss = receiver.air.two_way_loss(radar.antenna_height_m, target_altitude_m, range_m);
  return receiver.reference_snr * (cross_section_m2 / radar.reference_cross_section_m2) * ratio * ratio *
         ratio * ratio * core::exp(receiver.reference_loss - loss);
}

double dwell_detection(const Radar& radar, const Receiver& receiver, double range_m, double target_altitude_m,
                       double cross_section_m2, const Limits& limits) {
  if (!limits.detection) return 1.0;
  return receiver.detection(signal_to_noise(radar, receiver, range_m, target_altitude_m, cross_section_m2));
}

MeasurementError measurement_error(const Radar& radar, double snr) {
  EQUIPOISE_PRECONDITION(snr >= 0.0);
  const double energy = radar.pulses * snr;
  const auto error = [&](double resolution, double slope, double floor) {
    // The least variance of the two, so that no infinity arises where there is no signal.
    const double inverse = 2.0 * slope * slope * energy;
    const double variance = resolution * resolution / (inverse > 12.0 ? inverse : 12.0);
    return core::sqrt(variance + floor * floor);
  };
  return {error(radar.range_resolution_m, 1.0, radar.min_range_error_m),
          error(radar.beamwidth_azimuth_rad, monopulse_slope, radar.min_angle_error_rad),
          error(radar.beamwidth_elevation_rad, monopulse_slope, radar.min_angle_error_rad)};
}

} // namespace equipoise::sensing
