#pragma once
// Three-vectors and rotations whose frame is part of the type: mixing frames does not compile, and costs
// nothing.
#include "equipoise/core/elementary/elementary.hpp"

namespace equipoise::core {

struct Ecef;  ///< earth-centred, earth-fixed: x to (0, 0), z to the north pole
struct Stage; ///< east, north, up of the stage's origin: a rotation and shift of Ecef, not a map projection
struct Local; ///< east, north, up of one site

template <class Frame>
struct Vec3 {
  double x = 0.0, y = 0.0, z = 0.0;

  constexpr Vec3& operator+=(const Vec3& o) { return *this = *this + o; }
  friend constexpr Vec3 operator+(const Vec3& a, const Vec3& b) { return {a.x + b.x, a.y + b.y, a.z + b.z}; }
  friend constexpr Vec3 operator-(const Vec3& a, const Vec3& b) { return {a.x - b.x, a.y - b.y, a.z - b.z}; }
  friend constexpr Vec3 operator*(double s, const Vec3& a) { return {s * a.x, s * a.y, s * a.z}; }
  friend constexpr bool operator==(const Vec3&, const Vec3&) = default;
};

template <class Frame>
constexpr double dot(const Vec3<Frame>& a, const Vec3<Frame>& b) {
  return a.x * b.x + a.y * b.y + a.z * b.z;
}

template <class Frame>
constexpr Vec3<Frame> cross(const Vec3<Frame>& a, const Vec3<Frame>& b) {
  return {a.y * b.z - a.z * b.y, a.z * b.x - a.x * b.z, a.x * b.y - a.y * b.x};
}

template <class Frame>
double norm(const Vec3<Frame>& a) {
  return sqrt(dot(a, a));
}

/// Takes components in From to components in To. Rows are To's axes written in From.
template <class To, class From>
struct Rotation {
  Vec3<From> x, y, z;

  friend constexpr Vec3<To> operator*(const Rotation& r, const Vec3<From>& v) {
    return {dot(r.x, v), dot(r.y, v), dot(r.z, v)};
  }
  constexpr Rotation<From, To> inverse() const { return {{x.x, y.x, z.x}, {x.y, y.y, z.y}, {x.z, y.z, z.z}}; }
};

} // namespace equipoise::core
