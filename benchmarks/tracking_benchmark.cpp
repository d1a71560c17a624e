// The tracker's cost: one look of a filter, and a whole scan of 48 targets with association.
#include <benchmark/benchmark.h>

#include <vector>

#include "equipoise/core/constants.hpp"
#include "equipoise/tracking/association.hpp"
#include "equipoise/tracking/filter/ballistic_filter.hpp"
#include "equipoise/tracking/filter/impact.hpp"
#include "equipoise/tracking/filter/manoeuvre_filter.hpp"

using namespace equipoise;
using namespace equipoise::tracking;

namespace {

using V = core::Vec3<core::Stage>;

const earth::Stage& stage() {
  static const earth::Stage s(earth::wgs84, 31 * core::degree);
  return s;
}
const BallisticModel& model() {
  static const BallisticModel m = ballistic_model(stage());
  return m;
}

/// Missiles falling side by side, a look a second; noise would cost nothing more.
Measurement look_at(const sensing::Site& site, const V& target, double time_s) {
  const auto s = sensing::sight(site, target);
  return {time_s, s.range_m, s.azimuth_rad, s.elevation_rad, 30.0, 2e-3, 2e-3};
}

sensing::Site radar() {
  return {{}, stage().local_axes({}), 0.0};
}

std::vector<Measurement> looks(std::size_t count, double side_m) {
  BallisticEstimate truth;
  truth.mean = {-90e3 + side_m, 60e3, 40e3, 900, -600, 300, 1e-4};
  std::vector<Measurement> all;
  for (std::size_t i = 0; i < count; ++i) {
    all.push_back(look_at(radar(), truth.position(), truth.time_s));
    predict(model(), {}, truth, truth.time_s + 1.0);
  }
  return all;
}

void ballistic_look(benchmark::State& state) {
  const auto measurements = looks(100, 0.0);
  const auto site = radar();
  for (auto _ : state) {
    BallisticTrack track = initiate(model(), fix(site, measurements[0]));
    track.settled = state.range(0) == 0;
    track.powered = !track.settled;
    for (std::size_t i = 1; i < measurements.size(); ++i) {
      predict(model(), track, measurements[i].time_s);
      update(model(), track, fix(site, measurements[i]));
      if (state.range(0) != 0)
        track.powered = true, track.settled = false, track.evidence = 0.0; // both filters run
    }
    benchmark::DoNotOptimize(track);
  }
  state.SetItemsProcessed(state.iterations() * 99);
}
BENCHMARK(ballistic_look)->ArgName("powered")->Arg(0)->Arg(1);

void manoeuvre_look(benchmark::State& state) {
  const auto measurements = looks(100, 0.0);
  const auto site = radar();
  const ManoeuvreModel aircraft;
  for (auto _ : state) {
    ManoeuvreTrack track = initiate(aircraft, fix(site, measurements[0]));
    for (std::size_t i = 1; i < measurements.size(); ++i) {
      predict(aircraft, track, measurements[i].time_s);
      update(aircraft, track, fix(site, measurements[i]));
    }
    benchmark::DoNotOptimize(track);
  }
  state.SetItemsProcessed(state.iterations() * 99);
}
BENCHMARK(manoeuvre_look);

/// An item is one target in one scan: prediction, association among all, update.
void scan(benchmark::State& state) {
  constexpr std::size_t targets = 48, scans = 40;
  std::vector<std::vector<Measurement>> measurements;
  for (std::size_t i = 0; i < targets; ++i)
    measurements.push_back(looks(scans, static_cast<double>(state.range(0)) * static_cast<double>(i)));
  const auto site = radar();
  Associator associator(targets, targets);
  std::vector<BallisticTrack> tracks(targets);
  std::vector<PredictedPosition> predicted(targets);
  std::vector<Fix> fixes(targets);
  const std::vector<double> alarms_per_m3(targets, 1e-15);
  for (auto _ : state) {
    for (std::size_t i = 0; i < targets; ++i) {
      tracks[i] = initiate(model(), fix(site, measurements[i][0]));
      tracks[i].powered = false;
      tracks[i].settled = true; // a tracked coast, one filter
    }
    for (std::size_t k = 1; k < scans; ++k) {
      for (std::size_t i = 0; i < targets; ++i) {
        predict(model(), tracks[i], measurements[i][k].time_s);
        predicted[i] = predicted_position(tracks[i]);
        fixes[i] = fix(site, measurements[(i * 7) % targets][k]);
      }
      const auto pairs = associator.associate(predicted, fixes, alarms_per_m3, gate_1e_4);
      for (std::size_t i = 0; i < targets; ++i)
        if (pairs[i] != Associator::none)
          update(model(), tracks[i], fixes[static_cast<std::size_t>(pairs[i])]);
    }
    benchmark::DoNotOptimize(tracks.data());
  }
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(targets * (scans - 1)));
}
BENCHMARK(scan)->ArgName("apart_m")->Arg(100)->Arg(1000)->Arg(5000);

void impact_of_a_track(benchmark::State& state) {
  BallisticEstimate e;
  e.mean = {-90e3, 60e3, 40e3, 900, -600, 700, 1e-4};
  for (std::size_t i = 0; i < 7; ++i) e.covariance[i][i] = i < 3 ? 1e4 : i < 6 ? 100.0 : 1e-9;
  double flight_s = 0.0;
  for (auto _ : state) flight_s = impact(model(), e, 0.0).value().time_s;
  state.counters["flight_s"] = flight_s;
}
BENCHMARK(impact_of_a_track)->Unit(benchmark::kMicrosecond);

void impact_time_of_a_track(benchmark::State& state) {
  BallisticEstimate e;
  e.mean = {-90e3, 60e3, 40e3, 900, -600, 700, 1e-4};
  double at_s = 0.0;
  for (auto _ : state) at_s = impact_time_s(model(), e, 0.0).value();
  state.counters["flight_s"] = at_s;
}
BENCHMARK(impact_time_of_a_track)->Unit(benchmark::kMicrosecond);

} // namespace
