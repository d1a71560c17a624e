// What one look costs: the chance of detection, exact and by the prepared curve, beside Boost's non-central
// chi-square in the same run. The counter `of_boost` is our time over Boost's for a steady target and as many
// pulses.
#include <benchmark/benchmark.h>

#include <boost/math/distributions/non_central_chi_squared.hpp>
#include <cstdint>
#include <ctime>

#include "equipoise/sensing/detection_curve.hpp"
#include "equipoise/sensing/radar.hpp"

using namespace equipoise;
using sensing::Swerling;

namespace {

constexpr double false_alarm = 1e-6;

/// From 0 to 16 dB for one pulse, where the chance goes from nothing to one; less for each of several.
double signal(std::uint32_t i, int pulses) {
  constexpr double min = 1.0, step = 1.0376; // the hundredth is 40
  double snr = min;
  for (std::uint32_t k = i % 100; k > 0; --k) snr *= step;
  return pulses == 1 ? snr : snr / 4.5; // about pulses^0.65
}

/// The signals made beforehand, so that only the chance is timed.
struct Signals {
  explicit Signals(int pulses) {
    for (std::uint32_t i = 0; i < 100; ++i) values[i] = signal(i, pulses);
  }
  double next() { return values[at = (at + 1) % 100]; }
  double values[100];
  std::uint32_t at = 0;
};

double boosts(int pulses, double threshold, double snr) {
  const boost::math::non_central_chi_squared law(2.0 * pulses, 2.0 * pulses * snr);
  return boost::math::cdf(boost::math::complement(law, 2.0 * threshold));
}

/// Of this process: a shared machine does not count. ns.
double cpu_time_ns() {
  return 1e9 * static_cast<double>(std::clock()) / CLOCKS_PER_SEC;
}

/// Nanoseconds of one of Boost's, over the same signals.
double boosts_time_ns(int pulses, double threshold) {
  Signals signals(pulses);
  constexpr int calls = 20'000;
  const double begun_ns = cpu_time_ns();
  for (int k = 0; k < calls; ++k) benchmark::DoNotOptimize(boosts(pulses, threshold, signals.next()));
  return (cpu_time_ns() - begun_ns) / calls;
}

template <class Chance>
void timed(benchmark::State& state, int pulses, double threshold, const Chance& chance) {
  Signals signals(pulses);
  const double theirs_ns = boosts_time_ns(pulses, threshold), begun_ns = cpu_time_ns();
  for (auto _ : state) benchmark::DoNotOptimize(chance(signals.next()));
  const double ours_ns = (cpu_time_ns() - begun_ns) / static_cast<double>(state.iterations());
  state.counters["of_boost"] = ours_ns / theirs_ns;
}

void detection_boost(benchmark::State& state) {
  const int pulses = static_cast<int>(state.range(0));
  const double threshold = sensing::detection_threshold(pulses, false_alarm);
  timed(state, pulses, threshold, [&](double snr) { return boosts(pulses, threshold, snr); });
}
BENCHMARK(detection_boost)->ArgName("pulses")->Arg(1)->Arg(10);

void detection_exact(benchmark::State& state) {
  const auto fluctuation = static_cast<Swerling>(state.range(0));
  const int pulses = static_cast<int>(state.range(1));
  const double threshold = sensing::detection_threshold(pulses, false_alarm);
  timed(state, pulses, threshold,
        [&](double snr) { return sensing::detection_probability(fluctuation, pulses, threshold, snr); });
}
BENCHMARK(detection_exact)->ArgNames({"swerling", "pulses"})->ArgsProduct({{0, 1, 2, 3, 4}, {1, 10}});

/// What the loop over looks calls.
void detection_curve(benchmark::State& state) {
  const int pulses = static_cast<int>(state.range(1));
  const sensing::DetectionCurve curve(static_cast<Swerling>(state.range(0)), pulses, false_alarm);
  timed(state, pulses, curve.threshold(), [&](double snr) { return curve(snr); });
}
BENCHMARK(detection_curve)->ArgNames({"swerling", "pulses"})->ArgsProduct({{0, 1, 2, 3, 4}, {1, 10}});

/// Once for a radar.
void prepare_curve(benchmark::State& state) {
  for (auto _ : state)
    benchmark::DoNotOptimize(
        sensing::DetectionCurve(Swerling::case_3, static_cast<int>(state.range(0)), false_alarm));
}
BENCHMARK(prepare_curve)->ArgName("pulses")->Arg(10)->Unit(benchmark::kMicrosecond);

/// Range equation, air and chance of one look.
void one_look(benchmark::State& state) {
  sensing::Radar radar;
  radar.reference_range_m = 200e3;
  radar.instrumented_range_m = 400e3;
  radar.frequency_Hz = 3e9;
  const sensing::Receiver receiver = sensing::receiver(radar);
  double range_m = 50e3;
  for (auto _ : state) {
    benchmark::DoNotOptimize(sensing::dwell_detection(radar, receiver, range_m, 12e3, 0.1, {}));
    range_m = range_m > 350e3 ? 50e3 : range_m + 137.0;
  }
}
BENCHMARK(one_look);

} // namespace
