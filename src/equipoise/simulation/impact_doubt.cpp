#include "equipoise/simulation/impact_doubt.hpp"

#include <algorithm>

namespace equipoise::simulation {

ImpactDoubt impact_doubt(const tracking::BallisticModel& model, const BatteryModel& battery,
                         const motion::Trajectory& path, const LookTable& table) {
  constexpr double likely = 0.5;
  const sensing::Radar& radar = battery.engagement();
  const double period_s = std::max(radar.period_s, 1.0);
  ImpactDoubt doubt;
  doubt.step_s = 20.0;
  std::optional<tracking::BallisticTrack> track;
  double place_m = 0.0, time_s = 0.0;
  std::size_t asked = 0;
  for (double t = table.first_visible_s; t < path.duration_s; t += period_s) {
    if (table.detection_at(t) < likely) continue;
    const sensing::Sighting s = sensing::sight(battery.site, path.at(t).position);
    const sensing::MeasurementError e = sensing::measurement_error(radar, table.snr_at(t));
    const tracking::Fix fix = tracking::fix(
        battery.site, {t, s.range_m, s.azimuth_rad, s.elevation_rad, e.range_m, e.azimuth_rad, e.elevation_rad});
    if (!track) {
      track = tracking::initiate(model, fix);
      continue;
    }
    tracking::predict(model, *track, t);
    tracking::update(model, *track, fix);
    const auto cell = static_cast<std::size_t>(t / doubt.step_s);
    if (track->powered || cell < asked) continue;
    const auto impact = tracking::impact(model, track->estimate, 0.0);
    if (!impact) continue;
    const tracking::Symmetric3& c = impact->covariance;
    place_m = core::sqrt(c.xx + c.yy + c.zz);
    time_s = impact->time_sigma_s;
    doubt.place_m.resize(cell + 1, place_m);
    doubt.time_s.resize(cell + 1, time_s);
    asked = cell + 1;
  }
  return doubt;
}

} // namespace equipoise::simulation
