#include "equipoise/tracking/measurement.hpp"

#include <doctest/doctest.h>

#include <cmath>

#include "equipoise/tracking/filter/testing.hpp"
#include "equipoise/tracking/gaussian.hpp"

using namespace equipoise;
using namespace equipoise::tracking;
using namespace equipoise::tracking::testing;

// 400 km with errors of 15 mrad, where the naive position lies r sigma^2 = 90 m too far along its own line of
// sight, against a range error of 50 m. Fixed seed; |z| < 4.892 each is a false alarm of 1e-6. The naive
// position fails the same test.
TEST_CASE("a fix is unbiased along its axes, and its distance from the truth has three degrees of freedom") {
  const auto radar = site_at({100e3, 50e3, 0});
  for (const auto& target : {core::Vec3<core::Stage>{-250e3, 150e3, 60e3}, {-20e3, 20e3, 150e3}}) {
    constexpr int n = 200'000;
    const Errors errors{50.0, 15e-3, 15e-3};
    Noise noise(11);
    std::array<double, 3> sum{}, variance{};
    double naive_sum = 0.0, distance_sum = 0.0;
    const PredictedPosition truth{target, {}};
    for (int i = 0; i < n; ++i) {
      Measurement m = look_at(radar, target, 0.0, errors, noise);
      const Fix f = fix(radar, m);
      for (std::size_t k = 0; k < 3; ++k) {
        sum[k] += dot(f.axes[k], f.position - target);
        variance[k] += f.variances_m2[k];
      }
      distance_sum += distance_squared(truth, f);
      m.azimuth_sigma_rad = m.elevation_sigma_rad = 0.0;
      naive_sum += dot(f.axes[0], fix(radar, m).position - target);
    }
    for (std::size_t k = 0; k < 2; ++k) CHECK(std::abs(sum[k]) < 4.892 * std::sqrt(variance[k]));
    CHECK(std::abs(naive_sum) > 20.0 * std::sqrt(variance[0]));
    // Along the elevation the horizon's curvature leaves r sigma^2 sin(2 el) / 4, 1/200 of a standard
    // deviation.
    CHECK(std::abs(sum[2]) < 0.01 * std::sqrt(variance[2] * n));
    // The errors are not normal at this size: 1 % of the mean is allowed for, besides 4.892 sqrt(6 / n) =
    // 0.027.
    CHECK(std::abs(distance_sum / n - 3.0) < 0.057);
  }
}

TEST_CASE("a fix without errors is the place that was seen, whatever the site's axes") {
  const auto radar = site_at({200e3, -150e3, 500});
  for (const auto& target :
       {core::Vec3<core::Stage>{-250e3, 150e3, 60e3}, {200e3, 0, 10e3}, {200e3, -160e3, -3e3}}) {
    const auto s = sensing::sight(radar, target);
    const Fix f = fix(radar, {3.0, s.range_m, s.azimuth_rad, s.elevation_rad, 0, 0, 0});
    CHECK(norm(f.position - target) < 1e-6);
    for (std::size_t i = 0; i < 3; ++i)
      for (std::size_t j = 0; j < 3; ++j)
        CHECK(dot(f.axes[i], f.axes[j]) == doctest::Approx(i == j ? 1.0 : 0.0));
  }
}

// The textbook form with matrices: K = P H' S^-1, by Gauss elimination.
TEST_CASE("twin: the update axis by axis is the update by matrices") {
  const auto radar = site_at({100e3, 50e3, 0});
  Noise noise(12);
  Gaussian<7> g;
  std::array<std::array<double, 7>, 7> root{};
  const std::array<double, 7> size{500, 700, 300, 40, 60, 90, 1e-4};
  for (std::size_t i = 0; i < 7; ++i)
    for (std::size_t j = 0; j <= i; ++j) root[i][j] = size[i] * noise.normal();
  for (std::size_t i = 0; i < 7; ++i)
    for (std::size_t j = 0; j < 7; ++j)
      for (std::size_t k = 0; k < 7; ++k) g.covariance[i][j] += root[i][k] * root[j][k];
  g.mean = {-100e3, 50e3, 40e3, 900, -300, 200, 1e-4};
  const Fix f = fix(radar, look_at(radar, {-100.4e3, 50.3e3, 40.2e3}, 0.0, {}, noise));

  const Symmetric3 r = covariance(f);
  std::array<std::array<double, 11>, 3> system{}; // S | P of position with state | innovation
  const std::array<std::array<double, 3>, 3> R{{{r.xx, r.xy, r.xz}, {r.xy, r.yy, r.yz}, {r.xz, r.yz, r.zz}}};
  const auto d = f.position - g.position();
  const std::array<double, 3> innovation{d.x, d.y, d.z};
  for (std::size_t i = 0; i < 3; ++i) {
    for (std::size_t j = 0; j < 3; ++j) system[i][j] = g.covariance[i][j] + R[i][j];
    for (std::size_t j = 0; j < 7; ++j) system[i][3 + j] = g.covariance[i][j];
    system[i][10] = innovation[i];
  }
  for (std::size_t i = 0; i < 3; ++i) {
    const double pivot = system[i][i];
    for (double& x : system[i]) x /= pivot;
    for (std::size_t k = 0; k < 3; ++k) {
      if (k == i) continue;
      const double factor = system[k][i];
      for (std::size_t j = 0; j < 11; ++j) system[k][j] -= factor * system[i][j];
    }
  }
  double distance2 = 0.0;
  for (std::size_t i = 0; i < 3; ++i) distance2 += innovation[i] * system[i][10];
  Gaussian<7> slow = g;
  for (std::size_t i = 0; i < 7; ++i) {
    for (std::size_t k = 0; k < 3; ++k) slow.mean[i] += g.covariance[i][k] * system[k][10];
    for (std::size_t j = 0; j < 7; ++j)
      for (std::size_t k = 0; k < 3; ++k) slow.covariance[i][j] -= g.covariance[i][k] * system[k][3 + j];
  }
  CHECK(distance_squared(predicted_position(g), f) == doctest::Approx(distance2).epsilon(1e-9));
  CHECK(update(g, f).distance_squared == doctest::Approx(distance2).epsilon(1e-9));
  for (std::size_t i = 0; i < 7; ++i) {
    CHECK(g.mean[i] == doctest::Approx(slow.mean[i]).epsilon(1e-9));
    for (std::size_t j = 0; j < 7; ++j)
      CHECK(std::abs(g.covariance[i][j] - slow.covariance[i][j]) <
            1e-7 * std::sqrt(slow.covariance[i][i] * slow.covariance[j][j]));
  }
}
