#include "equipoise/tracking/false_alarms/false_tracks.hpp"

#include <doctest/doctest.h>

#include <cmath>

#include "equipoise/tracking/association.hpp"
#include "equipoise/tracking/filter/testing.hpp"

using namespace equipoise;
using namespace equipoise::tracking;

namespace {

sensing::Radar radar() {
  sensing::Radar r;
  r.instrumented_range_m = 600e3;
  r.beamwidth_azimuth_rad = r.beamwidth_elevation_rad = 1.5 * core::degree;
  r.period_s = 6.0;
  return r;
}

BallisticModel ballistic() {
  return ballistic_model(earth::Stage(earth::wgs84, 31.0 * core::degree));
}

/// Poisson by Knuth's product of uniforms. Domain: mean below 100.
int poisson(double mean, testing::Noise& noise) {
  int k = -1;
  for (double product = 1.0, min = std::exp(-mean); product > min; ++k) product *= noise.uniform();
  return k;
}

} // namespace

// By hand for a constant chance p a dwell: 2 of 2 confirms with p; 2 of 3 with 1 - (1 - p)^2. For 3 of 5, a
// first hit and dwells after it: two hits of the next four are not the whole of it, as the window slides on.
TEST_CASE("false tracks: the chain gives the closed forms of the short rules") {
  for (const double mean : {1e-6, 1e-3, 0.2, 2.0}) {
    const auto constant = [mean](int, int) { return mean; };
    const double p = -std::expm1(-mean);
    CHECK(confirmation_chance({1, 1, 4}, constant) == 1.0);
    CHECK(confirmation_chance({2, 2, 4}, constant) == doctest::Approx(p).epsilon(1e-9));
    CHECK(confirmation_chance({2, 3, 4}, constant) ==
          doctest::Approx(1.0 - (1.0 - p) * (1.0 - p)).epsilon(1e-9));
  }
  // To the leading order every pair of later dwells within the window confirms: 1 + 2 + 3 of the first hit's
  // own window; those of a window that begins later need three hits of their own.
  const double p = 1e-5;
  CHECK(confirmation_chance({3, 5, 4}, [p](int, int) { return p; }) ==
        doctest::Approx(6.0 * p * p).epsilon(1e-3));
}

// An independent method: dwells drawn one by one. Fixed seed; |z| < 4.892 is a false alarm of 1e-6.
TEST_CASE("twin: the chain's chance is that of 200,000 drawn tracks whose gates differ with their history") {
  const TrackRule rule{3, 5, 4};
  const auto mean = [](int since, int between) { return 0.15 * (since + (between == 0 ? 2 : between % 2)); };
  const double exact = confirmation_chance(rule, mean);
  testing::Noise noise(31);
  constexpr int tracks = 200'000;
  int confirmed = 0;
  for (int i = 0; i < tracks; ++i) {
    TrackState s = dwell(rule, {}, true);
    for (int since = 1, between = 0; !s.confirmed && s.history != 0; ++since) {
      const bool hit = poisson(mean(since, between), noise) > 0;
      s = dwell(rule, s, hit);
      if (!hit) continue;
      between = since;
      since = 0;
    }
    confirmed += s.confirmed ? 1 : 0;
  }
  const double sd = std::sqrt(tracks * exact * (1.0 - exact));
  CHECK(std::abs(confirmed - tracks * exact) < 4.892 * sd);
  CHECK(std::abs(confirmed - tracks * (exact + 0.01)) > 4.892 * sd);
}

// Uniform clutter, the filter, its gate, the nearest neighbour and the rule, at a density at which tracks can
// be counted: half an alarm in the first gate. The model's gates are upper estimates, and its chain is
// exact only given them: the count must not be above it, and no less than half of it where everything in
// the gate is taken; a tracker that knows how dense they are takes fewer. Fixed seeds; 4.892 standard errors,
// a false alarm of 1e-6 had they been free.
TEST_CASE("twin: tracks confirmed in drawn clutter by the real filter are no more than the chain says") {
  auto r = radar();
  const double range_m = 300e3;
  const TrackRule rule{3, 5, 4};
  const BallisticModel model = ballistic();
  const sensing::Site site = testing::site_at({0.0, 0.0, 0.0});
  const auto error = sensing::false_alarm_error(r);
  const GateModel gate = gate_model(r, model, range_m, error);
  const double density = 0.5 / gate_volume_m3(gate, 1, 0);
  const double expected = confirmation_chance(
      rule, [&](int since, int between) { return density * gate_volume_m3(gate, since, between); });
  Associator associator(1, 200);
  constexpr int tracks = 4000;
  const auto confirmed_of = [&](double believed_per_m3) {
    testing::Noise noise(41);
    int confirmed = 0;
    for (int i = 0; i < tracks; ++i) {
      Measurement m{0.0, range_m, 1.0, 0.3, error.range_m, error.azimuth_rad, error.elevation_rad};
      BallisticTrack track = initiate(model, fix(site, m));
      TrackState s = dwell(rule, {}, true);
      for (int k = 1; !s.confirmed && s.history != 0; ++k) {
        predict(model, track, k * r.period_s);
        const PredictedPosition where = predicted_position(track);
        // A box of clutter round the gate: every fix with the error of its own place.
        const Symmetric3& P = where.covariance;
        const Fix near = fix(site, m);
        const Symmetric3 R = covariance(near);
        const auto half = [&](double p, double fixed) { return 1.2 * std::sqrt(gate_1e_4 * (p + fixed)); };
        const double x = half(P.xx, R.xx), y = half(P.yy, R.yy), z = half(P.zz, R.zz);
        std::vector<Fix> fixes;
        for (int c = poisson(std::min(90.0, density * 8.0 * x * y * z), noise); c > 0; --c) {
          Fix f = near;
          f.time_s = k * r.period_s;
          f.position = where.position + core::Vec3<core::Stage>{x * (2.0 * noise.uniform() - 1.0),
                                                                y * (2.0 * noise.uniform() - 1.0),
                                                                z * (2.0 * noise.uniform() - 1.0)};
          fixes.push_back(f);
        }
        const std::vector<double> alarms_per_m3(fixes.size(), believed_per_m3);
        const int pair = associator.associate({&where, 1}, fixes, alarms_per_m3, gate_1e_4)[0];
        if (pair != Associator::none) update(model, track, fixes[static_cast<std::size_t>(pair)]);
        s = dwell(rule, s, pair != Associator::none);
      }
      confirmed += s.confirmed ? 1 : 0;
    }
    return confirmed;
  };
  const int taken = confirmed_of(1e-30), weighed = confirmed_of(density);
  MESSAGE("confirmed ", taken, " of ", tracks, ", the chain says at most ", tracks * expected, "; ", weighed,
          " where each is held against the density");
  const double sd = std::sqrt(tracks * expected);
  CHECK(taken < tracks * expected + 4.892 * sd);
  CHECK(taken > 0.5 * tracks * expected);
  CHECK(weighed < taken - 4.892 * std::sqrt(taken));
}

// The gate of one hit is the filter's own: its volume from the covariance that associates.
TEST_CASE(
    "false tracks: the gate of one hit is that of the filter, and of two no narrower than the filter's") {
  const auto r = radar();
  const BallisticModel model = ballistic();
  const sensing::Site site = testing::site_at({0.0, 0.0, 0.0});
  const auto error = sensing::false_alarm_error(r);
  const auto volume = [&](const BallisticTrack& track, const Fix& f) {
    const Symmetric3 p = predicted_position(track).covariance, c = covariance(f);
    const double a = p.xx + c.xx, b = p.yy + c.yy, d = p.zz + c.zz, e = p.xy + c.xy, g = p.xz + c.xz,
                 h = p.yz + c.yz;
    const double det = a * (b * d - h * h) - e * (e * d - h * g) + g * (e * h - b * g);
    return 4.0 / 3.0 * core::pi * std::pow(gate_1e_4, 1.5) * std::sqrt(det);
  };
  for (const double range_m : {60e3, 200e3, 400e3}) {
    const GateModel gate = gate_model(r, model, range_m, error);
    Measurement m{0.0, range_m, 1.0, 0.3, error.range_m, error.azimuth_rad, error.elevation_rad};
    BallisticTrack track = initiate(model, fix(site, m));
    predict(model, track, 6.0);
    const Fix f = fix(site, m);
    CHECK(volume(track, f) < 1.01 * gate_volume_m3(gate, 1, 0)); // bent by gravity's gradient: a percent
    CHECK(volume(track, f) > 0.7 * gate_volume_m3(gate, 1, 0));
    Fix second = f;
    second.time_s = 6.0;
    second.position = predicted_position(track).position;
    update(model, track, second);
    predict(model, track, 12.0);
    CHECK(volume(track, f) < 1.01 * gate_volume_m3(gate, 1, 1));
    predict(model, track, 24.0);
    CHECK(volume(track, f) < 1.01 * gate_volume_m3(gate, 3, 1));
  }
}
