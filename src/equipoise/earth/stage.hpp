#pragma once
// The stage: a theatre without a map. It has a latitude; places are east and north of its origin.
#include "equipoise/earth/ellipsoid.hpp"

namespace equipoise::earth {

/// A place on the stage: Cartesian east and north in the tangent frame at the origin, and altitude above the
/// ellipsoid. At 300 km from the origin such a coordinate is 0.04 % shorter than the distance over the
/// ground.
struct Place {
  double east_m = 0.0;
  double north_m = 0.0;
  double altitude_m = 0.0;
};

class Stage {
 public:
  /// Domain: a latitude from pole to pole.
  Stage(const Ellipsoid& ellipsoid, double latitude_rad);

  const Ellipsoid& ellipsoid() const { return ellipsoid_; }
  Vec3<Ecef> to_ecef(const Vec3<core::Stage>& point) const { return origin_ + axes_.inverse() * point; }
  Vec3<core::Stage> to_stage(const Vec3<Ecef>& point) const { return axes_ * (point - origin_); }
  Vec3<core::Stage> direction(const Vec3<Ecef>& vector) const { return axes_ * vector; }
  Vec3<Ecef> direction(const Vec3<core::Stage>& vector) const { return axes_.inverse() * vector; }

  /// The point above (east, north) at the place's altitude. Domain: within 2,000 km of the origin. Error
  /// below 1e-6 m.
  Vec3<core::Stage> point(const Place& place) const;
  double altitude_m(const Vec3<core::Stage>& point) const;
  Rotation<Local, core::Stage> local_axes(const Vec3<core::Stage>& site) const;

 private:
  Ellipsoid ellipsoid_;
  Vec3<Ecef> origin_;
  Rotation<core::Stage, Ecef> axes_;
};

} // namespace equipoise::earth
