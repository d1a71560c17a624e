// Fixed seeds; |z| < 4.892 is a false alarm of 1e-6 a comparison had they been free.
#include "equipoise/tracking/false_alarms/gate_alarms.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

#include "equipoise/tracking/association.hpp"
#include "equipoise/tracking/filter/testing.hpp"

using namespace equipoise;
using namespace equipoise::tracking;

namespace {

PredictedPosition expected() {
  return {{100e3, -20e3, 50e3}, {4e6, 1e6, 9e6, 1.2e6, -2e6, 0.9e6}};
}

} // namespace

TEST_CASE("a gate's region: its volume by the determinant, and what the gate holds lies in it") {
  const PredictedPosition e = expected();
  const Symmetric3& p = e.covariance;
  const double error2 = 300.0 * 300.0;
  const double xx = p.xx + error2, yy = p.yy + error2, zz = p.zz + error2;
  const double determinant =
      xx * (yy * zz - p.yz * p.yz) - p.xy * (p.xy * zz - p.yz * p.xz) + p.xz * (p.xy * p.yz - yy * p.xz);
  const GateRegion region = gate_region(e, 300.0);
  CHECK(region.volume_m3 ==
        doctest::Approx(4.0 / 3.0 * std::numbers::pi * std::pow(gate_1e_4, 1.5) * std::sqrt(determinant)));

  testing::Noise noise(11);
  int inside = 0;
  for (int k = 0; k < 20'000; ++k) {
    const auto off = [&] { return 40e3 * (noise.uniform() - 0.5); };
    const core::Vec3<core::Stage> point = e.position + core::Vec3<core::Stage>{off(), off(), off()};
    // The same error in every direction: the region is the gate.
    const bool in_gate = distance_squared(e, point, {error2, error2, error2, 0, 0, 0}) <= gate_1e_4;
    REQUIRE(contains(region, point) == in_gate);
    inside += in_gate ? 1 : 0;
    // A smaller one in some: the region is more.
    if (distance_squared(e, point, {error2, 900.0, error2, 0, 0, 0}) <= gate_1e_4)
      REQUIRE(contains(region, point));
  }
  // The cube of points holds the region: its share of it is by volume.
  const double share = region.volume_m3 / std::pow(40e3, 3), n = 20'000.0;
  REQUIRE(2.0 * std::sqrt(gate_1e_4 * zz) < 40e3);
  CHECK(std::abs(inside - n * share) < 4.892 * std::sqrt(n * share * (1.0 - share)));
}

TEST_CASE("points of a region are spread evenly over it") {
  const GateRegion region = gate_region(expected(), 300.0);
  GateRegion half = region; // about the same centre, half as long along every axis: an eighth of it
  for (double& r : half.root) r *= 0.5;
  testing::Noise noise(12);
  double mean = 0.0;
  int inner = 0, east = 0;
  constexpr int n = 100'000;
  for (int k = 0; k < n; ++k) {
    const auto point = point_in(region, {noise.uniform(), noise.uniform(), noise.uniform()});
    REQUIRE(contains(region, point));
    inner += contains(half, point) ? 1 : 0;
    east += point.x > region.centre.x ? 1 : 0;
    mean += (point.z - region.centre.z) / n;
  }
  CHECK(std::abs(inner - n / 8.0) < 4.892 * std::sqrt(n * 0.125 * 0.875));
  CHECK(std::abs(inner - n / 7.5) > 4.892 * std::sqrt(n * 0.125 * 0.875)); // what is not even would be seen
  CHECK(std::abs(east - n / 2.0) < 4.892 * std::sqrt(n * 0.25));
  // Along an axis the points of an ellipsoid vary by a fifth of its half length squared.
  const auto& r = region.root;
  const double length2 = r[3] * r[3] + r[4] * r[4] + r[5] * r[5];
  CHECK(std::abs(mean) < 4.892 * std::sqrt(length2 / 5.0 / n));
}

TEST_CASE("as many false alarms as Poisson says") {
  CHECK(poisson(0.0, 1.0 - 1e-16, 20) == 0);
  CHECK(poisson(1e9, 0.5, 20) == 20); // no more than there is room for
  for (const double mean : {1e-3, 0.3, 4.0}) {
    double sum = 0.0, chance = std::exp(-mean);
    // On both sides of every step of the distribution function that is well above rounding.
    for (int k = 0; chance > 1e-6; ++k) {
      if (k > 0) CHECK(poisson(mean, sum + 1e-9 * chance, 20) == k);
      sum += chance;
      CHECK(poisson(mean, sum - 1e-9 * chance, 20) == k);
      chance *= mean / (k + 1);
    }
  }
}

TEST_CASE("where gates overlap false alarms are drawn once: as dense there as elsewhere") {
  std::array<GateRegion, 3> gates;
  for (std::size_t g = 0; g < gates.size(); ++g) {
    PredictedPosition e = expected();
    e.position.x += 2e3 * static_cast<double>(g);
    gates[g] = gate_region(e, 300.0);
  }
  const auto held = [&](const core::Vec3<core::Stage>& point) {
    return std::count_if(gates.begin(), gates.end(), [&](const auto& gate) { return contains(gate, point); });
  };
  testing::Noise noise(13);
  // How much of the three gates is held by one, two or three of them: a point of a gate counts for its share.
  std::array<double, 4> share{};
  constexpr int points = 100'000;
  for (int k = 0; k < points; ++k)
    for (const GateRegion& gate : gates) {
      const auto n =
          static_cast<std::size_t>(held(point_in(gate, {noise.uniform(), noise.uniform(), noise.uniform()})));
      share[n] += 1.0 / static_cast<double>(n) / points;
    }
  constexpr double mean = 0.5, draws = 40'000;
  std::array<double, 4> found{};
  for (int k = 0; k < static_cast<int>(draws); ++k)
    for (std::size_t g = 0; g < gates.size(); ++g)
      draw_alarms(
          gates[g], {gates.data(), g}, mean, 20, [&](std::uint32_t) { return noise.uniform(); },
          [&](const auto& point) { found[static_cast<std::size_t>(held(point))] += 1.0; });
  for (std::size_t n = 1; n <= 3; ++n) {
    const double due = mean * draws * share[n];
    REQUIRE(due > 1000.0);
    // Poisson, and the shares' own chance, which is less than as much again. Drawn for each gate there would
    // be n times as many.
    CHECK(std::abs(found[n] - due) < 4.892 * std::sqrt(2.0 * due));
  }
}
