#include "equipoise/tracking/association.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>

#include "equipoise/tracking/disturbance.hpp"
#include "equipoise/tracking/filter/ballistic_filter.hpp"
#include "equipoise/tracking/filter/testing.hpp"

using namespace equipoise;
using namespace equipoise::tracking;
using namespace equipoise::tracking::testing;

namespace {

using V = core::Vec3<core::Stage>;

PredictedPosition at(double x, double y, double sigma) {
  return {{x, y, 10e3}, {sigma * sigma, sigma * sigma, sigma * sigma, 0, 0, 0}};
}
Fix seen(double x, double y, double sigma) {
  return {
      0.0, {x, y, 10e3}, {V{1, 0, 0}, V{0, 1, 0}, V{0, 0, 1}}, {sigma * sigma, sigma * sigma, sigma * sigma}};
}

/// Twice the negative logarithm of the likelihood ratio, a normal density to that of false alarms: the
/// determinant by Sarrus' rule, and the distance of the other function.
double cost(const PredictedPosition& track, const Fix& fix, double alarms_per_m3) {
  const Symmetric3 &p = track.covariance, c = covariance(fix);
  const double xx = p.xx + c.xx, yy = p.yy + c.yy, zz = p.zz + c.zz, xy = p.xy + c.xy, xz = p.xz + c.xz,
               yz = p.yz + c.yz;
  const double determinant = xx * yy * zz + 2.0 * xy * yz * xz - xx * yz * yz - yy * xz * xz - zz * xy * xy;
  const double density =
      std::exp(-0.5 * distance_squared(track, fix)) / std::sqrt(std::pow(2.0 * core::pi, 3.0) * determinant);
  return -2.0 * std::log(density / alarms_per_m3);
}

/// The slow twin: the best of every partial pairing, one track after another.
double min_cost(std::span<const PredictedPosition> tracks, std::span<const Fix> fixes,
                std::span<const double> alarms_per_m3, double gate, std::size_t track, unsigned used) {
  if (track == tracks.size()) return 0.0;
  double min = min_cost(tracks, fixes, alarms_per_m3, gate, track + 1, used);
  for (std::size_t j = 0; j < fixes.size(); ++j)
    if ((used >> j & 1U) == 0 && distance_squared(tracks[track], fixes[j]) < gate)
      min = std::min(min, cost(tracks[track], fixes[j], alarms_per_m3[j]) +
                              min_cost(tracks, fixes, alarms_per_m3, gate, track + 1, used | 1U << j));
  return min;
}

/// So few that a pair within the gate is never left for one.
std::vector<double> rare(std::size_t detections) {
  return std::vector<double>(detections, 1e-18);
}

} // namespace

TEST_CASE("association: the nearest neighbour is left to the track that has no other") {
  Associator associator(4, 4);
  const std::array tracks{at(0, 0, 50), at(100, 0, 50)};
  const std::array fixes{seen(60, 0, 50), seen(-80, 0, 50)};
  // Track 0 is nearest to fix 0, and so is track 1, to which fix 1 is too far.
  const auto pairs = associator.associate(tracks, fixes, rare(2), 6.0);
  CHECK(pairs[0] == 1);
  CHECK(pairs[1] == 0);
  const std::array far{seen(5000, 0, 50)};
  CHECK(associator.associate(tracks, far, rare(1), gate_1e_4)[0] == Associator::none);
  CHECK(associator.associate({}, far, rare(1), gate_1e_4).empty());
  CHECK(associator.associate(tracks, {}, {}, gate_1e_4)[1] == Associator::none);
}

// One track, variance 2 * 50^2 m2 a direction, and a detection one sigma off: as likely its target's as a
// false alarm where those are as dense as its normal density there, 1 / (2 pi 5000)^1.5 * exp(-1/2).
TEST_CASE("association: a detection that is likelier a false alarm is left alone") {
  Associator associator(1, 1);
  const std::array tracks{at(0, 0, 50)};
  const std::array fixes{seen(std::sqrt(5000.0), 0, 50)};
  const double even = std::exp(-0.5) * std::pow(2.0 * core::pi * 5000.0, -1.5);
  const auto takes = [&](double alarms_per_m3) {
    return associator.associate(tracks, fixes, {&alarms_per_m3, 1}, gate_1e_4)[0] == 0;
  };
  CHECK(takes(0.999 * even));
  CHECK_FALSE(takes(1.001 * even));
}

TEST_CASE("twin: association costs what the best of all partial pairings does") {
  Associator associator(6, 6);
  Noise noise(3);
  for (int round = 0; round < 3000; ++round) {
    std::vector<PredictedPosition> tracks(static_cast<std::size_t>(noise.uniform() * 6.99));
    std::vector<Fix> fixes(static_cast<std::size_t>(noise.uniform() * 6.99));
    for (auto& t : tracks) t = at(200 * noise.normal(), 200 * noise.normal(), 20 + 100 * noise.uniform());
    for (auto& f : fixes) f = seen(200 * noise.normal(), 200 * noise.normal(), 20 + 100 * noise.uniform());
    // From a few in a gate to none in the world.
    std::vector<double> alarms_per_m3(fixes.size());
    for (double& density : alarms_per_m3) density = std::pow(10.0, -6.0 - 6.0 * noise.uniform());
    const double gate = 1.0 + 20.0 * noise.uniform();
    const auto pairs = associator.associate(tracks, fixes, alarms_per_m3, gate);
    double sum = 0.0;
    for (std::size_t i = 0; i < tracks.size(); ++i) {
      if (pairs[i] == Associator::none) continue;
      const auto j = static_cast<std::size_t>(pairs[i]);
      sum += cost(tracks[i], fixes[j], alarms_per_m3[j]);
    }
    REQUIRE(sum == doctest::Approx(min_cost(tracks, fixes, alarms_per_m3, gate, 0, 0)).epsilon(1e-9));
  }
}

// Twelve missiles one second, 1.1 km, apart on one path; a tenth of the dwells miss, and ten false alarms a
// scan fall among them. Every pairing is known, so every wrong one is counted.
TEST_CASE("association: twelve missiles a second apart on one path, missed looks and false alarms") {
  const BallisticModel model = ballistic_model(stage());
  const auto radar = site_at({20e3, -10e3, 0});
  const Errors errors{30.0, 1e-3, 1e-3};
  constexpr std::size_t missiles = 12, false_alarms = 10;
  // In the middle of the cloud they fall in.
  const double alarms_per_m3 = false_alarms / (std::pow(2.0 * core::pi, 1.5) * 4000.0 * 4000.0 * 2000.0);
  Associator associator(missiles, missiles + false_alarms);
  int counted = 0, right = 0, wrong = 0, none = 0, seen_dwells = 0, lost = 0;
  double position2 = 0.0, velocity2 = 0.0, raw2 = 0.0;
  for (int run = 0; run < 50; ++run) {
    Noise noise(700 + static_cast<std::uint64_t>(run));
    std::array<BallisticEstimate, missiles> truth;
    std::array<BallisticTrack, missiles> tracks;
    for (std::size_t i = 0; i < missiles; ++i) {
      truth[i].mean = {-100e3, 70e3, 55e3, 800, -560, 500, 1e-4};
      truth[i].time_s = -static_cast<double>(i);
      predict(model, {}, truth[i], 0.0);
      truth[i].time_s = 0.0;
      tracks[i] = initiate(model, fix(radar, look_at(radar, truth[i].position(), 0.0, errors, noise)));
      tracks[i].estimate.mean = truth[i].mean; // known since a while, as a cued track is
      tracks[i].estimate.covariance = {};
      for (std::size_t k = 0; k < 7; ++k)
        tracks[i].estimate.covariance[k][k] = k < 3 ? 1e4 : k < 6 ? 400.0 : 1e-9;
      tracks[i].powered = false;
      tracks[i].settled = true;
      tracks[i].disturbance = usual_disturbance;
    }
    for (int k = 1; k <= 100; ++k) {
      std::vector<Fix> fixes;
      std::vector<std::size_t> of;
      std::array<PredictedPosition, missiles> predicted;
      for (std::size_t i = 0; i < missiles; ++i) {
        predict(model, {}, truth[i], k);
        predict(model, tracks[i], k);
        predicted[i] = predicted_position(tracks[i]);
        if (noise.uniform() < 0.1) continue;
        fixes.push_back(fix(radar, look_at(radar, truth[i].position(), k, errors, noise)));
        of.push_back(i);
      }
      for (std::size_t i = 0; i < false_alarms; ++i) {
        const V about = truth[6].position();
        const V place{about.x + 4000 * noise.normal(), about.y + 4000 * noise.normal(),
                      about.z + 2000 * noise.normal()};
        fixes.push_back(fix(radar, look_at(radar, place, k, errors, noise)));
        of.push_back(missiles);
      }
      const std::vector<double> density(fixes.size(), alarms_per_m3);
      const auto pairs = associator.associate(predicted, fixes, density, gate_1e_4);
      seen_dwells += static_cast<int>(of.size() - false_alarms);
      for (std::size_t i = 0; i < missiles; ++i) {
        if (pairs[i] == Associator::none) {
          ++none;
          continue;
        }
        const auto j = static_cast<std::size_t>(pairs[i]);
        ++(of[j] == i ? right : wrong);
        update(model, tracks[i], fixes[j]);
        if (k <= 20 || of[j] != i) continue;
        const V p = tracks[i].estimate.position() - truth[i].position(),
                v = tracks[i].estimate.velocity() - truth[i].velocity();
        const V raw = fixes[j].position - truth[i].position();
        position2 += dot(p, p);
        velocity2 += dot(v, v);
        raw2 += dot(raw, raw);
        ++counted;
      }
    }
    for (std::size_t i = 0; i < missiles; ++i)
      lost += norm(tracks[i].estimate.position() - truth[i].position()) > 500.0;
  }
  MESSAGE(right, " right, ", wrong, " wrong, ", none, " none of ", seen_dwells, " looks; ", lost,
          " of 600 tracks lost; root-mean-square error from the 21st look on ",
          std::sqrt(position2 / counted), " m, ", std::sqrt(velocity2 / counted), " m/s, of single looks ",
          std::sqrt(raw2 / counted), " m");
  CHECK(position2 < 0.25 * raw2);
  CHECK(right > 0.99 * seen_dwells);
  CHECK(wrong < 0.005 * seen_dwells);
  CHECK(lost == 0);
}

// Two aircraft whose paths cross at 10 degrees and 100 m of height, less than the error of a dwell.
TEST_CASE("association: crossing tracks come out with their own targets") {
  const BallisticModel model = ballistic_model(stage());
  const auto radar = site_at({0, 0, 0});
  const Errors errors{30.0, 1e-3, 1e-3};
  int swapped = 0;
  Associator associator(2, 2);
  constexpr int runs = 200;
  for (int run = 0; run < runs; ++run) {
    Noise noise(900 + static_cast<std::uint64_t>(run));
    std::array<BallisticEstimate, 2> truth;
    truth[0].mean = {-90e3, -5e3, 80e3, 1200, 105, 0, 1e-4};
    truth[1].mean = {-90e3, 5e3, 80.1e3, 1200, -105, 0, 1e-4};
    std::array<BallisticTrack, 2> tracks;
    for (std::size_t i = 0; i < 2; ++i) {
      tracks[i] = initiate(model, fix(radar, look_at(radar, truth[i].position(), 0.0, errors, noise)));
      tracks[i].powered = false;
    }
    for (int k = 1; k <= 90; ++k) {
      std::array<PredictedPosition, 2> predicted;
      std::array<Fix, 2> fixes;
      for (std::size_t i = 0; i < 2; ++i) {
        predict(model, {}, truth[i], k);
        predict(model, tracks[i], k);
        predicted[i] = predicted_position(tracks[i]);
        fixes[1 - i] = fix(radar, look_at(radar, truth[i].position(), k, errors, noise));
      }
      const auto pairs = associator.associate(predicted, fixes, rare(2), gate_1e_4);
      for (std::size_t i = 0; i < 2; ++i)
        if (pairs[i] != Associator::none) update(model, tracks[i], fixes[static_cast<std::size_t>(pairs[i])]);
    }
    swapped += norm(tracks[0].estimate.position() - truth[1].position()) <
               norm(tracks[0].estimate.position() - truth[0].position());
  }
  MESSAGE(swapped, " of ", runs, " pairs swapped");
  CHECK(swapped <= 2);
}
