#pragma once
// For the tests of this folder: a radar that errs, and a stage to stand on.
#include <random>

#include "equipoise/core/constants.hpp"
#include "equipoise/tracking/filter/ballistic_filter.hpp"

namespace equipoise::tracking::testing {

/// Normal draws from a fixed seed, the same everywhere: Box & Muller (1958) on a Mersenne twister.
class Noise {
 public:
  explicit Noise(std::uint64_t seed) : bits_(seed) {}
  double uniform() { return (static_cast<double>(bits_() >> 12) + 0.5) * 0x1p-52; }
  double normal() {
    const double radius = core::sqrt(-2.0 * core::log(uniform()));
    return radius * core::cos(2.0 * core::pi * uniform());
  }

 private:
  std::mt19937_64 bits_;
};

struct Errors {
  double range_m = 50.0, azimuth_rad = 2e-3, elevation_rad = 2e-3;
};

inline const earth::Stage& stage() {
  static const earth::Stage s(earth::wgs84, 31.0 * core::degree);
  return s;
}

inline sensing::Site site_at(const earth::Place& place) {
  const auto position = stage().point(place);
  return {position, stage().local_axes(position), 0.0};
}

/// What the radar reports of a target: `scale` above 1 makes its errors larger than it says.
inline Measurement look_at(const sensing::Site& site, const core::Vec3<core::Stage>& target, double time_s,
                           const Errors& errors, Noise& noise, double scale = 1.0) {
  const sensing::Sighting s = sensing::sight(site, target);
  Measurement m{time_s,         s.range_m,          s.azimuth_rad,       s.elevation_rad,
                errors.range_m, errors.azimuth_rad, errors.elevation_rad};
  m.range_m += scale * errors.range_m * noise.normal();
  m.azimuth_rad += scale * errors.azimuth_rad * noise.normal();
  m.elevation_rad += scale * errors.elevation_rad * noise.normal();
  return m;
}

/// L with L L' = P. Domain: P positive definite.
template <std::size_t N>
std::array<std::array<double, N>, N> cholesky(const std::array<std::array<double, N>, N>& P) {
  std::array<std::array<double, N>, N> L{};
  for (std::size_t i = 0; i < N; ++i)
    for (std::size_t j = 0; j <= i; ++j) {
      double sum = P[i][j];
      for (std::size_t k = 0; k < j; ++k) sum -= L[i][k] * L[j][k];
      L[i][j] = i == j ? core::sqrt(sum) : sum / L[j][j];
    }
  return L;
}

/// Normalised estimation error squared: error' P^-1 error.
template <std::size_t N>
double nees(const Gaussian<N>& g, const std::array<double, N>& truth) {
  const auto L = cholesky(g.covariance);
  std::array<double, N> y{};
  double sum = 0.0;
  for (std::size_t i = 0; i < N; ++i) {
    y[i] = truth[i] - g.mean[i];
    for (std::size_t k = 0; k < i; ++k) y[i] -= L[i][k] * y[k];
    y[i] /= L[i][i];
    sum += y[i] * y[i];
  }
  return sum;
}

} // namespace equipoise::tracking::testing
