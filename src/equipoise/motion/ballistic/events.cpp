#include "equipoise/motion/ballistic/events.hpp"

#include <cmath>

#include "equipoise/core/precondition.hpp"
#include "equipoise/earth/horizon.hpp"
#include "equipoise/motion/crossing.hpp"

namespace equipoise::motion {

std::vector<HorizonCrossing> horizon_crossings(const Flight& flight, const earth::Ellipsoid& ellipsoid,
                                               const core::Vec3<core::Ecef>& site, Air air) {
  EQUIPOISE_PRECONDITION(earth::altitude_m(ellipsoid, site) > -1e-3);
  constexpr double stride_s = 0.5;
  std::vector<HorizonCrossing> crossings;
  for (std::size_t i = 1; i < flight.nodes.size(); ++i) {
    const Node &a = flight.nodes[i - 1], &b = flight.nodes[i];
    if (b.time_s <= a.time_s) continue;
    const auto margin = [&](double time_s) {
      const core::Vec3<core::Ecef> p = between(a, b, time_s).position;
      return air == Air::none ? earth::sight_margin_rad(ellipsoid, site, p)
                              : earth::radar_sight_margin_m(ellipsoid, site, p);
    };
    const double span = b.time_s - a.time_s;
    const int parts = 1 + static_cast<int>(span / stride_s);
    double before_s = a.time_s, before = margin(before_s);
    for (int k = 1; k <= parts; ++k) {
      const double now_s = k == parts ? b.time_s : a.time_s + span * k / parts, now = margin(now_s);
      if ((before < 0.0) != (now < 0.0))
        crossings.push_back({crossing_time(before_s, now_s, margin), before < 0.0});
      before_s = now_s;
      before = now;
    }
  }
  return crossings;
}

} // namespace equipoise::motion
