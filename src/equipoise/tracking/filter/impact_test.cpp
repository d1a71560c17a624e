#include "equipoise/tracking/filter/impact.hpp"

#include <doctest/doctest.h>

#include <cmath>

#include "equipoise/motion/ballistic/ballistic.hpp"
#include "equipoise/tracking/filter/testing.hpp"

using namespace equipoise;
using namespace equipoise::tracking;
using namespace equipoise::tracking::testing;

namespace {

using V = core::Vec3<core::Stage>;

BallisticEstimate estimate(const V& p, const V& v, double drag) {
  BallisticEstimate e;
  e.mean = {p.x, p.y, p.z, v.x, v.y, v.z, drag};
  return e;
}

} // namespace

TEST_CASE("twin: the impact of motion::coast, within 10 m and 0.01 s, its time alone within 0.1 s") {
  const BallisticModel model = ballistic_model(stage());
  struct Start {
    double altitude_m;
    V velocity;
  };
  // Up and down, from the least height that is promised to above the air; steep, flat, slow and fast.
  const Start starts[]{
      {20e3, {1100, -750, 1000}},    {25e3, {1100, -750, 1000}},   {25e3, {400, -300, 1500}},
      {25e3, {2000, -1500, 1800}},   {20e3, {900, -600, -900}},    {20e3, {300, -200, -2000}},
      {30e3, {1500, -1000, -800}},   {46e3, {1200, -800, -1200}},  {60e3, {1000, -700, -900}},
      {60e3, {300, -200, -2200}},    {100e3, {1100, -750, -1000}}, {100e3, {1200, -800, 300}},
      {250e3, {2000, -1500, -1500}}, {300e3, {900, -600, 0}}};
  double worst_m = 0.0, worst_s = 0.0, worst_alone_s = 0.0;
  for (const double coefficient : {4000.0, 14000.0})
    for (const auto& [altitude, v] : starts) {
      CAPTURE(coefficient);
      CAPTURE(altitude);
      CAPTURE(v.z);
      const V p = stage().point({-150e3, 100e3, altitude});
      const auto coast = motion::coast({0.0, stage().to_ecef(p), stage().direction(v), {}}, coefficient, {});
      const auto found = impact(model, estimate(p, v, 1.0 / coefficient), 0.0);
      const auto alone_s = impact_time_s(model, estimate(p, v, 1.0 / coefficient), 0.0);
      REQUIRE(found);
      REQUIRE(alone_s);
      const double end_s = coast.nodes.back().time_s,
                   off_m = norm(found->position - stage().to_stage(coast.nodes.back().position));
      CHECK(off_m < 10.0);
      CHECK(std::abs(found->time_s - end_s) < 0.01);
      CHECK(std::abs(*alone_s - end_s) < 0.1);
      if (altitude <= 25e3) CHECK(std::abs(*alone_s - end_s) < 0.03);
      CHECK(std::abs(altitude_m(model, found->position)) < 0.02);
      worst_m = std::max(worst_m, off_m);
      worst_s = std::max(worst_s, std::abs(found->time_s - end_s));
      worst_alone_s = std::max(worst_alone_s, std::abs(*alone_s - end_s));
    }
  MESSAGE("worst: ", worst_m, " m, ", worst_s, " s, the time alone ", worst_alone_s, " s");
}

TEST_CASE(
    "impact: nothing for what is below and sinks or leaves the earth, at an aim's height above the ground") {
  const BallisticModel model = ballistic_model(stage());
  CHECK_FALSE(impact(model, estimate({0, 0, -10}, {0, 0, -100}, 1e-4), 0.0));
  CHECK_FALSE(impact(model, estimate({0, 0, 200e3}, {0, 0, 12e3}, 1e-4), 0.0));
  const auto high = impact(model, estimate({0, 0, 20e3}, {300, 0, -800}, 1e-4), 3000.0);
  REQUIRE(high);
  CHECK(std::abs(altitude_m(model, high->position) - 3000.0) < 0.02);
}

// Fixed seed: 2,000 starts drawn from the covariance, each flown to the ground. The mean of the normalised
// distance in the plane (2 degrees of freedom) and of the squared time error have the mean 1 within 4.892
// standard errors; half the variance fails.
TEST_CASE("twin: the covariance of the impact is that of drawn starts") {
  BallisticModel model = ballistic_model(stage());
  model.coast = {};
  BallisticEstimate e = estimate({-100e3, 70e3, 55e3}, {1000, -650, 300}, 1e-4);
  const std::array<double, 7> sigma{100, 150, 120, 8, 6, 9, 5e-6};
  for (std::size_t i = 0; i < 7; ++i) e.covariance[i][i] = sigma[i] * sigma[i];
  e.covariance[0][3] = e.covariance[3][0] = 0.6 * sigma[0] * sigma[3];
  const auto L = cholesky(e.covariance);
  const Impact nominal = impact(model, e, 0.0).value();
  const auto& c = nominal.covariance;
  Noise noise(31);
  constexpr int n = 2000;
  double plane = 0.0, time = 0.0;
  for (int i = 0; i < n; ++i) {
    BallisticEstimate start = e;
    std::array<double, 7> draw;
    for (double& d : draw) d = noise.normal();
    for (std::size_t j = 0; j < 7; ++j)
      for (std::size_t k = 0; k <= j; ++k) start.mean[j] += L[j][k] * draw[k];
    const Impact one = impact(model, start, 0.0).value();
    const V d = one.position - nominal.position;
    const double det = c.xx * c.yy - c.xy * c.xy;
    plane += (c.yy * d.x * d.x - 2.0 * c.xy * d.x * d.y + c.xx * d.y * d.y) / det / (2.0 * n);
    const double late = (one.time_s - nominal.time_s) / nominal.time_sigma_s;
    time += late * late / n;
  }
  MESSAGE("plane ", plane, ", time ", time, "; sigma ", std::sqrt(c.xx), " and ", std::sqrt(c.yy), " m, ",
          nominal.time_sigma_s, " s");
  CHECK(std::abs(plane - 1.0) < 4.892 * std::sqrt(2.0 / (2.0 * n)));
  CHECK(std::abs(time - 1.0) < 4.892 * std::sqrt(2.0 / n));
  CHECK(2.0 * plane - 1.0 > 4.892 * std::sqrt(2.0 / (2.0 * n)));
}

TEST_CASE("closest approach: ahead, behind, at rest") {
  ManoeuvreEstimate e;
  e.time_s = 10.0;
  e.mean = {-10e3, 3e3, 0, 200, 0, 0};
  CHECK(closest_approach(e, {0, 0, 0}).time_s == doctest::Approx(60.0));
  CHECK(closest_approach(e, {0, 0, 0}).distance_m == doctest::Approx(3e3));
  CHECK(closest_approach(e, {-20e3, 3e3, 0}).time_s == 10.0);
  CHECK(closest_approach(e, {-20e3, 3e3, 0}).distance_m == doctest::Approx(10e3));
  e.mean[3] = 0.0;
  CHECK(closest_approach(e, {0, 3e3, 0}).distance_m == doctest::Approx(10e3));
}
