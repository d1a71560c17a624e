#include "equipoise/tracking/filter/ballistic_filter.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <limits>
#include <string>

#include "equipoise/motion/ballistic/ballistic.hpp"
#include "equipoise/motion/ballistic/testing.hpp"
#include "equipoise/tracking/association.hpp"
#include "equipoise/tracking/filter/testing.hpp"

using namespace equipoise;
using namespace equipoise::tracking;
using namespace equipoise::tracking::testing;

namespace {

using V = core::Vec3<core::Stage>;
constexpr double degree = core::degree;

/// Numbers of catalogue/ghaznavi.toml, with and without a warhead that parts.
motion::Trajectory flight(double range_m, motion::Path path, double coefficient) {
  motion::BallisticMissile m = motion::testing::short_range_missile();
  m.ballistic_coefficient_kg_per_m2 = coefficient;
  m.propellant_mass_kg = motion::propellant_for_range(m, 290e3).value();
  const auto launch = stage().to_ecef(stage().point({-0.8 * range_m, 0.6 * range_m, 0}));
  const auto aim = stage().to_ecef(stage().point({0, 0, 0}));
  return motion::on_stage(motion::fly_to(m, launch, aim, path, {}).value().flight, stage());
}

} // namespace

TEST_CASE("altitude and normal: as the ellipsoid's, to 1,000 km up and 1,000 km out") {
  const BallisticModel model = ballistic_model(stage());
  for (const double east : {-1000e3, 0.0, 300e3})
    for (const double north : {-1000e3, 0.0, 1000e3})
      for (const double up_m : {0.0, 10e3, 150e3, 1000e3}) {
        const V p{east, north, up_m};
        CHECK(std::abs(altitude_m(model, p) - stage().altitude_m(p)) < 1.0);
        const V n = up(model, p);
        CHECK(norm(n - stage().direction(earth::up(stage().ellipsoid(), stage().to_ecef(p)))) < 2e-5);
        CHECK(std::abs(norm(n) - 1.0) < 1e-4);
      }
}

TEST_CASE("twin: steps of the filter follow motion::coast, within 0.2 m a step and 2 m a flight") {
  const BallisticModel model = ballistic_model(stage());
  for (const double coefficient : {4000.0, 14000.0}) {
    const V p = stage().point({-150e3, 100e3, 25e3});
    const V v{1100, -750, 1000};
    const auto coast = motion::coast({0.0, stage().to_ecef(p), stage().direction(v), {}}, coefficient, {});
    const auto truth = motion::on_stage(coast, stage(), 0.05);
    BallisticEstimate e;
    e.mean = {p.x, p.y, p.z, v.x, v.y, v.z, 1.0 / coefficient};
    double worst_step_m = 0.0;
    while (e.time_s + 0.1 < truth.duration_s) {
      const auto at = truth.at(e.time_s);
      BallisticEstimate one = e;
      one.mean = {at.position.x, at.position.y, at.position.z,    at.velocity.x,
                  at.velocity.y, at.velocity.z, 1.0 / coefficient};
      const double next_s = std::min(truth.duration_s - 0.05, e.time_s + longest_step_s(model, e));
      predict(model, {}, one, next_s);
      worst_step_m = std::max(worst_step_m, norm(one.position() - truth.at(next_s).position));
      predict(model, {}, e, next_s);
    }
    MESSAGE("beta ", coefficient, ": a step off by ", worst_step_m, " m, the flight by ",
            norm(e.position() - truth.at(e.time_s).position), " m");
    CHECK(worst_step_m < 0.2);
    CHECK(norm(e.position() - truth.at(e.time_s).position) < 2.0);
  }
}

TEST_CASE("derivatives of a step: as numerical ones") {
  const BallisticModel model = ballistic_model(stage());
  struct Point {
    V p, v;
    double drag, h;
  };
  for (const Point& at : {Point{{-50e3, 20e3, 90e3}, {900, -300, -700}, 1e-4, 5.0},
                          Point{{-50e3, 20e3, 30.2e3}, {900, -300, -1100}, 1e-4, 1.0},
                          Point{{-5e3, 2e3, 8.2e3}, {500, -300, -1000}, 2.5e-4, 1.0},
                          Point{{-5e3, 2e3, 3.2e3}, {500, -300, 200}, -1e-4, 1.0},
                          Point{{-5e3, 2e3, 3.2e3}, {0, 0, 0}, 1e-4, 1.0}}) {
    const std::array<double, 7> x{at.p.x, at.p.y, at.p.z, at.v.x, at.v.y, at.v.z, at.drag};
    const auto s = step(model, x, at.h);
    const std::array<double, 7> nudge{5, 5, 5, 0.5, 0.5, 0.5, 1e-6};
    const std::array<double, 7> size{1e3, 1e3, 1e3, 100, 100, 100, 1e-4}; // of the errors of a track
    for (std::size_t j = 0; j < 7; ++j) {
      auto above = x, below = x;
      above[j] += nudge[j];
      below[j] -= nudge[j];
      const auto a = step(model, above, at.h), b = step(model, below, at.h);
      for (std::size_t i = 0; i < 6; ++i) {
        const double numerical = (a.position_velocity[i] - b.position_velocity[i]) / (2.0 * nudge[j]);
        // What an error of a track's size in j makes of i: wrong by less than 1 % of that size itself.
        CHECK_MESSAGE(std::abs(s.derivatives[i][j] - numerical) * size[j] < 0.01 * size[i], "d", i, "/d", j,
                      " at ", at.p.z, " m: ", s.derivatives[i][j], " for ", numerical);
      }
    }
  }
}

TEST_CASE("the covariance stays symmetric to the last bit and positive definite through a long track") {
  const BallisticModel model = ballistic_model(stage());
  const auto truth = flight(250e3, motion::Path::high, 6000);
  const auto radar = site_at({20e3, -10e3, 0});
  Noise noise(5);
  BallisticTrack track = initiate(model, fix(radar, look_at(radar, truth.at(30).position, 30, {}, noise)));
  for (double t = 30.1; t < truth.duration_s; t += 0.1) {
    predict(model, track, t);
    update(model, track, fix(radar, look_at(radar, truth.at(t).position, t, {}, noise)));
    const auto& P = track.estimate.covariance;
    for (std::size_t i = 0; i < 7; ++i)
      for (std::size_t j = 0; j < i; ++j) REQUIRE(P[i][j] == P[j][i]);
    const auto L = cholesky(P);
    for (std::size_t i = 0; i < (track.powered ? 6U : 7U); ++i) REQUIRE(L[i][i] > 0.0);
  }
}

// Boost to impact with the catalogue's numbers: no more than a few dwells fall outside the gate, most of them
// at burnout, and never three in a row; at the end the coast is known for what it is.
TEST_CASE("real boosted trajectories: no track is lost, the coast is recognised, the coefficient is found") {
  const BallisticModel model = ballistic_model(stage());
  for (const double period_s : {0.5, 1.0, 4.0})
    for (const auto path : {motion::Path::low, motion::Path::high})
      for (const double coefficient : {6000.0, 14000.0}) {
        const auto truth = flight(250e3, path, coefficient);
        const auto radar = site_at({20e3, -10e3, 0});
        int dwells = 0, outside = 0, worst_row = 0, row = 0, powered_late = 0, late = 0;
        double coasting_from_s = 0.0, position2 = 0.0, drag_error = 0.0;
        constexpr int runs = 20;
        for (int run = 0; run < runs; ++run) {
          Noise noise(100 + static_cast<std::uint64_t>(run));
          const double first_s = 6.0;
          BallisticTrack track =
              initiate(model, fix(radar, look_at(radar, truth.at(first_s).position, first_s, {}, noise)));
          double coasting_s = 0.0;
          for (double t = first_s + period_s; t < truth.duration_s; t += period_s) {
            predict(model, track, t);
            const Fix f = fix(radar, look_at(radar, truth.at(t).position, t, {}, noise));
            ++dwells;
            row = distance_squared(predicted_position(track), f) > gate_1e_4 ? row + 1 : 0;
            outside += row > 0;
            worst_row = std::max(worst_row, row);
            if (row == 0) update(model, track, f); // a fix outside the gate is lost to the track
            if (t > *truth.burnout_s && !track.powered && coasting_s == 0.0) coasting_s = t;
            if (t > *truth.burnout_s + 40.0) {
              ++late;
              powered_late += track.powered;
              const auto d = track.estimate.position() - truth.at(t).position;
              position2 += dot(d, d);
            }
          }
          coasting_from_s += coasting_s / runs;
          drag_error += std::abs(track.estimate.mean[6] * coefficient - 1.0) / runs;
        }
        MESSAGE("period ", period_s, " s, ", std::string(path == motion::Path::low ? "low" : "high"),
                ", beta ", coefficient, ": ", outside, " of ", dwells, " looks outside, at most ", worst_row,
                " in a row; coast known at ", coasting_from_s - *truth.burnout_s,
                " s after burnout; powered ", powered_late, " of ", late, " looks later on; position ",
                std::sqrt(position2 / late), " m, coefficient off by ", 100 * drag_error, " %");
        CHECK(worst_row <= 2);
        CHECK(outside < 0.005 * dwells);
        CHECK(powered_late < 0.02 * late);
        CHECK(drag_error < 0.2);
      }
}

TEST_CASE("a hypothesis wrong beyond all measure is moved in bounded time, and given up") {
  const BallisticModel model = ballistic_model(stage());
  const auto truth = flight(250e3, motion::Path::high, 6000);
  const auto radar = site_at({20e3, -10e3, 0});
  for (const double speed : {1e6, 1e12, 1e200, std::numeric_limits<double>::infinity()}) {
    Noise noise{1};
    const auto seen = [&](double t) {
      return fix(radar, look_at(radar, truth.at(t).position, t, {}, noise));
    };
    BallisticTrack track = initiate(model, seen(30.0));
    track.rival.mean[3] = speed;
    predict(model, track, 40.0);
    CHECK(track.estimate.time_s == 40.0);
    update(model, track, seen(40.0));
    CHECK(track.powered);
    CHECK(norm(track.rival.velocity()) < 1e5);
  }
}

// A coast believed under thrust is looked for where power would have it; what is found there, the coast's
// filter alone would take for a fix of its own and end kilometres from it, sure of itself.
TEST_CASE("a fix outside the gate of a young coast: it is under power again, where the fix is") {
  const BallisticModel model = ballistic_model(stage());
  const auto truth = flight(250e3, motion::Path::high, 6000);
  const auto radar = site_at({20e3, -10e3, 0});
  for (const double off_coast : {18.0, 60.0}) { // normalised distance squared
    Noise noise{8};
    BallisticTrack track = initiate(model, fix(radar, look_at(radar, truth.at(60).position, 60, {}, noise)));
    double t = 61.0;
    for (; track.powered; t += 1.0) {
      predict(model, track, t);
      update(model, track, fix(radar, look_at(radar, truth.at(t).position, t, {}, noise)));
    }
    REQUIRE_FALSE(track.settled);
    predict(model, track, t + 11.0);
    const V forward = track.estimate.velocity();
    Fix far = fix(radar, look_at(radar, track.estimate.position(), t + 11.0, {}, noise));
    far.position = track.estimate.position() + forward;
    const double one = distance_squared(predicted_position(track.estimate), far);
    far.position = track.estimate.position() + std::sqrt(off_coast / one) * forward;
    const bool outside = off_coast > gate_1e_4;
    REQUIRE(distance_squared(predicted_position(track), far) < gate_1e_4);
    update(model, track, far);
    CHECK(track.powered == outside);
    if (!outside) continue;
    CHECK(distance_squared(predicted_position(track.estimate), far) < gate_1e_4);
    CHECK(track.evidence == 0.0);
    CHECK(track.rival.mean == track.estimate.mean);
  }
}
