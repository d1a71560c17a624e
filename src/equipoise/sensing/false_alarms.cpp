#include "equipoise/sensing/false_alarms.hpp"

#include "equipoise/core/constants.hpp"
#include "equipoise/core/elementary/elementary.hpp"
#include "equipoise/core/precondition.hpp"

namespace equipoise::sensing {

double cell_volume_m3(const Radar& radar, double range_m) {
  EQUIPOISE_PRECONDITION(range_m > 0.0 && radar.range_resolution_m > 0.0);
  EQUIPOISE_PRECONDITION(radar.beamwidth_azimuth_rad > 0.0 && radar.beamwidth_elevation_rad > 0.0);
  return radar.range_resolution_m * range_m * range_m * radar.beamwidth_azimuth_rad *
         radar.beamwidth_elevation_rad;
}

double cells_per_scan(const Radar& radar) {
  EQUIPOISE_PRECONDITION(radar.range_resolution_m > 0.0 && radar.beamwidth_azimuth_rad > 0.0 &&
                         radar.beamwidth_elevation_rad > 0.0);
  const double azimuth_rad = radar.sector_width_rad > 0.0 ? radar.sector_width_rad : 2.0 * core::pi;
  const double up = radar.sector_elevation_rad > 0.0 ? core::sin(radar.sector_elevation_rad) : 1.0;
  const double beams = azimuth_rad * up / (radar.beamwidth_azimuth_rad * radar.beamwidth_elevation_rad);
  return radar.instrumented_range_m / radar.range_resolution_m * beams;
}

double false_alarms_per_scan(const Radar& radar) {
  return radar.false_alarm * cells_per_scan(radar);
}

double false_alarm_density_per_m3(const Radar& radar, double range_m) {
  return radar.false_alarm / cell_volume_m3(radar, range_m);
}

MeasurementError false_alarm_error(const Radar& radar) {
  return measurement_error(radar, detection_threshold(radar.pulses, radar.false_alarm) / radar.pulses);
}

} // namespace equipoise::sensing
