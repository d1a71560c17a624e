#include "equipoise/sensing/coverage.hpp"

#include <algorithm>

#include "equipoise/core/elementary/elementary.hpp"
#include "equipoise/core/precondition.hpp"
#include "equipoise/sensing/track_formation.hpp"

namespace equipoise::sensing {

core::Vec3<core::Stage> place_on(const Approach& approach, const Station& station, const earth::Stage& stage,
                                 double ground_m) {
  const auto [sine, cosine] = core::sincos(approach.azimuth_rad);
  const core::Vec3<core::Local> out{ground_m * sine, ground_m * cosine, 0.0};
  const auto p = station.site.position + station.site.axes.inverse() * out;
  return stage.point({p.x, p.y, approach.altitude_m});
}

std::optional<double> detection_at(const Approach& approach, const Station& station,
                                   const earth::Stage& stage, double ground_m) {
  const Sighting s = sight(station.site, place_on(approach, station, stage, ground_m));
  if (!in_sight(station.radar, station.site, s, approach.altitude_m, station.limits)) return std::nullopt;
  return dwell_detection(station.radar, station.receiver, s.range_m, approach.altitude_m,
                         approach.cross_section_m2, station.limits);
}

std::optional<Stretch> detected_stretch(const Approach& approach, const Station& station,
                                        const earth::Stage& stage, double chance) {
  EQUIPOISE_PRECONDITION(core::is_chance(chance));
  const auto holds = [&](double ground_m) {
    const auto detection = detection_at(approach, station, stage, ground_m);
    return detection && *detection >= chance;
  };
  constexpr int places = 200;
  const double step = station.radar.instrumented_range_m / places;
  int first = -1, last = -1;
  for (int k = 0; k <= places; ++k)
    if (holds(k * step)) {
      if (first < 0) first = k;
      last = k;
    }
  if (first < 0) return std::nullopt;
  const auto edge = [&](double inside, double outside) {
    while (inside - outside > 10.0 || outside - inside > 10.0) {
      const double middle = 0.5 * (inside + outside);
      (holds(middle) ? inside : outside) = middle;
    }
    return inside;
  };
  return Stretch{first == 0 ? 0.0 : edge(first * step, (first - 1) * step),
                 last == places ? last * step : edge(last * step, (last + 1) * step)};
}

TrackReach track_reach(const Approach& approach, const Station& station, const earth::Stage& stage) {
  EQUIPOISE_PRECONDITION(approach.speed_m_per_s > 0.0);
  const Radar& radar = station.radar;
  const double step = std::max(approach.speed_m_per_s * radar.period_s, radar.instrumented_range_m / 2000.0);
  std::vector<double> ground, detection;
  for (double d = radar.instrumented_range_m; d >= 0.0; d -= step) {
    ground.push_back(d);
    detection.push_back(detection_at(approach, station, stage, d).value_or(0.0));
  }
  const auto tracked = track_formation(radar.track_hits, radar.track_window, detection);
  const auto by = [&](double chance) -> std::optional<double> {
    const auto found = std::lower_bound(tracked.begin(), tracked.end(), chance);
    if (found == tracked.end()) return std::nullopt;
    return ground[static_cast<std::size_t>(found - tracked.begin())];
  };
  return {by(0.1), by(0.5), by(0.9)};
}

} // namespace equipoise::sensing
